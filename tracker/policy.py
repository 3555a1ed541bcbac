"""Who may do what to the record. Each rule is a function that returns a Decision.

`can_view` and every queryset's `visible_to` say the same; a test holds them together.
"""

from typing import Final
from uuid import UUID

from tracker.decisions import Decision
from tracker.models import Article, Desk, Export, Freeze, Job, Record, Role, User
from tracker.models.export import EXPORTERS

WRITERS: Final = frozenset({Role.REPORTER, Role.EDITOR, Role.API_CLIENT})


def _desk_of(thing: Record | Desk | Job) -> UUID:
    return thing.pk if isinstance(thing, Desk) else thing.desk_id


def has_role(user: User, desk_id: UUID, *roles: Role, to: str) -> Decision:
    """Yes when the user holds one of the roles on the desk; `to` names the act."""
    needed = " or ".join(Role(role).label.lower() for role in roles)
    return Decision.when(
        user.roles_on(desk_id) & set(roles),
        code="role",
        reason=f"Only a desk's {needed} may {to}.",
    )


def can_view(user: User, thing: Record | Desk | Job) -> Decision:
    """Members see their desk's record; nobody else knows that it exists."""
    return Decision.when(
        user.roles_on(_desk_of(thing)),
        code="outsider",
        reason="You are not a member of this desk.",
    )


def can_file(user: User, desk: Desk) -> Decision:
    return has_role(user, desk.pk, *sorted(WRITERS), to="file articles")


def can_edit_article(user: User, article: Article) -> Decision:
    """Editors edit the desk's articles, reporters and API clients their own."""
    if Role.EDITOR in user.roles_on(article.desk_id):
        return Decision.yes()
    return has_role(user, article.desk_id, *sorted(WRITERS), to="edit articles") & (
        Decision.when(
            article.entered_by_id == user.pk,
            code="not_own",
            reason="A reporter edits only articles that they filed themselves.",
        )
    )


def can_publish(user: User, article: Article) -> Decision:
    """Publishing, and retracting, takes an editor other than who filed it."""
    return has_role(
        user, article.desk_id, Role.EDITOR, to="publish or retract"
    ) & Decision.when(
        article.entered_by_id != user.pk,
        code="four_eyes",
        reason="Publishing takes a second person: you filed this article yourself.",
    )


def can_read_audit(user: User, desk: Desk) -> Decision:
    return has_role(
        user, desk.pk, Role.EDITOR, Role.KEEPER, Role.AUDITOR, to="read the audit trail"
    )


def can_manage_people(user: User) -> Decision:
    return Decision.when(
        user.is_active and user.is_staff,
        code="staff",
        reason="Only site staff manage users, desks and memberships.",
    )


def can_requeue(user: User, job: Job) -> Decision:
    return has_role(user, job.desk_id, Role.EDITOR, to="queue failed work again")


def can_issue_token(user: User, holder: User) -> Decision:
    """A person makes tokens for themselves, site staff for anybody's programs."""
    return Decision.when(
        user.is_active and (user == holder or user.is_staff),
        code="not_own",
        reason="Only site staff make tokens for somebody else.",
    )


def can_view_export(user: User, export: Export) -> Decision:
    """Whoever may export from the desk sees what was exported from it."""
    return has_role(user, export.desk_id, *sorted(EXPORTERS), to="see its exports")


def can_release_export(user: User, export: Export) -> Decision:
    """A keeper lets an export out, for a keeper an editor may; never who asked."""
    needed = [Role.KEEPER]
    if Role.KEEPER not in user.roles_on(export.desk_id):
        of_keeper = Role.KEEPER in export.entered_by.roles_on(export.desk_id)
        needed = [Role.EDITOR, Role.KEEPER] if of_keeper else needed
    return Decision.when(
        export.entered_by_id != user.pk,
        code="four_eyes",
        reason="Releasing takes a second person: you asked for this export yourself.",
    ) & has_role(
        user,
        export.desk_id,
        *needed,
        to="release this export",
    )


def can_cancel_export(user: User, export: Export) -> Decision:
    """Who asked may think better of it; editors and keepers stop anybody's."""
    if export.entered_by_id == user.pk:
        return can_view_export(user, export)
    return has_role(
        user,
        export.desk_id,
        Role.EDITOR,
        Role.KEEPER,
        to="cancel what somebody else asked for",
    )


def can_fetch_export(user: User, export: Export) -> Decision:
    """Only who asked: what is in it was decided by what they may see."""
    return Decision.when(
        export.entered_by_id == user.pk,
        code="not_own",
        reason="Only who asked for an export fetches it; ask for one of your own.",
    )


def can_require_release(user: User, desk: Desk) -> Decision:
    """Editors and keepers have their desk's exports wait for a second person."""
    if can_manage_people(user):
        return Decision.yes()
    return has_role(
        user, desk.pk, Role.EDITOR, Role.KEEPER, to="have exports wait for release"
    )


def can_lift_release(user: User, desk: Desk) -> Decision:  # noqa: ARG001 (of any desk)
    """Site staff alone, who take no export: one person must not undo two."""
    return Decision.when(
        can_manage_people(user),
        code="staff",
        reason="Only site staff end that exports wait for a second person: whoever "
        "exports from the desk could then do it alone.",
    )


def can_freeze(user: User, desk: Desk | None) -> Decision:
    """A desk's editors and keepers stop their desk, site staff stop everything."""
    if desk is None:
        return Decision.when(
            user.is_active and user.is_staff,
            code="staff",
            reason="Only site staff freeze or unfreeze the whole site.",
        )
    return has_role(
        user, desk.pk, Role.EDITOR, Role.KEEPER, to="freeze or unfreeze the desk"
    )


def can_view_freeze(user: User, freeze: Freeze) -> Decision:
    return Decision.when(
        user.is_active and (freeze.desk_id is None or freeze.desk_id in user.roles),
        code="outsider",
        reason="You are not a member of this desk.",
    )


def can_lift(user: User, freeze: Freeze) -> Decision:
    """Whoever was made to freeze it cannot be made to lift it alone."""
    return can_freeze(user, freeze.desk) & Decision.when(
        freeze.frozen_by_id != user.pk,
        code="four_eyes",
        reason="Lifting takes a second person: you froze it yourself.",
    )
