"""A compiled glossary, opened: its entries and what they can be looked up by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from mtqa.glossary.store_csv import entry_of
from mtqa.names.index.build import SEPARATOR, term_text
from mtqa.names.index.hashing import token_hash
from mtqa.names.index.layout import FileDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mtqa.glossary.model import Entry
    from mtqa.names.index.layout import Layout

    Numbers = NDArray[Any]

__all__ = ["CompiledGlossary"]


class CompiledGlossary:
    """A large glossary file, mapped into memory.

    Args:
        layout: The open file.
        origin: Name of the glossary file, for ``Entry.origin``.

    Attributes:
        origin: As given.
        arrays: See :mod:`mtqa.names.index.arrays`.
        size: Number of entries.
        digest: First 8 hex digits of the SHA-256 of the glossary file.

    Raises:
        FileDamaged: Arrays do not fit each other.
    """

    def __init__(self, layout: Layout, *, origin: str) -> None:
        self.origin = origin
        self.arrays = layout.arrays
        try:
            self.size = int(layout.meta["entries"])
            self.digest = str(layout.meta["sha256"])[:8]
            self._columns = tuple(self.text("columns").split("\n"))
            self._check()
        except (KeyError, ValueError, TypeError, UnicodeDecodeError, IndexError) as exc:
            raise FileDamaged("its arrays do not fit each other") from exc

    def _check(self) -> None:
        arrays = self.arrays
        pairs = [(name, name.removesuffix("_hashes")) for name in arrays if name.endswith("_hashes")]
        values = {"token": "token_numbers", "skeleton": "skeleton_forms"}
        fits = len(arrays["record_offsets"]) == self.size + 1 and len(arrays["record_rows"]) == self.size
        fits &= len(arrays["entry_roles"]) == self.size
        fits &= all(number < self.size for number in arrays["pattern_entries"][-1:].tolist())
        fits &= all(len(arrays[name]) == len(arrays[values.get(base, f"{base}_entries")]) for name, base in pairs)
        n_forms = len(arrays["form_entries"])
        fits &= len(arrays["form_token_offsets"]) == n_forms + 1 and len(arrays["form_letters"]) == n_forms
        fits &= len(arrays["posting_offsets"]) == len(arrays["token_flags"]) + 1
        for offsets, items in (
            ("record_offsets", "records"),
            ("form_token_offsets", "form_tokens"),
            ("posting_offsets", "postings"),
            ("class_offsets", "class_tokens"),
        ):
            fits &= int(arrays[offsets][-1]) == len(arrays[items])
        if not fits:
            raise FileDamaged("its arrays do not fit each other")

    def text(self, name: str) -> str:
        """A section of text."""
        return self.arrays[name].tobytes().decode("utf-8", "surrogatepass")

    @cached_property
    def tokens(self) -> list[str]:
        """The distinct folded tokens of forms."""
        return self.text("token_text").split("\n")

    @cached_property
    def sounds(self) -> list[str]:
        """The sound of each token; ``""`` where it has none."""
        return self.text("token_sounds").split("\n")

    @cached_property
    def form_sounds(self) -> list[str]:
        """The sound of each form, in words; ``""`` where it has none."""
        return self.text("form_sounds").split("\n")

    @cached_property
    def classes(self) -> list[str]:
        """The distinct codes of sound."""
        return self.text("class_text").split("\n")

    @cached_property
    def _made_ids(self) -> dict[int, str]:
        entries = self.arrays["made_id_entries"].tolist()
        return dict(zip(entries, self.text("made_ids").split("\n"), strict=False))

    def entries(self, numbers: Iterable[int]) -> tuple[Entry, ...]:
        """Entries by number, in the order of the file, each once."""
        return tuple(self._entry(number) for number in sorted(set(numbers)))

    def _entry(self, number: int) -> Entry:
        offsets = self.arrays["record_offsets"]
        record = self.arrays["records"][int(offsets[number]) : int(offsets[number + 1])].tobytes()
        cells = record.decode("utf-8", "surrogatepass").split(SEPARATOR)
        values = dict(zip(self._columns, cells, strict=True))
        identity = self._made_ids.get(number) or values.get("id") or term_text(values["term"])
        row = int(self.arrays["record_rows"][number])
        return entry_of(values, identity=identity, row=row, origin=self.origin)

    def lookup(self, name: str, keys: Sequence[int], *, most: int) -> list[NDArray[np.uint32]]:
        """What a table has for each key.

        Args:
            name: ``exact``, ``variant``, ``spacing``, ``skeleton``, ``id`` or ``token``.
            keys: Hashes.
            most: Values per key; the first are kept.
        """
        import numpy as np

        hashes = self.arrays[f"{name}_hashes"]
        values = self.arrays[{"token": "token_numbers", "skeleton": "skeleton_forms"}.get(name, f"{name}_entries")]
        wanted = np.array(keys, dtype=np.uint64)
        first = np.searchsorted(hashes, wanted, side="left")
        after = np.searchsorted(hashes, wanted, side="right")
        return [values[a : min(b, a + most)] for a, b in zip(first.tolist(), after.tolist(), strict=True)]

    def has(self, name: str, keys: Sequence[int]) -> list[bool]:
        """Whether each key is in a sorted array of hashes."""
        import numpy as np

        hashes = self.arrays[name]
        if not len(hashes):
            return [False] * len(keys)
        wanted = np.array(keys, dtype=np.uint64)
        at = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
        found: list[bool] = (hashes[at] == wanted).tolist()
        return found

    def token_numbers(self, tokens: Sequence[str]) -> dict[str, int]:
        """The numbers of those tokens that some form has."""
        numbers: dict[str, int] = {}
        for token, found in zip(tokens, self.lookup("token", [token_hash(t) for t in tokens], most=4), strict=True):
            for number in found.tolist():
                if self.tokens[number] == token:
                    numbers[token] = number
        return numbers

    def postings(self, token: int) -> NDArray[np.uint32]:
        """The forms of a token, ascending."""
        offsets = self.arrays["posting_offsets"]
        return self.arrays["postings"][int(offsets[token]) : int(offsets[token + 1])]
