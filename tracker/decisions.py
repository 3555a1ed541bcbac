"""A yes, or a no with its reason."""

from dataclasses import dataclass
from typing import Self

from tracker.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy says. True when allowed; a refusal always has a reason."""

    allowed: bool
    code: str = ""
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: "Decision") -> "Decision":
        """Both must say yes; the first no wins, so its reason is the one shown."""
        return other if self.allowed else self

    def or_refuse(self) -> None:
        """Raise NotAllowed with the reason unless the answer is yes."""
        if not self.allowed:
            raise NotAllowed(self.reason, rule=self.code)

    @classmethod
    def yes(cls) -> Self:
        return cls(allowed=True)

    @classmethod
    def no(cls, code: str, reason: str) -> Self:
        return cls(allowed=False, code=code, reason=reason)

    @classmethod
    def when(cls, fact: object, *, code: str, reason: str) -> Self:
        """Yes when the fact holds; otherwise no, for this reason."""
        return cls.yes() if fact else cls.no(code, reason)
