"""The demo newsroom's files agree with themselves and with the record's words."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest

from claims import models as claim_tables
from claims import workflow as claim_workflow
from claims.management import newsroom
from claims.management.newsroom import Desk
from claims.models.standards import Preset
from sources import models as source_tables
from sources import workflow as quote_workflow
from tracker.models import ArticleStatus, Role

ROOM = newsroom.load()
DESKS = pytest.mark.parametrize("desk", ROOM.desks, ids=lambda desk: desk.slug)


def test_the_newsroom_has_a_dozen_articles_on_three_desks() -> None:
    assert len(ROOM.desks) == 3
    assert sum(len(desk.articles) for desk in ROOM.desks) == 12


def test_every_desk_has_somebody_in_every_role() -> None:
    held = {
        (desk, role)
        for person in ROOM.people.values()
        for desk, roles in person.roles.items()
        for role in roles
    }
    assert held == {(desk.slug, role) for desk in ROOM.desks for role in Role.values}


def test_claims_stand_in_every_status() -> None:
    ends = {
        _status_after(claim.path) for desk in ROOM.desks for _, claim in desk.claims()
    }
    assert ends == set(claim_workflow.Status)


def test_the_sample_is_one_of_the_articles() -> None:
    title, text = newsroom.read_article(ROOM.sample)
    assert (title, text) in {
        (article.title, article.text)
        for desk in ROOM.desks
        for article in desk.articles
    }


def test_codenames_are_unique_and_plain() -> None:
    names = [source.codename for desk in ROOM.desks for source in desk.sources]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [
        n for n in names if not re.fullmatch(r"[A-Z][A-Z0-9]*( [A-Z0-9]+)*", n)
    ] == []


@DESKS
def test_no_codename_stands_in_words_that_others_read(desk: Desk) -> None:
    open_words = [
        *(article.text for article in desk.articles),
        *(note.body for article in desk.articles for note in article.annotations),
        *(document.provenance + document.text for document in desk.documents),
        *(link.rationale for link in desk.links),
        *(step.reason for _, claim in desk.claims() for step in claim.path),
        *(item.rationale for _, claim in desk.claims() for item in claim.evidence),
    ]
    hidden = [source.codename for source in desk.sources if source.kind == "person"]
    assert [name for name in hidden for words in open_words if name in words] == []


@DESKS
def test_keys_are_unique_on_a_desk(desk: Desk) -> None:
    keys = [
        *(f"quote {quote.key}" for _, quote in desk.quotes()),
        *(f"claim {claim.key}" for _, claim in desk.claims()),
        *(f"document {document.key}" for document in desk.documents),
        *(
            f"agreement {row.key}"
            for source in desk.sources
            for row in source.agreements
        ),
        *(f"article {article.external_id}" for article in desk.articles),
    ]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@DESKS
def test_all_words_stand_in_their_text(desk: Desk) -> None:
    documents = {document.key: document.text for document in desk.documents}
    wanted = [
        *((a.text, piece) for a, quote in desk.quotes() for piece in quote.pieces),
        *((a.text, quote.cue or "") for a, quote in desk.quotes()),
        *((a.text, quote.mention or "") for a, quote in desk.quotes()),
        *((a.text, claim.words) for a, claim in desk.claims()),
        *((a.text, note.words) for a in desk.articles for note in a.annotations),
        *(
            (documents[item.document], item.words)
            for _, claim in desk.claims()
            for item in claim.evidence
            if item.document
        ),
    ]
    assert [words for text, words in wanted if words not in text] == []


@DESKS
def test_everybody_named_works_on_the_desk(desk: Desk) -> None:
    members = {key for key, person in ROOM.people.items() if desk.slug in person.roles}
    assert _people(desk) - members == set()


@DESKS
def test_every_reference_leads_somewhere(desk: Desk) -> None:
    sources = {source.codename for source in desk.sources}
    quotes = {quote.key for _, quote in desk.quotes()}
    claims = {claim.key for _, claim in desk.claims()}
    documents = {document.key for document in desk.documents}
    agreements = {
        (source.codename, row.key)
        for source in desk.sources
        for row in source.agreements
    }
    evidence = [item for _, claim in desk.claims() for item in claim.evidence]
    assert {quote.source for _, quote in desk.quotes()} - sources == {None}
    assert {claim.attributed_to for _, claim in desk.claims()} - sources == {None}
    assert {end for k in desk.links for end in (k.source, k.other)} <= sources
    assert {end for c in desk.crosschecks for end in (c.claim, c.other)} <= claims
    assert {item.quote for item in evidence if item.quote} <= quotes
    assert {item.document for item in evidence if item.document} <= documents
    assert {q.document for _, q in desk.quotes() if q.document} <= documents
    assert {document.holder for document in desk.documents} <= sources | {None}
    assert {
        (q.source, q.agreement) for _, q in desk.quotes() if q.agreement
    } <= agreements


@DESKS
def test_every_word_of_a_list_is_one_the_record_knows(desk: Desk) -> None:
    quotes = [quote for _, quote in desk.quotes()]
    claims = [claim for _, claim in desk.claims()]
    terms = [row for source in desk.sources for row in source.agreements]
    notes = [note for article in desk.articles for note in article.annotations]
    evidence = [item for claim in claims for item in claim.evidence]
    t, s = claim_tables, source_tables
    used = {
        ArticleStatus: {article.status for article in desk.articles},
        Preset: {desk.standards.preset},
        s.SourceKind: {source.kind for source in desk.sources},
        s.SourceStatus: {source.status for source in desk.sources},
        s.Reliability: {source.reliability for source in desk.sources},
        s.CandidateBand: {source.candidates for source in desk.sources},
        s.Stance: {d.stance for source in desk.sources for d in source.descriptors},
        s.GroundRules: {row.ground_rules for row in terms},
        s.AnonymousFrom: {row.anonymous_from for row in terms},
        s.LinkKind: {link.kind for link in desk.links},
        s.QuoteType: {quote.type for quote in quotes},
        s.SpeakerKind: {quote.speaker_kind for quote in quotes},
        s.Basis: {quote.basis for quote in quotes},
        s.RecordKind: {quote.record_kind for quote in quotes},
        t.ClaimType: {claim.type for claim in claims},
        t.Bearing: {item.bearing for item in evidence},
        t.Relation: {check.relation for check in desk.crosschecks},
        t.Visibility: {note.visibility for note in notes},
        t.Task: {row.task for claim in claims for row in claim.work},
    }
    assert {e.__name__: words - set(e.values) for e, words in used.items()} == {
        e.__name__: set() for e in used
    }


@DESKS
def test_every_path_is_legal_and_has_four_eyes(desk: Desk) -> None:
    for _, claim in desk.claims():
        _status_after(claim.path)
        assert claim.by not in {step.by for step in claim.path if step.move != "submit"}
    for _, quote in desk.quotes():
        status = quote_workflow.QuoteStatus.UNVERIFIED
        for step in quote.path:
            status = quote_workflow.after(status, quote_workflow.QuoteMove(step.move))
            assert step.by != quote.by


@DESKS
def test_agreements_are_approved_by_somebody_else(desk: Desk) -> None:
    terms = [row for source in desk.sources for row in source.agreements]
    assert [row.key for row in terms if row.by == row.approved_by] == []


def test_the_resolution_goes_on_where_the_first_article_stops() -> None:
    desk = next(desk for desk in ROOM.desks if desk.slug == "labour")
    cut = next(quote for _, quote in desk.quotes() if quote.key == "resolution-cut")
    whole = next(d.text for d in desk.documents if d.key == "resolution-c41")
    _, rest = whole.split(cut.pieces[0].replace("Permits", "permits").rstrip("."))
    assert rest.startswith(", unless the Committee approves")


def test_a_second_revision_takes_words_away_that_a_claim_stands_on() -> None:
    article = next(a for desk in ROOM.desks for a in desk.articles if a.revisions)
    gone = [c.key for c in article.claims if c.words not in article.revisions[-1].text]
    assert gone == ["three-of-four-households"]


def test_of_several_places_the_nearest_is_taken() -> None:
    text = "he said no, she said yes"
    assert newsroom.find(text, "said") == (3, 7)
    assert newsroom.find(text, "said", near=20) == (16, 20)


def test_words_that_are_nowhere_are_an_error() -> None:
    with pytest.raises(LookupError, match="perhaps"):
        newsroom.find("he said no", "perhaps")


def _status_after(path: Sequence[newsroom.Step]) -> claim_workflow.Status:
    status = claim_workflow.Status.UNVERIFIED
    for step in path:
        status = claim_workflow.after(status, claim_workflow.Move(step.move))
    return status


def _people(desk: Desk) -> set[str]:
    notes = [note for article in desk.articles for note in article.annotations]
    claims = [claim for _, claim in desk.claims()]
    quotes = [quote for _, quote in desk.quotes()]
    terms = [row for source in desk.sources for row in source.agreements]
    named = [
        desk.standards.by,
        *(article.by for article in desk.articles),
        *(revision.by for article in desk.articles for revision in article.revisions),
        *(source.handler for source in desk.sources),
        *(name for row in terms for name in (row.by, row.approved_by)),
        *(row.by for row in (*desk.links, *desk.documents, *desk.crosschecks)),
        *(quote.by for quote in quotes),
        *(claim.by for claim in claims),
        *(step.by for row in (*quotes, *claims) for step in row.path),
        *(item.by for claim in claims for item in claim.evidence),
        *(reading.by for claim in claims for reading in claim.readings),
        *(name for claim in claims for row in claim.work for name in (row.by, row.to)),
        *(name for note in notes for name in note.mentions),
        *(note.by for note in notes),
        *(reply.by for note in notes for reply in note.replies),
        *(note.resolved_by for note in notes if note.resolved_by),
    ]
    return set(named)
