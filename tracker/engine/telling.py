"""Signs that lie in who tells a sentence: the author, a quote, a document."""

import re

from tracker.engine.lexicon import words
from tracker.engine.results import Quote, QuoteType, SpeakerKind
from tracker.engine.tokens import BASE, DOCUMENT, FINITE, NOUN_KIND, PERSON
from tracker.engine.verbs import Use, reporting

_TALK = re.compile(
    r"\basked (?:that\b|not to be|to be|to remain|us not)[^.]{0,60}"
    r"(?:named|identified|mentioned|print|anonymous|initial)"
    r"|(?:could|did|would|does|do)(?: not|n['’]t) "
    r"(?:immediately |independently |want to |wish to )?"
    r"(?:establish|answer|respond|reply|comment|be (?:reached|verified|confirmed)"
    r"|verify|confirm|talk|speak|name)\b"
    r"|\bdeclined|\bspoke (?:to|with|on|about|over)\b"
    r"|(?:same|similar|different) account|for comment|disputed that"
    r"|not immediately|said the opposite|read from (?:it|them)"
    r"|\bwas (?:more )?(?:cautious|sceptical|skeptical|bitter|blunt)",
    re.IGNORECASE,
)
_TALK_HINTS = words("common", "talk_hints")
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
    if " like a " in text or " as if " in text or " as though " in text:
        seen.add("simile")
    if quote is None:
        seen |= _by_author(low, flags)
        if _TALK_HINTS & set(low) and _TALK.search(text):
            seen.add("talk")
        return seen
    seen |= {"reported", f"reported_{quote.type.value}"}
    seen |= _by_speaker(low, flags, quote)
    if kind is not None:
        seen.add(f"by_{kind.value}")
    if kind is SpeakerKind.DOCUMENT:
        seen.add("document")
    return seen


def _by_author(low: list[str], flags: list[int]) -> set[str]:
    """Inference ("may be"), speech without its words, papers that are described."""
    more = set()
    if _MODALS & set(low) and "be" in low:
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
