"""Count how often each rule is right in the labelled articles of the tests.

    python -m tests.engine.training.calibrate

writes `tracker/engine/lexicons/confidence.txt`: for every rule that found a quote or
tied it to a speaker, the share that people marked right, drawn towards the share of all
rules as if `PRIOR` more had been seen. Rules with few cases thus say what all say.
"""

import sys
from collections import Counter
from pathlib import Path

from tests.engine.judged import Judged, judged
from tests.engine.training.fit import FOLDERS

CONFIDENCE = Path("tracker/engine/lexicons/confidence.txt")
PRIOR = 6.0
UNSEEN = 0.05
"""What copy takes off that no rule has met, as `look` and `held` lost it first."""
HEAD = """\
# How often a result of each rule is right: the share that people marked right in the
# labelled articles of the tests, drawn towards that of all rules where there were few,
# and lowered for copy that the rules have not met. Rule, confidence, cases. Written by
# tests/engine/training/calibrate.py. Rules not named take "other".
"""


def section(name: str, kind: str, results: list[Judged]) -> str:
    """Return the lines of one kind of result."""
    own = [result for result in results if result.kind == kind]
    cases = Counter(result.rule for result in own)
    right = Counter(result.rule for result in own if result.right)
    share = sum(right.values()) / len(own)
    lines = [f"[{name}]", f"{'other':32} {share - UNSEEN:.3f} {0:5d}"]
    for rule in sorted(cases):
        value = (right[rule] + PRIOR * share) / (cases[rule] + PRIOR) - UNSEEN
        lines.append(f"{rule:32} {value:.3f} {cases[rule]:5d}")
    return "\n".join(lines) + "\n"


def main() -> int:
    results = [result for folder in FOLDERS for result in judged(folder)]
    CONFIDENCE.write_text(
        "\n".join(
            [
                HEAD,
                section("quotes", "quote", results),
                section("speakers", "speaker", results),
            ]
        ),
        "utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
