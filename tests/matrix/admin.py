"""The admin: what each registered model shows, to whom, and which actions it takes.

One line a model. Everybody in `seen_by` has the list, and opens what is `of` the
world; nobody deletes. Only people, desks and memberships are added here, by site
staff. `actions` name who gets through when the action is tried; the others get a
message with the reason, and nothing changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.models import (
    Annotation,
    Claim,
    CrossCheck,
    Evidence,
    Exemption,
    ExtractionRun,
    SecondReading,
    SignOff,
    StandardsVersion,
    Verification,
)
from sources.models import Agreement, Descriptor, Document, Link, Quote, Source
from tests.api.matrix import (
    AUDITOR,
    AUTHOR,
    CHECKERS,
    CLIENT,
    EDITOR,
    KEEPER,
    MEMBERS,
    NEED_TO_KNOW,
    OWNERS,
)
from tests.api.matrix import STAFF as JOURNALISTS
from tests.matrix.people import ELSEWHERE, STAFF
from tracker.models import (
    Article,
    Desk,
    Export,
    Freeze,
    Job,
    Membership,
    Revision,
    User,
)

NOBODY: frozenset[str] = frozenset()
JUST_STAFF = frozenset({STAFF})
READERS_OF_THE_AUDIT = frozenset({EDITOR, KEEPER, AUDITOR})


@dataclass(frozen=True)
class Admin:
    """One model. `listed_to` are the members, and staff, who have its list at all."""

    model: type
    of: str  # the world's record
    seen_by: frozenset[str] = MEMBERS
    listed_to: frozenset[str] = MEMBERS
    changed_by: frozenset[str] = NOBODY
    added_by: frozenset[str] = NOBODY
    history_to: frozenset[str] = READERS_OF_THE_AUDIT
    actions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.model.__name__


EXPORTED = {"export": frozenset({EDITOR, KEEPER})}

ADMINS = [
    Admin(
        Article,
        "article",
        changed_by=OWNERS,
        actions={"publish": frozenset({EDITOR}), "retract": NOBODY} | EXPORTED,
    ),
    Admin(Revision, "revision"),
    Admin(Job, "job", history_to=READERS_OF_THE_AUDIT, actions={"requeue": NOBODY}),
    Admin(
        User,
        "author",
        seen_by=JUST_STAFF,
        listed_to=JUST_STAFF,
        added_by=JUST_STAFF,
        history_to=JUST_STAFF,
        actions={"let_in": JUST_STAFF, "keep_out": JUST_STAFF},
    ),
    Admin(
        Desk,
        "desk",
        seen_by=MEMBERS | {STAFF},
        listed_to=MEMBERS | {STAFF},
        added_by=JUST_STAFF,
        history_to=JUST_STAFF,
        actions={
            "release_by_two": frozenset({EDITOR, KEEPER, STAFF}),
            "release_by_one": JUST_STAFF,
        },
    ),
    Admin(
        Membership,
        "membership",
        seen_by=MEMBERS | {STAFF},
        listed_to=MEMBERS | {STAFF},
        added_by=JUST_STAFF,
        history_to=JUST_STAFF,
        actions={"dismiss": JUST_STAFF},
    ),
    Admin(  # one that was lifted
        Freeze,
        "freeze",  # a desk's, so that staff see none of it
        listed_to=MEMBERS | {STAFF},
        added_by=JUST_STAFF,
        history_to=NOBODY,
        actions={"lift": NOBODY},
    ),
    *(
        Admin(model, of, seen_by=NEED_TO_KNOW, history_to=frozenset({EDITOR, KEEPER}))
        for model, of in {
            Agreement: "agreement",
            Descriptor: "descriptor",
            Link: "link",
        }.items()
    ),
    Admin(
        Source,
        "source",
        seen_by=NEED_TO_KNOW,
        history_to=frozenset({EDITOR, KEEPER}),
        actions=EXPORTED,
    ),
    Admin(
        Export,
        "waiting_export",
        seen_by=READERS_OF_THE_AUDIT,
        listed_to=MEMBERS,
        actions={
            "release": frozenset({KEEPER}),
            "cancel": frozenset({EDITOR, KEEPER}),
        },
    ),
    Admin(Document, "document"),
    Admin(
        Quote,
        "quote",
        actions={
            "confirm": NOBODY,  # nothing shows that it was said
            "find_altered": CHECKERS,
            "dispute": CHECKERS,
            "withdraw": CHECKERS | {AUTHOR},
            "reopen": NOBODY,
        }
        | EXPORTED,
    ),
    Admin(
        Claim,
        "claim",
        added_by=JOURNALISTS,
        changed_by=CHECKERS | {AUTHOR},
        actions={
            "submit": JOURNALISTS | {CLIENT},
            "return_to_reporter": NOBODY,
            "verify": NOBODY,
            "dispute": NOBODY,
            "refute": NOBODY,
            "set_aside": NOBODY,
            "reopen": NOBODY,
            "retract": frozenset({EDITOR}),
            "hold_against": NOBODY,  # with one claim there is nothing to hold it to
        }
        | EXPORTED,
    ),
    Admin(
        Evidence,
        "evidence",
        added_by=JOURNALISTS,
        changed_by=JOURNALISTS,
        actions={"withdraw": JOURNALISTS},
    ),
    Admin(Verification, "verification", actions=EXPORTED),
    Admin(
        CrossCheck,
        "crosscheck",
        added_by=CHECKERS,
        actions={"take_back": CHECKERS} | EXPORTED,
    ),
    Admin(
        Annotation,
        "annotation",
        added_by=JOURNALISTS | {KEEPER},
        changed_by=frozenset({AUTHOR}),
        actions={"resolve": CHECKERS | {AUTHOR}, "reopen": NOBODY} | EXPORTED,
    ),
    Admin(StandardsVersion, "standards"),
    Admin(Exemption, "exemption", actions={"take_back": frozenset({EDITOR})}),
    Admin(SignOff, "sign_off"),
    # Sealed to everybody: the claim that was read is still in review.
    Admin(SecondReading, "reading", seen_by=NOBODY, history_to=NOBODY),
    Admin(ExtractionRun, "run"),
]

# Of the site itself: who is let in, of those who have logged in.
ANY_MEMBER = MEMBERS | ELSEWHERE | {STAFF}
SITE = {
    "index": ANY_MEMBER,
    "app_list": ANY_MEMBER,
    "jsi18n": ANY_MEMBER,
    "autocomplete": NOBODY,  # no field of any form here asks for it
    "view_on_site": NOBODY,  # no record here has an address of its own
    "password_change_done": ANY_MEMBER,
}
REDIRECTS = {"login", "logout", "password_change"}  # to where log-in is at home

PLACES = [  # page, method, whether it is about one record
    ("changelist", "GET", False),
    ("add", "GET", False),
    ("add", "POST", False),
    ("change", "GET", True),
    ("change", "POST", True),
    ("delete", "GET", True),
    ("delete", "POST", True),
    ("history", "GET", True),
]
