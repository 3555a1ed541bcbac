"""Word families, read once from the data files in `lexicons/`.

A file holds one entry a line. Lines that begin with `#` are comments; a line
`[family]` starts a family. To teach the engine a verb or a kinship word, add a line.
"""

from functools import cache
from importlib.resources import files


@cache
def families(name: str) -> dict[str, tuple[str, ...]]:
    """Return the families of `lexicons/<name>.txt`, each with its entries in order."""
    found: dict[str, list[str]] = {}
    family: list[str] = []
    text = (files("tracker.engine") / "lexicons" / f"{name}.txt").read_text("utf-8")
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
    """Return one family; entries of one line may be separated by blanks."""
    return frozenset(
        word for line in families(name)[family] for word in line.split(" ") if word
    )


NEGATIONS = words("common", "negations")
