"""What editors make in the admin: by the services, with what was typed kept."""

import pytest
from django.urls import reverse

from claims.models import Annotation, Claim, CrossCheck, Evidence
from claims.workflow import Status
from tests.admin.conftest import act, address, errors
from tests.factories.claims import ClaimFactory, EvidenceFactory, OccurrenceFactory
from tests.factories.sources import QuoteFactory
from tests.factories.tracker import ArticleFactory, DeskFactory, member
from tests.tracker import chain
from tracker.models import Article, Role

TEXT = "The port was shut. The port was shut again on Monday."


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def article(desk):
    return ArticleFactory(desk=desk, text=TEXT)


def note(article, **more):
    return {
        "article": str(article.pk),
        "words": "port was shut",
        "nth": 2,
        "body": "Says who?",
        "label": "sourcing",
        "visibility": "desk",
    } | more


def test_a_note_is_written_on_the_words_it_names(into, editor, article):
    into(editor).post(address(Annotation, "add"), note(article))
    written = Annotation.objects.get()
    assert (written.span.exact, written.span.start) == ("port was shut", 23)
    assert (written.body, written.entered_by) == ("Says who?", editor)


def test_words_that_do_not_stand_there_are_said_beside_what_was_typed(
    into, editor, article
):
    answer = into(editor).post(address(Annotation, "add"), note(article, nth=3))
    assert "do not stand" in errors(answer)["words"][0]
    assert "Says who?" in answer.content.decode()
    assert not Annotation.objects.exists()


def test_only_its_author_edits_a_note_and_under_its_version(
    into, desk, editor, article
):
    into(editor).post(address(Annotation, "add"), note(article))
    here = address(Annotation, "change", Annotation.objects.get().pk)
    change = {"body": "Who says so?", "label": "", "seen_version": 1}
    assert into(member(desk, Role.EDITOR)).post(here, change).status_code == 403
    client = into(editor)
    client.post(here, change)
    stale = client.post(here, change | {"body": "Late."})
    assert "changed this since" in errors(stale)["__all__"][0]
    assert "Late." in stale.content.decode()
    assert Annotation.objects.get().body == "Who says so?"


def test_notes_are_resolved_from_the_list(into, editor, article):
    client = into(editor)
    client.post(address(Annotation, "add"), note(article))
    notes = Annotation.objects.all()
    assert act(client, Annotation, "resolve", notes)[-1] == "Resolved: 1."
    assert (
        "resolved already"
        in act(client, Annotation, "resolve", Annotation.objects.all())[0]
    )


def test_two_claims_are_held_against_each_other(into, editor, desk):
    one, other = ClaimFactory(desk=desk), ClaimFactory(desk=desk)
    client = into(editor)
    chosen = {
        "action": "hold_against",
        "_selected_action": [str(one.pk), str(other.pk)],
    }
    form = client.post(address(Claim), chosen)
    assert form.headers["Location"].startswith(address(CrossCheck, "add"))
    asked = client.get(form.headers["Location"]).context["adminform"].form.initial
    assert {asked["claim"], asked["other"]} == {str(one.pk), str(other.pk)}
    body = {
        "claim": str(one.pk),
        "other": str(other.pk),
        "relation": "contradicts",
        "rationale": "Two counts of one train.",
    }
    client.post(address(CrossCheck, "add"), body)
    check = CrossCheck.objects.get()
    assert (check.claim, check.other, check.entered_by) == (one, other, editor)
    again = client.post(address(CrossCheck, "add"), body)
    assert "judged already" in errors(again)["__all__"][0]


def test_a_cross_check_is_of_two(into, editor, desk):
    (message,) = act(into(editor), Claim, "hold_against", [ClaimFactory(desk=desk)])
    assert "two claims" in message


def test_who_does_not_check_is_offered_no_judgement(into, desk):
    client = into(member(desk, Role.REPORTER))
    assert client.get(address(CrossCheck, "add")).status_code == 403
    assert client.get(address(Annotation, "add")).status_code == 200


def test_another_desks_claim_is_no_choice_and_looks_like_nobodys(into, editor, desk):
    own, foreign = ClaimFactory(desk=desk), ClaimFactory()
    said = []
    for other in (foreign.pk, DeskFactory().pk):
        body = {
            "claim": str(own.pk),
            "other": str(other),
            "relation": "same",
            "rationale": "As the log says.",
        }
        said.append(errors(into(editor).post(address(CrossCheck, "add"), body)))
    assert said[0] == said[1]
    assert not CrossCheck.objects.exists()


def test_fields_that_complete_themselves_offer_what_is_visible(into, editor, desk):
    own, foreign = ClaimFactory(desk=desk, text="Own port."), ClaimFactory(text="Port.")
    asked = {"app_label": "claims", "model_name": "crosscheck", "field_name": "other"}
    answer = into(editor).get(reverse("admin:autocomplete"), asked | {"term": "port"})
    assert [found["id"] for found in answer.json()["results"]] == [str(own.pk)]
    assert str(foreign.pk) not in answer.content.decode()


def test_a_quote_or_a_passage_bears_on_a_claim(into, editor, desk, article):
    claim = ClaimFactory(desk=desk)
    quote = QuoteFactory(desk=desk, article=article)
    body = {
        "claim": str(claim.pk),
        "quote": str(quote.pk),
        "bearing": "supports",
        "credibility": 3,
        "rationale": "",
    }
    client = into(editor)
    refused = client.post(address(Evidence, "add"), body)
    assert "rationale" in errors(refused)["rationale"][0]
    client.post(address(Evidence, "add"), body | {"rationale": "Saw it himself."})
    assert Evidence.objects.get().quote == quote
    neither = client.post(address(Evidence, "add"), body | {"quote": ""})
    assert "one of them" in errors(neither)["quote"][0]


