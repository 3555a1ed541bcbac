"""How well the wording and jigsaw checks find what the labels say.

`python -m tests.newsroom.measure` prints the figures of both folders.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sources.facets import Facet, facets
from sources.reading import Voice
from sources.wording import Finding, check
from tests.newsroom import FRESH, HERE, Article, articles
from tracker.engine.spans import Span


@dataclass
class Score:
    """What was found of what was due; `wrong` and `missed` say where."""

    hits: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def due(self) -> int:
        return self.hits + len(self.missed)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.hits / self.due

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} ({self.hits} of "
            f"{self.hits + len(self.wrong)}), recall {self.recall:.3f} "
            f"({self.hits} of {self.due})"
        )


def of_wording(folder: Path) -> Score:
    """Return the score over all rules and articles of a folder."""
    score = Score()
    for article in articles(folder):
        due = list(article.wording)
        for finding in check(
            article.text, article.voices(), article.quoted, article.reported
        ):
            match = next((d for d in due if _meets(article.text, finding, *d)), None)
            if match is None:
                said = finding.span.of(article.text)
                score.wrong.append(f"{article.name} {finding.rule}: {said}")
            else:
                score.hits += 1
                due.remove(match)
        score.missed += [f"{article.name} {rule}: {words}" for rule, words in due]
    return score


def of_jigsaw(folder: Path) -> Score:
    """Return the score over all unnamed speakers of a folder."""
    score = Score()
    for article in articles(folder):
        for key, found in _facets(article):
            due = list(article.jigsaw[key])
            at = f"{article.name} {key}"
            for facet in found:
                match = next((d for d in due if _same(facet, *d)), None)
                if match is None:
                    score.wrong.append(f"{at} {facet.dimension}: {facet.words}")
                else:
                    score.hits += 1
                    due.remove(match)
            score.missed += [f"{at} {dimension}: {words}" for dimension, words in due]
    return score


def _facets(article: Article) -> Iterator[tuple[str, tuple[Facet, ...]]]:
    voices = {
        key: Voice(key, tuple(Span(*place) for place in speaker["mentions"]))
        for key, speaker in article.speakers.items()
    }
    for key in article.jigsaw:
        yield (
            key,
            facets(
                article.text,
                voices[key],
                others=[voice for other, voice in voices.items() if other != key],
                own=article.own_words(key),
                quoted=article.quoted,
                reported=article.reported,
            ),
        )


def _meets(text: str, finding: Finding, rule: str, words: str) -> bool:
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    return finding.rule == rule and any(
        finding.span.meets(Span(at, at + len(words))) for at in places
    )


def _same(facet: Facet, dimension: str, words: str) -> bool:
    said, due = facet.words.lower(), words.lower()
    return facet.dimension == dimension and (
        dimension == "gender" or said in due or due in said
    )


if __name__ == "__main__":
    for name, folder in (("the sixteen", HERE), ("the fresh eight", FRESH)):
        for what, score in (
            ("wording", of_wording(folder)),
            ("jigsaw", of_jigsaw(folder)),
        ):
            print(f"{name}, {what}: {score}")  # noqa: T201 (a command)
            for line in score.wrong:
                print(f"    wrong  {line}")  # noqa: T201
            for line in score.missed:
                print(f"    missed {line}")  # noqa: T201
