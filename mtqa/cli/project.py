"""The project that a command works in, and the glossaries that an article is checked against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.config import Config
    from mtqa.options import Options

__all__ = ["Layers", "current_config", "layers", "shortest"]


@dataclass(frozen=True, slots=True)
class Layers:
    """Glossaries, each more general than the next: packs, those of the house, the project's, those given.

    Attributes:
        packs: Files of packs.
        glossaries: Files of glossaries.
        config: The configuration that named some of them.
        settings: What that configuration says.
        notes: What to tell the user about them.
    """

    packs: tuple[Path, ...] = ()
    glossaries: tuple[Path, ...] = ()
    config: Path | None = None
    notes: tuple[str, ...] = ()
    settings: Config | None = None

    @property
    def folder(self) -> Path | None:
        """The project's folder; ``None`` without one."""
        return None if self.config is None else self.config.parent

    def options(self, given: Options | None = None, *, min_confidence: float | None = None) -> Options:
        """The options of a run in this project; see :func:`mtqa.project_run.run_options`."""
        from mtqa.project_run import run_options

        return run_options(self.settings, given, min_confidence=min_confidence)


def current_config() -> Config | None:
    """The configuration of the project around the working folder; its limits hold from here on.

    Raises:
        ConfigError: It cannot be used.
    """
    from mtqa.config import find_config
    from mtqa.glossary import limits

    config = find_config(Path.cwd())
    limits.apply(limits.Limits() if config is None else config.limits)
    return config


def layers(given: Sequence[Path], packs: Sequence[str], *, use_project: bool) -> Layers:
    """What an article is checked against.

    Args:
        given: Glossaries named on the command line; they count most, the last of them most of all.
        packs: Packs named there.
        use_project: Whether the project around the working folder counts.

    Raises:
        ConfigError: The configuration cannot be used.
        GlossaryError: There is no such pack.
    """
    from mtqa.glossary.packs import pack_path

    config = current_config() if use_project else None
    files: list[Path] = []
    found = [pack_path(name) for name in packs]
    notes: list[str] = []
    if config is not None:
        found = [*(pack_path(name, base=config.path.parent) for name in config.packs), *found]
        files += [shortest(path) for path in config.house]
        own = shortest(config.glossary)
        if config.glossary.exists():
            files.append(own)
        elif not given:
            notes.append(f"{shortest(config.path)} names {own}, which is not there yet")
    # A glossary that is named twice counts where it is named last.
    every = [*files, *given]
    last = {path.absolute(): at for at, path in enumerate(every)}
    kept = tuple(path for at, path in enumerate(every) if last[path.absolute()] == at)
    if config is not None and (found or files):
        names = [*(f"pack {path.stem}" for path in dict.fromkeys(found)), *map(str, kept)]
        notes.append(f"glossaries, the last counts most: {', '.join(names)} (with {shortest(config.path)})")
    return Layers(tuple(dict.fromkeys(found)), kept, None if config is None else config.path, tuple(notes), config)


def shortest(path: Path) -> Path:
    """``path`` from the working folder, if it is in it."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path
