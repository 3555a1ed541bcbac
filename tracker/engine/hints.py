"""Words without which a pattern need not be tried, looked for once a text."""

from bisect import bisect_left
from functools import lru_cache


class Hints:
    """Where any of some words stand in a text.

    A search for each word over the whole text is much faster than one pattern for all
    of them, or than to look into every sentence anew.
    """

    def __init__(self, *words: str) -> None:
        self._words = words
        self._places = lru_cache(maxsize=4)(self._found)

    def _found(self, text: str) -> list[int]:
        places = []
        for word in self._words:
            at = text.find(word)
            while at >= 0:
                places.append(at)
                at = text.find(word, at + 1)
        return sorted(places)

    def within(self, text: str, start: int, end: int) -> bool:
        """Whether one of the words begins in text[start:end]."""
        places = self._places(text)
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end

    def behind(self, text: str, before: tuple[str, ...]) -> bool:
        """Whether one of the words stands in a text right behind one of `before`."""
        return any(text.endswith(before, 0, at) for at in self._places(text))