def test_evidence_is_graded_and_withdrawn(into, editor, desk):
    item = EvidenceFactory(claim=ClaimFactory(desk=desk))
    client = into(editor)
    client.post(
        address(Evidence, "change", item.pk),
        {"credibility": 4, "rationale": "Hearsay.", "seen_version": item.version},
    )
    item.refresh_from_db()
    assert item.credibility == 4
    assert act(client, Evidence, "withdraw", [item])[-1] == "Withdrawn: 1."
    page = client.get(address(Evidence, "change", item.pk)).content.decode()
    assert "seen_version" not in page


def test_a_claim_is_entered_where_the_article_makes_it(into, editor, article):
    body = {
        "article": str(article.pk),
        "words": "The port was shut again on Monday",
        "text": "The port was shut on Monday.",
        "type": "event",
        "checkable": "on",
    }
    into(editor).post(address(Claim, "add"), body)
    claim = Claim.objects.get()
    (place,) = claim.occurrences.all()
    assert (claim.entered_by, place.span.start) == (editor, 19)


def test_a_claim_is_reworded_until_it_is_decided_on(into, editor, desk):
    claim = ClaimFactory(desk=desk, text="Port shut.")
    body = {"text": "The port was shut.", "type": "time", "seen_version": 1}
    client = into(editor)
    client.post(address(Claim, "change", claim.pk), body)
    claim.refresh_from_db()
    assert (claim.text, claim.type, claim.checkable) == (body["text"], "time", False)
    decided = ClaimFactory(desk=desk, status=Status.REFUTED)
    assert client.post(address(Claim, "change", decided.pk), body).status_code == 403


def test_a_public_claim_is_retracted_with_a_note_to_readers(into, editor, desk):
    published = ArticleFactory(desk=desk, status="published")
    claim = OccurrenceFactory(claim__desk=desk, article=published).claim
    browser = into(editor)
    (refused,) = act(browser, Claim, "retract", [claim])
    assert "tell them why" in refused
    act(browser, Claim, "retract", [claim], note_to_readers="We erred.")
    assert claim.verifications.get().note_to_readers == "We erred."


def test_an_article_is_described_under_its_version(into, editor, article):
    here = address(Article, "change", article.pk)
    body = {"title": "Port shut", "language": "en", "seen_version": 1}
    client = into(editor)
    client.post(here, body)
    stale = client.post(here, body | {"title": "Port open"})
    assert "changed this since" in errors(stale)["__all__"][0]
    assert "Port open" in stale.content.decode()
    article.refresh_from_db()
    assert (article.title, article.version) == ("Port shut", 2)


def test_a_name_that_is_another_articles_is_said_beside_it(into, editor, desk, article):
    ArticleFactory(desk=desk, external_id="cms-1")
    body = {
        "title": "Port shut",
        "language": "en",
        "external_id": "cms-1",
        "seen_version": 1,
    }
    answer = into(editor).post(address(Article, "change", article.pk), body)
    assert "Another article" in errors(answer)["external_id"][0]
    assert "Port shut" in answer.content.decode()
    article.refresh_from_db()
    assert article.version == 1


def test_each_record_leads_to_its_page_on_the_desk(into, editor, desk, article):
    client = into(editor)
    for model, row, route in (
        (Claim, ClaimFactory(desk=desk), "review:claim"),
        (Article, article, "review:article"),
    ):
        page = client.get(address(model, "change", row.pk)).content.decode()
        assert reverse(route, args=[row.pk]) in page


TELLING = "Ask Mr Kim on +86 138 1234 5678."


def reasons(action):
    return [event["reason"] for event in chain.events() if event["action"] == action]


def test_identifying_words_are_kept_only_with_a_reason_on_record(into, editor, article):
    client = into(editor)
    here = address(Annotation, "add")
    held = client.post(here, note(article, body=TELLING))
    assert "seems to identify somebody" in errors(held)["__all__"][0]
    shown = held.content.decode()
    assert 'name="confirmed"' in shown
    assert TELLING in shown
    client.post(here, note(article, body=TELLING, confirmed=" "))
    assert not Annotation.objects.exists()
    client.post(here, note(article, body=TELLING, confirmed="He is the mayor."))
    assert Annotation.objects.get().body == TELLING
    assert reasons("identifying.kept") == ["He is the mayor."]


def test_nobody_is_asked_about_words_that_identify_nobody(into, editor, article):
    refused = into(editor).post(address(Annotation, "add"), note(article, nth=3))
    assert 'name="confirmed"' not in refused.content.decode()


def test_an_actions_reason_is_held_back_and_kept_in_the_same_way(into, editor, desk):
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    client = into(editor)
    asked = {
        "action": "dispute",
        "_selected_action": [str(claim.pk)],
        "reason": TELLING,
    }
    held = client.post(address(Claim), asked)
    assert held.status_code == 409
    shown = held.content.decode()
    assert 'name="confirmed"' in shown
    assert f'value="{claim.pk}"' in shown
    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW
    answer = client.post(address(Claim), asked | {"confirmed": "He is the mayor."})
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert claim.status == Status.DISPUTED
    assert reasons("identifying.kept") == ["He is the mayor."]
