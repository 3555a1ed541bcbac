"""A day at a desk, in the terminal: what `make demo` shows, through the services.

The engine's suggestions are decided on as on the pages, by people with roles. What
no engine can supply, a second voice, is a stand-in here, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from claims.management.cast import Cast
from claims.models import (
    Bearing,
    Claim,
    ClaimType,
    ExtractionRun,
    Suggestion,
    SuggestionKind,
    SuggestionState,
    Verification,
)
from claims.services import evidence, suggestions, verification
from claims.workflow import Move
from sources.models import (
    AnonymousFrom,
    GroundRules,
    LinkKind,
    Quote,
    Source,
    SpeakerKind,
)
from sources.services import agreements, documents, links, quotes, sources
from tracker.errors import SourcelineError
from tracker.models import User
from tracker.services import imports

ANONYMOUS: Final = (SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.ANONYMOUS_GROUP)
# Whose words are tied to a source here: the first of these kinds that speaks.
PREFERRED: Final = (*ANONYMOUS, SpeakerKind.NAMED_PERSON, SpeakerKind.ORGANISATION)
# An anonymous source cannot settle these, whoever else says so too.
NOT_TO_BE_SETTLED: Final = (ClaimType.CAUSE, ClaimType.PREDICTION, ClaimType.OPINION)


class Lacking(Exception):
    """The article does not hold what the demonstration needs."""


def hand_in(cast: Cast, path: Path) -> ExtractionRun:
    """Import the file; filing it asks for an extraction."""
    article = imports.import_file(
        cast.desk.pk, name=path.name, content=path.read_bytes(), by=cast.reporter
    )
    return ExtractionRun.objects.get(revision__article=article)


def accept_all(run: ExtractionRun, kind: SuggestionKind, *, by: User) -> int:
    """Accept every open suggestion of a kind; return how many there were."""
    wanted = list(run.suggestions.filter(kind=kind).open().in_order())
    for suggestion in wanted:
        suggestions.accept(suggestion.pk, by=by, version=suggestion.version)
    return len(wanted)


@dataclass(frozen=True)
class Voice:
    """A source on file, and the quotes in the article that were tied to it."""

    source: Source
    descriptor: str
    quotes: tuple[Quote, ...]


def tie(run: ExtractionRun, cast: Cast) -> Voice:
    """Say which source the first anonymous speaker is, under approved terms."""
    spoken = _spoken_by_preference(run)
    first = next(spoken, None)
    if first is None or first.quote is None:
        message = "No quote was found in this article."
        raise Lacking(message)
    anonymous = first.quote.speaker_kind in ANONYMOUS
    source = _source_on_terms(cast, anonymous=anonymous)
    if first.speaker is None:
        quotes.tie(
            first.quote.pk,
            source_id=source.pk,
            by=cast.editor,
            version=first.quote.version,
        )
    else:
        suggestions.tie_speaker(
            first.speaker.pk,
            source_id=source.pk,
            by=cast.editor,
            version=first.speaker.version,
        )
    tied = Quote.objects.filter(source=source).with_place().order_by("created_at")
    return Voice(source, first.quote.attribution, tuple(tied))


def _spoken_by_preference(run: ExtractionRun) -> Iterator[Suggestion]:
    accepted = list(
        run.suggestions.filter(kind=SuggestionKind.QUOTE)
        .filter(state=SuggestionState.ACCEPTED)
        .select_related("quote", "speaker")
        .in_order()
    )
    for kind in PREFERRED:
        yield from (s for s in accepted if s.speaker and s.speaker.kind == kind)
    yield from accepted


def _source_on_terms(cast: Cast, *, anonymous: bool) -> Source:
    """Register a source under a drawn codename; two people agree on its terms."""
    source = sources.register(cast.desk.pk, by=cast.reporter)
    if anonymous:
        terms = agreements.agree(
            source.pk,
            ground_rules=GroundRules.BACKGROUND,
            anonymous_from=AnonymousFrom.PUBLIC_AND_CIRCLE,
            reason="Stand-in reason of the demonstration: punishment of the family.",
            by=cast.reporter,
        )
        agreements.approve(
            terms.pk, by=cast.editor, version=terms.version, identity_known=True
        )
    return source


@dataclass(frozen=True)
class Candidate:
    """A claim in the words of the tied source, and the quote it is made in."""

    claim: Claim
    quote: Quote


def candidates(run: ExtractionRun, voice: Voice) -> list[Candidate]:
    """Claims that the tied source makes, in order of appearance.

    What the source says comes first, then anything that can be checked.
    """
    accepted = (
        run.suggestions.filter(kind=SuggestionKind.CLAIM)
        .filter(state=SuggestionState.ACCEPTED)
        .exclude(claim__type__in=NOT_TO_BE_SETTLED)
        .select_related("claim")
        .in_order()
    )
    said, other = [], []
    for suggestion in accepted:
        if suggestion.claim is None:
            continue
        quote = next((q for q in voice.quotes if _holds(q, suggestion)), None)
        if quote is None:
            other.append(Candidate(suggestion.claim, voice.quotes[0]))
        else:
            said.append(Candidate(suggestion.claim, quote))
    found = said + other
    if not found:
        message = "Nothing that can be checked was found in this article."
        raise Lacking(message)
    return found


def _holds(quote: Quote, suggestion: Suggestion) -> bool:
    return any(
        piece.span.start < suggestion.end and suggestion.start < piece.span.end
        for piece in quote.pieces.all()
    )


def weigh(candidate: Candidate, cast: Cast) -> None:
    """Let the quote speak for its claim, and hand the claim in for review."""
    evidence.add_quote(
        candidate.claim.pk,
        quote_id=candidate.quote.pk,
        bearing=Bearing.SUPPORTS,
        by=cast.editor,
    )
    verification.decide(
        candidate.claim.pk,
        Move.SUBMIT,
        by=cast.editor,
        version=candidate.claim.version,
        reason="One source so far.",
    )


def corroborate(candidate: Candidate, voice: Voice, cast: Cast) -> None:
    """File what a second, independent source says on being called.

    A stand-in: in a newsroom these are the reporter's notes of a real call.
    """
    second = _source_on_terms(cast, anonymous=True)
    words = candidate.claim.text
    notes = documents.hold(
        cast.desk.pk,
        title="Notes of a second call",
        content=words,
        provenance="A stand-in that the demonstration wrote.",
        holder_id=second.pk,
        by=cast.reporter,
    )
    links.link(
        voice.source.pk,
        second.pk,
        kind=LinkKind.INDEPENDENT,
        rationale="Stand-in judgement of the demonstration.",
        by=cast.editor,
    )
    evidence.add_passage(
        candidate.claim.pk,
        document_id=notes.pk,
        span=(0, len(notes.text.content)),
        bearing=Bearing.SUPPORTS,
        by=cast.editor,
    )


def verify(candidate: Candidate, *, by: User) -> Verification:
    """Decide that the claim stands, if policy and standards let this person."""
    claim = Claim.objects.get(pk=candidate.claim.pk)
    return verification.decide(
        claim.pk,
        Move.VERIFY,
        by=by,
        version=claim.version,
        reason="Two sources who do not know of each other say so.",
    )


def refusal(candidate: Candidate, *, by: User) -> SourcelineError | None:
    """Try to verify the claim; return the refusal, or None if there was none."""
    try:
        verify(candidate, by=by)
    except SourcelineError as refused:
        return refused
    return None
