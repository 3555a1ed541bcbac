"""What somebody else changed in a text meanwhile, paragraph by paragraph. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

MOST: Final = 2_000  # paragraphs a side; past that only the sizes are told apart


@dataclass(frozen=True, slots=True)
class Altered:
    """Paragraphs that were there, and those that stand there instead."""

    old: str
    new: str


def differences(old: str, new: str) -> list[Altered]:
    """Return what differs, in the order of the text; nothing where all is the same."""
    return list(_differences(old.split("\n"), new.split("\n")))


def _differences(old: list[str], new: list[str]) -> Iterator[Altered]:
    if max(len(old), len(new)) > MOST:
        if old != new:
            yield Altered(f"{len(old)} paragraphs", f"{len(new)} paragraphs")
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        was, stands = "\n".join(old[a:b]).strip(), "\n".join(new[c:d]).strip()
        if tag != "equal" and (was or stands):
            yield Altered(was, stands)
