"""What a name looks like in another system of writing names in Latin letters."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Spelling"]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One form of a name in another system.

    Attributes:
        text: The name in the other system, capitalised as a name: ``"Zhou Runfa"``.
        system: The other system in words a reader knows: ``"pinyin"``, ``"Wade-Giles"``.
        cost: Nats; 0 is certain.  Minus the logarithm of the probability that this is the corresponding
            form, given that the name parses in the system that it was taken to be in.
    """

    text: str
    system: str
    cost: float
