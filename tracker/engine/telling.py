"""Signs that lie in who tells a sentence: the author, a quote, a document."""

import re
from functools import cache

from tracker.engine.lexicon import words
from tracker.engine.results import Quote, QuoteType, SpeakerKind
from tracker.engine.tokens import BASE, DOCUMENT, FINITE, NOUN_KIND, PERSON
from tracker.engine.verbs import Use, reporting

_TALK = re.compile(
    r"(?:\b(?=\w)|(?=cou|d[io]|wou|sam|sim|for c|not i|sai|rea))(?:"
    r"\basked (?:that\b|not to be|to be|to remain|us not)[^.]{0,60}"
    r"(?:named|identified|mentioned|print|anonymous|initial)"
    r"|(?:could|did|would|does|do)(?: not|n['’]t) "
    r"(?:immediately |independently |want to |wish to )?"
    r"(?:establish|answer|respond|reply|comment|be (?:reached|verified|confirmed)"
    r"|verify|confirm|talk|speak|name)\b"
    r"|\bdeclined|\bspoke (?:to|with|on|about|over)\b"
    r"|(?:same|similar|different) account|for comment|disputed that"
    r"|\b(?:went|go|gone) unanswered|\bnot (?:answered|returned)\b"
    r"|\bthis (?:newspaper|magazine|paper|website|newsroom|agency)\b"
    r"|\bhas (?:not )?(?:seen|spoken to|interviewed)\b|\bsimilar (?:stories|accounts)"
    r"|not immediately|said the opposite|read from (?:it|them)"
    r"|\bwas (?:more )?(?:cautious|sceptical|skeptical|bitter|blunt)"
    r"|\b(?:is|was|were) (?:more|less|rather|equally) \w+\.?$"
    r"|\b(?:obtained|reviewed) by (?:the )?[A-Z]|\bhas been (?:contacted|shortened)\b"
    r"|\b(?:files|documents|recordings|letters|tapes|images) examined by\b"
    r"|\bgave (?:a|an|the) (?:\w+ ){0,3}(?:account|version|picture|story)\b"
    r"|\btell (?:a|another|an) (?:\w+ )?(?:story|tale)\b|\bwent further\b"
    r"|\bstood by (?:the|his|her|their)\b|\bdisputed (?:both|that|those|this)\b"
    r"|\b(?:is|was) not (?:known|clear)\b|\bremains? to be seen\b"
    r"|\b(?:did|would|could) not (?:say|speculate|be drawn|elaborate)\b"
    r"|\b(?:opinions?|views?) (?:\w+ ){0,3}(?:differ|divided)|\bput it differently\b"
    r"|\bagreed to (?:talk|speak|meet|see|answer)\b|\binterviewed separately\b"
    r"|\b(?:[Rr]eporting|[Ee]diting|[Ww]riting) by [A-Z])"
)
"""What begins within a word is looked for first: at most letters nothing can begin."""
_BEFORE_MARKS = (
    "was", "were", "is", "are", "be", "been", "being", "as", "of", "into", "enjoy",
    "enjoys", "had", "has", "have", "call", "calls", "called", "denounced", "branded",
    "dubbed", "labelled", "to", "a", "an", "the",
)  # fmt: skip
_MARKED = re.compile(r" [“‘\"']")
_OPENING_MARKS = frozenset("“‘\"'")
_ON_THE_ROAD = re.compile(
    r"\b(?:told|tells|asked|asks|showed|shows|walked|walks|drove|met|takes|took) me\b"
    r"|\b(?:I|we) (?:had |have )?(?:put|met|asked|came|come|went|gone|visited|sat|rang"
    r"|waited|watched|spoke|are calling|are pausing)\b|\bWe(?:['’]| a)re pausing\b"
)
"""The reporter's own steps: “We met in a café”, “when I visited”."""
_IN_ITS_WORDS = re.compile(
    rf"\b(?:{'|'.join(_BEFORE_MARKS)})"
    r" [“‘\"'][^“”\"]{2,80}[”’\"']?[.,;]?$"
)
"""“said it was “psychological warfare””: the judgement stays in somebody's mouth."""
_MOUTHFUL = 100
"""Characters; what is looked for at the end of a sentence is no longer."""
_VOW = re.compile(
    r"\b(?:(?:has|have|had|is|are|was|were) )?(?:promis|pledg|vow|expect|intend|plan"
    r"|threaten|hop|aim)(?:e?s|e?d|ned|e)? (?:to|by|next|on|within)\b"
)
"""“has promised to pay”, “is expected by Friday”: only the day that comes can tell."""
_TELLING = frozenset(
    {"deed", "kin", "name", "date", "small_number", "place", "own_words"}
)
"""Signs that weigh otherwise in a mouth than in print."""
_PLEDGES = words("checkworthy", "pledge")
_URGES = words("checkworthy", "urge")
_TALK_HINTS = words("common", "talk_hints")
_REPORTERS = frozenset({"i", "we", "me"})
_SIMILES = (" like a ", " as if ", " as though ")
_ALIKE = frozenset({"like", "if", "though"})
_SPEAKS = Use.SPEECH | Use.ASK | Use.MANNER | Use.WISH | Use.THOUGHT | Use.NAME
_MODALS = frozenset({"may", "might", "could"})


