"""JSON that the record can hold: not deep, no NUL, no half surrogates, no NaN."""

import json
import re
from typing import Final, NoReturn

from tracker.errors import Invalid
from tracker.formats.words import storable

MAX_DEPTH: Final = 32

_OPENS: Final = frozenset("[{")
# A string, whole, so that brackets inside it do not count; or one bracket.
_TOKENS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


def parse(text: str) -> object:
    """Return the value. Raises Invalid, with the offset where there is one."""
    storable(text)
    _check_depth(text)
    try:
        value = json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise Invalid(f"Not JSON: {error.msg}.", offset=error.pos) from None
    except ValueError:  # an integer of more than 4,300 digits
        raise Invalid("Not JSON that can be read: a number is too long.") from None
    check(value)
    return value


def check(value: object, depth: int = MAX_DEPTH) -> None:
    """Raise Invalid unless every key and string in it can be stored."""
    if isinstance(value, str):
        storable(value)
    elif isinstance(value, dict | list):
        if depth == 0:
            raise Invalid("The JSON is nested too deeply.", limit=MAX_DEPTH)
        if isinstance(value, dict):
            check(list(value), depth)
            value = list(value.values())
        for item in value:
            check(item, depth - 1)


def _check_depth(text: str) -> None:
    """Refuse by counting brackets, before a parser recurses into them."""
    depth = 0
    for token in _TOKENS.finditer(text):
        if token[0] in _OPENS:
            depth += 1
            if depth > MAX_DEPTH:
                raise Invalid(
                    "The JSON is nested too deeply.",
                    limit=MAX_DEPTH,
                    offset=token.start(),
                )
        elif token[0][0] != '"':
            depth -= 1


def _refuse_constant(name: str) -> NoReturn:
    raise Invalid(f"Not JSON: {name} is not a number.")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Invalid("A key stands twice in one JSON object.")
    return found
