"""64-bit hashes that can be put together from those of parts, for arrays and for single strings.

Two things are hashed: a *sequence* of tokens, token after token, so that every beginning of a form
has a hash of its own; and a *concatenation* of strings.  A collision makes an entry a candidate that
is then looked at and found not to fit; it never makes a result.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BASE", "MASK", "STEP", "extend", "joined_hash", "sequence_hash", "token_hash"]

MASK: Final = (1 << 64) - 1
#: Multipliers, odd: of a token in a sequence, and of a byte in a string.
STEP: Final = 0x9E3779B97F4A7C15
BASE: Final = 0xD6E8FEB86659FD93


@lru_cache(maxsize=65536)
def token_hash(token: str) -> int:
    """The hash of one token."""
    return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def extend(state: int, token: int) -> int:
    """The hash of a sequence with one more token; ``token`` is its :func:`token_hash`."""
    return (state * STEP + token) & MASK


def sequence_hash(tokens: Iterable[str]) -> int:
    """The hash of a sequence of tokens."""
    state = 0
    for token in tokens:
        state = extend(state, token_hash(token))
    return state


@lru_cache(maxsize=65536)
def joined_hash(text: str) -> tuple[int, int]:
    """The hash of a string, and what the hash of all before it is multiplied by when it is appended."""
    state, power = 0, 1
    for byte in text.encode("utf-8", "surrogatepass"):
        state = (state * BASE + byte + 1) & MASK
        power = power * BASE & MASK
    return state, power
