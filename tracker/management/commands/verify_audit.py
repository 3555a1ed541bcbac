"""Check the audit chain: `manage.py verify_audit [--anchors FILE]`."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from tracker.audit.anchors import anchors_file, read_anchors
from tracker.audit.keys import keyring
from tracker.audit.verify import verify

if TYPE_CHECKING:
    import psycopg


class Command(BaseCommand):
    help = (
        "Checks every event of the audit chain, the head, and that every anchor is on "
        "the chain. Exit code 0: nothing was changed, removed or added."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors",
            type=Path,
            action="append",
            help="signed heads that were kept elsewhere (JSON Lines); may be repeated; "
            "default: this installation's own file",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        began = time.perf_counter()
        own = [file for file in [anchors_file()] if file.exists()]
        connection.ensure_connection()
        report = verify(
            cast("psycopg.Connection", connection.connection),
            lambda chain: (
                witness
                for file in options["anchors"] or own
                for witness in read_anchors(file, keyring().public_keys(), str(chain))
            ),
        )
        seconds = time.perf_counter() - began
        self.stdout.write(f"Chain    {report.chain}")
        self.stdout.write(f"Head     {report.events}  {report.head.hex()}")
        self.stdout.write(
            f"Checked  {report.events:,} events and {report.witnesses:,} anchors "
            f"in {seconds:.1f} s ({report.events / seconds:,.0f} events a second)"
        )
        for restore in report.restores:
            self.stdout.write(self.style.WARNING(restore))
        for finding in report.findings:
            self.stdout.write(self.style.ERROR(str(finding)))
        if not report.sound:
            self.stdout.write(self.style.ERROR("NOT SOUND: the record was altered."))
            raise SystemExit(1)
        self.stdout.write(self.style.SUCCESS("Sound: nothing was altered."))
