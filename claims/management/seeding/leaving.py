"""An export that waits for its second person, as a reviewer's always does here."""

from claims.management.seeding.made import Made
from tracker.datasets import Profile
from tracker.models import Role
from tracker.services import desks, exports


def ask(made: Made) -> None:
    """Have the desk's keeper find a reviewer's export to release."""
    keeper = made.keeper()
    desks.set_release(made.desk.pk, wanted=True, by=keeper)
    editor = next(
        user
        for user in made.people.values()
        if Role.EDITOR in user.roles_on(made.desk.pk) and user != keeper
    )
    exports.ask(
        made.desk.pk, dataset_name="claims", profile=Profile.REVIEWER, by=editor
    )
