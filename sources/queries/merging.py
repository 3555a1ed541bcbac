"""What a merge of two sources would move, and who would see more or less by it."""

from dataclasses import dataclass

from sources.models import INSIDERS, Link, LinkKind, Source, Stance
from tracker.models import Role, User


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom a merge concerns by name.

    `gain` would see what the merged source said, and did not; `lose` would no longer
    see it unless they are let in.
    """

    gain: tuple[User, ...]
    lose: tuple[User, ...]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What goes over, what ends, and who is concerned: before anything is done."""

    gone: Source
    into: Source
    quotes: int
    articles: int
    wordings: int
    ended_wordings: tuple[str, ...]
    ties: int
    ended_ties: int
    hidden_from_editors: bool
    on_hold: bool
    circle: Circle


def circle(gone: Source, into: Source) -> Circle:
    """Return who gains and who loses sight by name. Keepers see both, before and after.

    Editors see what is not restricted; a merged file is restricted when either was.
    """
    of_gone, of_into = _named(gone), _named(into)
    restricted = gone.restricted or into.restricted
    return Circle(
        gain=tuple(
            user
            for user in of_into
            if user not in of_gone and not _by_role(user, gone, gone.restricted)
        ),
        lose=tuple(
            user
            for user in of_gone
            if user not in of_into and not _by_role(user, into, restricted)
        ),
    )


def preview(gone: Source, into: Source) -> MergePreview:
    """Say what merging would do. Both are sources that the reader may see."""
    quotes = gone.quotes.all()
    forbidden = gone.descriptors.current().filter(stance=Stance.FORBIDDEN)
    agreed = into.descriptors.current().filter(stance=Stance.AGREED)
    no_more = {(d.language, d.wording.casefold()) for d in forbidden}
    links = Link.objects.current().touching(gone.pk)
    ending = links.filter(kind=LinkKind.INDEPENDENT) | links.touching(into.pk)
    ended = ending.distinct().count()
    return MergePreview(
        gone=gone,
        into=into,
        quotes=quotes.count(),
        articles=quotes.values("article").distinct().count(),
        wordings=gone.descriptors.current().count(),
        ended_wordings=tuple(
            d.wording for d in agreed if (d.language, d.wording.casefold()) in no_more
        ),
        ties=links.count() - ended,
        ended_ties=ended,
        hidden_from_editors=gone.restricted != into.restricted,
        on_hold=gone.holds.filter(lifted_at=None).exists(),
        circle=circle(gone, into),
    )


def _named(source: Source) -> list[User]:
    """Return the handler and who was let in, as far as they are people of the desk."""
    let_in = source.confidants.current().values("user")
    people = User.objects.filter(pk__in=let_in) | User.objects.filter(
        pk=source.handler_id
    )
    return [
        user
        for user in people.order_by("name", "pk")
        if user.roles_on(source.desk_id) & INSIDERS
    ]


def _by_role(user: User, source: Source, restricted: bool) -> bool:  # noqa: FBT001 (what the file will be)
    roles = user.roles_on(source.desk_id)
    return Role.KEEPER in roles or (Role.EDITOR in roles and not restricted)
