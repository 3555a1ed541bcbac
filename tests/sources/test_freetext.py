"""Identities in notes are found, refused, and kept only with a reason on record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.freetext import Identifying, Kind, confirming, guard, suspicions
from sources.models import LinkKind, Reliability
from sources.services import agreements, documents, links, sources, wordings
from tests.factories.sources import SourceFactory


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Call her on +82 10-1234-5678 after dark.", Kind.PHONE),
        ("His number is 13912345678.", Kind.PHONE),
        ("0044 20 7946 0958", Kind.PHONE),
        ("+8613912345678", Kind.PHONE),
        ("(020) 7946 0958", Kind.PHONE),
        ("Writes from clerk.kim@mail.example today.", Kind.EMAIL),
        ("On Telegram he is @quiet_river.", Kind.HANDLE),
        ("Lives at 41.40338, 128.17403 now.", Kind.COORDINATES),
        ("The house is at 41°24'12\"N.", Kind.COORDINATES),
        ("ID 850101-1234567", Kind.NATIONAL_ID),
        ("11010119850101123X", Kind.NATIONAL_ID),
        ("Passport M12345678", Kind.NATIONAL_ID),
        ("She is the wife of Dr. Ri Chol Su.", Kind.NAME),
        ("Comrade Pak runs the office.", Kind.NAME),
        ("Her real name is Kim Sun Hui.", Kind.NAME),
        ("김철수 동지가 말했다", Kind.NAME),
        ("王小明先生", Kind.NAME),
    ],
)
def test_what_identifies_somebody(text, kind):
    assert [s.kind for s in suspicions(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Right on all three border closures in 2019 and 2021.",
        "Prices rose from 1,240 to 1,180 won between 2026-03-01 and 01.04.2026.",
        "Saw 14,000 wagons; article 19.1 applies, at 3.2 per cent.",
        "Speaks through the doctor of the general hospital.",
        "In a position to know: sat in the room. Reference 20/1998.",
        "A captain in the army told the general story.",
        "",
    ],
)
def test_what_identifies_nobody(text):
    assert suspicions(text) == ()


def test_a_refusal_shows_where_and_never_what():
    with pytest.raises(Identifying) as refused:
        guard({"reason": "fine", "risk": "Mail clerk.kim@mail.example"})
    assert refused.value.facts["findings"] == [
        {"field": "risk", "kind": "email", "start": 5, "end": 27}
    ]
    assert "an e-mail address (risk)" in str(refused.value)
    assert "kim" not in str(refused.value) + str(refused.value.facts)


@given(st.text())
def test_any_text_is_read_and_places_lie_inside(text):
    for suspicion in suspicions(text):
        assert 0 <= suspicion.span.start < suspicion.span.end <= len(text)


LEAK = "Ask Dr. Ri Chol Su."


def test_every_note_on_a_source_is_guarded(desk, source, reporter, editor):
    with pytest.raises(Identifying):
        sources.grade(
            source.pk,
            reliability=Reliability.A,
            rationale=LEAK,
            by=editor,
            version=1,
        )
    with pytest.raises(Identifying):
        links.link(
            source.pk,
            SourceFactory(desk=desk).pk,
            kind=LinkKind.OTHER,
            rationale=LEAK,
            by=editor,
        )
    with pytest.raises(Identifying):
        sources.withdraw(source.pk, by=reporter, version=1, reason=LEAK)
    with pytest.raises(Identifying):
        wordings.describe_as(source.pk, wording=LEAK, stance="agreed", by=reporter)
    with pytest.raises(Identifying):
        documents.hold(
            desk.pk, title="Notice", content="Words.", provenance=LEAK, by=reporter
        )
    for field in ("reason", "risk", "motive"):
        with pytest.raises(Identifying):
            agreements.agree(
                source.pk,
                ground_rules="background",
                anonymous_from="public",
                by=reporter,
                **({"reason": "Arrest."} | {field: LEAK}),
            )


def test_a_confirmation_goes_on_record(source, editor, events):
    with confirming(editor, "Dr. Ri is a public figure, not the source."):
        sources.grade(
            source.pk,
            reliability=Reliability.A,
            rationale=LEAK,
            by=editor,
            version=1,
        )
    ((_, _, _, reason),) = events("identifying.kept")
    assert "public figure" in reason
