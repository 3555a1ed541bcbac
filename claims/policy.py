"""Who may decide what is true, and who may not. Each rule returns a Decision.

Whether somebody may know of a claim at all is `tracker.policy.can_view`. Four eyes:
nobody settles what they entered themselves, and no program settles anything.
"""

from typing import Final
from uuid import UUID

from claims.models import (
    Annotation,
    Assignment,
    Claim,
    ExtractionRun,
    SecondReading,
    SuggestedSpeaker,
    Suggestion,
    Task,
    Visibility,
)
from claims.standards import Parameters
from claims.workflow import DECIDED, Move, Status
from sources.models import Quote
from sources.workflow import QuoteMove
from tracker.decisions import Decision
from tracker.models import Article, Record, Role, User
from tracker.policy import WRITERS, can_view, has_role

CHECKERS: Final = (Role.FACT_CHECKER, Role.EDITOR)
STAFF: Final = (Role.REPORTER, Role.FACT_CHECKER, Role.EDITOR)
# Moves that settle something, and so need a second person.
SETTLING: Final = frozenset(Move) - {Move.SUBMIT, Move.RETURN, Move.REOPEN}
VERDICTS: Final = (Move.VERIFY, Move.DISPUTE, Move.REFUTE, Move.SET_ASIDE)
QUOTE_SETTLING: Final = frozenset(QuoteMove) - {QuoteMove.WITHDRAW, QuoteMove.REOPEN}


def can_enter(user: User, desk_id: UUID) -> Decision:
    """Enter a claim, or say where else one is made."""
    return has_role(
        user, desk_id, *sorted(WRITERS | {Role.FACT_CHECKER}), to="enter claims"
    )


def can_reword(user: User, claim: Claim) -> Decision:
    """Checkers word the desk's claims; reporters and API clients their own."""
    if user.roles_on(claim.desk_id) & set(CHECKERS):
        return Decision.yes()
    return can_enter(user, claim.desk_id) & Decision.when(
        claim.entered_by_id == user.pk,
        code="not_own",
        reason="A reporter rewords only claims that they entered themselves.",
    )


def can_unmark(user: User, claim: Claim) -> Decision:
    """Take a claim off a place: checkers, and reporters for their own claims."""
    if user.roles_on(claim.desk_id) & set(CHECKERS):
        return Decision.yes()
    return can_enter(user, claim.desk_id) & Decision.when(
        claim.entered_by_id == user.pk,
        code="not_own",
        reason="A reporter takes off only claims that they entered themselves.",
    )


def can_reshape(user: User, claim: Claim) -> Decision:
    """Split a claim, or merge two."""
    return has_role(user, claim.desk_id, *CHECKERS, to="split or merge claims")


def can_settle(
    user: User, suggestion: Suggestion | SuggestedSpeaker | ExtractionRun
) -> Decision:
    """Accept or reject what the engine proposes. Only people do."""
    return has_role(user, suggestion.desk_id, *STAFF, to="decide on suggestions")


def can_weigh(user: User, claim: Claim) -> Decision:
    """Add evidence to a claim, or withdraw it."""
    return can_weigh_on(user, claim.desk_id)


def can_weigh_on(user: User, desk_id: UUID) -> Decision:
    """Say on a desk what bears on its claims."""
    return has_role(user, desk_id, *STAFF, to="add or withdraw evidence")


def can_decide(user: User, claim: Claim, move: Move) -> Decision:
    """Move a claim from one status to the next."""
    if move is Move.SUBMIT:
        return has_role(
            user, claim.desk_id, *STAFF, Role.API_CLIENT, to="submit a claim"
        )
    roles = (Role.EDITOR,) if move is Move.RETRACT else CHECKERS
    allowed = has_role(user, claim.desk_id, *roles, to="decide on a claim")
    return allowed & four_eyes(user, claim) if move in SETTLING else allowed


def four_eyes(user: User, claim: Claim) -> Decision:
    """Nobody settles a claim that they entered, or whose present words are theirs."""
    return Decision.when(
        claim.entered_by_id != user.pk,
        code="four_eyes",
        reason="You entered this claim yourself: somebody else has to decide on it.",
    ) & Decision.when(
        claim.worded_by_id != user.pk,
        code="four_eyes",
        reason="You worded this claim yourself: somebody else has to decide on it.",
    )


def can_read_second(user: User, claim: Claim) -> Decision:
    """Give a blind verdict beside the one that counts."""
    return has_role(
        user, claim.desk_id, *CHECKERS, to="read a claim a second time"
    ) & four_eyes(user, claim)


def can_read_blind(*, gave_back: bool) -> Decision:
    """Read blind what one has not been free to look at since one was asked."""
    return Decision.when(
        not gave_back,
        code="not_blind",
        reason="Whoever gives a blind reading back may have seen the earlier verdicts "
        "since: somebody else reads this claim.",
    )


def can_export_verdicts(*, asked_to_read: bool) -> Decision:
    """Take out what tells of decisions; not while some are sealed to this person."""
    return Decision.when(
        not asked_to_read,
        code="sealed",
        reason="You are asked to read a claim of this desk blind: exports that tell of "
        "decisions are sealed until you have given your verdict, or given the reading "
        "back.",
    )


