"""Random lives of two claims against a small model of what should come of them.

The model knows moves, four eyes, links, withdrawals and lifted rules, and counts
origins by trying every choice. Statuses, counts, versions, decisions and the number of
audit events after each act must be equal.
"""

from itertools import combinations

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from claims import queries
from claims.models import Claim, Verification
from claims.services import evidence, exemptions, standards, verification
from claims.workflow import TABLE, Move, Status
from sources.models import Link, LinkKind, Source
from sources.services import links, sources
from tests.claims.conftest import approved
from tests.factories.claims import ClaimFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import DeskFactory, member
from tracker.errors import BelowStandard, Duplicate, IllegalMove, NotAllowed
from tracker.models import Role

SOURCES = range(3)
CLAIMS = range(2)
PAIRS = st.sampled_from(list(combinations(SOURCES, 2)))
SETTLING = set(Move) - {Move.SUBMIT, Move.RETURN, Move.REOPEN}


class Newsroom(RuleBasedStateMachine):
    """One desk with a wire's standards, three sources, two claims, three people."""

    @initialize()
    def open_desk(self):
        self.savepoint = transaction.savepoint()
        self.desk = DeskFactory()
        self.editor = member(self.desk, Role.EDITOR)
        self.second = member(self.desk, Role.EDITOR)
        self.keeper = member(self.desk, Role.KEEPER)
        standards.adopt(self.desk.pk, preset="wire", by=self.editor)
        self.people = SourceFactory.create_batch(len(SOURCES), desk=self.desk)
        self.quotes = [
            QuoteFactory(desk=self.desk, **approved(source)) for source in self.people
        ]
        self.claims = [
            ClaimFactory(desk=self.desk, entered_by=self.editor) for _ in CLAIMS
        ]
        # The model.
        self.status = dict.fromkeys(CLAIMS, Status.UNVERIFIED)
        self.version = dict.fromkeys(CLAIMS, 1)
        self.supports = {claim: {} for claim in CLAIMS}
        self.decisions = dict.fromkeys(CLAIMS, 0)
        self.gone = set()
        self.links = {}
        self.lifted = {}
        # A sound beginning, so that what happens has something to bring down.
        for pair in combinations(SOURCES, 2):
            self.link(pair, LinkKind.INDEPENDENT)
        for who in SOURCES:
            self.support(0, who)

    def chain(self):
        """How many changes wait for their number, all in this transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT seq FROM audit.head")
            return cursor.fetchone()[0]

    # What the model says

    def one_origin(self, one, other):
        near, todo = {one}, [one]
        while todo:
            here = todo.pop()
            for (a, b), kinds in self.links.items():
                beyond = {a, b} - {here} if here in {a, b} else set()
                if LinkKind.TOLD_BY in kinds and not beyond <= near:
                    near |= beyond
                    todo += beyond
        return other in near

    def doubted(self, one, other):
        return any(
            LinkKind.OTHER in kinds
            and (
                (self.one_origin(a, one) and self.one_origin(b, other))
                or (self.one_origin(a, other) and self.one_origin(b, one))
            )
            for (a, b), kinds in self.links.items()
        )

    def apart(self, one, other):
        kinds = self.links.get((min(one, other), max(one, other)), set())
        tied = self.one_origin(one, other) or self.doubted(one, other)
        return LinkKind.INDEPENDENT in kinds and not tied

    def origins(self, claim):
        named = sorted(set(self.supports[claim]) - self.gone)
        return max(
            size
            for size in range(len(named) + 1)
            for chosen in combinations(named, size)
            if all(self.apart(*pair) for pair in combinations(chosen, 2))
        )

    def stands(self, claim):
        """Two origins, or one and somebody's word that one is enough."""
        return self.origins(claim) >= (1 if claim in self.lifted else 2)

    # What happens

    @rule(claim=st.sampled_from(CLAIMS), move=st.sampled_from(Move), own=st.booleans())
    def decide(self, claim, move, own):
        expected = None
        target = TABLE.get((self.status[claim], move))
        if own and move in SETTLING:
            expected = NotAllowed
        elif target is None:
            expected = IllegalMove
        elif move is Move.REFUTE or (move is Move.VERIFY and not self.stands(claim)):
            expected = BelowStandard
        before = self.chain()
        asked = {
            "by": self.editor if own else self.second,
            "version": self.version[claim],
            "reason": "So it is.",
        }
        if expected is not None:
            with pytest.raises(expected):
                verification.decide(self.claims[claim].pk, move, **asked)
            assert self.chain() == before
            return
        verification.decide(self.claims[claim].pk, move, **asked)
        self.status[claim] = target
        self.version[claim] += 1
        self.decisions[claim] += 1
        assert self.chain() == before + 2  # the decision, and the claim

    @rule(claim=st.sampled_from(CLAIMS), who=st.sampled_from(SOURCES))
    def support(self, claim, who):
        asked = {"quote_id": self.quotes[who].pk, "bearing": "supports"}
        if who in self.supports[claim]:
            with pytest.raises(Duplicate):
                evidence.add_quote(self.claims[claim].pk, by=self.second, **asked)
            return
        before = self.chain()
        item = evidence.add_quote(self.claims[claim].pk, by=self.second, **asked)
        self.supports[claim][who] = item
        assert self.chain() == before + 1

    @precondition(lambda self: any(self.supports.values()))
    @rule(data=st.data())
    def withdraw_support(self, data):
        standing = [(c, who) for c in CLAIMS for who in sorted(self.supports[c])]
        claim, who = data.draw(st.sampled_from(standing))
        item = self.supports[claim].pop(who)
        before = self.chain()
        evidence.withdraw(item.pk, by=self.second, version=1, reason="Misheard.")
        assert self.chain() == before + 1

    @rule(
        pair=PAIRS,
        kind=st.sampled_from([LinkKind.INDEPENDENT, LinkKind.TOLD_BY, LinkKind.OTHER]),
    )
    def link(self, pair, kind):
        known = self.links.setdefault(pair, set())
        if kind in known or (kind == LinkKind.INDEPENDENT and known):
            return
        one, other = (self.people[i].pk for i in pair)
        before = self.chain()
        links.link(one, other, kind=kind, rationale="Judged.", by=self.keeper)
        known.add(kind)
        assert self.chain() == before + 1

    @precondition(lambda self: any(self.links.values()))
    @rule(data=st.data())
    def unlink(self, data):
        pair = data.draw(st.sampled_from([p for p, k in self.links.items() if k]))
        kind = data.draw(st.sampled_from(sorted(self.links[pair])))
        one, other = (self.people[i] for i in pair)
        found = Link.objects.current().get(source=one, other=other, kind=kind)
        before = self.chain()
        links.unlink(found.pk, by=self.keeper, version=1, reason="Wrong.")
        self.links[pair].discard(kind)
        assert self.chain() == before + 1

    @precondition(lambda self: not self.gone)
    @rule(who=st.sampled_from(SOURCES))
    def withdraw_source(self, who):
        version = Source.objects.get(pk=self.people[who].pk).version
        sources.withdraw(
            self.people[who].pk, by=self.keeper, version=version, reason="Lied."
        )
        self.gone.add(who)

    @rule(claim=st.sampled_from(CLAIMS), own=st.booleans())
    def lift(self, claim, own):
        asked = {"code": "few_origins", "reason": "She signed for it."}
        before, pk = self.chain(), self.claims[claim].pk
        if own:
            with pytest.raises(NotAllowed):
                exemptions.grant(pk, by=self.editor, **asked)
        elif claim in self.lifted:
            with pytest.raises(Duplicate):
                exemptions.grant(pk, by=self.second, **asked)
        else:
            self.lifted[claim] = exemptions.grant(pk, by=self.second, **asked)
            assert self.chain() == before + 1
            return
        assert self.chain() == before

    @precondition(lambda self: self.lifted)
    @rule(data=st.data())
    def take_back(self, data):
        claim = data.draw(st.sampled_from(sorted(self.lifted)))
        found, before = self.lifted.pop(claim), self.chain()
        exemptions.end(found.pk, by=self.second, version=1, reason="She did not.")
        assert self.chain() == before + 1

    # What must hold

    @invariant()
    def everything_is_equal(self):
        if not hasattr(self, "claims"):
            return
        rows = {row.pk: row for row in Claim.objects.filter(desk=self.desk)}
        found = queries.cases(rows.values())
        for number, claim in enumerate(self.claims):
            row = rows[claim.pk]
            assert (row.status, row.version) == (
                self.status[number],
                self.version[number],
            )
            counted = found[claim.pk].corroboration()
            assert counted.origins == self.origins(number)
            assert counted.sources == len(set(self.supports[number]) - self.gone)
            decisions = Verification.objects.filter(claim=claim).count()
            assert decisions == self.decisions[number]

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)


@pytest.mark.django_db
@pytest.mark.parametrize("lives", [4, pytest.param(40, marks=pytest.mark.thorough)])
def test_random_lives_follow_the_model(lives):
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=lives,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
