"""``mtqa glossary lint`` and ``stats``: what a keeper wants to know about a glossary."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import ExitStatus, bounded, emit, note
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json, print_table
from mtqa.cli.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.glossary.lint import Level, Remark
    from mtqa.glossary.stats import Count, Stats

__all__ = ["register"]

_SHOWN = 200  # remarks that are printed; the rest is counted

PathArgument = Annotated[
    Path | None, typer.Argument(metavar="PATH", help="The glossary, of any format; that of the project unless given.")
]
RuleOption = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("lint")(lint)
    app.command("stats")(stats)


@bounded
def lint(
    path: PathArgument = None,
    select: Annotated[
        RuleOption, typer.Option("--select", metavar="RULE", help="Only this rule. Repeat it, or put commas between.")
    ] = None,
    ignore: Annotated[
        RuleOption, typer.Option("--ignore", metavar="RULE", help="Not this rule. Repeat it, or put commas between.")
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes too: what is worth a look once.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")] = False,
    heard: Annotated[
        int | None,
        typer.Option(
            "--heard", min=0, metavar="N", help="How many entries to hold against all names and words that sound alike."
        ),
    ] = None,
    list_rules: Annotated[bool, typer.Option("--rules", help="List the rules, and leave.")] = False,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say everything that is wrong or doubtful in a glossary, with row and column.

    Errors are what no glossary may hold: all of a file are listed, so that they can be mended in one go.

    The exit code is 1 if there are errors; with --strict, or warnings.
    """
    from mtqa.errors import ConfigError
    from mtqa.glossary.lint import Level, lint_file, sorted_remarks
    from mtqa.names.glossary_lint import MOST_HEARD, lint_names

    rules = _rules()
    if list_rules:
        print_table(("rule", "finds"), rules.items())
        return
    wanted = _wanted(rules, select, ignore)
    if path is not None and glossary is not None:
        raise ConfigError("the glossary is given twice, as PATH and with --glossary; leave one out")
    target = path if path is not None else chosen(glossary)
    linted = lint_file(target)
    most = MOST_HEARD if heard is None else heard
    names = lint_names(linted.entries, most=most if wanted & _HEARD else 0)
    found = [one for one in sorted_remarks((*linted.remarks, *names.remarks)) if one.rule in wanted]
    counts = Counter(one.level for one in found)
    not_heard = names.not_heard if wanted & _HEARD else 0
    if as_json:
        remarks = [asdict(one) for one in found]
        print_json(
            {"glossary": str(target), "entries": len(linted.entries), "not_heard": not_heard, "remarks": remarks}
        )
    else:
        shown = [one for one in found if notes or one.level is not Level.NOTE]
        _print_remarks(shown, name=str(target))
        _tell_counts(counts, len(linted.entries), name=str(target), hides_notes=not notes)
        if not_heard:
            number = f"{not_heard:,} {'entry was' if not_heard == 1 else 'entries were'}"
            note(f"{number} not held against what sounds alike; --heard N looks at more")
    if counts[Level.ERROR] or (strict and counts[Level.WARNING]):
        raise typer.Exit(ExitStatus.FINDINGS)


@bounded
def stats(path: PathArgument = None, glossary: GlossaryOption = None, as_json: JsonOption = False) -> None:
    """Count what a glossary holds: kinds, languages, statuses, who added what, and what is missing."""
    from mtqa.errors import ConfigError
    from mtqa.glossary.formats.files import import_file
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.stats import stats as counted
    from mtqa.glossary.store import GlossaryFile

    if path is not None and glossary is not None:
        raise ConfigError("the glossary is given twice, as PATH and with --glossary; leave one out")
    target = path if path is not None else chosen(glossary)
    held = GlossaryFile(target, note=note).read() if path is None else Glossary(import_file(path).entries)
    found = counted(held)
    size = target.stat().st_size if target.is_file() else None
    if as_json:
        print_json({"glossary": str(target), "bytes": size, **asdict(found)})
        return
    print_table(("what", "which", "number"), _stats_rows(found, size))
    if found.added_by:
        emit("\n")
        print_table(
            ("added by", "entries", "first", "last"),
            [(one.name or "(not said)", f"{one.number:,}", one.first or "", one.last or "") for one in found.added_by],
        )


#: Rules for which entries are held against what sounds like them.
_HEARD = frozenset(("misspelt", "collision", "word-as-name"))


def _rules() -> dict[str, str]:
    from mtqa.glossary.lint import RULES
    from mtqa.names.glossary_lint import RULES as NAME_RULES

    return RULES | NAME_RULES


def _wanted(rules: dict[str, str], select: RuleOption, ignore: RuleOption) -> frozenset[str]:
    selected, ignored = _names(rules, select, "--select"), _names(rules, ignore, "--ignore")
    return (selected or frozenset(rules)) - ignored


def _names(rules: dict[str, str], values: RuleOption, option: str) -> frozenset[str]:
    from difflib import get_close_matches

    from mtqa.errors import ConfigError

    names = [name.strip() for value in values or () for name in value.split(",") if name.strip()]
    for name in names:
        if name not in rules:
            near = get_close_matches(name, rules, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(rules)}"
            raise ConfigError(f"{option}: no rule {name[:40]!r}; {hint}")
    return frozenset(names)


def _print_remarks(remarks: Sequence[Remark], *, name: str) -> None:
    """One line each, as compilers do it, so that editors can follow."""
    lines = []
    for one in remarks[:_SHOWN]:
        where = name if one.row is None else f"{name}:{one.row}"
        what = ", ".join(part for part in (one.column, one.id) if part)
        advice = f"; {one.advice}" if one.advice else ""
        lines.append(
            printable(f"{where}: {one.level}: {what + ': ' if what else ''}{one.message}{advice} [{one.rule}]")
        )
    if lines:
        emit("\n".join(lines) + "\n")
    if len(remarks) > _SHOWN:
        note(f"and {len(remarks) - _SHOWN:,} more; --json lists them all")


def _tell_counts(counts: Counter[Level], entries: int, *, name: str, hides_notes: bool) -> None:
    from mtqa.glossary.formats.losses import counted
    from mtqa.glossary.lint import Level

    parts = [counted(counts[level], level.value) for level in Level if counts[level]]
    if hides_notes and counts[Level.NOTE]:
        parts[-1] += " (--notes shows them)"
    said = ", ".join(parts) or "nothing to say"
    emit(printable(f"{name}: {counted(entries, 'entry', 'entries')}, {said}") + "\n")


def _stats_rows(found: Stats, size: int | None) -> Iterable[tuple[str, str, str]]:
    yield "entries", "", f"{found.entries:,}"
    yield from _count_rows("kind", found.kinds)
    yield "forms", "", f"{found.forms:,}"
    yield from _count_rows("status", found.statuses)
    yield from _count_rows("match", found.match_modes)
    yield "source terms", "", f"{found.source_terms:,}"
    yield from _count_rows("language", found.source_languages)
    yield from _count_rows("entries without", found.without)
    for title, number in (("only watched", found.watched), ("with examples", found.with_examples)):
        if number:
            yield "entries", title, f"{number:,}"
    yield from _count_rows("column of your own", found.columns)
    if size is not None:
        yield "bytes", "", f"{size:,}"


def _count_rows(title: str, counts: Iterable[Count]) -> Iterable[tuple[str, str, str]]:
    return ((title, one.name or "(not said)", f"{one.number:,}") for one in counts if one.number)
