"""Notes: who reads them, where they stand, and how they travel."""

import unicodedata
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import policy, webannotation
from claims.models import Annotation, Notice, Notification, Visibility
from claims.queries import notes
from claims.queries.notes import Sought
from claims.services import annotations, mailing, notices
from claims.webannotation import Note, Place
from tests.factories.claims import AnnotationFactory
from tests.factories.sources import DocumentFactory
from tests.factories.tracker import ArticleFactory, UserFactory, member
from tracker.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    StaleVersion,
    TooLarge,
)
from tracker.models import PlacementState, Role
from tracker.services import articles

TEXT = "The bridge is closed, a source said. The bridge was open on Monday."


@pytest.fixture
def article(desk, reporter):
    return articles.file_article(desk.pk, title="The bridge", text=TEXT, by=reporter)


@pytest.fixture
def note(article, reporter):
    return annotations.annotate(
        article.pk, span=(22, 30), body="Which one?", label="Source", by=reporter
    )


@pytest.fixture
def people(reporter, editor, keeper):
    return [reporter, editor, keeper, UserFactory()]


def readers(note, *people):
    return [bool(policy.can_read_note(person, note)) for person in people]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("visibility", "seen"),
    [
        (Visibility.AUTHOR, [True, False, False, False]),
        (Visibility.DESK, [True, True, True, False]),
        (Visibility.KEEPERS, [True, False, True, False]),
    ],
)
def test_who_reads_a_note(article, reporter, people, visibility, seen):
    note = annotations.annotate(
        article.pk, body="Hm.", visibility=visibility, by=reporter
    )
    assert readers(note, *people) == seen
    listed = [note in Annotation.objects.visible_to(person) for person in people]
    assert listed == seen


@pytest.mark.django_db
def test_a_thread(note, reporter, editor):
    answer = annotations.reply(note.pk, body="The second one.", by=editor)
    again = annotations.reply(answer.pk, body="Sure?", by=reporter)
    assert {answer.parent_id, again.parent_id} == {note.pk}
    told = Notification.objects.get(kind=Notice.ANSWERED)
    assert told.user == reporter


@pytest.mark.django_db
def test_resolving_and_reopening(note, reporter, editor):
    with pytest.raises(Conflict):
        annotations.reopen(note.pk, by=editor, version=1)
    assert annotations.resolve(note.pk, by=editor, version=1).resolved_at
    with pytest.raises(Conflict):
        annotations.resolve(note.pk, by=editor, version=2)
    assert annotations.reopen(note.pk, by=reporter, version=2).resolved_at is None


@pytest.mark.django_db
def test_only_checkers_close_other_peoples_threads(note, desk):
    with pytest.raises(NotAllowed):
        annotations.resolve(note.pk, by=member(desk, Role.REPORTER), version=1)


@pytest.mark.django_db
def test_an_answer_is_not_resolved(note, editor):
    answer = annotations.reply(note.pk, body="Yes.", by=editor)
    with pytest.raises(Conflict, match="first note"):
        annotations.resolve(answer.pk, by=editor, version=1)


@pytest.mark.django_db
def test_the_words_are_the_authors(note, reporter, editor):
    with pytest.raises(NotAllowed):
        annotations.edit(note.pk, body="Mine.", by=editor, version=1)
    changed = annotations.edit(note.pk, body="Who?", label="", by=reporter, version=1)
    assert (changed.body, changed.label) == ("Who?", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "error"), [("", Invalid), ("\x00", Invalid), ("x" * 10_001, TooLarge)]
)
def test_what_cannot_be_kept_is_refused(article, reporter, body, error):
    with pytest.raises(error):
        annotations.annotate(article.pk, body=body, by=reporter)


@pytest.mark.django_db
def test_outsiders_and_auditors_write_nothing(article, desk):
    with pytest.raises(NotFound):
        annotations.annotate(article.pk, body="Hm.", by=UserFactory())
    with pytest.raises(NotAllowed):
        annotations.annotate(article.pk, body="Hm.", by=member(desk, Role.AUDITOR))


@pytest.mark.django_db
def test_who_is_mentioned_is_told_if_they_may_read_it(article, reporter, editor):
    people = [editor, reporter, UserFactory()]
    note = annotations.annotate(
        article.pk, body="Look.", by=reporter, mentions=[p.pk for p in people]
    )
    assert note.mentions == sorted([editor.pk, reporter.pk])
    assert Notification.objects.get(kind=Notice.MENTIONED).user == editor


