"""Take a value off the audit chain: run by the operator, as the owner's role."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.audit.redact import redact
from tracker.errors import SourcelineError
from tracker.models import User


class Command(BaseCommand):
    help = (
        "Hides what the audit chain holds of one field of one row. The chain stays "
        "verifiable; that it was done, by whom and why, is on it. Two people answer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", help="for example claims_annotation")
        parser.add_argument("row", type=UUID)
        parser.add_argument("field", help='a column, or "reason"')
        parser.add_argument("--by", required=True, help="e-mail of who decided it")
        parser.add_argument("--second", required=True, help="e-mail of who agreed")
        parser.add_argument("--reason", required=True)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            numbers = redact(
                table=options["table"],
                row=options["row"],
                field=options["field"],
                by=self._person(options["by"]),
                second=self._person(options["second"]),
                reason=options["reason"],
            )
        except SourcelineError as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"Redacted in {len(numbers)} events: {numbers}")

    def _person(self, email: str) -> User:
        person = User.objects.filter(email=email.lower()).first()
        if person is None:
            message = "There is nobody with this address."
            raise CommandError(message)
        return person
