"""The words of a document as they may leave the newsroom: without marks of a copy.

Pure. Who hands out a text can make each copy a little different, in characters that
nobody sees, and so learn whose copy leaked. The record and the sealed original keep
every one of them; here they are gone. What shows (a changed word, a look-alike letter,
a moved comma) is for people to judge: nothing is rewritten.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# Format characters (zero width, direction, tags), variation selectors, controls, and
# letters that are drawn as nothing.
_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e01ef]+"
)
_JOINERS: Final = "\u200c\u200d\u180b\u180c\u180d"
# Scripts whose spelling needs joiners or variants between letters.
_JOINING: Final = [
    "ARABIC",
    "SYRIAC",
    "THAANA",
    "NKO",
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "ORIYA",
    "TAMIL",
    "TELUGU",
    "KANNADA",
    "MALAYALAM",
    "SINHALA",
    "MYANMAR",
    "KHMER",
    "MONGOLIAN",
]
_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_RUNS: Final = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_ENDS: Final = re.compile(r"[ \t]+$", re.MULTILINE)
_GAPS: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Released:
    """The words, and how many characters that may mark a copy were taken out."""

    text: str
    removed: int


def releasable(text: str) -> Released:
    """Return the words as everybody reads them, however their copy was marked.

    Two copies that differ only in what is not seen come out equal; doing it twice
    changes nothing.
    """
    seen = _UNSEEN.sub(lambda found: _kept(text, found), text)
    for pattern, to in ((_SPACES, " "), (_ENDS, ""), (_RUNS, " "), (_GAPS, "\n\n")):
        seen = pattern.sub(to, seen)
    spaced = sum(bool(_SPACES.match(letter)) for letter in text)
    return Released(seen, len(text) - len(seen) + spaced)


def _kept(text: str, found: "re.Match[str]") -> str:
    """Return one joiner where two letters are of a script that is spelt with it."""
    before, after = found.start() - 1, found.end()
    joiner = next((sign for sign in found[0] if sign in _JOINERS), "")
    if joiner and before >= 0 and after < len(text):
        around = {_script(text[before]), _script(text[after])}
        if len(around) == 1 and around <= set(_JOINING):
            return joiner
    return ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
