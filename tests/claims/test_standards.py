"""Rules with reason codes, and what a desk may change about them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration import Support, Tie, TieKind
from claims.models import Bearing, ClaimType, Preset
from claims.standards import (
    EXEMPTIBLE,
    PRESETS,
    RULES,
    Case,
    Code,
    Item,
    Parameters,
    Terms,
    in_words,
    judge,
    parameters,
)
from claims.workflow import Move
from sources.models import Basis
from sources.workflow import QuoteStatus
from tracker.errors import BelowStandard, Invalid
from tracker.models import Role

AGREED = Terms(anonymous=True, approved=True, identity_known=True)


def item(key="q1", origin="A", **facts):
    return Item(support=Support(key, origin), **facts)


def passage(key="p1", origin="D", **facts):
    support = Support(key, origin, is_passage=True, is_document=True)
    return Item(support=support, primary=True, **facts)


def case(*items, apart=(), **facts):
    ties = tuple(Tie(*pair, TieKind.INDEPENDENT) for pair in apart)
    return Case(**{"type": ClaimType.EVENT, "items": items, "ties": ties} | facts)


def codes(found, asked=PRESETS[Preset.WIRE], move=Move.VERIFY):
    return {finding.code for finding in judge(found, asked, move).reasons}


two = (item("q1", "A"), item("q2", "B"))
SOUND = case(*two, apart=["AB"])


def test_two_independent_sources_are_enough_for_a_wire():
    assert codes(SOUND) == set()


def test_two_sources_nobody_compared_are_not():
    assert codes(case(*two)) == {Code.FEW_ORIGINS}


def test_a_primary_document_is_enough_alone():
    assert codes(case(passage())) == set()


def test_a_strict_desk_wants_more_than_a_document():
    assert Code.FEW_ORIGINS in codes(case(passage()), PRESETS[Preset.STRICT])


def test_every_reason_comes_at_once():
    anonymous = item(spoken_anonymously=True, hops=4)
    found = codes(case(anonymous, contradictions=1))
    assert found == {
        Code.NO_SUPPORT,
        Code.ANONYMITY_NOT_AGREED,
        Code.HEARSAY,
        Code.CONTRADICTED,
    }


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"spoken_anonymously": True}, Code.ANONYMITY_NOT_AGREED),
        ({"terms": Terms(anonymous=True)}, Code.ANONYMITY_NOT_APPROVED),
        ({"terms": Terms(anonymous=True, approved=True)}, Code.IDENTITY_UNKNOWN),
        ({"terms": Terms(off_the_record=True)}, Code.OFF_THE_RECORD),
        ({"hops": 3, "basis": Basis.TOLD_BY}, Code.HEARSAY),
        ({"reliability": "E"}, Code.SOURCE_UNRELIABLE),
        ({"credibility": 5}, Code.NOT_CREDIBLE),
    ],
)
def test_evidence_that_is_not_good_enough_counts_for_nothing(facts, code):
    bad = case(item("q1", "A", **facts), item("q2", "B"), apart=["AB"])
    assert codes(bad) == {Code.FEW_ORIGINS, code}


def test_evidence_that_is_not_needed_is_only_remarked_on():
    report = judge(
        case(*two, item("q3", "C", reliability="E"), apart=["AB"]),
        PRESETS[Preset.WIRE],
        Move.VERIFY,
    )
    assert report
    assert [finding.code for finding in report.remarks] == [Code.SOURCE_UNRELIABLE]
    assert report.as_json()[0]["weight"] == "remark"
    assert report.as_json()[0]["evidence"] == "q3"


def test_unjudged_grades_say_nothing_bad():
    assert (
        codes(
            case(
                *(replace(i, reliability="F", credibility=6) for i in two), apart=["AB"]
            )
        )
        == set()
    )


def test_approved_anonymity_counts():
    items = [replace(i, spoken_anonymously=True, terms=AGREED) for i in two]
    assert codes(case(*items, apart=["AB"])) == set()


def test_an_anonymous_source_settles_no_cause():
    items = [replace(i, spoken_anonymously=True, terms=AGREED) for i in two]
    found = codes(case(*items, apart=["AB"], type=ClaimType.CAUSE))
    assert Code.ANONYMOUS_OPINION in found


@pytest.mark.parametrize("kind", [ClaimType.OPINION, ClaimType.PREDICTION])
def test_opinions_and_predictions_are_neither_true_nor_false(kind):
    assert Code.NOT_CHECKABLE in codes(replace(SOUND, type=kind))


def test_nor_is_what_is_marked_as_not_checkable():
    assert codes(replace(SOUND, checkable=False)) == {Code.NOT_CHECKABLE}


def test_a_contradiction_blocks_under_standards_that_say_so():
    contradicted = replace(SOUND, contradictions=1)
    assert codes(contradicted) == {Code.CONTRADICTED}
    lenient = replace(PRESETS[Preset.WIRE], contradiction_blocks=False)
    assert codes(contradicted, lenient) == set()


def test_credible_evidence_against_it_has_to_be_answered():
    against = item("r", "C", bearing=Bearing.REFUTES, credibility=2)
    assert codes(case(*two, against, apart=["AB"])) == {Code.OPPOSING_EVIDENCE}
    doubtful = replace(against, credibility=4)
    assert codes(case(*two, doubtful, apart=["AB"])) == set()


def test_refuting_is_held_to_the_same_rules():
    against = [replace(i, bearing=Bearing.REFUTES) for i in two]
    assert codes(case(*against, apart=["AB"]), move=Move.REFUTE) == set()
    assert codes(SOUND, move=Move.REFUTE) == {Code.NO_SUPPORT}


@pytest.mark.parametrize("move", set(Move) - {Move.VERIFY, Move.REFUTE})
def test_other_moves_need_no_sources(move):
    assert codes(case(), PRESETS[Preset.STRICT], move) == set()


def test_first_hand_knowledge_is_counted_by_origin():
    asked = Parameters(first_hand_origins=2)
    saw = [replace(i, basis=Basis.WITNESSED) for i in two]
    assert codes(case(*saw, apart=["AB"]), asked) == set()
    assert codes(case(saw[0], two[1], apart=["AB"]), asked) == {Code.NOT_FIRST_HAND}


def test_a_desk_may_want_every_quote_confirmed():
    asked = Parameters(quotes_confirmed=True)
    assert Code.QUOTE_NOT_CONFIRMED in codes(SOUND, asked)
    sure = [replace(i, quote_status=QuoteStatus.CONFIRMED) for i in two]
    assert codes(case(*sure, apart=["AB"]), asked) == set()


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ((), {Code.SECOND_READER_MISSING}),
        (("verify",), set()),
        (("dispute",), {Code.READERS_DISAGREE}),
        (("verify", "refute"), {Code.READERS_DISAGREE}),
    ],
)
def test_a_second_reader(readings, expected):
    asked = Parameters(second_reader=True)
    assert codes(replace(SOUND, readings=readings), asked) == expected


def test_a_golden_source_is_an_exemption_that_stays_visible():
    golden = case(two[0], exemptions=frozenset({Code.FEW_ORIGINS}))
    report = judge(golden, PRESETS[Preset.WIRE], Move.VERIFY)
    assert report
    assert [finding.code for finding in report.waived] == [Code.FEW_ORIGINS]


def test_no_exemption_replaces_support():
    nothing = case(exemptions=frozenset(EXEMPTIBLE))
    assert codes(nothing) == {Code.NO_SUPPORT}


def test_a_refusal_carries_every_reason():
    report = judge(case(*two), PRESETS[Preset.WIRE], Move.VERIFY)
    with pytest.raises(BelowStandard) as refused:
        report.or_refuse()
    (reason,) = refused.value.facts["reasons"]
    assert reason["code"] == "few_origins"
    assert "independence not established" in reason["message"]


# Parameters


@pytest.mark.parametrize("preset", Preset)
def test_a_preset_survives_being_stored(preset):
    stored = PRESETS[preset].as_json()
    assert parameters(preset, stored) == PRESETS[preset]


def test_a_desk_changes_one_number_and_keeps_the_rest():
    assert parameters(Preset.WIRE, {"origins": 3}) == replace(
        PRESETS[Preset.WIRE], origins=3
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("origins", 0),
        ("origins", True),
        ("origins", "2"),
        ("second_reader", 1),
        ("worst_reliability", "F"),
        ("anonymous_never_for", ["gossip"]),
        ("anonymous_never_for", "event"),
        ("exemptions", {"no_support": "editor"}),
        ("exemptions", {"few_origins": "reporter"}),
        ("exemptions", []),
        ("coffee", 1),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(name, value):
    with pytest.raises(Invalid) as refused:
        parameters(Preset.WIRE, {name: value})
    assert refused.value.facts["field"] == name


def test_a_desk_may_name_its_own_exemptions():
    chosen = parameters(Preset.STRICT, {"exemptions": {"hearsay": Role.KEEPER}})
    assert chosen.exemptions == {"hearsay": Role.KEEPER}


# Properties

grades = st.builds(
    item,
    key=st.uuids().map(str),
    origin=st.sampled_from(["A", "B", "C", None]),
    credibility=st.integers(1, 6),
    reliability=st.sampled_from("ABCDEF"),
    hops=st.integers(0, 4),
    spoken_anonymously=st.booleans(),
    primary=st.booleans(),
    basis=st.sampled_from(Basis),
    quote_status=st.sampled_from(["unverified", "confirmed"]),
    terms=st.none() | st.builds(Terms, *[st.booleans()] * 4),
)
link = st.builds(
    Tie,
    st.sampled_from("ABC"),
    st.sampled_from("DEF"),
    st.sampled_from(TieKind),
) | st.sampled_from([Tie("A", "B", TieKind.INDEPENDENT), Tie("B", "C", TieKind.SHARED)])
some_case = st.builds(
    Case,
    type=st.sampled_from(ClaimType),
    items=st.lists(grades, max_size=5).map(tuple),
    ties=st.lists(link, max_size=5).map(tuple),
    contradictions=st.integers(0, 1),
    readings=st.sampled_from([(), ("verify",), ("refute",)]),
    exemptions=st.sets(st.sampled_from(sorted(EXEMPTIBLE))).map(frozenset),
)
presets = st.sampled_from(list(PRESETS.values()))
verdicts = st.sampled_from([Move.VERIFY, Move.REFUTE])


@given(some_case, presets, verdicts)
def test_the_same_case_gets_the_same_verdict(found, asked, move):
    assert judge(found, asked, move) == judge(found, asked, move)
    turned = replace(found, items=found.items[::-1], ties=found.ties[::-1])
    assert codes(found, asked, move) == codes(turned, asked, move)


strong = {"basis": Basis.WITNESSED, "quote_status": QuoteStatus.CONFIRMED}
BEYOND_DOUBT = case(
    item("x", "X", **strong),
    item("y", "Y", **strong),
    apart=["XY"],
    readings=("verify",),
)


@given(some_case, presets)
def test_more_support_never_brings_a_sound_claim_down(more, asked):
    assert judge(BEYOND_DOUBT, asked, Move.VERIFY)
    items, ties = BEYOND_DOUBT.items + more.items, BEYOND_DOUBT.ties + more.ties
    assert judge(replace(BEYOND_DOUBT, items=items, ties=ties), asked, Move.VERIFY)


@given(some_case, presets, verdicts, st.sampled_from(sorted(EXEMPTIBLE)))
def test_an_exemption_never_brings_a_sound_claim_down(found, asked, move, code):
    eased = replace(found, exemptions=found.exemptions | {code})
    before, after = judge(found, asked, move), judge(eased, asked, move)
    assert before.reasons or not after.reasons
    assert after.corroboration.origins >= before.corroboration.origins


@given(some_case, presets, verdicts)
def test_whatever_is_admitted_has_an_origin(found, asked, move):
    report = judge(found, asked, move)
    assert report.reasons or report.corroboration.origins


def without_support(found, which):
    """The case as if these pieces had been withdrawn."""
    return replace(
        found,
        items=tuple(
            replace(i, support=replace(i.support, counts=False)) if which(i) else i
            for i in found.items
        ),
    )


@given(some_case, presets, verdicts)
def test_withdrawn_support_is_as_if_it_never_was(found, asked, move):
    weakened = without_support(found, lambda i: i.hops > 1)
    kept = tuple(i for i in found.items if i.hops <= 1)
    assert judge(weakened, asked, move) == judge(
        replace(found, items=kept), asked, move
    )


@given(some_case, presets, verdicts)
def test_nobody_s_word_never_makes_a_claim_stand(found, asked, move):
    named = tuple(i for i in found.items if i.support.origin is not None)
    if judge(found, asked, move):
        assert judge(replace(found, items=named), asked, move)


@given(some_case, presets, verdicts, st.sampled_from(["AB", "BC", "AC"]))
def test_a_shared_origin_never_makes_a_claim_stand(found, asked, move, pair):
    tied = replace(found, ties=(*found.ties, Tie(*pair, TieKind.SHARED)))
    assert judge(found, asked, move) or not judge(tied, asked, move)


@given(some_case, presets, verdicts)
def test_an_exemption_that_the_standards_do_not_allow_changes_nothing(
    found, asked, move
):
    allowed = found.exemptions & asked.exemptions.keys()
    assert judge(found, asked, move) == judge(
        replace(found, exemptions=allowed), asked, move
    )


@given(some_case, presets)
def test_stricter_numbers_never_admit_more(found, asked):
    stricter = replace(
        asked,
        origins=min(asked.origins + 1, 5),
        hops_limit=max(asked.hops_limit - 1, 0),
        worst_credibility=max(asked.worst_credibility - 1, 1),
        primary_document_suffices=False,
        second_reader=True,
        exemptions={},
    )
    assert judge(found, asked, Move.VERIFY) or not judge(found, stricter, Move.VERIFY)


@given(presets)
def test_every_rule_is_told_in_words_once(asked):
    said = in_words(asked)
    told = [one.words for one in said]
    assert len(told) == len(set(told))
    assert all(one.words.endswith(".") for one in said)
    assert {one.parameter for one in said} <= set(asked.as_json())


def test_every_code_stands_for_a_rule_in_words():
    assert set(RULES) == set(Code)


@pytest.mark.parametrize("name", sorted(PRESETS[Preset.WIRE].as_json()))
def test_every_parameter_changes_the_words(name):
    other = {
        "anonymous_never_for": ("cause",),
        "exemptions": {"hearsay": "keeper"},
        "worst_reliability": "B",
    }
    now = getattr(PRESETS[Preset.WIRE], name)
    changed = other.get(name, not now if isinstance(now, bool) else 3)
    assert in_words(replace(PRESETS[Preset.WIRE], **{name: changed})) != in_words(
        PRESETS[Preset.WIRE]
    )
