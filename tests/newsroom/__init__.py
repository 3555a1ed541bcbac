"""The labelled articles, and the voices that their record makes of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.reading import Voice
from tracker.engine.spans import Span

HERE = Path(__file__).parent
FRESH = HERE / "fresh"
UNNAMED = {"anonymous_person", "anonymous_group"}


@dataclass(frozen=True)
class Article:
    """One article, what the desk's record says of it, and what should be found."""

    name: str
    text: str
    speakers: dict[str, dict[str, Any]]
    quotes: list[dict[str, Any]]
    record: dict[str, Any]
    wording: list[tuple[str, str]]
    jigsaw: dict[str, list[tuple[str, str]]]

    def said(self, *types: str) -> tuple[Span, ...]:
        """Return the contents of the quotes of these types."""
        quotes = [quote for quote in self.quotes if quote["type"] in types]
        return tuple(Span(*piece) for quote in quotes for piece in quote["content"])

    @property
    def quoted(self) -> tuple[Span, ...]:
        return self.said("direct")

    @property
    def reported(self) -> tuple[Span, ...]:
        return self.said("indirect", "mixed")

    def own_words(self, speaker: str) -> list[Span]:
        """Return the direct speech of one speaker."""
        return [
            Span(*piece)
            for quote in self.quotes
            if quote["speaker"] == speaker and quote["type"] == "direct"
            for piece in quote["content"]
        ]

    def voices(self) -> list[Voice]:
        """Return the unnamed speakers as the record knows them."""
        behind = self.record.get("behind", {})
        places: dict[str, list[Span]] = {}
        group: dict[str, bool] = {}
        for key, speaker in self.speakers.items():
            if speaker["kind"] in UNNAMED:
                person = behind.get(key, key)
                spans = [Span(*place) for place in speaker["mentions"]]
                places.setdefault(person, []).extend(spans)
                group.setdefault(person, speaker["kind"] == "anonymous_group")
                group[person] &= speaker["kind"] == "anonymous_group"
        return [
            Voice(
                key,
                tuple(sorted(spans)),
                heads=self._heads(key, group=group[key]),
                agreed=self._wordings("agreed", key),
                forbidden=self._wordings("forbidden", key) or (),
            )
            for key, spans in places.items()
        ]

    def _heads(self, key: str, *, group: bool) -> int | None:
        members = self.record.get("members", {}).get(key)
        if members:
            return len(members)
        return None if group else 1

    def _wordings(self, stance: str, key: str) -> tuple[str, ...] | None:
        found = self.record.get(stance, {}).get(key)
        return None if found is None else tuple(found)


def articles(folder: Path = HERE) -> Iterator[Article]:
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    for name, label in labels.items():
        raw = json.loads((folder / f"{name}.json").read_text("utf-8"))
        yield Article(
            name,
            raw["text"],
            {speaker["id"]: speaker for speaker in raw["speakers"]},
            raw["quotes"],
            label["record"],
            [(rule, words) for rule, words in label["wording"]],
            {
                key: [(dimension, words) for dimension, words in facets]
                for key, facets in label["jigsaw"].items()
            },
        )
