"""The pre-publication report for a content system: its exit code says go or stop."""

import json
from typing import Any, Final
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.queries import PrePublication, prepublication
from tracker.errors import NotFound
from tracker.models import Article, User

OBJECTIONS: Final = 1


class Command(BaseCommand):
    """Exit code 0: nothing stands against it; 1: objections; 2: it cannot be told."""

    help = (
        "Report what stands against publishing an article. Exit code 0: nothing, "
        "1: objections, 2: the article or the person is unknown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "article", help="its id, or its name in your content system"
        )
        parser.add_argument(
            "--as", dest="email", required=True, help="whose eyes: an e-mail address"
        )
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError("There is no such person.", returncode=2)
        try:
            report = prepublication(user, _article(user, options["article"]))
        except NotFound as error:
            raise CommandError(error.message, returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._tell(report)
        if report.open:
            raise SystemExit(OBJECTIONS)

    def _tell(self, report: PrePublication) -> None:
        self.stdout.write(f"{report.article.title}, revision {report.revision}")
        for area, found in report.in_areas():
            self.stdout.write(f"\n{area.value.capitalize()}: {len(found) or 'nothing'}")
            for objection in found:
                mark = "accepted" if objection.accepted else objection.code
                self.stdout.write(f"  [{mark}] “{objection.words}”")
                self.stdout.write(f"      {objection.message} {objection.suggestion}")
        self.stdout.write(f"\nOpen: {len(report.open)}")


def _article(user: User, name: str) -> UUID:
    """Return the id of an article named by it or by the content system's name."""
    try:
        return UUID(name)
    except ValueError:
        known = Article.objects.visible_to(user).filter(external_id=name)
        found = known.values_list("pk", flat=True).first()
        if found is None:
            raise NotFound("There is no such article.") from None
        return found
