"""Signs that lie in who tells a sentence: the author, a quote, a document."""

import re

from tracker.engine.lexicon import words
from tracker.engine.results import Quote, QuoteType
from tracker.engine.tokens import BASE, FINITE, NOUN_KIND

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
_MODALS = frozenset({"may", "might", "could"})


def told(
    text: str, low: list[str], flags: list[int], quote: Quote | None, *, document: bool
) -> set[str]:
    """Return the signs of a sentence that its words alone do not show."""
    if quote is None:
        seen = _by_author(low)
        if _TALK_HINTS & set(low) and _TALK.search(text):
            seen.add("talk")
    else:
        seen = {"reported", f"reported_{quote.type.value}"}
        seen |= _by_speaker(low, flags, quote)
    if document:
        seen.add("document")
    return seen


def _by_author(low: list[str]) -> set[str]:
    """The author's "may", "could be" and "attempt" are inference, not report."""
    more = set()
    if _MODALS & set(low) and "be" in low:
        more.add("hedge")
    return more


def _by_speaker(low: list[str], flags: list[int], quote: Quote) -> set[str]:
    """Commands, judging names and refusals to comment in somebody's mouth."""
    more = set()
    if quote.rule == "named":
        more.add("named")
    if "comment" in low:
        more.add("talk")
    if low and low[0] in {"don't", "do", "let's"}:
        more.add("command")
    orders = low and flags[0] & BASE and not flags[0] & (NOUN_KIND | FINITE)
    if orders and quote.type is QuoteType.DIRECT:
        more.add("command")
    return more
