"""A glossary with a large file in it, and the small glossary that an article needs of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mtqa.glossary.match import find_forms
from mtqa.glossary.merge import giving_way, merged, overlaid
from mtqa.glossary.model import EntryKind, Glossary
from mtqa.glossary.tokens import tokenise
from mtqa.names.forms import FormTable
from mtqa.names.index.exact import entries_in_text, entries_of_forms, entries_of_words
from mtqa.names.index.hashing import joined_hash, token_hash
from mtqa.names.index.shortlist import KEPT, Shortlist
from mtqa.names.lexicon import lexicon
from mtqa.names.romanisation import other_spellings
from mtqa.names.spans import find_names
from mtqa.names.terms import lower_case_windows
from mtqa.names.windows import windows_of
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.data import Document
    from mtqa.glossary.model import Entry
    from mtqa.names.index.compiled import CompiledGlossary
    from mtqa.names.spans import NameSpan

__all__ = ["LargeGlossary"]

#: Names looked up by sound in one article; more are a list or noise, and each costs milliseconds.
MOST_NAMES: Final = 2000
#: Entries brought in by sound for one article, about; with very many names each brings in fewer, but two.
MOST_BY_SOUND: Final = 3000
#: Names of one word of which the families are looked at.
MOST_FAMILIES: Final = 300
#: Entries of a pack brought in by sound for one name: only the nearest can be credible, and one more is its rival.
KEPT_OF_PACK: Final = 2


@dataclass(frozen=True)
class LargeGlossary:
    """Glossaries of which at least one is too large for memory, later ones overriding earlier ones.

    Attributes:
        layers: In order of precedence, the most general first, as for
            :func:`mtqa.glossary.merge.merged`.
        n_general: How many of them, from the first on, are packs: they give way to all others
            (:func:`mtqa.glossary.merge.giving_way`), and are ``Glossary.general``.
    """

    layers: tuple[Glossary | CompiledGlossary, ...]
    n_general: int = 0

    @property
    def size(self) -> int:
        """Entries of all layers, overridden ones among them."""
        return sum(layer.size for layer in self.layers)

    @cached_property
    def digest(self) -> str:
        """8 hex digits that change with the content of any layer."""
        digests = [layer.digest for layer in self.layers]
        if self.n_general:
            digests.insert(self.n_general, "packs")
        return digests[0] if len(digests) == 1 else hashlib.sha256("|".join(digests).encode()).hexdigest()[:8]

    @cached_property
    def _shortlists(self) -> dict[int, Shortlist]:
        return {at: Shortlist(layer) for at, layer in enumerate(self.layers) if not isinstance(layer, Glossary)}

    def refuse_conflicts(self) -> None:
        """Hold the small layers against the large ones; two large ones are not compared, nor are packs with anything.

        Raises:
            GlossaryError: An entry of one contradicts an entry of another.
        """
        layers = self.layers[self.n_general :]
        small = [entry for layer in layers if isinstance(layer, Glossary) for entry in layer.entries]
        if small:
            merged([layer if isinstance(layer, Glossary) else _related(small, layer) for layer in layers])

    def narrow(self, document: Document, names: Sequence[NameSpan] | None = None) -> Glossary:
        """The entries that can matter for an article.

        Those with a form that stands in the article, right or wrong; for each of its names an entry
        that makes it right, if there is one; and those nearest by sound to each name that is not
        right.  The checks then find in this glossary what they would find in the whole one, but for
        an entry that sounds less like a name than ``shortlist.KEPT`` others do.

        Args:
            document: The article, segmented.
            names: Its names, if they are known already.

        Returns:
            A glossary whose ``size`` is that of the whole.
        """
        names = find_names(document, known=lexicon()) if names is None else names
        numbers = {
            at: entries_in_text(document.text, layer) | entries_of_words(document, names, layer)
            for at, layer in enumerate(self.layers)
            if not isinstance(layer, Glossary)
        }
        queries = _open_names(document, names, self._picked(numbers))
        kept = max(min(KEPT, MOST_BY_SOUND // max(len(queries), 1)), 2)
        families = [name for name in queries if " " not in name][:MOST_FAMILIES]
        for at, shortlist in self._shortlists.items():
            most = min(kept, KEPT_OF_PACK) if at < self.n_general else kept
            numbers[at].update(entry for found in shortlist.nearest(queries, kept=most) for entry in found)
            numbers[at] |= _romanised_otherwise(queries, shortlist.compiled)
            numbers[at] |= shortlist.family_names(families, with_roles=False)
            numbers[at] |= self._in_role(document, at, shortlist.family_names(families, with_roles=True))
        return self._picked(numbers)

    def _in_role(self, document: Document, at: int, numbers: set[int]) -> set[int]:
        """Those of the entries with a role whose words the article has."""
        layer = self.layers[at]
        assert not isinstance(layer, Glossary)
        said = {token.key for token in tokenise(document.text)} if numbers else set()
        return {
            number
            for number in numbers
            if any(said.issuperset(fold(role).split()) for entry in layer.entries([number]) for role in entry.roles)
        }

    def _picked(self, numbers: dict[int, set[int]]) -> Glossary:
        """The numbered entries of large layers and all of small ones, as one glossary."""
        picked: list[Glossary] = []
        so_far: list[Entry] = []
        for at, layer in enumerate(self.layers):
            if isinstance(layer, Glossary):
                glossary = layer
            else:
                # What overrides an entry of an earlier layer must be there too.
                overriding = _related(so_far, layer).entries if so_far else ()
                by_id = {entry.id: entry for entry in (*layer.entries(numbers[at]), *overriding)}
                glossary = Glossary(tuple(by_id.values()))
            picked.append(glossary)
            so_far += glossary.entries
        entries = overlaid(picked)
        if not self.n_general:
            return Glossary(entries, total=self.size)
        chosen = {entry.id for glossary in picked[self.n_general :] for entry in glossary.entries}
        general = frozenset(entry.id for entry in entries if entry.id not in chosen)
        return Glossary(giving_way(entries, general=general), total=self.size, general=general)


def _related(entries: Iterable[Entry], layer: CompiledGlossary) -> Glossary:
    """The entries of a large layer that have an id or a form of ``entries``."""
    entries = tuple(entries)
    found = entries_of_forms((form for entry in entries for form in (*entry.forms, *entry.rejected)), layer)
    for numbers in layer.lookup("id", [token_hash(entry.id) for entry in entries], most=4):
        found.update(numbers.tolist())
    # An id that a row does not give is its term.
    found |= entries_of_forms((entry.id for entry in entries if entry.id != entry.term), layer)
    return Glossary(layer.entries(found))


def _romanised_otherwise(names: Iterable[str], layer: CompiledGlossary) -> set[int]:
    """Entries that are a name in another romanisation: "Chow Yun-fat" for "Zhou Runfa"."""
    spellings = {
        spelling.text
        for name in names
        for kind in (EntryKind.PERSON, EntryKind.PLACE)
        for spelling in other_spellings(name, kind=kind)
    }
    keys = [joined_hash("".join(fold(text).split()))[0] for text in sorted(spellings)]
    return {entry for found in layer.lookup("spacing", keys, most=2) for entry in found.tolist()}


def _open_names(document: Document, names: Sequence[NameSpan], glossary: Glossary) -> list[str]:
    """Names, and parts of names, that are no form of the glossary."""
    mentions = find_forms(document.text, glossary)
    table = FormTable(glossary)
    windows = windows_of(document.text, names, mentions, table=table)
    windows += lower_case_windows(document, mentions, table=table, known=lexicon())
    return list(dict.fromkeys(window.text for window in windows if not window.right))[:MOST_NAMES]
