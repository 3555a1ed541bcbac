"""What a worker does for an export: write the package, tell how far it is, keep it.

It runs in the transaction that marks the job done, whose lock on the job shows that
somebody is at it. A worker that is killed leaves the row running and the next one
begins anew; the finished package is put in place in one step, so twice is once.
"""

from uuid import UUID

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from tracker.audit import System, acting
from tracker.datasets import store
from tracker.datasets.order import Order
from tracker.datasets.underway import Seen, Unwanted, pack
from tracker.errors import SourcelineError
from tracker.models import Export, ExportProgress, ExportState
from tracker.services.exports import KEPT_FOR

TELL = """
    INSERT INTO tracker_exportprogress (export_id, step, rows, estimate, percent)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (export_id) DO UPDATE SET step = excluded.step, rows = excluded.rows,
        estimate = excluded.estimate, percent = excluded.percent, told_at = now()
"""


@transaction.atomic
def begun(export_id: UUID) -> None:
    """Show that a worker is at it."""
    export = Export.objects.lock(export_id)
    if export.state == ExportState.QUEUED:
        with acting(by=System.WORKER, action="export.begun"):
            export.state = ExportState.RUNNING
            export.save(update_fields=["state"])


@transaction.atomic
def make(export_id: UUID) -> None:
    """Write the package and keep it; what is cancelled meanwhile is not kept."""
    export = Export.objects.select_related("entered_by", "released_by").get(
        pk=export_id
    )
    if export.state != ExportState.RUNNING:
        return
    name = f"{export.dataset}-{export.profile}"
    aside = connection.copy()
    try:
        with store.workshop(export_id) as workshop:
            made, rows = pack(
                Order.of(export),
                workshop,
                name,
                watch=lambda seen: _watch(export_id, seen, aside),
            )
            _keep(export_id, rows, store.keep(made, export_id))
    except Unwanted:
        pass
    except SourcelineError as refusal:
        _fail(export_id, refusal.message)
    finally:
        aside.close()
    ExportProgress.objects.filter(pk=export_id).delete()


@transaction.atomic
def gave_up(export_id: UUID, error_class: str) -> None:
    """Say on the export that the work failed for good, and how, without any text."""
    _fail(export_id, f"The work stopped: {error_class}.")


def _watch(export_id: UUID, seen: Seen, aside: BaseDatabaseWrapper) -> bool:
    """Tell how far it is, to everybody at once; say whether it is still wanted."""
    with aside.cursor() as cursor:
        told = (export_id, seen.step, seen.rows, seen.estimate, seen.percent)
        cursor.execute(TELL, told)
    state = Export.objects.filter(pk=export_id).values_list("state", flat=True)
    return state.get() == ExportState.RUNNING


def _keep(export_id: UUID, rows: int, size: int) -> None:
    export = Export.objects.lock(export_id)
    if export.state != ExportState.RUNNING:
        store.discard(export_id)
        return
    with acting(by=System.WORKER, action="export.ready"):
        export.state, export.rows, export.size = ExportState.READY, rows, size
        export.ready_at = timezone.now()
        export.expires_at = export.ready_at + KEPT_FOR
        export.save(update_fields=["state", "rows", "size", "ready_at", "expires_at"])


def _fail(export_id: UUID, said: str) -> None:
    export = Export.objects.lock(export_id)
    if export.state not in {ExportState.QUEUED, ExportState.RUNNING}:
        return
    store.discard(export_id)
    ExportProgress.objects.filter(pk=export_id).delete()
    with acting(by=System.WORKER, action="export.failed"):
        export.state, export.said = ExportState.FAILED, said[:500]
        export.ended_at = timezone.now()
        export.save(update_fields=["state", "said", "ended_at"])
