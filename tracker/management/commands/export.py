"""Export a dataset: `manage.py export DATASET --desk SLUG --profile P --out FOLDER`."""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.audit import System
from tracker.datasets import Profile, Scope, dataset, datasets
from tracker.datasets.package import Order, write_package, zipped
from tracker.errors import SourcelineError
from tracker.models import Desk, User


class Command(BaseCommand):
    help = "Writes a package of CSV, JSON Lines, proof, manifest and verifier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dataset", choices=[each.name for each in datasets()])
        parser.add_argument(
            "--desk", help="short name of the desk; default: every desk"
        )
        parser.add_argument(
            "--profile",
            choices=[profile.value for profile in Profile],
            default=Profile.INTERNAL.value,
        )
        parser.add_argument(
            "--out", type=Path, required=True, help="new folder, or .zip"
        )
        parser.add_argument(
            "--by", help="e-mail of whom to act for; default: the system"
        )
        parser.add_argument("--since", type=date.fromisoformat)
        parser.add_argument("--until", type=date.fromisoformat)
        parser.add_argument("--status", default="")
        parser.add_argument("--article", type=UUID, help="id of one article")
        parser.add_argument("--as-of", type=datetime.fromisoformat)
        parser.add_argument("--bom", action="store_true", help="for Excel")

    def handle(self, *_: Any, **options: Any) -> None:
        out: Path = options["out"]
        folder = out.with_suffix("") if out.suffix == ".zip" else out
        try:
            manifest = write_package(self._order(options), folder, self._progress)
        except SourcelineError as refusal:
            raise CommandError(refusal.message) from None
        if out.suffix == ".zip":
            zipped(folder, out)
            shutil.rmtree(folder)
        self.stdout.write(f"{manifest['rows']:,} rows in {out}")

    def _order(self, options: dict[str, Any]) -> Order:
        as_of = options["as_of"]
        if as_of and timezone.is_naive(as_of):
            as_of = timezone.make_aware(as_of)
        desk = options["desk"] and Desk.objects.filter(slug=options["desk"]).first()
        if options["desk"] and not desk:
            message = f"There is no desk {options['desk']!r}."
            raise CommandError(message)
        by = options["by"] and User.objects.filter(email=options["by"]).first()
        if options["by"] and not by:
            message = f"There is nobody with the address {options['by']!r}."
            raise CommandError(message)
        return Order(
            dataset=dataset(options["dataset"]),
            profile=Profile(options["profile"]),
            by=by or System.COMMAND,
            scope=Scope(
                desk_id=desk.pk if desk else None,
                since=options["since"],
                until=options["until"],
                status=options["status"],
                article_id=options["article"],
            ),
            as_of=as_of,
            bom=options["bom"],
        )

    def _progress(self, file: str, rows: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{file}: {rows:,} rows", ending="")
