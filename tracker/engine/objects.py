"""What a cue takes: told jurors not to …, called the vote “theatre”, said that …."""

from tracker.engine.naming import QUESTION_WORDS, Naming
from tracker.engine.predicates import has_verb
from tracker.engine.streams import QUOTATION
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    DETERMINER,
    ING,
    NOUN_KIND,
    PREPOSITION,
    PRONOUN,
    VERB,
)
from tracker.engine.verbs import Use, reporting_in_ing

_DOINGS = frozenset({"deny", "admit", "recall"})
"""“denied stealing it”: what is reported may be something done."""
_POSTS = frozenset({"post", "tweet", "write", "publish", "upload", "share"})
_WORDED = frozenset({"caption", "message", "words", "comment", "note"})


class Objects(Naming):
    """Reads objects that stand between a cue and what it reports."""

    def _after(
        self, at: int, *, participle: bool = False
    ) -> tuple[list[tuple[int, int]], str] | None:
        """Return the pieces after the cue and the rule that took them."""
        row, uses = self.row, self.cue.uses
        named = self._named(at)
        if named is not None:
            return named
        at = self._skip_settings(at)
        if at >= self.stop:
            return None
        if uses & Use.TELL or uses & Use.ASK or uses & Use.COMMAND:
            hearer = self._hearer(at)
            if hearer is not None:
                return hearer
        if row.low[at] == ";":
            return None
        if (blamed := self._blamed(at)) is not None:
            return blamed, "before_quotation"
        low = row.low[at]
        if low == ":" or (
            low == "," and at + 1 < self.stop and row.low[at + 1] == QUOTATION
        ):
            return self._marked(at + 1)
        if low == "," and (colon := self._colon(at + 1)) is not None:
            return self._marked(colon + 1)  # “reads, in full: “…””
        far = self._that(at)
        apart = row.low[far - 1 : far + 1] == [",", "that"] and far > at + 1
        if low == "," and apart and not has_verb(row, at, far):
            return self._that_clause(far)  # “said in a paper, seen by us, that …”
        if low == QUOTATION:
            if self._quotation_is_object(at):
                return self._marked(at)
            return self._bare(at)
        if low == "that" and (self._points(at) or self._relates_to_paper(at)):
            return None
        if low == "that" and at + 1 < self.stop and uses != Use.NOUN:
            return self._that_or_bare(at)
        if low == "as" and row.low[at + 1 : at + 3] == ["follows", ":"]:
            return self._marked(at + 3)
        if (
            self.cue.base in _DOINGS
            and row.flags[at] & ING
            and (self.cue.base == "deny" or QUOTATION not in row.low[at : self.stop])
        ):
            return [(at, self._clause_end(at))], "denied_doing"
        that = self._that(at)
        if that < self.stop and row.flags[that - 1] & PREPOSITION and that > at:
            that = self.stop
        if not reporting_in_ing().isdisjoint(row.low[at:that]):
            that = self.stop  # “put out a statement saying that”: the other cue's
        reach = at + 18 if row.low[that - 1] == "," else at + 8
        if (
            that < min(self.stop, reach)
            and row.flags[at] & PREPOSITION
            and not has_verb(row, at, that)
            and not self._relates_to_paper(that)
        ):
            return self._that_clause(that)
        if low in QUESTION_WORDS and uses & (Use.ASK | Use.SPEECH | Use.TELL):
            if at + 2 < self.stop and self._wh_allowed(low):
                return [(at, self._clause_end(at))], "question_clause"
            return None
        if low == "to" and uses & Use.PROMISE and self._infinitive(at):
            return [(at, self._clause_end(at))], "infinitive"
        if participle and not uses & Use.SPEECH:
            return None
        comma = self._comma_before_quotation(at)
        if comma is not None:
            return self._marked(comma + 1)
        ahead = row.low[at : min(at + 7, self.stop)]
        stop = at + ahead.index(":") if ":" in ahead else at
        if ahead[stop - at + 1 : stop - at + 2] == ["that"] and stop > at:
            return self._that_clause(stop + 1)  # “said one thing: that …”
        colon = self._colon(at)
        if colon is not None:
            return self._marked(colon + 1)
        if self.cue.base in {
            "describe",
            "outline",
            "explain",
            "summarize",
            "summarise",
        }:
            for k in range(at, min(self.stop, at + 10)):
                if row.low[k] == ":":
                    return [(k + 1, self._clause_end(k + 1))], "colon"
        if uses & Use.SPEECH or uses & Use.THOUGHT:
            return self._bare(at)
        return None

    def _blamed(self, at: int) -> list[tuple[int, int]] | None:
        """“accused it of “theft””, “posted a picture with the caption “Home””."""
        row = self.row
        posted = self.cue.base in _POSTS
        if not posted and not self.cue.uses & Use.BLAME:
            return None
        for k in range(at + 1, min(self.stop, at + 14)):
            low = row.low[k]
            if low == QUOTATION:
                before = row.low[k - 1]
                if posted:
                    fits = before in _WORDED and "with" in row.low[at : k - 1]
                else:
                    fits = before in {"of", "for", "with"}
                return self._quotations(k) if fits else None
            if low in {",", ":", ";", "that"}:
                return None
        return None

    def _points(self, at: int) -> bool:
        """“wrote about that boiler”: a preposition takes no clause with "that"."""
        before = self.row.flags[at - 1] if at > self.cue.beyond else 0
        return bool(before & PREPOSITION and not before & ADVERB)

    def _relates_to_paper(self, at: int) -> bool:
        """“hit back at a report that blamed them”: "that" is the report."""
        if at == self.cue.beyond or at + 1 >= self.stop:
            return False
        verb = self.row.flags[at + 1]
        return bool(verb & VERB) and not verb & (NOUN_KIND | PRONOUN | DETERMINER)

    def _that_or_bare(self, at: int) -> tuple[list[tuple[int, int]], str] | None:
        """“said that it was”; “said that was so”; but not “disputed that figure”."""
        row = self.row
        after = row.flags[at + 1]
        if after & AUXILIARY and not after & PRONOUN:
            return [(at, self._clause_end(at))], "bare_clause"
        if row.low[at + 1] != QUOTATION and (
            at + 2 >= self.stop or row.low[at + 2] == ","
        ):
            return None
        return self._that_clause(at)

    def _wh_allowed(self, low: str) -> bool:
        if self.cue.uses & Use.ASK:
            return True
        return low in {
            "whether",
            "how",
            "why",
            "what",
            "who",
            "where",
        } and self.cue.base in {
            "explain",
            "ask",
            "wonder",
            "recall",
            "recount",
            "tell",
            "reveal",
            "clarify",
            "specify",
            "describe",
            "relate",
        }
