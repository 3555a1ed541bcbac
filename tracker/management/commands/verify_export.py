"""Check a package that was exported: `manage.py verify_export FOLDER`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.audit import standalone


class Command(BaseCommand):
    help = "Checks an exported package as its own verify.py does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder")
        parser.add_argument("--keys", help="the newsroom's published keys")

    def handle(self, *_: Any, **options: Any) -> None:
        keys = ["--keys", options["keys"]] if options["keys"] else []
        if code := standalone.main([options["folder"], *keys]):
            raise SystemExit(code)
