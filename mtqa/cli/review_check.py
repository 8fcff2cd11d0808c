"""Checking one article after the other, each again when it or a glossary was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.cli.remembered_lm import remembering

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtqa.cli.project import Layers
    from mtqa.data import Report
    from mtqa.glossary import Glossary
    from mtqa.names.index.large import LargeGlossary

__all__ = ["Checker"]


class Checker:
    """``check(path)`` reads and checks an article.  Not for several threads at once."""

    def __init__(
        self, layers: Callable[[], Layers], *, lm: str | None, offline: bool, note: Callable[[str], None]
    ) -> None:
        """Load the language model, once, and open the glossaries.

        Args:
            layers: What an article is checked against, as it is now: a glossary may come to be during a review.
            lm: Name of the language model, ``none`` for none, ``None`` for the default.
            offline: Never fetch it.
            note: Called with sentences for the user.

        Raises:
            ModelError, ConfigError: The model cannot be had.
            GlossaryError: A glossary cannot be used.
        """
        from mtqa.api import open_lm
        from mtqa.lm import DEFAULT_LM

        self._layers = layers
        self._note = note
        self._opened: tuple[object, Glossary | LargeGlossary | None] | None = None
        self._entries()
        self._lm = remembering(open_lm(DEFAULT_LM if lm is None else lm, offline=offline, note=note))

    def __call__(self, path: Path) -> Report:
        """The report of an article.

        Raises:
            InputError: It cannot be read.
            GlossaryError, ConfigError: A glossary was changed, and cannot be used any more.
            ModelError: The language model failed.
        """
        from mtqa.pipeline import assess
        from mtqa.project_run import Verdicts, known_findings
        from mtqa.readers import read_path

        used = self._layers()
        known = known_findings(None, project=used.folder)
        report = assess(read_path(path), glossary=self._entries(), lm=self._lm, options=used.options())
        return Verdicts(known=known).marked(report)  # who reviews keeps the decisions

    def basis(self) -> object:
        """What changes when a glossary, the project's settings or the baseline do."""
        from mtqa.decisions.find import baseline_path
        from mtqa.errors import MtqaError

        try:
            used = self._layers()
            options = used.options()
        except MtqaError as exc:  # said by the check
            return str(exc)
        files = (*used.packs, *used.glossaries, baseline_path(project=used.folder))
        return options, tuple((path, _mark(path)) for path in files)

    def _entries(self) -> Glossary | LargeGlossary | None:
        """The glossaries as they are now."""
        from mtqa.api import open_glossary

        basis = self.basis()
        if self._opened is None or self._opened[0] != basis:
            used = self._layers()
            self._opened = basis, open_glossary(used.glossaries or None, packs=used.packs, note=self._note)
        return self._opened[1]


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
