"""Is this process alive; can it do its work? Answers carry no names and no numbers."""

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LEAST_FREE_DISK = 0.10

CAPTURED = """
    SELECT count(*) > 0 AND bool_and(tgenabled IN ('O', 'A'))
      FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
      JOIN pg_namespace ON pg_namespace.oid = pronamespace
     WHERE nspname = 'audit' AND NOT tgisinternal
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
        return has_room() and is_migrated() and is_captured()
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
    """Triggers of the audit schema are there, and none is switched off."""
    with connection.cursor() as cursor:
        cursor.execute(CAPTURED)
        row = cursor.fetchone()
    return row is not None and bool(row[0])
