"""The proper name in a phrase that names a speaker, and where it stands."""

import re
from bisect import bisect_left
from functools import lru_cache

from tracker.engine.heads import head_position
from tracker.engine.lexicon import words
from tracker.engine.phrases import Phrase
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    CAPITAL,
    CLOSED,
    DETERMINER,
    DIGIT,
    NEGATION,
    NOUN_KIND,
    NUMBER,
    ORGANISATION,
    OTHER_PRONOUN,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PUNCTUATION,
    SUBORDINATOR,
    TITLE,
)

BODIES = words("nouns", "bodies")
_LANDS = frozenset(
    {"england", "ireland", "scotland", "wales", "britain", "europe", "uk", "america"}
)
_TRADES = words("nouns", "trades")
_SURNAMES = words("nouns", "surnames")

FIRST_NAMES = words("first_names", "female") | words("first_names", "male")
_FAMILY = frozenset(
    {"widow", "widower", "wife", "husband", "mother", "father", "son", "daughter"}
    | {"brother", "sister", "grandmother", "grandfather", "granddaughter", "grandson"}
)
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_INTRODUCES = frozenset({"surnamed", "named", "as", "called", ","})
"""Words before a name that is not the head of its phrase."""
_GIVEN = frozenset({"identified", "himself", "herself"})
"""“who identified herself as Ana”."""
_WITHIN_NAMES = frozenset(
    {"&", "de", "van", "von", "al", "bin", "la", "di", "der", "den", "el", "da", "dos"}
    | {"del"}
)
_IN_PLACE_OF_A_NAME = frozenset({"initial", "initials", "nickname", "alias"})
_FIRST = frozenset(name.capitalize() for name in FIRST_NAMES)
_NAMED = re.compile(r"([A-Z](?<!\w.)\w+) (?=([A-Z]\w+))")
"""Begins with the capital, for which alone a text is searched fast."""
ROLE = re.compile(r"(?:[^ae]er|[^t]or|ist|ian|[^u]man)$")
"""Ends of nouns that are roles of somebody, where no lexicon knows them: “ringer”."""
_NO_NAME = NOUN_KIND | OTHER_PRONOUN | DETERMINER | NEGATION | NUMBER
"""A capital at the start of a sentence makes no name of these."""


@lru_cache(maxsize=8)
def _surnames(text: str) -> frozenset[str]:
    """Return the words that stand behind a first name, in small letters."""
    found = _NAMED.findall(text)
    return frozenset(last.lower() for first, last in found if first in _FIRST)


