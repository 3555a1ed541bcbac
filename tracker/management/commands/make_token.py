"""Make an API token; its key is printed once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.audit import System
from tracker.errors import SourcelineError
from tracker.models import Scope, User
from tracker.services import tokens


class Command(BaseCommand):
    help = "Make a token by which a program acts as this user, within its scopes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="what the program is")
        parser.add_argument(
            "--scope",
            required=True,
            action="append",
            dest="scopes",
            choices=Scope.values,
            metavar="SCOPE",
            help=f"may be repeated; one of {', '.join(Scope.values)}",
        )
        parser.add_argument("--days", type=int, default=90)

    def handle(
        self, *, email: str, name: str, scopes: list[str], days: int, **_: Any
    ) -> None:
        holder = User.objects.filter(email=email.lower(), is_active=True).first()
        if holder is None:
            raise CommandError(f"There is no active user {email}.")
        try:
            token, key = tokens.issue(
                holder,
                name=name,
                scopes=[Scope(scope) for scope in scopes],
                lasting=timedelta(days=days),
                by=System.COMMAND,
            )
        except SourcelineError as error:
            raise CommandError(error.message) from None
        self.stderr.write(f"Good until {token.expiry:%d %B %Y}. It is shown once:")
        self.stdout.write(key)
