"""Phrases that count people or join them: “one of them”, “a number of traders”."""

from functools import reduce
from operator import or_

from tracker.engine.lexicon import words
from tracker.engine.names import FIRST_NAMES, Names
from tracker.engine.results import SpeakerKind
from tracker.engine.tokens import (
    CAPITAL,
    DETERMINER,
    DOCUMENT,
    GROUP,
    NUMBER,
    ORDINAL,
    ORGANISATION,
    PERSON,
    PLURAL,
    POSSESSIVE,
)

PLURAL_QUANTIFIERS = words("words", "plural_quantifiers")
_COLLECTIONS = frozenset(
    {
        "group",
        "number",
        "handful",
        "couple",
        "crowd",
        "majority",
        "pair",
        "team",
        "trio",
    }
    | {"dozens", "scores", "hundreds", "thousands", "series", "string", "minority"}
    | {"lot", "lots", "plenty"}
)
_ONE_EACH = frozenset({"a", "an", "one", "another", "two", "three", "four", "several"})
_SHARES = frozenset(
    {"half", "percent", "cent", "%", "thirds", "quarters", "two-thirds"}
)
_PARTS = frozenset({"third", "quarter", "fifth", "tenth"})
"""Shares behind “a” and “one”; behind “the” they are somebody's place in a row."""
_ALL_OF_WHOM = frozenset({"them", "us", "those", "people"})


class Quantities(Names):
    """Reads phrases that count people or join them."""

    def _named_one(
        self, name: tuple[str, ...]
    ) -> tuple[SpeakerKind, bool, str, str] | None:
        """“One of the brands, the retailer Fjell”: one of several, but named."""
        first, _ = self.name_at
        if not name or "," not in self.low[:first]:
            return None
        of_a_body = any(f & ORGANISATION and not f & PERSON for f in self.flags[:first])
        body = self._body_name() or (of_a_body and name[0] not in FIRST_NAMES)
        if body:
            return SpeakerKind.ORGANISATION, False, name[-1], "a body and its name"
        return SpeakerKind.NAMED_PERSON, False, name[-1], "a personal name"

    def _share(self) -> bool:
        """“more than half of respondents”, “36 percent of drivers”, “a third of us”."""
        low, flags = self.low, self.flags
        if "of" not in low[1:7]:
            return False
        of = low.index("of", 1)
        part = low[of - 1]
        if part not in _SHARES and not (
            part in _PARTS and low[of - 2 : of - 1] in (["a"], ["one"])
        ):
            return False
        whole = range(of + 1, min(of + 5, len(low)))
        if any(flags[k] & DOCUMENT and not flags[k] & PERSON for k in whole):
            return False
        return any(
            low[k] in _ALL_OF_WHOM or (low[k][-1] == "s" and low[k] != "this")
            for k in whole
        )

    def _collection(self) -> bool:
        """“a group of mothers”, “a number of traders”."""
        low = self.low
        if "of" not in low[1:4]:
            return False
        of = low.index("of", 1)
        if low[of - 1] not in _COLLECTIONS:
            return False
        return any(
            f & (PERSON | GROUP) and f & PLURAL for f in self.flags[of + 1 : of + 5]
        )

    def _two_people(self) -> bool:
        """“a rescue worker and a hospital official”: two roles without names."""
        low, flags = self.low, self.flags
        if "and" not in low or not flags[0] & DETERMINER:
            return False
        joint = low.index("and")
        if low[0] == "both" and joint + 1 < len(low):
            parts = flags[1:joint], flags[joint + 1 :]  # “both the baker and Sofia”
            every = reduce(or_, [*parts[0], *parts[1]], 0)
            return bool(every & PERSON) and all(
                any(f & (PERSON | CAPITAL) and not f & POSSESSIVE for f in part)
                for part in parts
            )
        if joint + 2 >= len(low) or not flags[joint + 1] & DETERMINER:
            return False
        if {",", "who", "whose", "which", "that", "of"} & set(low[:joint]):
            return False
        return all(
            any(f & PERSON and not f & POSSESSIVE for f in part)
            for part in (flags[:joint], flags[joint:])
        )

    def _several_people(self) -> bool:
        """“a loader, a customs agent and a leaked claim”: three, each with its article.

        Two are one with an apposition: “a doctor, a specialist in lungs”.
        """
        low, flags = self.low, self.flags
        if low[0] not in _ONE_EACH or "," not in low or "and" not in low:
            return False
        starts = [0, *(k + 1 for k, w in enumerate(low[:-1]) if w in {",", "and"})]
        if len(starts) < len("abc") or any(low[k] not in _ONE_EACH for k in starts):
            return False
        ends = [*(k - 1 for k in starts[1:]), len(low)]
        parts = [flags[a:b] for a, b in zip(starts, ends, strict=True)]
        return sum(any(f & PERSON for f in part) for part in parts) > 1

    def _quantity(self) -> tuple[SpeakerKind, bool, str, str] | None:
        """“one of the three”, "another", "two of them", "the third"."""
        low, flags = self.low, self.flags
        at = 0
        while at < len(low) and (
            flags[at] & (DETERMINER | NUMBER | ORDINAL)
            or low[at] in {"others", "another", "one", "of"}
        ):
            if low[at] == "of":
                break
            at += 1
        if at == 0 or (at < len(low) and low[at] != "of"):
            return None
        ends = low.index(",", at) if "," in low[at:] else len(low)
        nouns = [f for f in flags[at:ends] if f & (DOCUMENT | PERSON | GROUP)]
        if nouns and not nouns[0] & (PERSON | GROUP):
            return SpeakerKind.DOCUMENT, False, low[at - 1], "part of documents"
        if at < len(low) and low[at + 1 : at + 2] == ["which"]:
            return SpeakerKind.DOCUMENT, False, "one", "one of several things"
        many = (
            low[0] in PLURAL_QUANTIFIERS
            or low[at - 1] in PLURAL_QUANTIFIERS
            or low[at - 1] == "others"
        )
        if low[0] in {"the", "a", "an"} and flags[at - 1] & ORDINAL:
            many = False
        if low[0] in {"all", "those", "these"}:
            many = True
        if many:
            return SpeakerKind.ANONYMOUS_GROUP, True, low[at - 1], "a number of people"
        return SpeakerKind.ANONYMOUS_PERSON, False, low[at - 1], "one of several people"