class Names:
    """Holds the words of one phrase; finds the proper name among them."""

    def __init__(self, row: Row, phrase: Phrase) -> None:
        first, beyond = phrase.first, phrase.beyond
        if beyond > first + 1 and row.low[beyond - 1] in _REFLEXIVE:
            beyond -= 1  # “Morel herself said”
        while beyond > first + 1 and row.flags[beyond - 1] & PUNCTUATION:
            beyond -= 1
        kept = beyond == phrase.beyond
        self.row, self.phrase = row, phrase if kept else Phrase(first, beyond)
        self.low = row.low[first:beyond]
        self.flags = row.flags[first:beyond]
        self.head_at = head_position(row, self.phrase) - first
        self.name_at = (0, 0)

    def _sentence_start(self, at: int) -> bool:
        row, here = self.row, self.phrase.first + at
        place = bisect_left(row.sentences, (here, 0))
        opens = place < len(row.sentences) and row.sentences[place][0] == here
        return opens or here == 0

    def _body_name(self) -> bool:
        first, beyond = self.name_at
        return self._firm(first, beyond)

    def _personal(self, first: int, beyond: int) -> bool:
        """Whether a first name makes a noun a surname: “Tom Baker”, later “Baker”."""
        low, last = self.low, self.flags[beyond - 1]
        noun = low[beyond - 1].removesuffix("'s")
        role = last & PERSON and not last & PLURAL
        if not last & NOUN_KIND or not (role or noun in _SURNAMES):
            return False
        if beyond - first == 1:
            return noun in _surnames(self.row.text)
        own = noun in _TRADES and not self.flags[first] & (TITLE | NOUN_KIND | CLOSED)
        return beyond - first == 2 and (low[first] in FIRST_NAMES or own)

    def _firm(self, first: int, beyond: int) -> bool:
        """Whether a name has a word that bodies have: not “Ilse Brand”, “Ann House”."""
        low, flags = self.low, self.flags
        if self._personal(first, beyond):
            return False
        if beyond - first > 1 and low[beyond - 1] in _LANDS:
            return low[first] not in FIRST_NAMES  # “Historic England”
        return any(
            low[k] in BODIES or low[k] == "&" or flags[k] & ORGANISATION
            for k in range(first, beyond)
        )

    def _name(self) -> tuple[str, ...]:
        """Return the proper name, with the surname of “Mr Roe's widow, Ana”."""
        name, at = self._bare_own_name(), self.head_at
        if len(name) == 1 and self.low[at] in _FAMILY and at:
            whose = self.low[at - 1]
            if self.flags[at - 1] & CAPITAL and whose.endswith(("'s", "s'")):
                return name[0], whose[:-2] if whose.endswith("'s") else whose[:-1]
        return name

    def _bare_own_name(self) -> tuple[str, ...]:
        """Return the proper name in the head or in an apposition, in lower case."""
        low, flags = self.low, self.flags
        at = self.head_at
        opens = flags[at] & _NO_NAME and self._sentence_start(at)
        if flags[at] & CAPITAL and (not opens or self._personal(at, at + 1)):
            first = at
            while (
                first > 0
                and flags[first - 1] & CAPITAL
                and not flags[first - 1] & (DETERMINER | POSSESSIVE)
            ):
                first -= 1
            return self._bare_name(first, at + 1)
        for k in range(at + 1, len(low)):
            if low[k - 1] not in _INTRODUCES and low[k - 1][-9:] != "-year-old":
                continue
            introduced = low[k - 1] in {"surnamed", "named"} or (
                low[k - 1] == "as" and low[k - 2] in _GIVEN
            )
            if low[k - 2] == "," and low[k - 1][-9:] == "-year-old":
                introduced = True  # “One pupil, nine-year-old Maya Lind, …”
            if low[k - 1] == "called" and any(f & PERSON for f in flags[at:k]):
                introduced = True
            if introduced and flags[k] & CAPITAL:
                return self._bare_name(k, self._capitals(k))
            if low[k - 1] == "," and flags[k] & CAPITAL and not flags[k] & DETERMINER:
                beyond = self._capitals(k)
                if low[k - 2] in _IN_PLACE_OF_A_NAME:
                    continue
                chief = low[k - 3 : k - 1] == ["in", "chief"]  # “editor in chief, Ana”
                if flags[k - 2] & PERSON and k - 2 != at and not chief:
                    continue
                if (
                    beyond == len(low)
                    or low[beyond] in {",", "(", "of", "from"}
                    or flags[beyond] & DIGIT
                ) and not self._place_name(k):
                    return self._bare_name(k, beyond)
            if low[k - 1] == "," and (flags[k] & DETERMINER or self._trade_opens(k)):
                named = self._apposed_name(k)
                if named:
                    return named
        return ()

    def _trade_opens(self, k: int) -> bool:
        """“His rival, former state trooper Ana Roe”: a role without its article."""
        low, flags = self.low, self.flags
        role = k
        for at in range(k, min(len(low) - 1, k + 5)):
            if low[at] == "of" and at > k and flags[at - 1] & PERSON:
                role = at + 1  # “deputy chief of staff Ana Roe”
                continue
            if flags[at] & (CAPITAL | PREPOSITION | SUBORDINATOR | PUNCTUATION):
                return False
            held = bool(flags[at] & PERSON) or (at == role and at > k)
            held = held or (not flags[at] and ROLE.search(low[at]) is not None)
            if held and flags[at + 1] & CAPITAL:
                return not flags[at] & POSSESSIVE
        return False

    def _apposed_name(self, k: int) -> tuple[str, ...]:
        """“Its chair, the former champion Pia Sandvik”: a name behind its noun."""
        low, flags = self.low, self.flags
        end = k
        while end < len(low) and low[end] not in {",", "(", "who", "which", "whose"}:
            end += 1
        first = end
        while first > k and flags[first - 1] & CAPITAL and not flags[first - 1] & TITLE:
            first -= 1
        if not k < first < end:
            return ()
        noun = flags[first - 1]
        if noun & (CLOSED | PUNCTUATION) and not noun & NOUN_KIND:
            return ()
        if end - first < 2 and not noun & (PERSON | ORGANISATION):
            return ()
        return self._bare_name(first, end)

    def _place_name(self, k: int) -> bool:
        """“a relative in Paris, France”: two names after a preposition."""
        return (
            k >= 2
            and self.low[k] not in FIRST_NAMES
            and not self.flags[k] & TITLE
            and bool(self.flags[k - 2] & CAPITAL)
            and k >= 3
            and bool(self.flags[k - 3] & PREPOSITION)
        )

    def _capitals(self, k: int) -> int:
        while k < len(self.low) and (
            self.flags[k] & CAPITAL or self.low[k] in _WITHIN_NAMES
        ):
            k += 1
        return k

    def _bare_name(self, first: int, beyond: int) -> tuple[str, ...]:
        for k in range(beyond - 2, first - 1, -1):
            if self.flags[k] & PERSON and self.flags[k] & CAPITAL:
                first = k + 1  # “Health Minister Bela Talos” is not named Health
                break
        self.name_at = (first, beyond)
        if self._personal(first, beyond):
            return tuple(low.removesuffix("'s") for low in self.low[first:beyond])
        return tuple(
            low.removesuffix("'s")
            for low, flag in zip(
                self.low[first:beyond], self.flags[first:beyond], strict=True
            )
            if not (flag & (TITLE | NOUN_KIND) or flag & (DIGIT | CAPITAL) == DIGIT)
            or (low.endswith(".") and not flag & TITLE)
        )
