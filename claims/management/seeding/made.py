"""What is on record so far of one desk, by the keys of the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from claims.management import newsroom
from claims.models import Claim
from sources.models import Quote, Source
from tracker.models import Desk, Revision, Role, User


@dataclass
class Made:
    """One desk, its files, its people, and what has been made of them."""

    desk: Desk
    data: newsroom.Desk
    people: Mapping[str, User]
    sources: dict[str, Source] = field(default_factory=dict)
    agreements: dict[str, UUID] = field(default_factory=dict)
    documents: dict[str, UUID] = field(default_factory=dict)
    revisions: dict[str, Revision] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)

    def source_id(self, codename: str | None) -> UUID | None:
        return self.sources[codename].pk if codename else None

    def editors_beside(self, person: User) -> list[User]:
        """Return the desk's editors other than this person."""
        return [
            user
            for user in self.people.values()
            if Role.EDITOR in user.roles_on(self.desk.pk) and user != person
        ]

    def keeper(self) -> User:
        """Return a keeper of the desk."""
        return next(
            user
            for user in self.people.values()
            if Role.KEEPER in user.roles_on(self.desk.pk)
        )
