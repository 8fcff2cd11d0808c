"""``mtqa.check``: what the command does, for Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mtqa.data import Document, Report
from mtqa.errors import GlossaryError
from mtqa.glossary import Glossary
from mtqa.lm import DEFAULT_LM, LanguageModel, load
from mtqa.names.index.large import LargeGlossary
from mtqa.names.index.load import open_glossaries
from mtqa.options import Options
from mtqa.pipeline import assess

__all__ = ["GlossaryLike", "check", "open_glossary", "open_lm"]

#: What stands for a glossary: itself, a file, or several files of which later ones win.
GlossaryLike = Glossary | LargeGlossary | str | Path | Iterable[str | Path]


def check(
    text_or_path: str | Path,
    *,
    glossary: GlossaryLike | None = None,
    packs: str | Path | Iterable[str | Path] = (),
    lm: LanguageModel | str | None = DEFAULT_LM,
    options: Options | None = None,
    offline: bool = False,
    note: Callable[[str], None] | None = None,
) -> Report:
    """Check one article.

    Args:
        text_or_path: A ``Path`` is a file.  A ``str`` is a file if it has no white space in it or
            names one that exists; otherwise it is the text of the article.
        glossary: A :class:`Glossary`, a CSV file of any size, or several.
        packs: Packs of ready entries, one or several, by name ("world-affairs") or file; they count less than ``glossary``.
        lm: Name of a language model, a loaded one, or ``None`` (or ``"none"``) to do without.
        options: Which checks to run and from which confidence on to report.
        offline: Never fetch a model; a missing one is an error that says which command to run.
        note: Called with sentences for the user, such as "fetching the model".

    Returns:
        The report: findings, fluency, summary, what was skipped, and the signature.

    Raises:
        InputError: The article cannot be read.
        GlossaryError: The glossary cannot be used.
        ModelError: The language model cannot be had.
        ConfigError: A name of a check or a model that does not exist.
    """
    document = _read(text_or_path)
    entries = open_glossary(glossary, packs=packs, note=note)
    return assess(document, glossary=entries, lm=open_lm(lm, offline=offline, note=note), options=options)


def _read(text_or_path: str | Path) -> Document:
    from mtqa.readers import read_path, read_text

    if isinstance(text_or_path, Path) or not any(map(str.isspace, text_or_path)) or _is_file(text_or_path):
        return read_path(Path(text_or_path))
    return read_text(text_or_path)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # a whole article is no valid path: too long, or with a NUL
        return False


def open_glossary(
    glossary: GlossaryLike | None,
    *,
    packs: str | Path | Iterable[str | Path] = (),
    note: Callable[[str], None] | None = None,
) -> Glossary | LargeGlossary | None:
    """The glossary that ``glossary`` stands for.

    Args:
        glossary: A glossary, a CSV file, or several of which later ones win.  A large file is indexed
            once, into the user's cache.
        packs: Names or files of packs, which are more general than any glossary; not beside a glossary
            that is held in memory.
        note: Called with sentences for the user, such as "indexing".

    Raises:
        GlossaryError: A file cannot be used.
    """
    from mtqa.glossary.packs import pack_path

    some = (packs,) if isinstance(packs, str | Path) else packs
    pack_files = [one if isinstance(one, Path) else pack_path(one) for one in some]
    if isinstance(glossary, Glossary | LargeGlossary):
        if pack_files:
            raise GlossaryError("packs stand beside glossary files; name the file of the glossary")
        return glossary
    if glossary is None and not pack_files:
        return None
    paths = (glossary,) if isinstance(glossary, str | Path) else tuple(glossary or ())
    return open_glossaries(
        [Path(path) for path in paths], packs=pack_files, note=note if note is not None else lambda _: None
    )


def open_lm(
    lm: LanguageModel | str | None, *, offline: bool = False, note: Callable[[str], None] | None = None
) -> LanguageModel | None:
    """The language model that ``lm`` stands for.

    Raises:
        ModelError: It cannot be had or loaded.
        ConfigError: There is no such model.
    """
    if lm is None or lm == "none":
        return None
    if isinstance(lm, str):
        return load(lm, offline=offline, note=note if note is not None else lambda _: None)
    return lm
