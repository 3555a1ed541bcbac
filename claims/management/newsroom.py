"""The demo newsroom as data: what stands in `demo/`, read into plain values.

Quotes, claims and notes name their place by its words. `find` turns words into
code points; of several places it takes the nearest one to an anchor, or the first.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

HOME: Final = Path(__file__).parent / "demo"

Words: TypeAlias = str | list[str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move of a status, by whom and why."""

    move: str
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """`staff` manages people and desks and sees no desk's data."""

    name: str
    roles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    staff: bool = False


@dataclass(frozen=True, kw_only=True)
class Descriptor:
    wording: str
    stance: str
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class Agreement:
    key: str
    ground_rules: str
    anonymous_from: str
    reason: str
    by: str
    approved_by: str
    identity_known_to_approver: bool
    risk: str = ""
    motive: str = ""
    review_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    codename: str
    handler: str
    kind: str = "person"
    status: str = "active"
    reliability: str = "F"
    reliability_rationale: str = ""
    candidates: str = "unknown"
    descriptors: Sequence[Descriptor] = ()
    agreements: Sequence[Agreement] = ()


@dataclass(frozen=True, kw_only=True)
class Link:
    source: str
    other: str
    kind: str
    rationale: str
    by: str
    confident: bool = True


@dataclass(frozen=True, kw_only=True)
class Document:
    key: str
    title: str
    text: str
    provenance: str
    primary: bool
    published: bool
    by: str
    holder: str | None = None


@dataclass(frozen=True, kw_only=True)
class CrossCheck:
    claim: str
    other: str
    relation: str
    rationale: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    text: str
    by: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    key: str
    words: Words
    type: str
    speaker_kind: str
    by: str
    cue: str | None = None
    mention: str | None = None
    source: str | None = None
    document: str | None = None
    agreement: str | None = None
    basis: str = "unknown"
    hops: int = 0
    record_kind: str = "none"
    original_text: str = ""
    original_language: str = ""
    path: Sequence[Step] = ()

    @property
    def pieces(self) -> list[str]:
        return [self.words] if isinstance(self.words, str) else list(self.words)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A quote (by key), or words of a document (by key), that bear on a claim."""

    bearing: str
    credibility: int
    rationale: str
    by: str
    quote: str | None = None
    document: str | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Claim:
    key: str
    words: str
    text: str
    type: str
    by: str
    attributed_to: str | None = None
    evidence: Sequence[Evidence] = ()
    path: Sequence[Step] = ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    by: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Annotation:
    words: str
    label: str
    visibility: str
    by: str
    body: str
    replies: Sequence[Reply] = ()
    resolved_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Article:
    slug: str
    title: str
    text: str
    by: str
    byline: str
    dateline: date
    external_id: str
    status: str
    revisions: Sequence[Revision] = ()
    quotes: Sequence[Quote] = ()
    claims: Sequence[Claim] = ()
    annotations: Sequence[Annotation] = ()


@dataclass(frozen=True, kw_only=True)
class Standards:
    preset: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    slug: str
    name: str
    time_zone: str
    standards: Standards
    articles: Sequence[Article]
    sources: Sequence[Source] = ()
    links: Sequence[Link] = ()
    documents: Sequence[Document] = ()
    crosschecks: Sequence[CrossCheck] = ()

    def quotes(self) -> Iterator[tuple[Article, Quote]]:
        for article in self.articles:
            for quote in article.quotes:
                yield article, quote

    def claims(self) -> Iterator[tuple[Article, Claim]]:
        for article in self.articles:
            for claim in article.claims:
                yield article, claim


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    outlet: str
    sample: Path
    people: Mapping[str, Person]
    desks: Sequence[Desk] = field(default_factory=list)


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
    return Claim(evidence=evidence, path=path, **table)


def _annotation(table: dict[str, Any]) -> Annotation:
    replies = [Reply(**row) for row in table.pop("replies", ())]
    return Annotation(replies=replies, **table)
