"""Short lists written as one string: the modules of rules are mostly such lists."""

from __future__ import annotations

__all__ = ["pairs", "words"]


def words(text: str) -> list[str]:
    """The words of a list that is written with spaces."""
    return text.split()


def pairs(text: str) -> dict[str, str]:
    """Reads "a:b c:d" as a mapping; a value may be empty."""
    result = {}
    for pair in text.split():
        key, _, value = pair.partition(":")
        result[key] = value
    return result
