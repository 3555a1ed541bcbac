"""Notes as W3C Web Annotations (JSON-LD), out and in. Pure.

https://www.w3.org/TR/annotation-model/: a note's words are a TextualBody, its label
another with the purpose of tagging; its place is a TextQuoteSelector with a
TextPositionSelector beside it. Positions count Unicode code points.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tracker.errors import Invalid

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
MOST_BODIES: Final = 20
_MEMBERS: Final[dict[str, dict[str, type]]] = {
    "TextQuoteSelector": {"exact": str, "prefix": str, "suffix": str},
    "TextPositionSelector": {"start": int, "end": int},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note stands: by its words, by its offsets, or both."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a Web Annotation says, as far as this record keeps it."""

    body: str
    label: str = ""
    place: Place | None = None


def to_jsonld(
    note: Note,
    *,
    id_: UUID,
    about: UUID,
    created: datetime,
    creator: str,
    reply_to: UUID | None = None,
) -> dict[str, Any]:
    """Return the note as a Web Annotation about an article or document."""
    bodies = [_textual(note.body, "replying" if reply_to else "commenting")]
    if note.label:
        bodies.append(_textual(note.label, "tagging"))
    target: dict[str, Any] | str = f"urn:uuid:{reply_to or about}"
    if note.place is not None:
        target = {"source": f"urn:uuid:{about}", "selector": _selectors(note.place)}
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{id_}",
        "type": "Annotation",
        "motivation": "replying" if reply_to else "commenting",
        "created": created.isoformat(),
        "creator": {"type": "Person", "name": creator},
        "body": bodies,
        "target": target,
    }


def from_jsonld(data: object) -> Note:
    """Read a Web Annotation. Raises Invalid, naming the member that is wrong."""
    if not isinstance(data, Mapping) or "Annotation" not in _many(data.get("type")):
        raise Invalid("This is not a Web Annotation.", field="type")
    bodies = _many(data.get("body", data.get("bodyValue")))
    if not bodies or len(bodies) > MOST_BODIES:
        raise Invalid("An annotation needs a body of text.", field="body")
    words: list[str] = []
    labels: list[str] = []
    for body in bodies:
        value, purpose = _read_body(body)
        (labels if purpose == "tagging" else words).append(value)
    if not words:
        raise Invalid("An annotation needs a body of text.", field="body")
    targets = _many(data.get("target"))
    if len(targets) != 1:
        raise Invalid("An annotation has one target here.", field="target")
    label = labels[0] if labels else ""
    return Note("\n\n".join(words), label, _read_place(targets[0]))


def find(place: Place, content: str) -> tuple[int, int]:
    """Return where the place is in a text. Raises Invalid when nowhere, or unclear.

    Offsets count only where the words stand there as well; otherwise the words are
    looked for, with what stands before and after them.
    """
    start, end = place.start, place.end
    if start is not None and end is not None and 0 <= start < end <= len(content):
        stands = content[start:end]
        if place.exact in {"", stands}:
            return start, end
    if not place.exact:
        raise Invalid("The position lies outside the text.", field="target.selector")
    context = place.prefix + place.exact + place.suffix
    for words, offset in ((context, len(place.prefix)), (place.exact, 0)):
        at = content.find(words)
        if at >= 0 and content.find(words, at + 1) < 0:
            return at + offset, at + offset + len(place.exact)
    raise Invalid("These words do not stand in the text once.", field="target.selector")


def _textual(value: str, purpose: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "purpose": purpose,
    }


def _selectors(place: Place) -> list[dict[str, Any]]:
    selectors: list[dict[str, Any]] = []
    if place.exact:
        selectors.append(
            {
                "type": "TextQuoteSelector",
                "exact": place.exact,
                "prefix": place.prefix,
                "suffix": place.suffix,
            }
        )
    if place.start is not None:
        selectors.append(
            {"type": "TextPositionSelector", "start": place.start, "end": place.end}
        )
    return selectors


def _many(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _read_body(body: object) -> tuple[str, str]:
    if isinstance(body, str):
        return body, "commenting"
    if isinstance(body, Mapping) and isinstance(value := body.get("value"), str):
        return value, "tagging" if "tagging" in _many(body.get("purpose")) else ""
    raise Invalid("Only bodies of text can be read.", field="body")


def _read_place(target: object) -> Place | None:
    if isinstance(target, str):
        return None
    if not isinstance(target, Mapping):
        raise Invalid("The target cannot be read.", field="target")
    found: dict[str, Any] = {}
    for selector in _many(target.get("selector")):
        if not isinstance(selector, Mapping):
            raise Invalid("The selector cannot be read.", field="target.selector")
        for name, kind in _MEMBERS.get(str(selector.get("type")), {}).items():
            value = selector.get(name, kind())
            if type(value) is not kind:
                raise Invalid("The selector cannot be read.", field="target.selector")
            found[name] = value
    return Place(**found) if found else None
