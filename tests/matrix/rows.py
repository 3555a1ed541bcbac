"""What a line of the pages' table is: a route, its method, who may, and a body.

`page` is looked at, `act` is posted to, `form` is both. On the own desk, whoever is
not named gets 403 with the reason, or 404 where the very existence is protected
(`hidden`). The body is one that would go through.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.api.matrix import MEMBERS
from tests.api.world import World

Body = Callable[[World], Mapping[str, Any]]

VERSION = {"version": 1}
REASON = {"version": 1, "reason": "As the log says."}


def _nothing(_: World) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """One route and method. `of` names the world's record in the address."""

    name: str
    method: str
    allowed: frozenset[str]
    body: Body
    of: str = ""
    hidden: bool = False
    kind: str = ""  # the other part of a history's address
    personal: bool = False  # about the caller, not about a desk
    query: str = ""
    also: Body = _nothing  # what else the address holds

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.kind}".strip()

    def arguments(self, world: World, pk: object = None) -> dict[str, Any]:
        """Return what the address holds; `pk` in place of the record's own."""
        if self.personal:
            return {}
        if not self.of:
            return {"slug": world.desk.slug}
        kind = {"kind": self.kind} if self.kind else {}
        named = {"pk": pk or getattr(world, self.of).pk}
        return named | kind | dict(self.also(world))


def _body(given: Body | Mapping[str, Any]) -> Body:
    return given if callable(given) else lambda _: given


def page(
    name: str, allowed: frozenset[str] = MEMBERS, of: str = "", **more: Any
) -> list[Page]:
    return [Page(name, "GET", allowed, lambda _: {}, of, **more)]


def act(
    name: str,
    allowed: frozenset[str],
    body: Body | Mapping[str, Any],
    of: str = "",
    **more: Any,
) -> list[Page]:
    return [Page(name, "POST", allowed, _body(body), of, **more)]


def form(
    name: str,
    allowed: frozenset[str],
    body: Body | Mapping[str, Any],
    of: str = "",
    **more: Any,
) -> list[Page]:
    return page(name, allowed, of, **more) + act(name, allowed, body, of, **more)
