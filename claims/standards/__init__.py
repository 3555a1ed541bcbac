"""Sourcing standards as code: rules with reason codes, presets, versions per desk.

`for_desk(desk_id)` returns what is in force; `.examine(case, move)` gives every reason
against a move at once. The rules are pure and see only a `Case`.
"""

from claims.standards.case import Case, Item, Terms
from claims.standards.codes import EXEMPTIBLE, Code, Finding
from claims.standards.desk import Standards, for_desk, of_version
from claims.standards.judge import Report, judge
from claims.standards.parameters import PRESETS, Parameters, parameters
from claims.standards.plain import RULES, Said, in_words

__all__ = [
    "EXEMPTIBLE",
    "PRESETS",
    "RULES",
    "Case",
    "Code",
    "Finding",
    "Item",
    "Parameters",
    "Report",
    "Said",
    "Standards",
    "Terms",
    "for_desk",
    "in_words",
    "judge",
    "of_version",
    "parameters",
]
