"""What kind of speaker a phrase names: a person, a group, a body, a document."""

from functools import reduce
from operator import or_

from tracker.engine.bodies import is_body, is_shop
from tracker.engine.common_nouns import (
    INDEFINITE,
    ONE_NAME,
    SEVERAL,
    SOMEBODY,
    CommonNouns,
)
from tracker.engine.lexicon import words
from tracker.engine.names import BODIES, FIRST_NAMES, ROLE
from tracker.engine.quantities import PLURAL_QUANTIFIERS
from tracker.engine.results import SpeakerKind
from tracker.engine.tokens import (
    CAPITAL,
    CLOSED,
    CONTRACTION,
    DETERMINER,
    DIGIT,
    DOCUMENT,
    NEGATION,
    NOUN_KIND,
    NUMBER,
    ORGANISATION,
    OTHER_PRONOUN,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PRONOUN,
    TITLE,
)

PARTS = words("nouns", "parts")
DEFINITE = words("words", "definite")
_ARTICLES = DEFINITE | INDEFINITE
_AS_SUBJECT = {"him": "he", "her": "she", "them": "they", "me": "i", "us": "we"}
_MANY = frozenset({"they", "we", "them", "us"})
_NO_NAME = NOUN_KIND | OTHER_PRONOUN | NEGATION | DETERMINER | NUMBER
INITIAL = "an initial only"
_ENDS_NOUN = frozenset(
    {",", "of", "in", "at", "on", "for", "who", "which", "that", "with", "from"}
    | {"behind"}
)
_SEATS = words("nouns", "seats")
_TITLED = frozenset(
    {
        "king",
        "bishop",
        "prince",
        "pope",
        "major",
        "dean",
        "justice",
        "lord",
        "constable",
    }
)
"""Titles that are surnames too: “Charlie King”."""
_LORDS = frozenset({"chancellor", "mayor", "advocate", "provost", "lieutenant"})
"""“the Lord Chancellor”: an office, not what a lord is called."""
_PEOPLES = ("eans", "ians", "icans", "nese")
"""Ends of the names of peoples: “several North Koreans”."""
GUESSES = frozenset({SOMEBODY, SEVERAL})
"""Evidence that holds only because the phrase is known to speak."""


def kind_of_body(flags: int) -> bool:
    return bool(flags & ORGANISATION) and not flags & PERSON