def told(
    text: str,
    low: list[str],
    flags: list[int],
    quote: Quote | None,
    kind: SpeakerKind | None,
) -> set[str]:
    """Return the signs of a sentence that its words alone do not show."""
    seen = set()
    words = set(low)  # small sets meet it in a step or two
    if not _ALIKE.isdisjoint(words) and any(like in text for like in _SIMILES):
        seen.add("simile")
    if not _PLEDGES.isdisjoint(words) and _VOW.search(text):
        seen.add("vow")
    if not _OPENING_MARKS.isdisjoint(words) and _in_its_words(text[-_MOUTHFUL:]):
        seen.add("own_words")
    if quote is None:
        seen |= _by_author(low, flags)
        if not _TALK_HINTS.isdisjoint(words) and _TALK.search(text):
            seen.add("talk")
        if not _REPORTERS.isdisjoint(words) and _ON_THE_ROAD.search(text):
            seen.add("talk")
        return seen
    seen |= {"reported", f"reported_{quote.type}"}
    seen |= _by_speaker(low, flags, quote)
    if kind is not None:
        seen.add(f"by_{kind}")
    if kind is SpeakerKind.DOCUMENT:
        seen.add("document")
    return seen


def _in_its_words(tail: str) -> bool:
    """Whether the end of a sentence stands between marks, behind “was”, “a”, “called”.

    The word is looked at before the pattern is tried, which seldom fits.
    """
    return any(
        tail.endswith(_BEFORE_MARKS, 0, mark.start()) for mark in _MARKED.finditer(tail)
    ) and bool(_IN_ITS_WORDS.search(tail))


def intended(text: str, quote: Quote) -> set[str]:
    """“pledged to pay”, “urged members to stay”: intended or wanted, no fact."""
    cue = {word for span in quote.cue for word in span.of(text).lower().split()}
    if not _PLEDGES.isdisjoint(cue):
        return {"vow"}
    return set() if _URGES.isdisjoint(cue) else {"wanted"}


def together(seen: set[str], quote: Quote | None) -> set[str]:
    """Return what two signs say together: “was” means less in a mouth than in print."""
    teller = "author" if quote is None else str(quote.type)
    return {f"{teller}_{sign}" for sign in filter(_depends, seen)}


@cache
def _depends(sign: str) -> bool:
    return sign.startswith(("tense_", "subject_")) or sign in _TELLING


def _by_author(low: list[str], flags: list[int]) -> set[str]:
    """Inference ("may be"), speech without its words, papers that are described."""
    more = set()
    if "be" in low and not _MODALS.isdisjoint(low):
        more.add("hedge")
    verb = next((k for k, f in enumerate(flags) if f & FINITE and k), None)
    if verb is not None:
        speech = reporting().get(low[verb])
        if speech is not None and speech.uses & _SPEAKS and not _done_to(low, verb):
            more.add("speech_act")
        if any(f & DOCUMENT and not f & PERSON for f in flags[:verb]):
            more.add("about_paper")
    return more


def _done_to(low: list[str], verb: int) -> bool:
    """“was told”, “had been ordered”: that somebody was told can be settled."""
    return low[verb - 1] in {"was", "were", "been", "being", "are", "is"}


def _by_speaker(low: list[str], flags: list[int], quote: Quote) -> set[str]:
    """Commands, judging names and refusals to comment in somebody's mouth."""
    more = set()
    rule = quote.rule.removeprefix("participle_")
    if rule in {"named", "infinitive", "command", "put_at", "denied_doing"}:
        more.add(rule)
    if "comment" in low:
        more.add("talk")
    if low and low[0] in {"don't", "do", "let's"}:
        more.add("command")
    orders = low and flags[0] & BASE and not flags[0] & (NOUN_KIND | FINITE)
    if orders and quote.type is QuoteType.DIRECT:
        more.add("command")
    return more
