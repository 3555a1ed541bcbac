"""What a person may do on a claim's page, beside the moves."""

from typing import Any

from claims import policy
from claims.queries import Dossier
from claims.queries.blind import may_read_second
from claims.queries.members import members_of
from claims.standards import RULES, Code
from claims.workflow import Status
from sources.queries import known_sources
from tracker.models import User

OPEN_TO_WORDS = frozenset({Status.UNVERIFIED, Status.IN_REVIEW})


def abilities(file: Dossier, user: User) -> dict[str, Any]:
    """Return each ability by the name that the page uses, with its reason if a no."""
    claim, asked = file.claim, file.standards.asked
    held = claim.attributed_to_id
    return {
        "can_weigh": policy.can_weigh(user, claim),
        "can_reword": policy.can_reword(user, claim),
        "can_reshape": policy.can_reshape(user, claim),
        "can_enter": policy.can_enter(user, claim.desk_id),
        "can_unmark": policy.can_unmark(user, claim),
        "can_read": may_read_second(user, claim),
        "verdicts": [(move.value, move.label) for move in policy.VERDICTS],
        "liftable": [
            (code, RULES[Code(code)], policy.can_exempt(user, claim, code, asked))
            for code in sorted(asked.exemptions)
        ],
        "members": members_of(claim.desk_id) if policy.can_assign(user, claim) else [],
        "attributed": known_sources(user, [held]).get(held) if held else None,
        "open_to_words": claim.status in OPEN_TO_WORDS and not claim.merged_into_id,
        "has_read": any(
            reading.reader_id == user.pk and reading.claim_version == claim.version
            for reading in file.readings
        ),
    }
