"""Names that a project accepts as they are: findings about them are marked, never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.text import name_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Finding

__all__ = ["accepted_by_project"]

#: The families of checks that doubt a name.
_FAMILIES = ("name-", "term-")
_REASON = "accepted in mtqa.toml"


def accepted_by_project(findings: Iterable[Finding], names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Fingerprints of findings whose text is an accepted name, each with the reason.

    Capitals count, as they do in names; white space and a possessive ending do not.
    """
    accepted = {name_forms(name)[0] for name in names}
    return tuple(
        (one.fingerprint, _REASON)
        for one in findings
        if one.check.startswith(_FAMILIES) and accepted.intersection(name_forms(one.text))
    )
