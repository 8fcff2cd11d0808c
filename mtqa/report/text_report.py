"""The reports in a terminal, and as plain lines when the output is read by another program.

In a terminal: a short page per file.  Otherwise one line per finding,
``path:line:column: severity check: message "surface" [-> suggestion] (confidence)``, for grep and
editors; the other lines carry no line number after the path.  A finding that a person confirmed has ``(confirmed)``
instead of the confidence.  What a person dismissed, a mark switched off or the baseline knows is counted, and printed
only on request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Decision, Finding, Report, State
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


#: What hides a finding, in the words of the count.
_HIDDEN: Final = {State.DISMISSED: "dismissed", State.IGNORED: "switched off"}
_KNOWN: Final = "known"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A finding as it is printed.

    Attributes:
        finding: As the check raised it.
        state: Where it stands.
        decision: What a person decided, if one.
        mark: Why it is not printed unless asked for; ``""`` if it is.
    """

    finding: Finding
    state: State
    decision: Decision | None
    mark: str


def print_text(reports: Sequence[Report], console: Console, *, show_decided: bool = False) -> None:
    """Print the reports to ``console``: for a person in a terminal, one plain line per finding otherwise.

    Args:
        reports: With what people decided, if they did.
        console: Where to.
        show_decided: Also print, marked, what was dismissed or switched off, and what the baseline knows.
    """
    for position, report in enumerate(reports):
        if console.is_terminal:
            if position:
                _line(console, "")
            _page(report, console, show_decided=show_decided)
        else:
            _lines(report, console, show_decided=show_decided)


def _shown(report: Report) -> list[_Shown]:
    """Every finding with what became of it."""
    decisions = {decision.fingerprint: decision for decision in report.decisions}
    found = []
    for finding, state in zip(report.findings, report.states(), strict=True):
        mark = _HIDDEN.get(state, "")
        if state.is_suspected and finding.fingerprint in report.known:
            mark = _KNOWN
        found.append(_Shown(finding, state, decisions.get(finding.fingerprint), mark))
    return found


def _lines(report: Report, console: Console, *, show_decided: bool) -> None:
    path = one_line(report.document.id)
    for shown in _shown(report):
        if shown.mark and not show_decided:
            continue
        finding = shown.finding
        line, column = report.document.line_column(finding.span)
        change = "".join(
            [f'"{excerpt(finding.text, limit=QUOTE)}"', *(f" -> {wanted}" for wanted in _wanted(shown)[:1])]
        )
        _line(
            console,
            f"{path}:{line}:{column}: {finding.severity.value} {one_line(finding.check)}: {one_line(finding.message)} "
            f"{change} ({_standing(shown, f'{finding.confidence:.2f}')})",
        )
    for label, text in _after(report, show_decided=show_decided):
        _line(console, f"{path}: {label}: {text}")


def _standing(shown: _Shown, confidence: str) -> str:
    """What stands in brackets: who confirmed it, or how sure the check is, and why it would not be printed."""
    if shown.state is State.ACCEPTED:
        by = one_line(shown.decision.by) if shown.decision is not None else ""
        return f"confirmed by {by}" if by else "confirmed"
    unsure = "unsure" if shown.state is State.UNSURE else ""
    return ", ".join(word for word in (confidence, unsure, shown.mark) if word)


def _page(report: Report, console: Console, *, show_decided: bool) -> None:
    _line(console, one_line(report.document.id), style="bold")
    (_, total), *after = _after(report, show_decided=show_decided)
    _indented(console, 2, (total, ""))
    _line(console, "")
    printed = [shown for shown in _shown(report) if show_decided or not shown.mark]
    places = [":".join(map(str, report.document.line_column(shown.finding.span))) for shown in printed]
    place_width = max(map(len, places), default=0)
    check_width = min(20, max((len(shown.finding.check) for shown in printed), default=0))
    for place, shown in zip(places, printed, strict=True):
        _entry(shown, f"{place:>{place_width}}", check_width, console)
    if printed:
        _line(console, "")
    for label, text in after:
        if label == "signature":
            # never broken by us: it is there to be copied
            _line(console, f"  {label}: {text}", style="dim")
        else:
            _indented(console, 2, (f"{label}: ", "dim"), (text, ""))


def _entry(shown: _Shown, place: str, check_width: int, console: Console) -> None:
    """Two columns: where and which check; what stands there, what should, and why."""
    from rich.table import Table

    finding = shown.finding
    style = "dim" if shown.mark else _STYLES[finding.severity]
    wanted = _wanted(shown)
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
    note = "" if shown.decision is None else one_line(shown.decision.note)
    confidence = _standing(shown, f"{confidence_words(finding.confidence)}, {finding.confidence:.2f}")
    _indented(
        console, len(place) + 4, (message, ""), (f" ({confidence})", "dim"), (f" Note: {note}" if note else "", "")
    )


def _after(report: Report, *, show_decided: bool) -> list[tuple[str, str]]:
    """What follows the findings, as label and text; the totals come first."""
    lines = [("summary", _total(report))]
    hidden = Counter(shown.mark for shown in _shown(report) if shown.mark)
    if hidden:
        counts = ", ".join(f"{hidden[word]:,} {word}" for word in (*_HIDDEN.values(), _KNOWN) if hidden[word])
        lines.append(("marked", counts) if show_decided else ("not shown", f"{counts}; --show-decided prints them"))
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
    n_suspected = sum(count for _, count in summary.counts)
    n_confirmed = sum(count for _, count in summary.confirmed)
    if n_suspected:
        total = f"{plural(n_suspected, 'suspected issue')} in {words}: {count_words(summary.counts)}"
        if summary.penalty is not None:
            total += f"; {number(summary.penalty)} points per 1,000 words if all were confirmed"
    else:
        ran = plural(len(report.checks), "check")
        total = f"no suspected issues {'left ' if report.findings else ''}in {words} ({ran} ran)"
    if not n_confirmed:
        return total
    confirmed = f"{plural(n_confirmed, 'confirmed error')}: {count_words(summary.confirmed)}"
    if summary.confirmed_penalty is not None:
        confirmed += f"; {number(summary.confirmed_penalty)} points per 1,000 words"
    return f"{confirmed}. {total[0].upper()}{total[1:]}"


def _wanted(shown: _Shown) -> list[str]:
    """What the text should say: as a person wrote it, or else the suggestions; an empty one is a deletion."""
    if shown.decision is not None and shown.decision.text.strip():
        return [excerpt(shown.decision.text, limit=QUOTE)]
    return [
        excerpt(suggestion.text, limit=QUOTE) if suggestion.text.strip() else "(delete)"
        for suggestion in shown.finding.suggestions
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
