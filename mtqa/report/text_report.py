"""The reports in a terminal, and as plain lines when the output is read by another program.

In a terminal: a short page per file.  Otherwise one line per finding,
``path:line:column: severity check: message "surface" [-> suggestion] (confidence)``, for grep and
editors; the other lines carry no line number after the path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mtqa.data import Finding, Report
from mtqa.mqm import Severity
from mtqa.report.wording import (
    confidence_words,
    count_words,
    excerpt,
    lowest,
    number,
    one_line,
    plural,
    score_words,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["print_text"]

#: Lowest sentences that are quoted, and the length of a quotation.
LOWEST: Final = 3
QUOTE: Final = 56

_STYLES: Final = {
    Severity.NEUTRAL: "dim",
    Severity.MINOR: "cyan",
    Severity.MAJOR: "yellow",
    Severity.CRITICAL: "bold red",
}


def print_text(reports: Sequence[Report], console: Console) -> None:
    """Print the reports to ``console``: for a person in a terminal, one plain line per finding otherwise."""
    for position, report in enumerate(reports):
        if console.is_terminal:
            if position:
                _line(console, "")
            _page(report, console)
        else:
            _lines(report, console)


def _lines(report: Report, console: Console) -> None:
    path = one_line(report.document.id)
    for finding in report.findings:
        line, column = report.document.line_column(finding.span)
        change = "".join(
            [f'"{excerpt(finding.text, limit=QUOTE)}"', *(f" -> {wanted}" for wanted in _wanted(finding)[:1])]
        )
        _line(
            console,
            f"{path}:{line}:{column}: {finding.severity.value} {one_line(finding.check)}: {one_line(finding.message)} "
            f"{change} ({finding.confidence:.2f})",
        )
    for label, text in _after(report):
        _line(console, f"{path}: {label}: {text}")


def _page(report: Report, console: Console) -> None:
    _line(console, one_line(report.document.id), style="bold")
    (_, total), *after = _after(report)
    _indented(console, 2, (total, ""))
    _line(console, "")
    places = [":".join(map(str, report.document.line_column(finding.span))) for finding in report.findings]
    place_width = max(map(len, places), default=0)
    check_width = min(20, max((len(finding.check) for finding in report.findings), default=0))
    for place, finding in zip(places, report.findings, strict=True):
        _entry(finding, f"{place:>{place_width}}", check_width, console)
    if report.findings:
        _line(console, "")
    for label, text in after:
        if label == "signature":
            # never broken by us: it is there to be copied
            _line(console, f"  {label}: {text}", style="dim")
        else:
            _indented(console, 2, (f"{label}: ", "dim"), (text, ""))


def _entry(finding: Finding, place: str, check_width: int, console: Console) -> None:
    """Two columns: where and which check; what stands there, what should, and why."""
    from rich.table import Table

    style = _STYLES[finding.severity]
    wanted = _wanted(finding)
    change = [(f'"{excerpt(finding.text, limit=QUOTE)}"', "")]
    if wanted:
        change += [(" -> ", "dim"), (wanted[0], "bold green")]
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=len(place) + 2)
    grid.add_column(width=len("critical"))
    grid.add_column(width=check_width, no_wrap=True)
    grid.add_column()
    grid.add_row(
        _text(console, (f"  {place}", "dim")),
        _text(console, (finding.severity.value, style)),
        _text(console, (one_line(finding.check), "dim")),
        _text(console, *change),
    )
    console.print(grid, highlight=False)
    message = one_line(finding.message)
    if len(wanted) > 1:
        message += f" Or: {'; '.join(wanted[1:3])}."
    confidence = f" ({confidence_words(finding.confidence)}, {finding.confidence:.2f})"
    _indented(console, len(place) + 4, (message, ""), (confidence, "dim"))


def _after(report: Report) -> list[tuple[str, str]]:
    """What follows the findings, as label and text; the totals come first."""
    lines = [("summary", _total(report))]
    fluency = report.fluency
    if fluency is not None:
        lines.append(("fluency", f"{score_words(fluency)}. {one_line(fluency.unit)}".rstrip()))
        for segment in lowest(fluency, limit=LOWEST):
            value = f"{number(segment.surprisal)} bits" if segment.score is None else number(segment.score, digits=0)
            line, _ = report.document.line_column(segment.span)
            quoted = excerpt(segment.span.of(report.document.text), limit=QUOTE)
            lines.append(("lowest", f'{value} in line {line}, "{quoted}"'))
    lines.extend(("not run", words) for words in _skipped(report))
    lines.extend(("note", one_line(notice)) for notice in report.document.notices)
    lines.append(("signature", one_line(report.signature)))
    return lines


def _skipped(report: Report) -> Iterator[str]:
    """Which checks did not run, those with the same reason in one line."""
    checks: dict[str, list[str]] = {}
    for skipped in report.skipped:
        checks.setdefault(one_line(skipped.reason), []).append(one_line(skipped.check))
    for reason, names in checks.items():
        yield f"{', '.join(names)}: {reason}"


def _total(report: Report) -> str:
    summary = report.summary
    words = plural(summary.n_words, "word")
    if not report.findings:
        ran = plural(len(report.checks), "check")
        return f"no suspected issues in {words} ({ran} ran)"
    total = f"{plural(len(report.findings), 'suspected issue')} in {words}: {count_words(summary.counts)}"
    if summary.penalty is not None:
        total += f"; {number(summary.penalty)} points per 1,000 words if all were confirmed"
    return total


def _wanted(finding: Finding) -> list[str]:
    """The suggestions as they are shown; an empty one means that the text should go."""
    return [
        excerpt(suggestion.text, limit=QUOTE) if suggestion.text.strip() else "(delete)"
        for suggestion in finding.suggestions
        if suggestion.text.strip() or not suggestion.text
    ]


def _line(console: Console, text: str, *, style: str = "") -> None:
    """One line of output, however long."""
    console.print(_text(console, (text, style)), soft_wrap=True, highlight=False)


def _indented(console: Console, by: int, *parts: tuple[str, str]) -> None:
    """A paragraph, wrapped under its own beginning."""
    from rich.padding import Padding

    console.print(Padding(_text(console, *parts), (0, 0, 0, by), expand=False), highlight=False)


def _text(console: Console, *parts: tuple[str, str]) -> Text:
    """Text with styles.  Never a string: brackets in an article are no markup, ``:smile:`` is no emoji."""
    from rich.text import Text

    made = Text()
    for text, style in parts:
        made.append(_encodable(text, console.encoding), style=style)
    return made


def _encodable(text: str, encoding: str) -> str:
    """``text`` with what the terminal's encoding cannot say as ``?``: a report is no place for a traceback."""
    return text.encode(encoding, "replace").decode(encoding, "replace")
