"""Putting the demo newsroom on record through the services that the pages use.

Whatever a policy, a standard or a constraint refuses cannot be in the demo either.
"""

from django.db import transaction

from claims.management import newsroom
from claims.management.seeding import filing, judging, leaving, notes, people, sourcing
from claims.management.seeding.made import Made


@transaction.atomic
def seed(room: newsroom.Newsroom, *, password: str) -> None:
    """Create desks, people and all their work; all of it or nothing."""
    desks = people.open_desks(room)
    everybody = people.enrol(room, desks, password)
    for data in room.desks:
        made = Made(desks[data.slug], data, everybody)
        judging.adopt(made)
        sourcing.register(made)
        filing.file(made)
        judging.judge(made)
        sourcing.settle(made)
        notes.annotate(made)
        notes.correct(made)
        leaving.ask(made)


__all__ = ["seed"]
