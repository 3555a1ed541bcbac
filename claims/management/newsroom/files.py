"""Reading the files of `demo/`, and finding words in their texts."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from claims.management.newsroom.records import (
    Agreement,
    Annotation,
    Article,
    Claim,
    CrossCheck,
    Descriptor,
    Desk,
    Document,
    Evidence,
    Exemption,
    Link,
    Newsroom,
    Person,
    Quote,
    Reading,
    Reply,
    Revision,
    Source,
    Standards,
    Step,
    Work,
)

HOME: Final = Path(__file__).parents[1] / "demo"


def load(home: Path = HOME) -> Newsroom:
    """Read the whole newsroom. A field that no record knows is a TypeError."""
    top = _toml(home / "newsroom.toml")
    return Newsroom(
        outlet=top["outlet"],
        sample=home / top["sample"],
        people={key: Person(**person) for key, person in top["people"].items()},
        desks=[_desk(home / slug) for slug in top["order"]],
    )


def read_article(path: Path) -> tuple[str, str]:
    """Return title (the first line) and text (the rest) of a plain-text article."""
    title, _, text = path.read_text(encoding="utf-8").partition("\n")
    return title.strip(), text.strip("\n")


def find(text: str, words: str, *, near: int | None = None) -> tuple[int, int]:
    """Return where the words stand: the first place, or the one nearest to `near`."""
    starts = list(_places(text, words))
    if not starts:
        raise LookupError(words)
    start = starts[0] if near is None else min(starts, key=lambda at: abs(at - near))
    return start, start + len(words)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _desk(folder: Path) -> Desk:
    table = _toml(folder / "desk.toml")
    return Desk(
        slug=folder.name,
        name=table["name"],
        time_zone=table["time_zone"],
        standards=Standards(**table["standards"]),
        articles=[_article(folder / "articles", slug) for slug in table["articles"]],
        sources=[_source(source) for source in table["sources"]],
        links=[Link(**link) for link in table["links"]],
        documents=[_document(folder, document) for document in table["documents"]],
        crosschecks=[CrossCheck(**check) for check in table["crosschecks"]],
    )


def _source(table: dict[str, Any]) -> Source:
    descriptors = [Descriptor(**row) for row in table.pop("descriptors", ())]
    agreements = [Agreement(**row) for row in table.pop("agreements", ())]
    return Source(descriptors=descriptors, agreements=agreements, **table)


def _document(folder: Path, table: dict[str, Any]) -> Document:
    text = (folder / table.pop("file")).read_text(encoding="utf-8").strip("\n")
    return Document(text=text, **table)


def _article(folder: Path, slug: str) -> Article:
    table = _toml(folder / f"{slug}.toml")
    title, text = read_article(folder / f"{slug}.txt")
    return Article(
        slug=slug,
        title=title,
        text=text,
        revisions=[_revision(folder, row) for row in table.pop("revisions", ())],
        quotes=[_quote(row) for row in table.pop("quotes", ())],
        claims=[_claim(row) for row in table.pop("claims", ())],
        annotations=[_annotation(row) for row in table.pop("annotations", ())],
        **table,
    )


def _revision(folder: Path, table: dict[str, Any]) -> Revision:
    _, text = read_article(folder / table.pop("file"))
    return Revision(text=text, **table)


def _quote(table: dict[str, Any]) -> Quote:
    path = [Step(**step) for step in table.pop("path", ())]
    return Quote(path=path, **table)


def _claim(table: dict[str, Any]) -> Claim:
    evidence = [Evidence(**row) for row in table.pop("evidence", ())]
    path = [Step(**step) for step in table.pop("path", ())]
    readings = [Reading(**row) for row in table.pop("readings", ())]
    exemptions = [Exemption(**row) for row in table.pop("exemptions", ())]
    work = [Work(**row) for row in table.pop("work", ())]
    return Claim(
        evidence=evidence,
        path=path,
        readings=readings,
        exemptions=exemptions,
        work=work,
        **table,
    )


def _annotation(table: dict[str, Any]) -> Annotation:
    replies = [Reply(**row) for row in table.pop("replies", ())]
    return Annotation(replies=replies, **table)
