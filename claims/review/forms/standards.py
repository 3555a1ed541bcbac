"""Sourcing standards, tried and adopted."""

from typing import Any, Final

from django import forms

from claims.models import Preset
from claims.standards import EXEMPTIBLE, PRESETS, RULES
from tracker.models import Role

LIFTS: Final = "lifts_"
NOBODY: Final = "nobody"


class StandardsForm(forms.Form):
    """A preset and the desk's own changes; what is left empty is the preset's."""

    preset = forms.ChoiceField(
        choices=Preset, help_text="Each is modelled on what such newsrooms publish."
    )
    origins = forms.IntegerField(
        label="Independent origins", required=False, min_value=1, max_value=5
    )
    first_hand_origins = forms.IntegerField(
        label="Origins with first-hand knowledge",
        required=False,
        min_value=0,
        max_value=5,
    )
    hops_limit = forms.IntegerField(
        label="People between speaker and event, at most",
        required=False,
        min_value=0,
        max_value=9,
    )
    worst_reliability = forms.ChoiceField(
        label="Least reliability that counts",
        required=False,
        choices=[("", "as the preset has it"), *[(g, g) for g in "ABCDE"]],
    )
    worst_credibility = forms.TypedChoiceField(
        label="Least credibility that counts",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "as the preset has it"), *[(n, str(n)) for n in range(1, 6)]],
    )
    anonymous_quorum = forms.IntegerField(
        label="Editors who answer for anonymous articles",
        required=False,
        min_value=1,
        max_value=5,
    )
    SWITCHES: Final = {
        "primary_document_suffices": "A primary document is enough",
        "anonymity_approved": "Anonymity must be approved",
        "identity_known": "Who approves must know the source",
        "quotes_confirmed": "Quotes must be confirmed",
        "contradiction_blocks": "A contradiction blocks",
        "refuting_evidence_blocks": "Evidence against blocks",
        "second_reader": "A second reader",
    }
    NUMBERS: Final = (
        "origins",
        "first_hand_origins",
        "hops_limit",
        "worst_reliability",
        "worst_credibility",
        "anonymous_quorum",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.SWITCHES.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "as the preset has it"), ("yes", "yes"), ("no", "no")],
            )
        for code in sorted(EXEMPTIBLE):
            self.fields[LIFTS + code] = forms.ChoiceField(
                label=RULES[code],
                required=False,
                choices=[
                    ("", "as the preset has it"),
                    (NOBODY, "nobody"),
                    (Role.EDITOR.value, "an editor"),
                    (Role.KEEPER.value, "a keeper"),
                ],
            )

    def parameters(self) -> dict[str, Any]:
        """Return the desk's own changes, nothing of what was left to the preset."""
        entered = self.cleaned_data
        chosen: dict[str, Any] = {
            name: entered[name]
            for name in self.NUMBERS
            if entered.get(name) not in {None, ""}
        }
        chosen |= {
            name: entered[name] == "yes" for name in self.SWITCHES if entered.get(name)
        }
        lifted = {c: entered[LIFTS + c] for c in EXEMPTIBLE if entered.get(LIFTS + c)}
        if lifted:
            kept = dict(PRESETS[Preset(entered["preset"])].exemptions) | lifted
            chosen["exemptions"] = {
                str(code): role for code, role in kept.items() if role != NOBODY
            }
        return chosen

    @property
    def lifts(self) -> list[forms.BoundField]:
        return [self[LIFTS + code] for code in sorted(EXEMPTIBLE)]

    @property
    def rules(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.NUMBERS, *self.SWITCHES)]


class AdoptForm(StandardsForm):
    """As tried, and from when."""

    effective_from = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"]
    )
    reason = forms.CharField(max_length=2000)
