"""Forget what is past its time: `manage.py expire_records`, once a day by schedule."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sources.services import retention


class Command(BaseCommand):
    """Retention is routine, scheduled and on record, before anybody demands it."""

    help = "Forget contact weeks and verbatim excerpts past their time, unless held."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for kind, count in retention.expire(today=timezone.localdate()).items():
            self.stdout.write(f"{kind}: {count} forgotten")
