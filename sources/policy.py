"""Who may do what with sources, their terms, documents and quotes.

A source that a person may not see does not exist for that person: services and
pages answer as for a missing one. `can_see` and `Source.objects.visible_to` say the
same, and a test holds them together.
"""

from sources.models import (
    INSIDERS,
    Agreement,
    Document,
    LegalHold,
    Quote,
    Source,
    Upload,
)
from tracker.decisions import Decision
from tracker.models import Article, Desk, Role, User
from tracker.policy import WRITERS, can_view, has_role

KEEPING = (Role.REPORTER, Role.EDITOR, Role.KEEPER)
"""Roles that can hold a source's file, and so register one and be its handler."""


def can_see(user: User, source: Source) -> Decision:
    """Say who needs to know: keepers, the handler, who was let in, and editors.

    A restricted source is hidden from editors who were not let in.
    """
    roles = user.roles_on(source.desk_id)
    return Decision.when(
        Role.KEEPER in roles
        or (Role.EDITOR in roles and not source.restricted)
        or (roles & INSIDERS and source.handler_id == user.pk)
        or (
            roles & INSIDERS and source.confidants.current().filter(user=user).exists()
        ),
        code="need_to_know",
        reason="You are not among those who may see this source.",
    )


def can_register(user: User, desk: Desk) -> Decision:
    return has_role(user, desk.pk, *KEEPING, to="register sources")


def can_handle(user: User, desk: Desk) -> Decision:
    return has_role(user, desk.pk, *KEEPING, to="handle a source")


def can_keep(user: User, source: Source) -> Decision:
    """Who sees a source and holds its file may change what the file says."""
    return can_see(user, source) & Decision.when(
        user.roles_on(source.desk_id) & {Role.KEEPER, Role.EDITOR}
        or source.handler_id == user.pk,
        code="not_handler",
        reason="Only the source's handler, an editor or a keeper may change its file.",
    )


def can_let_in(user: User, source: Source) -> Decision:
    """Who decides who else sees a source, and who handles it."""
    return can_see(user, source) & has_role(
        user, source.desk_id, Role.KEEPER, to="decide who sees a source"
    )


def can_be_let_in(user: User, source: Source) -> Decision:
    return has_role(
        user, source.desk_id, *sorted(INSIDERS), to="be let into a source's file"
    )


def can_merge(user: User, source: Source) -> Decision:
    return can_see(user, source) & has_role(
        user,
        source.desk_id,
        Role.KEEPER,
        Role.EDITOR,
        to="say that two sources are one, or one is two",
    )


def can_widen(user: User, source: Source) -> Decision:
    """A merge by which somebody sees more is a keeper's, as letting in is."""
    return can_see(user, source) & Decision.when(
        Role.KEEPER in user.roles_on(source.desk_id),
        code="widens",
        reason="Some people would see what they were not let into; "
        "only a keeper may merge these two.",
    )


def can_set_floor(user: User, desk: Desk) -> Decision:
    return has_role(user, desk.pk, Role.KEEPER, to="set the desk’s jigsaw floor")


def can_approve(user: User, agreement: Agreement) -> Decision:
    """Anonymity takes two: an editor or keeper other than who entered the terms."""
    return (
        can_see(user, agreement.source)
        & has_role(
            user,
            agreement.desk_id,
            Role.EDITOR,
            Role.KEEPER,
            to="approve anonymity",
        )
        & Decision.when(
            agreement.entered_by_id != user.pk,
            code="four_eyes",
            reason="You entered these terms; somebody else has to approve them.",
        )
    )


def can_hold_documents(user: User, desk: Desk) -> Decision:
    return has_role(
        user,
        desk.pk,
        *sorted(WRITERS | {Role.FACT_CHECKER, Role.KEEPER}),
        to="add documents",
    )


def can_withdraw_document(user: User, document: Document) -> Decision:
    return has_role(
        user, document.desk_id, Role.EDITOR, Role.KEEPER, to="withdraw a document"
    )


