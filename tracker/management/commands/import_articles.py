"""File articles from a JSON Lines or CSV file, or from single documents."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.errors import Invalid, SourcelineError
from tracker.formats import Sheet, read_rows
from tracker.formats.limits import MAX_FILE_BYTES, within
from tracker.models import Desk, User
from tracker.services import imports
from tracker.services.imports import Outcome, RowReport


class Command(BaseCommand):
    help = (
        "File the articles in FILE (jsonl or csv; columns title, text or html, byline, "
        "language, url, external_id, dateline) or one article from a txt, html, docx "
        "or md file, or (where FETCH_BY_URL switches that on) from an https address. "
        "Good rows go in; the others are listed with their reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--desk", required=True, metavar="SLUG")
        parser.add_argument("--as", required=True, dest="email", metavar="EMAIL")

    def handle(self, *, file: str, desk: str, email: str, **_: Any) -> None:
        try:
            by = User.objects.get(email=email.lower())
            on = Desk.objects.visible_to(by).get(slug__iexact=desk)
        except (User.DoesNotExist, Desk.DoesNotExist):
            raise CommandError(f"{email} is not a member of a desk “{desk}”.") from None
        try:
            reports = list(self._reports(file, on, by))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        except SourcelineError as error:
            raise CommandError(f"{file}: {error.message}") from None
        counts = Counter(report.outcome for report in reports)
        self.stdout.write(
            ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome) + "."
        )
        if counts[Outcome.REFUSED]:
            raise CommandError("Some rows were refused; the others are filed.")

    def _reports(self, named: str, desk: Desk, by: User) -> Iterator[RowReport]:
        if named.startswith("https://"):
            article = imports.import_page(desk.pk, url=named, by=by)
            yield RowReport(1, Outcome.FILED, article=article.pk)
            return
        file = Path(named)
        content = file.read_bytes()
        try:
            kind = Sheet.of(file.name)
        except Invalid:
            article = imports.import_file(
                desk.pk, name=file.name, content=content, by=by
            )
            yield RowReport(1, Outcome.FILED, article=article.pk)
            return
        within(len(content), 20 * MAX_FILE_BYTES, what="The file")
        rows = read_rows(content, kind)
        for report in imports.import_rows(desk.pk, rows, by=by):
            if report.outcome in {Outcome.REFUSED, Outcome.DUPLICATE}:
                self.stderr.write(f"row {report.number}: {report.message}")
            yield report
