"""Putting the demo newsroom on record through the services that the pages use.

Whatever a policy, a standard or a constraint refuses cannot be in the demo either.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import transaction

from claims.management import newsroom
from claims.models import Bearing, Claim, ClaimType, Preset, Relation, Visibility
from claims.services import (
    annotations,
    claims,
    crosschecks,
    evidence,
    standards,
    verification,
)
from claims.workflow import Move
from sources.models import (
    AnonymousFrom,
    Basis,
    CandidateBand,
    GroundRules,
    LinkKind,
    Quote,
    QuoteType,
    RecordKind,
    Reliability,
    Source,
    SourceKind,
    SourceStatus,
    SpeakerKind,
    Stance,
)
from sources.services import agreements, documents, quotes, sources
from sources.workflow import QuoteMove
from tracker.audit import System
from tracker.models import Article, ArticleStatus, Desk, Revision, Role, User
from tracker.services import articles, desks

Range = tuple[int, int]


@transaction.atomic
def seed(room: newsroom.Newsroom, *, password: str) -> None:
    """Create desks, people and all their work; all of it or nothing."""
    made = {desk.slug: _open(desk) for desk in room.desks}
    people = _enrol(room, made, password)
    for desk in room.desks:
        DeskSeeder(made[desk.slug], desk, people).seed()


def _open(desk: newsroom.Desk) -> Desk:
    return desks.open_desk(
        name=desk.name, slug=desk.slug, time_zone=desk.time_zone, by=System.COMMAND
    )


def _enrol(
    room: newsroom.Newsroom, made: dict[str, Desk], password: str
) -> dict[str, User]:
    """Create the accounts. Programs have no password: they get tokens."""
    people = {}
    for key, person in room.people.items():
        held = {role for roles in person.roles.values() for role in roles}
        user = desks.enrol(
            email=f"{key}{settings.DEMO_DOMAIN}",
            name=person.name,
            is_staff=person.staff,
            password=None if held == {Role.API_CLIENT} else password,
            by=System.COMMAND,
        )
        for slug, roles in person.roles.items():
            for role in roles:
                desks.appoint(made[slug].pk, user.pk, Role(role), by=System.COMMAND)
        people[key] = User.objects.get(pk=user.pk)
    return people


@dataclass
class DeskSeeder:
    """One desk's work, in the order in which a newsroom does it."""

    desk: Desk
    data: newsroom.Desk
    people: dict[str, User]
    sources: dict[str, Source] = field(default_factory=dict)
    agreements: dict[str, UUID] = field(default_factory=dict)
    documents: dict[str, UUID] = field(default_factory=dict)
    revisions: dict[str, Revision] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)

    def seed(self) -> None:
        standards.adopt(
            self.desk.pk,
            preset=Preset(self.data.standards.preset),
            by=self.people[self.data.standards.by],
        )
        for source in self.data.sources:
            self._register(source)
        for link in self.data.links:
            self._link(link)
        for document in self.data.documents:
            self._hold(document)
        for article in self.data.articles:
            self._file(article)
        self._judge()
        for article in self.data.articles:
            self._annotate(article)
            self._revise(article)

    # Sources and documents

    def _register(self, row: newsroom.Source) -> None:
        by = self.people[row.handler]
        source = sources.register(
            self.desk.pk, kind=SourceKind(row.kind), codename=row.codename, by=by
        )
        for wording in row.descriptors:
            sources.describe_as(
                source.pk,
                wording=wording.wording,
                language=wording.language,
                stance=Stance(wording.stance),
                by=by,
            )
        sources.grade(
            source.pk,
            reliability=Reliability(row.reliability),
            rationale=row.reliability_rationale,
            by=by,
            version=source.version,
        )
        source.refresh_from_db()
        sources.estimate(
            source.pk,
            candidates=CandidateBand(row.candidates),
            by=by,
            version=source.version,
        )
        for terms in row.agreements:
            self._agree(source, terms)
        self.sources[row.codename] = source

    def _agree(self, source: Source, terms: newsroom.Agreement) -> None:
        made = agreements.agree(
            source.pk,
            ground_rules=GroundRules(terms.ground_rules),
            anonymous_from=AnonymousFrom(terms.anonymous_from),
            reason=terms.reason,
            risk=terms.risk,
            motive=terms.motive,
            review_on=terms.review_on,
            by=self.people[terms.by],
        )
        agreements.approve(
            made.pk,
            by=self.people[terms.approved_by],
            version=made.version,
            identity_known=terms.identity_known_to_approver,
        )
        self.agreements[terms.key] = made.pk

    def _link(self, row: newsroom.Link) -> None:
        sources.link(
            self.sources[row.source].pk,
            self.sources[row.other].pk,
            kind=LinkKind(row.kind),
            rationale=row.rationale,
            confident=row.confident,
            by=self.people[row.by],
        )

    def _hold(self, row: newsroom.Document) -> None:
        document = documents.hold(
            self.desk.pk,
            title=row.title,
            content=row.text,
            provenance=row.provenance,
            primary=row.primary,
            published=row.published,
            holder_id=self.sources[row.holder].pk if row.holder else None,
            by=self.people[row.by],
        )
        self.documents[row.key] = document.pk

    # Articles, and what stands in them

    def _file(self, row: newsroom.Article) -> None:
        by = self.people[row.by]
        article = articles.file_article(
            self.desk.pk,
            title=row.title,
            text=row.text,
            byline=row.byline,
            dateline=row.dateline,
            external_id=row.external_id,
            by=by,
        )
        self.revisions[row.slug] = article.current
        for quote in row.quotes:
            self._record(article, row.text, quote)
        for claim in row.claims:
            self.claims[claim.key] = claims.enter(
                self.desk.pk,
                text=claim.text,
                type=ClaimType(claim.type),
                article_id=article.pk,
                span=newsroom.find(row.text, claim.words),
                attributed_to=self._source(claim.attributed_to),
                by=self.people[claim.by],
            )
        if row.status == ArticleStatus.PUBLISHED:
            articles.publish(
                article.pk, by=self._editor(beside=by), version=article.version
            )

    def _record(self, article: Article, text: str, row: newsroom.Quote) -> None:
        pieces = [newsroom.find(text, piece) for piece in row.pieces]
        near = pieces[0][0]
        quote = quotes.record(
            article.pk,
            pieces=pieces,
            type=QuoteType(row.type),
            cue=_near(text, row.cue, near),
            mention=_near(text, row.mention, near),
            attribution=row.mention or "",
            speaker_kind=SpeakerKind(row.speaker_kind),
            source_id=self._source(row.source),
            document_id=self.documents[row.document] if row.document else None,
            agreement_id=self.agreements[row.agreement] if row.agreement else None,
            basis=Basis(row.basis),
            hops=row.hops,
            record_kind=RecordKind(row.record_kind),
            original_text=row.original_text,
            original_language=row.original_language,
            by=self.people[row.by],
        )
        self.quotes[row.key] = quote
        for step in row.path:
            quote.refresh_from_db()
            verification.move_quote(
                quote.pk,
                QuoteMove(step.move),
                by=self.people[step.by],
                version=quote.version,
                reason=step.reason,
            )

    # Judgements

    def _judge(self) -> None:
        """Weigh, decide and compare, once every quote of the desk is on record."""
        for _, row in self.data.claims():
            for item in row.evidence:
                self._weigh(self.claims[row.key], item)
        for _, row in self.data.claims():
            for step in row.path:
                self._decide(self.claims[row.key], step)
        for check in self.data.crosschecks:
            crosschecks.judge(
                self.claims[check.claim].pk,
                self.claims[check.other].pk,
                relation=Relation(check.relation),
                rationale=check.rationale,
                by=self.people[check.by],
            )
        for source in self.data.sources:
            self._settle(source)

    def _weigh(self, claim: Claim, row: newsroom.Evidence) -> None:
        if row.quote:
            evidence.add_quote(
                claim.pk,
                quote_id=self.quotes[row.quote].pk,
                bearing=Bearing(row.bearing),
                credibility=row.credibility,
                rationale=row.rationale,
                by=self.people[row.by],
            )
            return
        document = next(d for d in self.data.documents if d.key == row.document)
        evidence.add_passage(
            claim.pk,
            document_id=self.documents[document.key],
            span=newsroom.find(document.text, row.words),
            bearing=Bearing(row.bearing),
            credibility=row.credibility,
            rationale=row.rationale,
            by=self.people[row.by],
        )

    def _decide(self, claim: Claim, step: newsroom.Step) -> None:
        claim.refresh_from_db()
        verification.decide(
            claim.pk,
            Move(step.move),
            by=self.people[step.by],
            version=claim.version,
            reason=step.reason,
        )

    def _settle(self, row: newsroom.Source) -> None:
        """Last, since nothing new is tied to a source that is withdrawn."""
        source = self.sources[row.codename]
        source.refresh_from_db()
        by = self.people[row.handler]
        if row.status == SourceStatus.WITHDRAWN:
            sources.withdraw(
                source.pk,
                by=by,
                version=source.version,
                reason=row.reliability_rationale,
            )
        elif row.status != source.status:
            sources.set_status(
                source.pk,
                status=SourceStatus(row.status),
                by=by,
                version=source.version,
                reason="Fewer calls until things are quiet.",
            )

    # Notes and corrections

    def _annotate(self, article: newsroom.Article) -> None:
        revision = self.revisions[article.slug]
        for row in article.annotations:
            note = annotations.annotate(
                revision.article_id,
                body=row.body,
                label=row.label,
                visibility=Visibility(row.visibility),
                span=newsroom.find(article.text, row.words),
                by=self.people[row.by],
            )
            for reply in row.replies:
                annotations.reply(note.pk, body=reply.body, by=self.people[reply.by])
            if row.resolved_by:
                annotations.resolve(
                    note.pk, by=self.people[row.resolved_by], version=note.version
                )

    def _revise(self, row: newsroom.Article) -> None:
        for revision in row.revisions:
            article = Article.objects.get(pk=self.revisions[row.slug].article_id)
            articles.revise(
                article.pk,
                text=revision.text,
                note=revision.note,
                by=self.people[revision.by],
                version=article.version,
            )

    def _source(self, codename: str | None) -> UUID | None:
        return self.sources[codename].pk if codename else None

    def _editor(self, *, beside: User) -> User:
        """Return an editor of the desk other than this person."""
        return next(
            user
            for user in self.people.values()
            if Role.EDITOR in user.roles_on(self.desk.pk) and user != beside
        )


def _near(text: str, words: str | None, near: int) -> Range | None:
    return newsroom.find(text, words, near=near) if words else None
