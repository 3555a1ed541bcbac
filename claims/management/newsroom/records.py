"""What the files of the demo newsroom say, as plain values.

Quotes, claims and notes name their place by its words; people, sources and documents
are named by their keys.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

Words: TypeAlias = str | list[str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One move of a status, by whom and why, and what readers were told."""

    move: str
    by: str
    reason: str
    note_to_readers: str = ""


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
    """`uploaded` came as a file, whose original is kept sealed."""

    key: str
    title: str
    text: str
    provenance: str
    primary: bool
    published: bool
    by: str
    holder: str | None = None
    uploaded: bool = False


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
class Reading:
    """What a second reader would decide."""

    verdict: str
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """One rule lifted for a claim, by its reason code."""

    code: str
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """Something asked of somebody, to be done so many days after seeding."""

    task: str
    to: str
    message: str
    due_in_days: int
    by: str


@dataclass(frozen=True, kw_only=True)
class Claim:
    key: str
    words: str
    text: str
    type: str
    by: str
    topics: Sequence[str] = ()
    place: str = ""
    attributed_to: str | None = None
    readings: Sequence[Reading] = ()
    exemptions: Sequence[Exemption] = ()
    work: Sequence[Work] = ()
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
    mentions: Sequence[str] = ()
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
    jigsaw_stands: str = ""  # a keeper's reason to publish below the desk's floor
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
