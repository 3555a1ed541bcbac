"""What a person makes of the engine's suggestions."""

from typing import Any
from uuid import UUID

from django.db import transaction

from claims import policy
from claims.models import (
    Claim,
    ClaimType,
    SuggestedSpeaker,
    Suggestion,
    SuggestionKind,
    SuggestionState,
)
from claims.services import claims
from sources.models import Quote, QuoteType, Source, SpeakerKind
from sources.queries import source_for
from sources.services import likenesses, quotes
from tracker.audit import acting
from tracker.errors import Conflict, NotFound
from tracker.models import User


@transaction.atomic
def accept(
    suggestion_id: UUID,
    *,
    by: User,
    version: int,
    **edits: Any,
) -> Suggestion:
    """Make the proposed quote or claim a record, entered by whoever accepts it.

    `edits` replace what was proposed (for a claim `text` and `type`, for a quote what
    `quotes.record` takes). Raises NotFound, NotAllowed, StaleVersion, and Conflict when
    the suggestion was decided before.
    """
    suggestion = _open_suggestion(suggestion_id, by, version)
    with acting(by=by, action="suggestion.accepted"):
        if suggestion.kind == SuggestionKind.QUOTE:
            made: dict[str, Quote | Claim] = {"quote": _quote(suggestion, by, edits)}
        else:
            made = {"claim": _claim(suggestion, by, edits)}
        suggestion.change(state=SuggestionState.ACCEPTED, **made)
    return suggestion


@transaction.atomic
def reject(
    suggestion_id: UUID, *, by: User, version: int, reason: str = ""
) -> Suggestion:
    """Turn the proposal down; it is not made again for this article."""
    suggestion = _open_suggestion(suggestion_id, by, version)
    with acting(by=by, action="suggestion.rejected", reason=reason):
        suggestion.change(state=SuggestionState.REJECTED, reason=reason)
    return suggestion


@transaction.atomic
def put_back(suggestion_id: UUID, *, by: User, version: int) -> Suggestion:
    """Undo a rejection. Raises Conflict when it was not rejected."""
    suggestion = _visible(suggestion_id, by)
    suggestion.expect(version)
    if suggestion.state != SuggestionState.REJECTED:
        raise Conflict("Only a rejected suggestion can be put back.")
    with acting(by=by, action="suggestion.put_back"):
        suggestion.change(state=SuggestionState.OPEN, reason="")
    return suggestion


@transaction.atomic
def tie_speaker(
    speaker_id: UUID, *, source_id: UUID, by: User, version: int
) -> SuggestedSpeaker:
    """Say which source a suggested speaker is.

    The quotes that were accepted as this speaker's and have no source yet are tied
    too; later ones are as they are accepted.
    """
    speaker = SuggestedSpeaker.objects.visible_to(by).lock(speaker_id)
    policy.can_settle(by, speaker).or_refuse()
    source_for(by, speaker.desk_id, source_id)  # nobody names a source unseen
    speaker.expect(version)
    accepted = speaker.suggestions.filter(
        quote__isnull=False, quote__source=None, quote__document=None
    )
    with acting(by=by, action="speaker.tied"):
        for quote in Quote.objects.filter(suggestion__in=accepted).order_by("pk"):
            quotes.tie(
                quote.pk,
                source_id=source_id,
                by=by,
                version=quote.version,
            )
        speaker.change(source_id=source_id)
    return speaker


@transaction.atomic
def not_this_source(
    speaker_id: UUID, *, source_id: UUID, by: User, reason: str = ""
) -> SuggestedSpeaker:
    """Say that a speaker is not the source it reads like; that is not asked again.

    It holds for this description in this article, in later revisions too.
    """
    speaker = SuggestedSpeaker.objects.visible_to(by).select_related("run__revision")
    found = speaker.filter(pk=speaker_id).first()
    if found is None:
        raise NotFound("There is no such record.")
    policy.can_settle(by, found).or_refuse()
    likenesses.reject(
        found.run.revision.article_id,
        descriptor=found.descriptor,
        source_id=source_id,
        by=by,
        reason=reason,
    )
    return found


def _visible(suggestion_id: UUID, by: User) -> Suggestion:
    suggestion = (
        Suggestion.objects.visible_to(by)
        .select_related("run__revision", "speaker")
        .lock(suggestion_id)
    )
    policy.can_settle(by, suggestion).or_refuse()
    return suggestion


def _open_suggestion(suggestion_id: UUID, by: User, version: int) -> Suggestion:
    suggestion = _visible(suggestion_id, by)
    suggestion.expect(version)
    if suggestion.state != SuggestionState.OPEN:
        raise Conflict("This suggestion has been decided.", state=suggestion.state)
    return suggestion


def _quote(suggestion: Suggestion, by: User, edits: dict[str, Any]) -> Quote:
    said = suggestion.payload
    proposed: dict[str, Any] = {
        "pieces": [(start, end) for start, end in said["pieces"]],
        "type": QuoteType(said["type"]),
        "cue": said["cue"] and tuple(said["cue"]),
        "mention": said["mention"] and tuple(said["mention"]),
        "attribution": said["attribution"],
        "speaker_kind": SpeakerKind(said["speaker_kind"]),
        "source_id": _source_known_to(by, suggestion),
    }
    return quotes.record(
        suggestion.run.revision.article_id,
        revision_id=suggestion.run.revision_id,
        by=by,
        **(proposed | edits),
    )


def _claim(suggestion: Suggestion, by: User, edits: dict[str, Any]) -> Claim:
    said = suggestion.payload
    proposed: dict[str, Any] = {
        "text": said["text"],
        "type": ClaimType(said["type"]),
        "checkable": said["checkable"],
        "attributed_to": _source_known_to(by, suggestion),
    }
    return claims.enter(
        suggestion.desk_id,
        article_id=suggestion.run.revision.article_id,
        revision_id=suggestion.run.revision_id,
        span=(suggestion.start, suggestion.end),
        by=by,
        **(proposed | edits),
    )


def _source_known_to(by: User, suggestion: Suggestion) -> UUID | None:
    """The source that the speaker was tied to, if whoever accepts may know of it.

    For others the quote stays without a source, for somebody who may to tie.
    """
    if suggestion.speaker is None or suggestion.speaker.source_id is None:
        return None
    known = Source.objects.visible_to(by).filter(pk=suggestion.speaker.source_id)
    return known.values_list("pk", flat=True).first()
