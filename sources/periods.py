"""How long is remembered what could lead to a source."""

from datetime import timedelta
from typing import Final

CONTACTS_FOR: Final = timedelta(days=30)
VERBATIM_FOR: Final = timedelta(days=365)
