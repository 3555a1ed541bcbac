"""What ends a report: another attribution, another report."""

from tracker.engine.frames import Frame
from tracker.engine.phrases import is_setting, phrase_after
from tracker.engine.predicates import has_sure_verb, has_verb, is_clause, is_verb
from tracker.engine.streams import QUOTATION
from tracker.engine.tokens import ADVERB, AUXILIARY, PARTICIPLE, PRONOUN
from tracker.engine.verbs import Use, attributing

PLAIN = frozenset(
    [
        "said",
        "says",
        "say",
        "added",
        "adds",
        "warned",
        "warns",
        "claimed",
        "claims",
        "insisted",
        "insists",
        "conceded",
        "concedes",
        "admitted",
        "admits",
        "told",
        "argued",
        "argues",
        "acknowledged",
        "acknowledges",
    ]
)
_SHOWS = frozenset({"show", "shows", "showed", "suggest", "suggests", "indicate"})


class Closings(Frame):
    """Finds attributions and reports that begin behind a clause."""

    def _another_speaks(self, at: int) -> bool:
        """“she asked whether it was so, and I said no”: a report of its own."""
        low, flags = self.row.low, self.row.flags
        return (
            at + 2 < self.stop
            and low[at] in {"and", "but"}
            and bool(flags[at + 1] & PRONOUN)
            and low[at + 2] in PLAIN
        )

    def _while_another(self, at: int) -> bool:
        """“X said it was late, while Y called it “over””: two who speak."""
        row = self.row
        if row.low[at : at + 1] not in (["while"], ["though"], ["although"]):
            return False
        wanted = Use.SPEECH | Use.TELL | Use.NAME
        for k in range(at + 2, self.stop):
            entry = self._entry(k)
            if entry is not None and entry[0] & wanted and is_verb(row, k):
                return not entry[1]
        return False

    def _closing_attribution(self, at: int) -> bool:
        """Whether ", the first source recounted." ends the sentence."""
        row = self.row
        if self.stop - at > 30 or at >= self.stop:
            return False
        verbs = [
            k
            for k in range(at, self.stop)
            if (row.low[k] in attributing() or row.low[k] in _SHOWS)
            and (k == at or is_verb(row, k))
        ]
        if not verbs:
            return False
        verb = verbs[0]
        if verb == at:
            follower = phrase_after(row, at + 1, self.stop)
            whole = has_verb(row, self.cue.beyond, at)
            return whole and (
                follower is not None
                and follower.beyond >= self.stop
                and not has_sure_verb(row, at + 1, self.stop)
            )
        if any(
            is_verb(row, k)
            for k in range(at, verb)
            if not row.flags[k] & (AUXILIARY | PARTICIPLE)
        ):
            return False
        rest = verb + 1
        if rest >= self.stop or is_setting(row, rest, self.stop):
            return True
        told = row.low[verb] in {"told", "tells", "tell"}
        return told and self._only_hearer(rest)

    def _only_hearer(self, at: int) -> bool:
        """Whether nothing but a hearer and a setting follows "told"."""
        for k in range(at, self.stop):
            if is_setting(self.row, k, self.stop):
                return True
            if self.row.low[k] in {"that", ":", QUOTATION, ","} or is_verb(self.row, k):
                return False
        return True

    def _new_report(self, k: int) -> bool:
        """Whether a further cue with the same subject begins after item `k`."""
        row = self.row
        at = k + 1
        joined = row.low[k] in {"and", "but"}
        while at < self.stop and (
            row.flags[at] & ADVERB
            or row.low[at]
            in {"and", "but", "then", "had", "has", "have", "also", "before"}
        ):
            at += 1
        if at >= self.stop or at == self.cue.first:
            return False
        entry = self._entry(at)
        if entry is None:
            return False
        uses, ing = entry
        if not uses & (Use.SPEECH | Use.TELL | Use.ASK | Use.NAME):
            return False
        nxt = row.low[at + 1] if at + 1 < self.stop else ""
        joined = joined or row.low[at - 1] in {"and", "but", "before", "then"}
        if not ing and not joined:
            return False
        if ing:
            return row.low[at - 1] in {",", "before", "and"} and nxt not in {"", ","}
        if nxt in {"that", QUOTATION, ":", "whether", "how", "why"}:
            return True
        if uses & Use.NAME and self._names_with_quotation(at + 1):
            return True
        return (
            bool(uses & (Use.SPEECH))
            and is_clause(row, at + 1, self.stop)
            and row.low[at] in PLAIN
        )

    def _names_with_quotation(self, at: int) -> bool:
        """“and called the delay “a burglary””."""
        for k in range(at, min(self.stop, at + 8)):
            if self.row.low[k] == QUOTATION:
                return True
            if self.row.low[k] in {",", ";", "that"} or is_verb(self.row, k):
                return False
        return False
