"""Numbers in words: "two hundred and forty", and what "m", "bn" and "억" stand for."""

import re

SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        start=2,
    )
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "tn": 1e12,
    "k": 1e3,
    "dozen": 12.0,
    "만": 1e4,
    "억": 1e8,
    "조": 1e12,
}
SPELLED = "|".join(
    [*SMALL, *TENS, "hundred", "thousand", "million", "billion", "trillion", "dozen"]
)
"""The words a spelled number is made of, for a pattern."""


def spelled(words: str) -> float:
    """Return the value of "two hundred and forty"."""
    total = current = 0.0
    for word in re.split(r"[- ]+", words.lower()):
        if word in SMALL or word in TENS:
            current += SMALL.get(word, TENS.get(word, 0))
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "dozen":
            current = (current or 1) * 12
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0.0
    return total + current
