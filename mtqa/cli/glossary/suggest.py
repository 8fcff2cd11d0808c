"""``mtqa glossary suggest``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.entry_options import ForceOption, kind_named
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.cli.concerns import Concerns
    from mtqa.data import Decision
    from mtqa.glossary.model import EntryKind, Glossary
    from mtqa.names.suggest import Suggested
    from mtqa.names.suggest.reported import Reported

__all__ = ["register"]

_REPORT = ".json"
_LIMIT = 30


class From(StrEnum):
    """What ``--from`` takes."""

    TEXT = "text"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class _Found:
    """What is suggested, what speaks against each by id, and what to say besides."""

    suggestions: tuple[Suggested, ...]
    said: dict[str, Concerns]
    notes: tuple[str, ...] = ()


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("suggest", no_args_is_help=True)(suggest)


@bounded
def suggest(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE...", help="Trusted articles, folders of them, or reviewed JSON reports."),
    ],
    from_: Annotated[
        From | None, typer.Option("--from", help="What they are; a file that ends in .json is a report.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--source", metavar="PATH", help="The source text of the article, for source terms.")
    ] = None,
    source_lang: Annotated[
        str, typer.Option("--source-lang", metavar="LANG", help="Its language; told by its letters unless given.")
    ] = "",
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="PATH", help="Decisions about the report; else decisions.jsonl beside it."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many at most.")] = _LIMIT,
    min_count: Annotated[
        int, typer.Option("--min-count", min=1, metavar="N", help="Mentions that a name must have.")
    ] = 1,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", "-k", metavar="KIND", help="Only this kind. Repeat it for more.")
    ] = None,
    quotes: Annotated[bool, typer.Option("--quotes", "-q", help="Show all the evidence, with quotations.")] = False,
    as_csv: Annotated[
        bool,
        typer.Option(
            "--csv",
            help="Print a glossary file with a column of evidence, to be reviewed in a spreadsheet and imported.",
        ),
    ] = False,
    add: Annotated[
        bool, typer.Option("--add", help="Add them: asks for each in a terminal; else with --pick or --yes.")
    ] = False,
    pick: Annotated[
        list[str] | None, typer.Option("--pick", metavar="ID", help="With --add: only this one. Repeat it for more.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --add: all that are listed, without asking.")] = False,
    force: ForceOption = False,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Suggest entries from texts whose names are right, or from what was decided about a report.

    Lists names and terms that the glossary does not have, the most useful first, with the evidence. A
    suggestion is a guess: look at its spelling and its kind before it goes in.
    """
    from mtqa.cli.suggest_add import add_suggestions, require_choice

    if as_json and as_csv:
        raise typer.BadParameter("--json and --csv are two forms of the list; choose one")
    if not add and (pick or yes):
        raise typer.BadParameter("--pick and --yes say what to add; say --add as well")
    if add:
        require_choice(pick or (), yes=yes)
    kinds = frozenset(kind_named(one) for one in kind or ())
    target = chosen(glossary)
    held, known = _glossaries(target, is_given=glossary is not None)
    found = _found(sources, from_, known, decisions=decisions, kinds=kinds, min_count=min_count, limit=limit)
    if source is not None:
        found = _with_source_terms(found, source, source_lang)
    said = _said(found.suggestions, held)
    if add:
        done = add_suggestions(said.suggestions, said.said, target, pick=pick or (), yes=yes, force=force)
        if as_json:
            print_json(done)
    else:
        _print(said, held, as_json=as_json, as_csv=as_csv, quotes=quotes)
    for sentence in found.notes:
        note(sentence)


def _found(
    sources: Sequence[Path],
    from_: From | None,
    glossary: Glossary,
    *,
    decisions: Path | None,
    kinds: frozenset[EntryKind],
    min_count: int,
    limit: int,
) -> _Found:
    from mtqa.errors import ConfigError

    of = from_ if from_ is not None else _kind_of(sources)
    if of is From.REPORT:
        return _from_reports(sources, glossary, decisions=decisions, kinds=kinds, limit=limit)
    if decisions is not None:
        raise ConfigError("--decisions belongs to a report; name one, or say --from report")
    from mtqa.corpus import articles
    from mtqa.names.suggest import mine

    mined = mine(articles(sources, note=note), glossary, limit=limit, min_count=min_count, kinds=kinds)
    notes = [f"{mined.left_out:,} more; see them with --limit"] if mined.left_out else []
    if mined.forgotten:
        notes.append(f"{mined.forgotten:,} names that were seen once were not kept: the corpus is too large")
    if not mined.suggestions:
        counted = "the article has" if mined.documents == 1 else f"{mined.documents:,} articles have"
        notes.append(f"nothing to suggest: {counted} no names that the glossary lacks")
    return _Found(mined.suggestions, {}, tuple(notes))


