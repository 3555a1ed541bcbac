"""Word lists of the checks, read once from the files beside this one.

One entry a line; `#` begins a comment, `[family]` a family. To teach a check a word,
add a line.
"""

from functools import cache
from importlib.resources import files


@cache
def families(name: str) -> dict[str, tuple[str, ...]]:
    """Return the families of `<name>.txt`; under "" what stands before the first."""
    found: dict[str, list[str]] = {"": []}
    family = found[""]
    text = (files("sources.words") / f"{name}.txt").read_text("utf-8")
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            family = found.setdefault(line.strip("[]"), [])
        else:
            family.append(line)
    return {key: tuple(entries) for key, entries in found.items()}


def words(name: str, family: str) -> frozenset[str]:
    """Return one family as single words; a line may hold several."""
    return frozenset(word for line in families(name)[family] for word in line.split())


def either(name: str, family: str) -> str:
    """Return one family as alternatives of a regular expression, longest first."""
    entries = sorted(families(name)[family], key=len, reverse=True)
    return "(?:" + "|".join(entries) + ")"
