"""Say openly that the database was restored from a backup, and what that gave up."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from tracker.audit import note
from tracker.audit.anchors import read_anchors, sign_head
from tracker.audit.keys import keyring
from tracker.audit.verify import RESTORED, lost_heads
from tracker.models import User

if TYPE_CHECKING:
    import psycopg


class Command(BaseCommand):
    help = (
        "After a restore the chain ends before heads that were signed and kept "
        "elsewhere. This puts on record which ones, by whom and why; until then "
        "verify_audit reports them as a history that was cut."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchors", type=Path, required=True, action="append")
        parser.add_argument("--by", required=True, help="e-mail of who restored it")
        parser.add_argument("--reason", required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower()).first()
        if by is None or not options["reason"].strip():
            message = "A restore is declared by somebody on record, with a reason."
            raise CommandError(message)
        connection.ensure_connection()
        keys = keyring().public_keys()
        lost = lost_heads(
            cast("psycopg.Connection", connection.connection),
            lambda chain: (
                witness
                for file in options["anchors"]
                for witness in read_anchors(file, keys, str(chain))
            ),
        )
        if not lost:
            message = "Every anchor is on the chain: there is nothing to declare."
            raise CommandError(message)
        heads = sorted({(witness.seq, witness.hash.hex()) for witness in lost})
        with transaction.atomic(durable=True):
            note(
                by=by,
                action=RESTORED,
                reason=options["reason"],
                facts={"given_up": [{"seq": seq, "hash": head} for seq, head in heads]},
            )
        sign_head()
        self.stdout.write(
            f"Declared: {len(heads)} anchored heads, from event {heads[0][0]} "
            f"to {heads[-1][0]}, were given up by the restore."
        )