def _kind_of(sources: Sequence[Path]) -> From:
    """Whether all are reports, by their names; a mixture would be neither."""
    from mtqa.errors import ConfigError

    reports = [path.suffix.lower() == _REPORT for path in sources]
    if any(reports) and not all(reports):
        raise ConfigError("articles and reports together; suggest from one sort at a time, or say --from")
    return From.REPORT if all(reports) else From.TEXT


def _from_reports(
    sources: Sequence[Path], glossary: Glossary, *, decisions: Path | None, kinds: frozenset[EntryKind], limit: int
) -> _Found:
    from mtqa.decisions import NAME, DecisionLog
    from mtqa.errors import InputError
    from mtqa.names.suggest import from_review, parse_report

    findings: list[Reported] = []
    judged: dict[str, Decision] = {}
    for path in sources:
        findings += parse_report(_bytes(path), origin=str(path))
        beside = path.parent / NAME if decisions is None else decisions
        if not beside.is_file():
            raise InputError(
                f"{path}: no {NAME} beside it; name the decisions with --decisions PATH"
                if decisions is None
                else f"{beside}: no such file; check the path"
            )
        judged |= DecisionLog(beside).read().current
    review = from_review(findings, judged, glossary)
    fitting = [one for one in review.suggestions if not kinds or one.entry.kind in kinds]
    notes = []
    if review.unknown:
        notes.append(f"{review.unknown:,} decisions are about findings that the report does not have")
    if len(fitting) > limit:
        notes.append(f"{len(fitting) - limit:,} more; see them with --limit")
    if not fitting:
        notes.append(f"nothing to suggest: {review.decided:,} decisions about names and terms ask for no change")
    return _Found(tuple(fitting[:limit]), {}, tuple(notes))


def _bytes(path: Path) -> bytes:
    from mtqa.errors import InputError
    from mtqa.names.suggest import MOST_BYTES

    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the path") from None
    except (OSError, ValueError) as exc:
        raise InputError(f"{path}: cannot be read ({getattr(exc, 'strerror', None) or exc})") from exc


def _glossaries(target: Path, *, is_given: bool) -> tuple[Glossary, Glossary]:
    """The glossary to add to, and all that is known: in a project, what the house and the packs have too."""
    from mtqa.cli.project import layers
    from mtqa.glossary.merge import overlaid
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.store import GlossaryFile
    from mtqa.glossary.store_csv import load_csv

    # The glossary that a project names is made when it is first written to; a path may be a slip.
    held = Glossary() if not is_given and not target.exists() else GlossaryFile(target, note=note).read()
    used = layers((), (), use_project=not is_given)
    others = [path for path in (*used.packs, *used.glossaries) if path.absolute() != target.absolute()]
    return held, Glossary(overlaid([*map(load_csv, others), held])) if others else held


def _with_source_terms(found: _Found, path: Path, lang: str) -> _Found:
    from mtqa.names.suggest import SourceText, with_sources
    from mtqa.readers import read_path

    source = SourceText(read_path(path).text, lang=lang)
    if not source.lang:
        note(f"{path}: the letters do not tell the language; say it with --source-lang")
        return found
    return _Found(with_sources(found.suggestions, source), {}, found.notes)


def _said(suggestions: Sequence[Suggested], glossary: Glossary) -> _Found:
    """What speaks against each suggestion, those with something serious last; what no glossary can hold is left out."""
    from mtqa.cli.concerns import concerns
    from mtqa.errors import GlossaryError

    kept, said = [], {}
    for one in suggestions:
        old = glossary.by_id.get(one.entry.id) if one.change is not None else None
        try:
            said[one.entry.id] = concerns(one.entry, glossary, replacing=old)
        except GlossaryError:
            continue
        kept.append(one)
    # What the glossary takes for a mistake is looked at last.
    return _Found(tuple(sorted(kept, key=lambda one: bool(said[one.entry.id].serious))), said)


def _print(found: _Found, glossary: Glossary, *, as_json: bool, as_csv: bool, quotes: bool) -> None:
    from mtqa.cli import suggest_view as view

    if as_json:
        print_json([view.as_dict(one, found.said[one.entry.id]) for one in found.suggestions])
        return
    if as_csv:
        emit(view.as_csv(found.suggestions, found.said, glossary))
        return
    rows = [
        (one, found.said[one.entry.id], glossary.by_id.get(one.entry.id) if one.change is not None else None)
        for one in found.suggestions
    ]
    if quotes:
        emit("\n".join("".join(f"{line}\n" for line in view.described(*row)) for row in rows))
    elif rows:
        print_table(view.COLUMNS, (view.as_row(*row) for row in rows))
