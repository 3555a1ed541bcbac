"""A figure held against its goal."""

from typing import Any


def figure(
    name: str,
    value: float,
    goal: float,
    *,
    most: bool = False,
    floor: float | None = None,
) -> dict[str, Any]:
    """Hold a value against its goal, and against what no change may lose again.

    The floor is the goal, unless the goal is not reached yet or is about time, which
    a busy machine decides.
    """
    met, kept = (
        value <= bound if most else value >= bound
        for bound in (goal, goal if floor is None else floor)
    )
    return {
        "name": name,
        "value": round(value, 4),
        "goal": goal,
        "met": met,
        "kept": kept,
    }