class Kinds(CommonNouns):
    """Settles the kind of speaker, whether one or many, by which noun, and why."""

    def _pronoun(self) -> str:
        """Return the pronoun that the whole phrase is: "she", or "I" of "I've"."""
        if len(self.low) > 1 or self.flags[0] & NUMBER:
            return ""
        if self.flags[0] & CONTRACTION:
            return self.low[0].split("'")[0]
        if self.low[0] in _AS_SUBJECT:
            return _AS_SUBJECT[self.low[0]]
        return self.low[0] if self.flags[0] & PRONOUN else ""

    def _kind(self, name: tuple[str, ...]) -> tuple[SpeakerKind, bool, str, str]:
        low, flags, at = self.low, self.flags, self.head_at
        if self._pronoun():
            return SpeakerKind.UNKNOWN, low[0] in _MANY, low[0], "pronoun"
        if self._collection() or self._share():
            return SpeakerKind.ANONYMOUS_GROUP, True, low[at], "a number of people"
        quantity = self._quantity()
        if quantity is not None:
            return self._named_one(name) or quantity
        if self._several_people():
            return SpeakerKind.ANONYMOUS_GROUP, True, low[at], "several people"
        if self._two_people():
            return SpeakerKind.ANONYMOUS_GROUP, True, low[at], "two people"
        head, kind = low[at], flags[at]
        if kind & POSSESSIVE and head.endswith("'s"):
            head = head[:-2]
        if all(one in _SEATS for one in "_".join(low[: at + 1]).split("_and_")):
            return SpeakerKind.ORGANISATION, False, head, "a seat of government"
        proper = bool(kind & CAPITAL) and not (
            self._sentence_start(at) and kind & _NO_NAME
        )
        if proper:
            return self._proper(at, head)
        if kind & DIGIT or len(head) == 1:
            noun = next(
                (
                    w
                    for w, f in zip(low[: at + 1], flags, strict=False)
                    if f & DOCUMENT or w in PARTS
                ),
                "",
            )
            if noun:
                return SpeakerKind.DOCUMENT, False, noun, "a numbered document"
        return self._common(at, head, name)

    def _proper(self, at: int, head: str) -> tuple[SpeakerKind, bool, str, str]:
        low, flags = self.low, self.flags
        first = at
        while (
            first > 0
            and flags[first - 1] & CAPITAL
            and not flags[first - 1] & DETERMINER
        ):
            first -= 1
        name = range(first, at + 1)
        titles = reduce(or_, [f for f in flags[first:at] if not f & POSSESSIVE], 0)
        before = flags[first - 1] if first else 0
        noun = low[at]
        people = noun[-1] == "s" and not kind_of_body(flags[at])
        if first and low[0] in PLURAL_QUANTIFIERS and people:
            return SpeakerKind.ANONYMOUS_GROUP, True, noun, "a number of people"
        if first and any(w.endswith("-year-old") for w in low[:first]):
            return SpeakerKind.NAMED_PERSON, False, noun, "an age and a name"
        if not before & DETERMINER and self._personal(first, at + 1):
            return SpeakerKind.NAMED_PERSON, False, noun, "a personal name"
        owned = at - 2 in name and flags[at - 2] & POSSESSIVE  # “The Post’s Ann Orr”
        member = (
            first and len(name) == 2 and low[first - 1] == "'"
        )  # “The Greens’ Ska Roth”
        known = member or (owned and low[at - 1] in FIRST_NAMES)
        if known and not self._firm(at - 1, at + 1):
            return SpeakerKind.NAMED_PERSON, False, noun, "a personal name"
        if low[first] in {"neighboring", "neighbouring"}:
            return SpeakerKind.ORGANISATION, False, noun, "a country"
        if (
            not flags[at] & (PERSON | ORGANISATION)
            and reduce(or_, flags) & DIGIT
            and any(low[k].rstrip("s") in PARTS or flags[k] & DOCUMENT for k in name)
        ):
            return SpeakerKind.DOCUMENT, False, low[first], "a numbered document"
        body = kind_of_body(flags[at]) or noun in BODIES
        if len(name) > 1 and before & DETERMINER and body:
            return SpeakerKind.ORGANISATION, False, noun, "the name of a body"
        if len(noun) == 1 and at and (flags[at - 1] & DOCUMENT or low[at - 1] in PARTS):
            return SpeakerKind.DOCUMENT, False, low[at - 1], "a numbered document"
        if len(noun) == 1 and flags[at - 1] & (PERSON | TITLE) and at:
            return SpeakerKind.ANONYMOUS_PERSON, False, noun, INITIAL
        if titles & PERSON:
            return SpeakerKind.NAMED_PERSON, False, noun, "role and name"
        if noun in _LORDS and low[at - 1] == "lord":
            return SpeakerKind.ANONYMOUS_PERSON, False, noun, "a role without a name"
        office = before & DETERMINER or noun not in _TITLED
        if at > first and (titles if office else titles | flags[at]) & TITLE:
            return SpeakerKind.NAMED_PERSON, False, noun, "title and name"
        if before & PERSON and not before & POSSESSIVE:
            return SpeakerKind.NAMED_PERSON, False, noun, "role and name"
        shop = at == len(low) - 1 and is_shop(self.row.text, self.name_words(at, at))
        if shop or self._joins_names() or self._firm(first, at + 1):
            return SpeakerKind.ORGANISATION, False, noun, "the name of a body"
        if before & ORGANISATION:
            return SpeakerKind.ORGANISATION, False, noun, "a body and its name"
        if flags[at] & PERSON and first == at and low[0] in _ARTICLES:
            return self._common(at, noun, ())
        if flags[at] & DOCUMENT and len(name) > 1:
            return SpeakerKind.DOCUMENT, False, noun, "the name of a document"
        word = self.row.word(self.phrase.first + at)
        opens = len(low) == 1 and noun[-1] == "s" and self._sentence_start(at)
        if opens and f" {noun}" in self.row.text:
            return SpeakerKind.ANONYMOUS_GROUP, True, noun, SEVERAL  # “Employers say”
        if self._people_in_full(at):
            return SpeakerKind.ORGANISATION, False, noun, "the name of a body"
        if flags[at] & PERSON and flags[at] & PLURAL:
            return SpeakerKind.ANONYMOUS_GROUP, True, noun, SEVERAL  # “Labour MPs”
        if flags[at] & PERSON and at > first:
            return SpeakerKind.ANONYMOUS_PERSON, False, noun, "a role without a name"
        role = first and ROLE.search(low[first - 1]) and not before & CLOSED
        if len(name) > 1 and role and not low[first - 1].endswith("maker"):
            return SpeakerKind.NAMED_PERSON, False, noun, "role and name"
        if sum(char.isupper() for char in word) > 2 or low[0] == "the":
            if word.endswith("s") and low[0] == "the" and len(name) == 1:
                return SpeakerKind.ANONYMOUS_GROUP, True, noun, "a people"
            return SpeakerKind.ORGANISATION, False, noun, "a name with an article"
        several = word.endswith(_PEOPLES) and low[first] not in FIRST_NAMES
        alone = len(name) == 1 and word.endswith(("ans", "ists", "crats", "ese"))
        if alone or several:
            return SpeakerKind.ANONYMOUS_GROUP, True, noun, "a people"
        if self._apposed_body(at) or is_body(self.row.text, self.name_words(first, at)):
            return SpeakerKind.ORGANISATION, False, noun, "a name that a body has"
        if len(name) == 1 and len(low[at].rstrip(".")) == 1:
            return SpeakerKind.ANONYMOUS_PERSON, False, noun, INITIAL
        why = ONE_NAME if len(name) == 1 else "a personal name"
        return SpeakerKind.NAMED_PERSON, False, noun, why

    def _joins_names(self) -> bool:
        """“Marks & Penn”, but not who is “a lawyer at Marks & Penn”."""
        return "&" in self.low[: self.head_at]

    def name_words(self, first: int, at: int) -> str:
        """Return the name as it is written."""
        row, start = self.row, self.phrase.first
        return row.span(start + first, start + at + 1).of(row.text)

    def _apposed_body(self, at: int) -> bool:
        """“Rodong Sinmun, the party paper”, not “Ann Orr, a Bank of Alder clerk”."""
        low, flags = self.low, self.flags
        if at + 2 >= len(low) or low[at + 1] != "," or not flags[at + 2] & DETERMINER:
            return False
        for k in range(at + 3, len(low)):
            if low[k] in _ENDS_NOUN and not (low[k] == "of" and flags[k - 1] & CAPITAL):
                return bool(flags[k - 1] & ORGANISATION and not flags[k - 1] & PERSON)
        return bool(flags[-1] & ORGANISATION and not flags[-1] & PERSON)
