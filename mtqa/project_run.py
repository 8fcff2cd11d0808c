"""What every run takes from its project and from people: settings, decisions, the baseline.

``mtqa check``, ``mtqa export`` and ``mtqa review`` all go through here, so that a finding stands in the same state
whichever of them shows it.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.decisions import DecisionLog, Decisions, decided
from mtqa.decisions.baseline import read_baseline
from mtqa.decisions.find import baseline_path, decisions_path
from mtqa.errors import ConfigError, InputError
from mtqa.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mtqa.config import Config
    from mtqa.data import Report

__all__ = ["Verdicts", "known_findings", "run_options"]


def run_options(config: Config | None, given: Options | None = None, *, min_confidence: float | None = None) -> Options:
    """The options of a run: those given, and under them those of the project.

    Args:
        config: The project's, if there is one.
        given: What the user asked for.  A check that is selected there runs although the project leaves it out.
        min_confidence: The confidence that the user asked for: it then holds for every check, whatever the
            project says.  ``None`` if the user did not.

    Raises:
        ConfigError: The project names a check that does not exist, or a number is out of range.
    """
    options = Options() if given is None else given
    if min_confidence is not None:
        options = replace(options, min_confidence=min_confidence)
    if config is not None and config.accepted_names:
        options = replace(options, accepted_names=(*options.accepted_names, *config.accepted_names))
    if config is None or not (config.ignore or config.min_confidence):
        return options
    _require_checks(config)
    left_out = [name for name in config.ignore if name not in options.select]
    return replace(
        options,
        ignore=tuple(dict.fromkeys((*options.ignore, *left_out))),
        min_confidence_of=options.min_confidence_of if min_confidence is not None else config.min_confidence,
    )


def _require_checks(config: Config) -> None:
    from mtqa.checks import all_checks

    ids = all_checks()
    named = [*(("ignore", name) for name in config.ignore), *(("checks", name) for name, _ in config.min_confidence)]
    for key, name in named:
        if name not in ids:
            near = get_close_matches(name, ids, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`mtqa explain` lists them"
            raise ConfigError(f"{config.path}: {key!r}: there is no check {name[:80]!r}; {hint}")


def known_findings(path: Path | None, *, project: Path | None) -> frozenset[str]:
    """The fingerprints of the baseline.

    Args:
        path: The file that the user named; ``None`` for the usual one, which need not be there.
        project: Folder of the project.

    Raises:
        InputError: The file cannot be used.
    """
    if path is None:
        path = baseline_path(project=project)
        if not path.exists():
            return frozenset()
    return read_baseline(path).fingerprints


class Verdicts:
    """What people said about the findings of some articles, read once, before anything slow begins."""

    def __init__(
        self,
        articles: Iterable[Path] = (),
        *,
        project: Path | None = None,
        decisions: Path | None = None,
        known: Iterable[str] | None = None,
        use_decisions: bool = True,
        note: Callable[[str], None] | None = None,
    ) -> None:
        """Read the files of decisions.

        Args:
            articles: Files; ``-`` is standard input.
            project: Folder of the project.
            decisions: One file for all articles; else each article's, or the project's.
            known: Fingerprints of the baseline; ``None`` for no baseline.
            use_decisions: Whether decisions count.
            note: Called with what a file of decisions had to leave out.

        Raises:
            InputError: A file is no such file, or the one that was named is not there.
        """
        if decisions is not None and use_decisions and not decisions.exists():
            raise InputError(f"{decisions}: there is no such file of decisions")
        self._known = None if known is None else frozenset(known)
        self._paths: dict[Path, Path] = {}
        for article in articles if use_decisions else ():
            own = None if str(article) == "-" else article
            self._paths[article] = decisions_path(own, project=project) if decisions is None else decisions
        self._read: Mapping[Path, Decisions] = {
            path: DecisionLog(path).read() for path in dict.fromkeys(self._paths.values())
        }
        for one in self._read.values():
            if note is not None:
                for sentence in one.notices:
                    note(sentence)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of decisions that there are."""
        return tuple(path for path in self._read if path.exists())

    def decisions(self, article: Path) -> Decisions:
        """What was decided in the file that counts for an article; nothing for one that was not named."""
        path = self._paths.get(article)
        return Decisions() if path is None else self._read[path]

    def marked(self, report: Report, article: Path | None = None) -> Report:
        """The report of an article with what people said about its findings."""
        path = None if article is None else self._paths.get(article)
        if path is None and self._known is None:
            return report
        return decided(report, None if path is None else self._read[path], known=self._known)
