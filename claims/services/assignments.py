"""Giving work to people, taking it, and being done with it."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from claims import policy
from claims.models import Assignment, Claim, Notice, Task
from claims.queries.blind import may_read_second
from claims.services import notices
from claims.services.claims import locked
from claims.services.words import words
from claims.workflow import Status
from tracker.audit import acting
from tracker.errors import Conflict, Duplicate, NotFound
from tracker.models import User


@transaction.atomic
def assign(
    claim_id: UUID,
    *,
    by: User,
    task: Task = Task.REVIEW,
    assignee_id: UUID | None = None,
    message: str = "",
    due_on: date | None = None,
) -> Assignment:
    """Ask for work on a claim, of one member or (without assignee) of the desk.

    Raises NotFound, NotAllowed (also when the assignee could not do it), Duplicate.
    """
    claim = locked(claim_id, by)
    policy.can_assign(by, claim).or_refuse()
    assignee = _member(claim, assignee_id)
    if assignee is not None:
        _expect_able(assignee, claim, Task(task))
    with acting(by=by, action="assignment.made"):
        try:
            with transaction.atomic():
                made = Assignment.objects.create(
                    desk_id=claim.desk_id,
                    claim=claim,
                    task=Task(task),
                    assignee=assignee,
                    message=words(message, field="message", most=500, required=False),
                    due_on=due_on,
                    entered_by=by,
                )
        except IntegrityError:
            raise Duplicate("This work has been asked for already.") from None
    if assignee is not None:
        notices.tell(
            [assignee], Notice.ASSIGNED, desk_id=claim.desk_id, but=by, claim=claim
        )
    return made


@transaction.atomic
def hand_to(
    assignment_id: UUID, *, assignee_id: UUID | None, by: User, version: int
) -> Assignment:
    """Give the work to somebody else, to oneself, or (None) back to the desk.

    A blind reading that was given back is not taken again by the same person, since
    what was decided earlier is open to them from then on.
    """
    work = _open(assignment_id, by, version)
    assignee = _member(work.claim, assignee_id)
    if assignee is not None:
        _expect_able(assignee, work.claim, Task(work.task))
    if assignee != by:
        policy.can_assign(by, work.claim).or_refuse()
    with acting(by=by, action="assignment.handed_over"):
        work.change(assignee=assignee, given_back_by=_given_back(work, assignee))
    if assignee is not None:
        notices.tell(
            [assignee], Notice.ASSIGNED, desk_id=work.desk_id, but=by, claim=work.claim
        )
    return work


@transaction.atomic
def finish(assignment_id: UUID, *, by: User, version: int) -> Assignment:
    """Be done with it. Its assignee may say so, or who may give out work."""
    work = _open(assignment_id, by, version)
    if work.assignee_id != by.pk:
        policy.can_assign(by, work.claim).or_refuse()
    policy.can_finish(by, work).or_refuse()
    with acting(by=by, action="assignment.done"):
        work.change(done_at=timezone.now(), done_by=by)
    return work


def finish_all(claim: Claim, *tasks: Task, by: User, whose: Q | None = None) -> None:
    """Close what a decision settles; inside the decider's `acting`.

    `whose` says of whom it was asked; without it, all of it is closed.
    """
    rows = Assignment.objects.select_for_update(no_key=True).order_by("pk")
    for work in rows.open().filter(whose or Q(), claim=claim, task__in=tasks):
        work.change(done_at=timezone.now(), done_by=by)


def _open(assignment_id: UUID, by: User, version: int) -> Assignment:
    found = Assignment.objects.visible_to(by).filter(pk=assignment_id).first()
    if found is None:
        raise NotFound("There is no such assignment.")
    locked(found.claim_id, by)
    work = Assignment.objects.select_related("claim").lock(assignment_id)
    work.expect(version)
    if work.done_at is not None:
        raise Conflict("This work is done.")
    return work


def _expect_able(assignee: User, claim: Claim, task: Task) -> None:
    """Refuse work that the person could not do, or not blind as it is meant."""
    policy.can_do(assignee, claim, task).or_refuse()
    if task is Task.SECOND_READING:
        may_read_second(assignee, claim).or_refuse()


def _given_back(work: Assignment, to: User | None) -> list[UUID]:
    """Return who gave it back, with its present reader if it leaves them in review."""
    blind = work.task == Task.SECOND_READING and work.claim.status == Status.IN_REVIEW
    if not blind or work.assignee_id is None or work.assignee == to:
        return work.given_back_by
    return [*work.given_back_by, work.assignee_id]


def _member(claim: Claim, user_id: UUID | None) -> User | None:
    if user_id is None:
        return None
    user = User.objects.filter(pk=user_id).first()
    if user is None or not user.roles_on(claim.desk_id):
        raise NotFound("There is no such member of the desk.")
    return user
