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
        failed = 0
        for read in lines(options["files"], processes=options["processes"]):
            if read.error:
                failed += 1
                self.stderr.write(f"{read.name}: {read.error}")
            else:
                self.stdout.write(read.line)
        if failed:
            files = len(options["files"])
            raise CommandError(f"{failed} of {files} files could not be read.")
