#!/usr/bin/env python3
"""The command line. `make help` lists what is usually wanted."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import OperationalError

from tracker import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError:
        local = embedded.Server(settings.DATA_DIR / "postgres")
        if settings.ENV.database_url is not None or local.is_answering():
            raise
        sys.exit(
            "PostgreSQL is not running here. Start it in another terminal: make run"
        )
