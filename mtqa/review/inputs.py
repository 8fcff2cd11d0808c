"""What ``mtqa review`` is given: articles, folders of articles, reports that name articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["MOST_ARTICLES", "article_paths"]

#: Articles of one review; more are another folder than was meant.
MOST_ARTICLES: Final = 2_000
_MOST_BYTES: Final = 200_000_000
_SHOWN: Final = 10
_HEAD: Final = 4_000  # bytes in which a page says who wrote it


def article_paths(
    given: Iterable[Path], *, found_in: Callable[[Path], list[Path]], most: int = MOST_ARTICLES
) -> tuple[Path, ...]:
    """The articles to be reviewed, each once, in the order given.

    Args:
        given: Articles; folders; reports as ``mtqa check --format json`` writes them, whose articles are read
            again from where the report says, counted from the working folder, or else from the report's.
        found_in: The articles in a folder and those below it.
        most: How many at most.

    Raises:
        InputError: A file is not there, is no report, or there are too many; names each.
    """
    found: dict[Path, Path] = {}
    problems: list[str] = []
    for path in given:
        if path.is_dir():
            some = [one for one in found_in(path) if not _is_page_of_ours(one)]
        elif path.suffix.lower() == ".json":
            some = _of_report(path, problems)
        else:
            if not path.is_file():
                problems.append(f"{path}: no such article")
            elif _is_page_of_ours(path):
                problems.append(f"{path}: a page that mtqa wrote; name the article, or the report in JSON")
            some = [path]
        for one in some:
            found.setdefault(one.absolute(), one)
        if len(found) > most:
            raise InputError(f"more than {most:,} articles; name a part of them")
    if problems:
        more = f"\n  and {len(problems) - _SHOWN:,} more" if len(problems) > _SHOWN else ""
        raise InputError("\n  ".join(problems[:_SHOWN]) + more)
    return tuple(found.values())


def _of_report(path: Path, problems: list[str]) -> list[Path]:
    """The articles that a report names; those that are not there are among the problems."""
    names = _names(path)
    if not names:
        problems.append(f"{path}: a report without any article")
    found = []
    for name in names:
        tried = [Path(name), path.parent / name]
        article = next((one for one in tried if _is_file(one)), None)
        if article is None:
            problems.append(
                f"{name}: named in {path}, but not there; start in the folder in which the article was checked, "
                "or name the article itself"
            )
        else:
            found.append(article)
    return found


def _names(path: Path) -> list[str]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as exc:
        raise InputError(f"{path}: cannot be read ({exc.strerror or exc})") from exc
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path}: larger than {_MOST_BYTES // 1_000_000} MB; that is no report")
    no_report = f"{path}: no report of mtqa; make one with: mtqa check ARTICLE --format json --output {path}"
    try:
        files = json.loads(data)["files"]
        names = [one["path"] for one in files]
    except (ValueError, RecursionError, KeyError, TypeError) as exc:
        raise InputError(no_report) from exc
    if not all(isinstance(name, str) and name for name in names):
        raise InputError(no_report)
    if "<stdin>" in names:
        raise InputError(f"{path}: made from standard input, so the article cannot be read again; name its file")
    return names


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _is_page_of_ours(path: Path) -> bool:
    """Whether a file is an HTML report, which reads like an article and is none."""
    if path.suffix.lower() not in {".html", ".htm"}:
        return False
    try:
        with path.open("rb") as stream:
            return b'name="generator" content="mtqa ' in stream.read(_HEAD)
    except OSError:  # the reader says why
        return False
