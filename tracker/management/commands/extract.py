"""Read articles from files and print what the engine finds; needs no database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.engine.batch import STANDARD_INPUT, lines


class Command(BaseCommand):
    """`manage.py extract FILE…`: one line of JSON a file."""

    help = "Print quotes, speakers and claims of text files as JSON Lines."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            nargs="+",
            metavar="FILE",
            help=f"UTF-8 text; {STANDARD_INPUT} reads standard input",
        )
        parser.add_argument(
            "--processes", type=int, help="how many to use (default: one a core)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            for line in lines(options["files"], processes=options["processes"]):
                self.stdout.write(line)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError("A file is not UTF-8 text.") from error