@pytest.mark.django_db
def test_a_notice_is_mailed_without_a_word_of_it(note, editor, mailoutbox):
    annotations.reply(note.pk, body="CANARY", by=editor)
    told = Notification.objects.get(kind=Notice.ANSWERED)
    mailing.mail(told.pk)
    (mail,) = mailoutbox
    assert mail.to == [told.user.email]
    assert "answered" in mail.body
    assert "CANARY" not in mail.subject + mail.body
    assert notices.read(by=told.user) == 1
    mailing.mail(told.pk)
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_a_note_on_a_document(desk, reporter):
    document = DocumentFactory(desk=desk)
    note = annotations.annotate_document(
        document.pk, span=(0, 3), body="All?", by=reporter
    )
    (thread,) = notes.threads(reporter, document.text, document.annotations.all())
    assert (thread.note, thread.words, thread.start) == (note, "All", 0)


# Where they stand


@pytest.mark.django_db
def test_notes_move_with_the_text_or_show_the_old_words(article, reporter, note):
    gone = annotations.annotate(article.pk, span=(37, 67), body="When?", by=reporter)
    whole = annotations.annotate(article.pk, body="Nice.", by=reporter)
    revision = articles.revise(
        article.pk, text="Today: " + TEXT[:36], by=reporter, version=1
    )
    found = notes.threads(reporter, revision.text, article.annotations.all())
    assert [thread.note for thread in found] == [whole, note, gone]
    assert [thread.start for thread in found] == [None, 29, None]
    assert found[2].state == PlacementState.ORPHANED
    assert found[2].words == TEXT[37:67]


@pytest.mark.django_db
def test_threads_take_two_queries(article, reporter, note, django_assert_num_queries):
    for _ in range(3):
        annotations.reply(note.pk, body="And?", by=reporter)
    text = article.current.text
    assert reporter.roles
    with django_assert_num_queries(2):
        (thread,) = notes.threads(reporter, text, article.annotations.all())
        assert [reply.entered_by for reply in thread.replies] == [reporter] * 3


@pytest.mark.django_db
def test_searching_over_all_articles(desk, reporter, editor):
    first = AnnotationFactory(
        desk=desk, article=ArticleFactory(desk=desk), body="Ask Ko"
    )
    second = AnnotationFactory(
        desk=desk, article=ArticleFactory(desk=desk), body="ko again", label="Legal"
    )
    AnnotationFactory(body="Ko elsewhere")
    AnnotationFactory(
        desk=desk,
        article=first.article,
        body="Ko privately",
        visibility=Visibility.AUTHOR,
    )
    assert found(editor, words="ko") == [second, first]
    assert found(editor, words="ko -again") == [first]
    assert found(editor, words='"ko again"') == [second]
    assert found(editor, label="legal") == [second]
    assert found(editor, author=first.entered_by_id) == [first]
    assert found(editor, article=second.article_id) == [second]
    page = notes.search(editor, Sought("ko"), limit=1)
    assert page.rows == [second]
    rest = notes.search(editor, Sought("ko"), after=page.after, limit=1)
    assert (rest.rows, rest.after) == ([first], None)
    annotations.resolve(first.pk, by=editor, version=1)
    assert found(editor, words="ko", open_only=True) == [second]
    assert found(reporter, words="ko", desk=ArticleFactory().desk_id) == []


def found(user, **sought):
    return notes.search(user, Sought(**sought)).rows


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["다리", "신의주다리", "신의주다리가", unicodedata.normalize("NFD", "다리")],
)
def test_korean_words_are_found_with_their_particles_and_joined(desk, editor, words):
    note = AnnotationFactory(
        desk=desk,
        article=ArticleFactory(desk=desk),
        body="신의주다리가 닫혔다고 한다.",
    )
    assert found(editor, words=words) == [note]
    assert found(editor, words="열렸다") == []


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["'", "a' | 'b", "!!", '"', "-", "a & !b", "\\"])
def test_nothing_typed_is_a_query_of_its_own(editor, words):
    assert found(editor, words=f"zebra {words}") == []


