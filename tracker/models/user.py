"""People who log in. What they may do is their memberships' business, not theirs."""

from collections import defaultdict
from functools import cached_property
from typing import ClassVar
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models.functions import Lower, Now

from tracker.models.role import Role


class UserManager(BaseUserManager["User"]):
    """Natural-key look-up as allauth and the admin expect it."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # knox has none
    """A person, or a program's account, known by e-mail.

    Site staff (`is_staff`) manage users and desks and see no desk's data. There are
    no superusers and no permission rows: `policy.py` of each app is the whole table.
    """

    # The audit chain is the record of log-ins; a column updated outside a service
    # would be a change without an actor.
    last_login = None

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField("e-mail", max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(
        "site staff", default=False, help_text="Manages users and desks; sees no data."
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_lower_case"
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="user_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is this person's; a look, which rewrites no hash on the way."""
        return check_password(raw_password, self.password)

    @cached_property
    def roles(self) -> dict[UUID, frozenset[Role]]:
        """Roles by desk, as they stood when this object was loaded (one query)."""
        roles: defaultdict[UUID, set[Role]] = defaultdict(set)
        current = self.memberships.filter(ended_at=None)
        for desk_id, role in current.values_list("desk_id", "role"):
            roles[desk_id].add(Role(role))
        return {desk_id: frozenset(held) for desk_id, held in roles.items()}

    def roles_on(self, desk_id: UUID) -> frozenset[Role]:
        if not self.is_active:
            return frozenset()
        return self.roles.get(desk_id, frozenset())
