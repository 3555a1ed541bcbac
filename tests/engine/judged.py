"""What people said of an article beside what the engine found in it.

Each result is judged right or wrong: a quote, by a labelled quote that shares at least
half its characters; who said it, by the speakers it is one with over the article; a
statement, by whether its sentence can be checked.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.engine.pipeline import extract
from tracker.engine.results import Extraction, Quote

ENOUGH = 0.5


@dataclass(frozen=True)
class Judged:
    """One result: of which kind, found by which rule, how sure, and was it right."""

    kind: str
    rule: str
    confidence: float
    right: bool


def judged(folder: Path) -> Iterator[Judged]:
    """Yield the results in every labelled article of a folder."""
    for path in sorted(folder.glob("[0-9]*.json")):
        article = json.loads(path.read_text("utf-8"))
        found = extract(article["text"])
        pairs = matched(found.quotes, article["quotes"])
        for quote in found.quotes:
            yield Judged("quote", quote.rule, quote.confidence, id(quote) in pairs)
        yield from _speakers(found, pairs)
        yield from _statements(found, article)


def matched(quotes: tuple[Quote, ...], gold: list[dict[str, Any]]) -> dict[int, Any]:
    """Return the labelled quote of each quote, by `id`, best pairs first."""
    pairs = sorted(
        (
            (-shared, at, nth)
            for at, quote in enumerate(quotes)
            for nth, label in enumerate(gold)
            if (shared := _shared(quote, label)) >= ENOUGH
        ),
    )
    found: dict[int, Any] = {}
    taken: set[int] = set()
    for _, at, nth in pairs:
        if id(quotes[at]) not in found and nth not in taken:
            found[id(quotes[at])] = gold[nth]
            taken.add(nth)
    return found


def _shared(quote: Quote, label: dict[str, Any]) -> float:
    both = sum(
        max(0, min(piece.end, end) - max(piece.start, start))
        for piece in quote.content
        for start, end in label["content"]
    )
    ours = sum(piece.end - piece.start for piece in quote.content)
    theirs = sum(end - start for start, end in label["content"])
    return 2 * both / (ours + theirs)


def _speakers(found: Extraction, pairs: dict[int, Any]) -> Iterator[Judged]:
    """A link is right if speaker and labelled speaker are mostly each other's."""
    met = [(q, pairs[id(q)]["speaker"]) for q in found.quotes if id(q) in pairs]
    ours: dict[str | None, Counter[str]] = {}
    theirs: dict[str, Counter[str | None]] = {}
    for quote, speaker in met:
        ours.setdefault(quote.speaker, Counter())[speaker] += 1
        theirs.setdefault(speaker, Counter())[quote.speaker] += 1
    for quote, speaker in met:
        if quote.speaker is None:
            continue
        same = ours[quote.speaker].most_common(1)[0][0] == speaker
        whole = theirs[speaker].most_common(1)[0][0] == quote.speaker
        yield Judged(
            "speaker", quote.speaker_rule, quote.speaker_confidence, same and whole
        )


def _statements(found: Extraction, article: dict[str, Any]) -> Iterator[Judged]:
    for start, end in article["sentences"]:
        inside = [s for s in found.statements if s.start < end and start < s.end]
        if not inside:
            continue
        best = max(inside, key=lambda s: min(s.end, end) - max(s.start, start))
        wanted = any(
            claim["checkable"]
            for claim in article["claims"]
            if start <= claim["start"] < end
        )
        right = best.checkable == wanted
        yield Judged("statement", best.rule, best.confidence, right)