@pytest.mark.django_db
def test_what_lost_its_place_can_be_looked_for(article, note, reporter):
    assert found(reporter, orphaned=True) == []
    articles.revise(article.pk, text="All is new here.", by=reporter, version=1)
    (lost,) = found(reporter, orphaned=True)
    assert (lost, lost.span.exact) == (note, "a source")


@pytest.mark.django_db
def test_searching_asks_once(desk, editor, django_assert_num_queries):
    for _ in range(3):
        AnnotationFactory(desk=desk, article=ArticleFactory(desk=desk))
    assert editor.roles
    with django_assert_num_queries(1):
        rows = notes.search(editor, Sought("who")).rows
        assert [row.article.title for row in rows]


@pytest.mark.django_db
def test_a_note_is_withdrawn_by_its_author_only(note, reporter, editor):
    annotations.reply(note.pk, body="The second.", by=editor)
    with pytest.raises(NotAllowed):
        annotations.withdraw(note.pk, by=editor, version=1)
    with pytest.raises(StaleVersion):
        annotations.withdraw(note.pk, by=reporter, version=9)
    annotations.withdraw(note.pk, by=reporter, version=1)
    assert note not in found(reporter)
    with pytest.raises(Conflict):
        annotations.edit(note.pk, body="Again.", by=reporter, version=2)


# How they travel


def out(note, **changed):
    return webannotation.to_jsonld(
        note,
        **{
            "id_": UUID(int=1),
            "about": UUID(int=2),
            "created": datetime(2026, 1, 5, tzinfo=UTC),
            "creator": "Ko",
        }
        | changed,
    )


def test_a_web_annotation():
    found = out(
        Note("Which?", "Source", Place("a source", "closed, ", " said", 22, 30))
    )
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["target"]["selector"][1] == {
        "type": "TextPositionSelector",
        "start": 22,
        "end": 30,
    }
    assert [body["purpose"] for body in found["body"]] == ["commenting", "tagging"]


def test_an_answer_is_about_the_note_it_answers():
    found = out(Note("Yes."), reply_to=UUID(int=7))
    assert found["motivation"] == "replying"
    assert found["target"] == f"urn:uuid:{UUID(int=7)}"


text = st.text(min_size=1).filter(str.strip)
places = st.none() | st.builds(
    Place, text, st.text(), st.text(), st.integers(0), st.integers(1)
)


@given(st.builds(Note, text, st.just("") | text, places))
def test_what_goes_out_comes_back(note):
    assert webannotation.from_jsonld(out(note)) == note


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"type": "Note", "body": "x"},
        {"type": "Annotation"},
        {"type": "Annotation", "body": {"type": "Image"}},
        {"type": "Annotation", "body": "x", "target": []},
        {"type": "Annotation", "body": "x", "target": 7},
        {"type": "Annotation", "body": "x", "target": {"selector": 7}},
        {
            "type": "Annotation",
            "body": "x",
            "target": {"selector": {"type": "TextPositionSelector", "start": "1"}},
        },
        {
            "type": "Annotation",
            "body": [{"value": "x", "purpose": "tagging"}],
            "target": "urn:x",
        },
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data):
    with pytest.raises(Invalid) as refused:
        webannotation.from_jsonld(data)
    assert refused.value.facts["field"] in {
        *("type", "body", "target", "target.selector")
    }


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place("The bridge", start=0, end=10), (0, 10)),
        (Place(start=0, end=3), (0, 3)),
        (Place("a source", start=1, end=9), (22, 30)),
        (Place("The bridge", suffix=" was"), (37, 47)),
        (Place("Monday", prefix="never on "), (60, 66)),
    ],
)
def test_finding_a_place(place, found):
    assert webannotation.find(place, TEXT) == found


@pytest.mark.parametrize("place", [Place("The bridge"), Place("No"), Place(start=90)])
def test_a_place_that_is_nowhere_or_twice(place):
    with pytest.raises(Invalid):
        webannotation.find(place, TEXT)


@pytest.mark.django_db
def test_taking_a_note_in(article, reporter):
    data = out(Note("Which?", "Source", Place("a source")))
    note = annotations.take_in(article.pk, data=data, by=reporter)
    assert (note.span.start, note.label, note.body) == (22, "Source", "Which?")
