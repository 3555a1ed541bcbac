"""Codenames: two drawn words that tell nothing about their bearer."""

import re
import secrets
import unicodedata
from typing import Final

from sources.words import families
from tracker.errors import Invalid

LENGTH: Final = 40
_PLAIN: Final = re.compile(r"[A-Z][A-Z0-9]*( [A-Z0-9]+)*")


def words() -> tuple[str, ...]:
    """Return the word list; to add a word, add a line to `words/codenames.txt`."""
    return families("codenames")[""]


def draw() -> str:
    """Return two different words at random; whether they are free, the desk knows."""
    one, two = secrets.SystemRandom().sample(words(), 2)
    return f"{one} {two}"


def canonical(wanted: str) -> str:
    """Return a chosen codename as it is stored: plain capitals, single spaces.

    Raises Invalid for anything but Latin letters and digits: look-alike letters of
    other scripts would make two codenames that read as one.
    """
    folded = " ".join(unicodedata.normalize("NFKC", wanted).upper().split())
    if len(folded) > LENGTH or not _PLAIN.fullmatch(folded):
        raise Invalid(
            "A codename is made of the letters A to Z, digits and single spaces.",
            field="codename",
            limit=LENGTH,
        )
    return folded