def can_see_reading(user: User, reading: SecondReading, *, read: bool) -> Decision:
    """Know a second reader's verdict: after one's own, or when it is decided on."""
    return can_view(user, reading) & Decision.when(
        reading.reader_id == user.pk or read or reading.claim.status in DECIDED,
        code="sealed",
        reason="This verdict is sealed until you have given yours.",
    )


def can_see_verdicts(user: User, claim: Claim, *, asked_to_read: bool) -> Decision:
    """Know what was decided on a claim; not while asked to read it blind."""
    return can_view(user, claim) & Decision.when(
        not asked_to_read,
        code="sealed",
        reason="You are asked to read this claim blind: earlier verdicts, and how it "
        "stood earlier, are sealed until you have given yours.",
    )


def not_second_reader(*, read: bool) -> Decision:
    """Whoever read second has judged already, and blind."""
    return Decision.when(
        not read,
        code="second_reader",
        reason="You are this claim's second reader: somebody else decides on it.",
    )


def can_exempt(user: User, claim: Claim, code: str, asked: Parameters) -> Decision:
    """Lift one rule for one claim, as far as the desk's standards let it be lifted."""
    role = asked.exemptions.get(code)
    if role is None:
        return can_view(user, claim) & Decision.no(
            "no_exemption", "The desk's standards let nobody lift this rule."
        )
    return has_role(user, claim.desk_id, Role(role), to="lift this rule") & four_eyes(
        user, claim
    )


def can_assign(user: User, claim: Claim) -> Decision:
    """Give out work on a claim."""
    return can_give_out(user, claim.desk_id)


def can_give_out(user: User, desk_id: UUID) -> Decision:
    """Give out work, and give one's own back to the desk."""
    return has_role(user, desk_id, *CHECKERS, to="give out work")


def can_do(user: User, claim: Claim, task: Task) -> Decision:
    """Be given this work: whoever checks must be able to settle the claim."""
    if task is Task.OTHER:
        return has_role(user, claim.desk_id, *STAFF, Role.KEEPER, to="be given work")
    return has_role(
        user, claim.desk_id, *CHECKERS, to="be given claims to check"
    ) & four_eyes(user, claim)


def can_finish(user: User, work: Assignment) -> Decision:
    """A blind reading is over with its verdict, not by saying so."""
    own = work.task == Task.SECOND_READING and work.assignee_id == user.pk
    return Decision.when(
        not own or work.claim.status != Status.IN_REVIEW,
        code="not_read",
        reason="A second reading is done when you give your verdict. "
        "If you cannot, give it back to the desk.",
    )


def can_sign_off(user: User, article: Article) -> Decision:
    """Answer for an article that rests on anonymous sources; not for one's own."""
    return has_role(
        user, article.desk_id, Role.EDITOR, to="sign off an article"
    ) & Decision.when(
        article.entered_by_id != user.pk,
        code="four_eyes",
        reason="You filed this article yourself: somebody else has to sign it off.",
    )


def can_move_quote(user: User, quote: Quote, move: QuoteMove) -> Decision:
    """Confirm, dispute or withdraw a quote; whoever recorded it may withdraw it."""
    if move is QuoteMove.WITHDRAW and quote.entered_by_id == user.pk:
        return has_role(user, quote.desk_id, *STAFF, to="withdraw a quote")
    allowed = has_role(user, quote.desk_id, *CHECKERS, to="decide on a quote")
    if move not in QUOTE_SETTLING:
        return allowed
    return allowed & Decision.when(
        quote.entered_by_id != user.pk,
        code="four_eyes",
        reason="You recorded this quote yourself: somebody else has to decide on it.",
    )


def can_crosscheck(user: User, claim: Claim) -> Decision:
    """Judge how two claims stand to each other."""
    return has_role(user, claim.desk_id, *CHECKERS, to="cross-check claims")


def can_annotate(user: User, thing: Record) -> Decision:
    """Write notes on the desk's articles and documents."""
    return has_role(user, thing.desk_id, *STAFF, Role.KEEPER, to="write notes")


def can_read_note(user: User, note: Annotation) -> Decision:
    """Read a note: one's own, the desk's, and as a keeper the keepers'."""
    kept = note.visibility == Visibility.KEEPERS and Role.KEEPER in user.roles_on(
        note.desk_id
    )
    own = note.entered_by_id == user.pk
    return can_view(user, note) & Decision.when(
        note.visibility == Visibility.DESK or own or kept,
        code="not_for_you",
        reason="This note is not for you.",
    )


def can_edit_note(user: User, note: Annotation) -> Decision:
    """A note's words are its author's alone."""
    return can_annotate(user, note) & Decision.when(
        note.entered_by_id == user.pk,
        code="not_own",
        reason="Only the author changes a note. Reply to it instead.",
    )


def can_resolve(user: User, note: Annotation) -> Decision:
    """Close or reopen a thread: who began it, or a checker."""
    if note.entered_by_id == user.pk:
        return can_annotate(user, note)
    return has_role(user, note.desk_id, *CHECKERS, to="resolve other people's notes")


def can_adopt(user: User, desk_id: UUID) -> Decision:
    """Set the desk's sourcing standards."""
    return has_role(user, desk_id, Role.EDITOR, to="adopt sourcing standards")
