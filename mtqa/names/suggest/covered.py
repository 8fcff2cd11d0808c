"""Whether the glossary has a name already, in any form that the checks take for right."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mtqa.glossary.model import EntryKind, MatchMode
from mtqa.names.forms import name_parts
from mtqa.names.variants import variant_key, variant_keys
from mtqa.text import fold

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry, Glossary

__all__ = ["Covered"]


class Covered:
    """The forms of a glossary, right and rejected, and the parts of its names of people.

    Args:
        glossary: The glossary, of any size.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._keys: dict[str, Entry] = {}
        self._words: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for entry in glossary.entries:
            for form in (*entry.forms, *entry.rejected):
                if entry.rule(form).match is MatchMode.PATTERN:
                    continue
                for key in variant_keys(form):
                    self._keys.setdefault(key, entry)
                if entry.kind is EntryKind.PERSON:
                    words = frozenset(fold(form).split())
                    for part in name_parts(form):
                        self._keys.setdefault(variant_key(part), entry)
                        self._words[fold(part)].append(words)

    def has(self, text: str) -> bool:
        """Whether ``text`` is a form, a spelling of one that usage holds equal, or some words of a person's name."""
        return self.entry(text) is not None or self._is_part(text)

    def entry(self, text: str) -> Entry | None:
        """The entry of which ``text`` is a form or a spelling of one."""
        return next((self._keys[key] for key in sorted(variant_keys(text)) if key in self._keys), None)

    def _is_part(self, text: str) -> bool:
        words = frozenset(fold(text).split())
        return any(words <= other for word in words for other in self._words.get(word, ()))
