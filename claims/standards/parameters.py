"""The numbers and switches that a desk sets. Four presets, one per kind of newsroom.

Named by kind: each is modelled on what several published policies of that kind ask.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final

from claims.models.claim import ClaimType
from claims.models.standards import Preset
from claims.standards.codes import EXEMPTIBLE, Code
from tracker.errors import Invalid
from tracker.models import Role

RANGES: Final = {
    "origins": (1, 5),
    "first_hand_origins": (0, 5),
    "hops_limit": (0, 9),
    "worst_credibility": (1, 5),
    "anonymous_quorum": (1, 5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What a desk asks before a claim may be called verified (or refuted)."""

    origins: int = 2
    first_hand_origins: int = 0
    primary_document_suffices: bool = True
    anonymity_approved: bool = True
    identity_known: bool = True
    anonymous_never_for: tuple[str, ...] = (
        ClaimType.CAUSE,
        ClaimType.PREDICTION,
        ClaimType.OPINION,
    )
    quotes_confirmed: bool = False
    hops_limit: int = 2
    worst_reliability: str = "D"
    worst_credibility: int = 4
    contradiction_blocks: bool = True
    refuting_evidence_blocks: bool = True
    second_reader: bool = False
    anonymous_quorum: int = 1
    exemptions: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "anonymous_never_for": list(self.anonymous_never_for),
            "exemptions": dict(self.exemptions),
        }


def parameters(preset: Preset, changed: Mapping[str, Any] | None = None) -> Parameters:
    """Return a preset with the desk's own changes. Raises Invalid, naming the field."""
    base, changed = PRESETS[preset], changed or {}
    kinds = {item.name: type(getattr(base, item.name)) for item in fields(Parameters)}
    for name, value in changed.items():
        if name not in kinds:
            raise Invalid("The standards have no such parameter.", field=name)
        _check(name, value, kinds[name])
    given = dict(changed)
    if "anonymous_never_for" in given:
        given["anonymous_never_for"] = tuple(given["anonymous_never_for"])
    return replace(base, **given)


def _check(name: str, value: object, kind: type) -> None:
    if kind is tuple:
        fits = isinstance(value, list | tuple) and set(value) <= set(ClaimType.values)
    elif kind is dict:
        fits = (
            isinstance(value, Mapping)
            and set(value) <= set(EXEMPTIBLE)
            and set(value.values()) <= {Role.EDITOR, Role.KEEPER}
        )
    elif name == "worst_reliability":
        fits = value in {"A", "B", "C", "D", "E"}
    elif kind is int:
        low, high = RANGES[name]
        fits = type(value) is int and low <= value <= high
    else:
        fits = type(value) is kind
    if not fits:
        raise Invalid("This parameter cannot have that value.", field=name)


PRESETS: Final[Mapping[Preset, Parameters]] = {
    Preset.WIRE: Parameters(
        exemptions={Code.FEW_ORIGINS: Role.EDITOR},
    ),
    Preset.PUBLIC_BROADCASTER: Parameters(
        first_hand_origins=1,
        quotes_confirmed=True,
        anonymous_quorum=1,
        exemptions={Code.FEW_ORIGINS: Role.EDITOR, Code.NOT_FIRST_HAND: Role.EDITOR},
    ),
    Preset.NATIONAL_DAILY: Parameters(
        first_hand_origins=1,
        worst_credibility=3,
        anonymous_quorum=2,
        exemptions={Code.FEW_ORIGINS: Role.EDITOR, Code.NOT_FIRST_HAND: Role.EDITOR},
    ),
    Preset.STRICT: Parameters(
        first_hand_origins=2,
        primary_document_suffices=False,
        quotes_confirmed=True,
        hops_limit=1,
        worst_reliability="C",
        worst_credibility=3,
        second_reader=True,
        anonymous_quorum=2,
    ),
}
