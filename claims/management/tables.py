"""What the engine found in an article, as tables for a terminal."""

from collections import Counter

from rich.table import Table
from rich.text import Text

from claims.models import ExtractionRun, Suggestion, SuggestionKind
from sources.models import SpeakerKind

WORDS = 90
NOBODY = "nobody named"
ANONYMOUS = (SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP)


def quotes(run: ExtractionRun) -> Table:
    table = Table(title="Quotes", title_justify="left", expand=True)
    table.add_column("#", justify="right")
    table.add_column("Quote", ratio=3)
    table.add_column("Kind")
    table.add_column("Speaker", ratio=2)
    table.add_column("Kind of speaker")
    content = run.revision.text.content
    for number, row in enumerate(_suggested(run, SuggestionKind.QUOTE), start=1):
        words = " … ".join(content[start:end] for start, end in row.payload["pieces"])
        kind = SpeakerKind(row.payload["speaker_kind"]).label.lower()
        _add(table, number, _short(words), row.payload["type"], _name(row), kind)
    return table


def anonymous_sources(run: ExtractionRun) -> Table:
    """Distinct ones: each row is somebody else, as far as the copy tells."""
    table = Table(title="Distinct anonymous sources", title_justify="left")
    table.add_column("Source", ratio=2)
    table.add_column("Kind")
    table.add_column("Quotes", justify="right")
    table.add_column("Perhaps the same as", ratio=2)
    said = Counter(
        row.speaker_id for row in _suggested(run, SuggestionKind.QUOTE) if row.speaker
    )
    speakers = {speaker.key: speaker for speaker in run.speakers.all()}
    for speaker in speakers.values():
        if speaker.kind in ANONYMOUS:
            likely = speaker.detail.get("maybe_same_as", [])
            _add(
                table,
                speaker,
                SpeakerKind(speaker.kind).label.lower(),
                said[speaker.pk],
                "; ".join(str(speakers[other["key"]]) for other in likely),
            )
    return table


def claims(run: ExtractionRun) -> Table:
    table = Table(title="Claims that can be checked", title_justify="left", expand=True)
    table.add_column("#", justify="right")
    table.add_column("Claim", ratio=3)
    table.add_column("Kind")
    table.add_column("Said by", ratio=2)
    for number, row in enumerate(_suggested(run, SuggestionKind.CLAIM), start=1):
        said_by = row.speaker or "the article"
        kind = str(row.payload["type"]).replace("_", " ")
        _add(table, number, _short(row.payload["text"]), kind, said_by)
    return table


def _suggested(run: ExtractionRun, kind: SuggestionKind) -> list[Suggestion]:
    rows = run.suggestions.filter(kind=kind).select_related("speaker")
    return list(rows.in_order())


def _name(row: Suggestion) -> str:
    return NOBODY if row.speaker is None else str(row.speaker)


def _add(table: Table, *cells: object) -> None:
    """Add a row of plain words: brackets in an article are not markup."""
    table.add_row(*(Text(str(cell)) for cell in cells))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= WORDS else f"{flat[: WORDS - 1]}…"
