"""Sign the head of the audit chain: `manage.py anchor_audit [--rotate-key]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tracker.audit.anchors import anchors_file, sign_head
from tracker.audit.keys import keyring


class Command(BaseCommand):
    help = "Signs the head of the audit chain and appends it to the file of anchors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rotate-key",
            action="store_true",
            help="first retire the signing key and make a new one",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["rotate_key"]:
            self.stdout.write(f"New key    {keyring().rotate()}")
        signed = sign_head()
        self.stdout.write(f"Anchored   event {signed['anchor']['seq']}")
        self.stdout.write(f"Hash       {signed['anchor']['hash']}")
        self.stdout.write(f"Key        {signed['key_id']}")
        self.stdout.write(f"File       {anchors_file()}")