def can_settle_upload(user: User, upload: Upload) -> Decision:
    """Whoever uploaded a file, an editor or a keeper decides what becomes of it."""
    return can_hold_documents(user, upload.desk) & Decision.when(
        user.pk == upload.entered_by_id
        or user.roles_on(upload.desk_id) & {Role.EDITOR, Role.KEEPER},
        code="not_own",
        reason="Only who uploaded this file, an editor or a keeper decides on it.",
    )


def can_release_copy(user: User, document: Document) -> Decision:
    """Take a document's words out of the newsroom."""
    return has_role(
        user,
        document.desk_id,
        Role.EDITOR,
        Role.KEEPER,
        to="take a copy of a document for release",
    ) & can_see_provenance(user, document)


def can_see_provenance(user: User, document: Document | Upload) -> Decision:
    """Who gave a document, and how it came, is part of that source's file."""
    if document.holder is None:
        return can_view(user, document)
    return can_see(user, document.holder)


def can_record_quotes(user: User, article: Article) -> Decision:
    return has_role(user, article.desk_id, *sorted(WRITERS), to="record quotes")


def can_edit_quote(user: User, quote: Quote) -> Decision:
    """Editors edit the desk's quotes; reporters their own, or in their own articles."""
    if Role.EDITOR in user.roles_on(quote.desk_id):
        return Decision.yes()
    return has_role(user, quote.desk_id, *sorted(WRITERS), to="edit quotes") & (
        Decision.when(
            user.pk in {quote.entered_by_id, quote.article.entered_by_id},
            code="not_own",
            reason="A reporter edits only quotes of their own, or in own articles.",
        )
    )


def can_compare(user: User, article: Article) -> Decision:
    """Say that a speaker of the article is not a source; that one must be visible."""
    return has_role(
        user,
        article.desk_id,
        Role.REPORTER,
        Role.FACT_CHECKER,
        Role.EDITOR,
        Role.KEEPER,
        to="say who a speaker is not",
    )


def can_tie(user: User, quote: Quote) -> Decision:
    """Who may say whose words these are; the source must be visible as well."""
    if Role.KEEPER in user.roles_on(quote.desk_id):
        return Decision.yes()
    return can_edit_quote(user, quote)


def can_untie(user: User, quote: Quote) -> Decision:
    """Whose words they are is undone only by somebody who may know whose they are."""
    if quote.source is None:
        return can_tie(user, quote)
    return can_tie(user, quote) & can_see(user, quote.source)


def can_check(user: User, quote: Quote) -> Decision:
    """Who may hold a quote against its record."""
    return has_role(
        user,
        quote.desk_id,
        Role.REPORTER,
        Role.FACT_CHECKER,
        Role.EDITOR,
        to="check a quote against its record",
    )


def can_check_notes(user: User, quote: Quote) -> Decision:
    """Notes and transcripts are part of the file of the source that spoke."""
    if quote.source is None:
        return can_check(user, quote)
    return can_check(user, quote) & can_see(user, quote.source)


def can_propose_hold(user: User, source: Source) -> Decision:
    """Place or lift a legal hold; a second editor or keeper has to agree."""
    return can_see(user, source) & has_role(
        user,
        source.desk_id,
        Role.EDITOR,
        Role.KEEPER,
        to="place, confirm or lift a legal hold",
    )


def can_confirm_hold(user: User, hold: LegalHold) -> Decision:
    return can_propose_hold(user, hold.source) & Decision.when(
        hold.entered_by_id != user.pk,
        code="four_eyes",
        reason="You placed this hold; somebody else has to confirm it.",
    )


def can_lift_hold(user: User, hold: LegalHold) -> Decision:
    return can_propose_hold(user, hold.source) & Decision.when(
        hold.lift_asked_by_id not in {None, user.pk},
        code="four_eyes",
        reason="Lifting a hold takes two: one asks, another lifts.",
    )


def can_accept(user: User, article: Article) -> Decision:
    """Let a finding of the checks stand."""
    return has_role(
        user, article.desk_id, Role.EDITOR, Role.KEEPER, to="accept an exception"
    )


def can_accept_jigsaw(user: User, source: Source) -> Decision:
    """Publish below the floor: the keeper answers for the source."""
    return can_see(user, source) & has_role(
        user, source.desk_id, Role.KEEPER, to="let a jigsaw finding stand"
    )
