"""A language model that remembers the last texts.

An article that is checked again because the glossary was changed need not be read again.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from mtqa.lm.reading import Reading, StateReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import TokenLogprob
    from mtqa.lm import LanguageModel

__all__ = ["remembering"]

#: Tokens whose readings are kept, each some kilobytes; of a longer article, that one alone.
MOST_TOKENS: Final = 20_000


class _Memory:
    """Readings by text, the one that was used last at the end."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Reading | tuple[TokenLogprob, ...]] = OrderedDict()

    def get(self, text: str) -> Reading | tuple[TokenLogprob, ...] | None:
        found = self._known.get(text)
        if found is not None:
            self._known.move_to_end(text)
        return found

    def put(self, text: str, value: Reading | tuple[TokenLogprob, ...]) -> None:
        self._known[text] = value
        while len(self._known) > 1 and sum(map(_size, self._known.values())) > MOST_TOKENS:
            self._known.popitem(last=False)


class _Remembering:
    """See :class:`mtqa.lm.protocol.LanguageModel`."""

    def __init__(self, lm: LanguageModel) -> None:
        self.name = lm.name
        self.revision = lm.revision
        self._lm = lm
        self._memory = _Memory()

    def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
        """See :class:`mtqa.lm.protocol.LanguageModel`."""
        found = []
        for text in texts:
            known = self._memory.get(text)
            if known is None:
                (known,) = self._lm.token_logprobs([text])
                self._memory.put(text, known)
            found.append(known.tokens if isinstance(known, Reading) else known)
        return found


class _RememberingStates(_Remembering):
    """The same of a model that shows its states."""

    def __init__(self, lm: LanguageModel, reader: StateReader) -> None:
        super().__init__(lm)
        self._reader = reader

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """See :class:`mtqa.lm.reading.StateReader`."""
        found = []
        for text in texts:
            known = self._memory.get(text)
            if not isinstance(known, Reading):
                (known,) = self._reader.read([text])
                self._memory.put(text, known)
            found.append(known)
        return found


def remembering(lm: LanguageModel | None) -> LanguageModel | None:
    """The model, with a memory."""
    if lm is None:
        return None
    return _RememberingStates(lm, lm) if isinstance(lm, StateReader) else _Remembering(lm)


def _size(value: Reading | tuple[TokenLogprob, ...]) -> int:
    return len(value.tokens if isinstance(value, Reading) else value)
