"""Identities typed into notes: found before saving, kept only on confirmation.

The product stores no identity; free text is the hole through which one comes
in. A finding names the kind and the place, never the words, so that an error may be
shown and logged.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tracker.audit import note
from tracker.engine.normalise import plain
from tracker.engine.spans import Span
from tracker.errors import Conflict
from tracker.models import User


class Kind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    COORDINATES = "coordinates"
    NATIONAL_ID = "national_id"
    NAME = "name"


NAMES: Final = {
    Kind.PHONE: "a telephone number",
    Kind.EMAIL: "an e-mail address",
    Kind.HANDLE: "the name of an account",
    Kind.COORDINATES: "coordinates",
    Kind.NATIONAL_ID: "a number of an identity card",
    Kind.NAME: "a name",
}
"""What was found, in words that repeat nothing of it."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A place where something identifying seems to stand."""

    kind: Kind
    span: Span


class Identifying(Conflict):
    """The text seems to identify somebody; `facts["findings"]` say where.

    Saving it takes a confirmation with a reason, which goes on record.
    """

    code = "identifying_text"
    confirmable = True


_HONORIFIC: Final = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Comrade|Captain|Capt|Major|Maj|Colonel|Col"
    r"|Lieutenant|Lt|Sergeant|Sgt|General|Gen|Judge|Herr|Frau|Madame|Monsieur|Señora?)"
)
_KOREAN: Final = r"[가-힣]{2,4}\s?(?:씨|님|동지|선생|박사)"
_CJK: Final = r"[一-鿿]{2,4}(?:先生|女士|同志|小姐)"
_RULES: Final = (
    (Kind.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    (Kind.HANDLE, re.compile(r"(?<![\w@])@[A-Za-z]\w{2,30}\b|\bt\.me/\w{3,32}")),
    (
        Kind.COORDINATES,
        re.compile(
            r"[+-]?\d{1,2}\.\d{3,}\s?°?\s?[NS]?\s?[,;/ ]\s?[+-]?\d{1,3}\.\d{3,}\s?°?"
            r"|\d{1,3}°\s?\d{1,2}['′](?:\s?\d{1,2}(?:\.\d+)?[\"″])?\s?[NSEW]"
        ),
    ),
    (
        Kind.NATIONAL_ID,
        re.compile(
            r"(?<!\d)(?:\d{6}-[1-8]\d{6}|\d{17}[\dXx]|\d{3}-\d{2}-\d{4}"
            r"|[A-Z]{1,2}\d{7,8})(?!\d)"
        ),
    ),
    (
        Kind.PHONE,
        re.compile(
            r"(?<![\d.,/-])(?:\+|00)?\(?\d{1,4}\)?(?:[ .-]\(?\d{2,4}\)?){2,4}(?![\d/-])"
            r"|(?<![\d.,])(?:\+|00)\d{8,14}(?!\d)|(?<![\d.,])0\d{8,11}(?![\d.,])"
            r"|(?<!\d)1[3-9]\d{9}(?!\d)"
        ),
    ),
    (
        Kind.NAME,
        re.compile(
            rf"\b{_HONORIFIC}\.?\s+[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){{0,2}}|{_KOREAN}|{_CJK}"
            r"|\b(?:named|called|name is|real name|surname(?:d| is))\s+"
            r"[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2}"
        ),
    ),
)
_DATE: Final = re.compile(
    r"(?:19|20)\d{2}[ .-]\d{1,2}[ .-]\d{1,2}|\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d{2}"
)


def suspicions(text: str) -> tuple[Suspicion, ...]:
    """Return what seems to identify somebody, in its order, each place once."""
    folded = plain(text)
    found: list[Suspicion] = []
    for kind, rule in _RULES:
        for match in rule.finditer(folded):
            span = Span(*match.span())
            if kind == Kind.PHONE and _DATE.fullmatch(match[0]):
                continue
            if not any(span.meets(other.span) for other in found):
                found.append(Suspicion(kind, span))
    return tuple(sorted(found, key=lambda suspicion: suspicion.span))


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody's word, with one request, that what it holds is to be kept, and why."""

    by: User
    reason: str


_confirmation: Final[ContextVar[Confirmation | None]] = ContextVar(
    "confirmation", default=None
)


@contextmanager
def confirming(by: User, reason: str) -> Iterator[None]:
    """Let notes that seem to identify somebody through, each time on the record."""
    outer = _confirmation.set(Confirmation(by, reason) if reason.strip() else None)
    try:
        yield
    finally:
        _confirmation.reset(outer)


def guard(notes: Mapping[str, str]) -> None:
    """Raise Identifying if a note seems to identify somebody, unless confirmed.

    A confirmation that came with the request (see `confirming`) goes on record here, in
    the caller's transaction.
    """
    found = [(field, s) for field, text in notes.items() for s in suspicions(text)]
    if not found:
        return
    given = _confirmation.get()
    if given is not None:
        note(by=given.by, action="identifying.kept", reason=given.reason.strip())
        return
    told = dict.fromkeys(f"{NAMES[s.kind]} ({field})" for field, s in found)
    raise Identifying(
        f"This seems to identify somebody: {', '.join(told)}. "
        "Leave it out, or confirm with a reason.",
        findings=[
            {"field": field, "kind": s.kind.value, "start": s.span[0], "end": s.span[1]}
            for field, s in found
        ],
    )
