"""Is this process alive; can it do its work? Answers carry no names and no numbers."""

import shutil

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.models import Record

LEAST_FREE_DISK = 0.10

# Triggers that must be on, whatever a session says ("A": always).
CAPTURE = ("audit_insert", "audit_update", "audit_delete", "audit_keep_rows")
SEALS = ("seal_at_commit", "keep_event")
SWITCHED_ON = """
    SELECT count(*) FROM pg_trigger
     WHERE tgenabled = 'A' AND (
        (tgname = ANY(%s) AND tgrelid = ANY(%s::regclass[]))
        OR (tgname = ANY(%s)
            AND tgrelid IN ('audit.unsealed'::regclass, 'audit.event'::regclass))
     )
"""

KEPT_OUT = """
    SELECT NOT rolsuper AND NOT rolbypassrls AND NOT EXISTS (
        SELECT FROM pg_class WHERE relowner = pg_roles.oid)
      FROM pg_roles WHERE rolname = current_user
"""


@never_cache
@require_safe
def livez(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """It can work: database, migrations, the record's triggers, room on the disk."""
    if is_ready():
        return HttpResponse("ok", content_type="text/plain")
    return HttpResponse("not ready", status=503, content_type="text/plain")


def is_ready() -> bool:
    try:
        return has_room() and is_migrated() and is_captured() and is_kept_out()
    except DatabaseError:
        return False


def has_room() -> bool:
    folder = settings.DATA_DIR if settings.DATA_DIR.exists() else settings.BASE_DIR
    disk = shutil.disk_usage(folder)
    return disk.free > LEAST_FREE_DISK * disk.total


def is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_captured() -> bool:
    """Every table of the record is watched, and what it says goes on the chain."""
    tables = [
        model._meta.db_table  # noqa: SLF001 (Django's public name for it)
        for model in apps.get_models()
        if issubclass(model, Record) and model._meta.managed  # noqa: SLF001 (same)
    ]
    with connection.cursor() as cursor:
        cursor.execute(SWITCHED_ON, [list(CAPTURE), tables, list(SEALS)])
        found = cursor.fetchone()
    return bool(found == (len(tables) * len(CAPTURE) + len(SEALS),))


def is_kept_out() -> bool:
    """The application's role is not one that the record's guards would not stop."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT_OUT)
        found = cursor.fetchone()
    return bool(found == (True,))
