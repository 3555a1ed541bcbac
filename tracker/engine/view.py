"""The characters met so far, in order of appearance and of who was last in view."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.engine.characters import Character
from tracker.engine.results import SpeakerKind

if TYPE_CHECKING:
    from tracker.engine.phrases import Phrase
    from tracker.engine.streams import Row

VIEW = 200


class View:
    """Holds the characters met so far, and who is in view.

    Whoever came into view from `told_of` on is only spoken of in the report at hand.
    """

    def __init__(
        self,
        roles: dict[tuple[str, ...], frozenset[str]] | None = None,
        invented: frozenset[str] = frozenset(),
    ) -> None:
        self.roles = roles or {}
        self.invented = invented
        self.background: list[tuple[int, Row, Phrase]] = []
        self.characters: list[Character] = []
        self.heads: Counter[str] = Counter()
        self.order: list[Character] = []
        self.told_of = -1

    def last(
        self, kinds: frozenset[SpeakerKind] | None = None, *, spoke: bool = False
    ) -> Character | None:
        for character in reversed(self.order[-VIEW:]):
            if (kinds is None or character.kind in kinds) and (
                character.spoke or not spoke
            ):
                return character
        return None

    def _known(self) -> list[Character]:
        """Return those met lately; an article has not more, hostile text might."""
        return self.characters[-VIEW:]

    def _recent(
        self, fits: Callable[[Character], bool], *, within: int | None = None
    ) -> Character | None:
        view = self.order[-(within or VIEW) :]
        for character in reversed(view):
            if fits(character):
                return character
        return None
