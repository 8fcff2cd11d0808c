"""A finding as the terminal review shows it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from mtqa.data import Span, State
from mtqa.mqm import Severity
from mtqa.report.exports.common import STATE_WORDS, first_segment, shown_change
from mtqa.report.wording import confidence_words, excerpt, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.text import Text

    from mtqa.data import Decision, Document, Finding, Report

__all__ = ["HELP", "KEYS", "print_card", "print_help"]

#: Each key and what it does.
HELP: Final = (
    ("a", "confirm: it is an error; the first suggestion is what the text should say"),
    ("d", "dismiss: the text is right"),
    ("u", "unsure: looked at, and cannot tell"),
    ("e", "confirm, with a text of your own"),
    ("n", "write a note; a finding that nobody has decided becomes unsure"),
    ("z", "undo the decision shown; where there is none, go back and undo your last one"),
    ("j k", "next and previous finding; arrows too"),
    ("s", "next finding that nobody has decided"),
    ("g", "add to the glossary, and check the article again"),
    ("?", "these keys"),
    ("q", "quit; Ctrl-C as well. Every decision is written as it is made"),
)
KEYS: Final = (
    ("a", "confirm"),
    ("d", "dismiss"),
    ("u", "unsure"),
    ("e", "edit"),
    ("n", "note"),
    ("z", "undo"),
    ("j/k", "next/previous"),
    ("s", "next open"),
    ("g", "glossary"),
    ("?", "help"),
    ("q", "quit"),
)
_STYLES: Final = {
    Severity.NEUTRAL: "dim",
    Severity.MINOR: "cyan",
    Severity.MAJOR: "yellow",
    Severity.CRITICAL: "bold red",
}
_REASONS: Final = 4
_OTHERS: Final = 3
_Parts = list[tuple[str, str]]


def print_card(
    console: Console, report: Report, index: int, *, where: str, decision: Decision | None, status: str
) -> None:
    """Print a finding in its paragraph, with all that a decision needs.

    Args:
        console: Where to.
        report: The article, with what is decided.
        index: Of the finding.
        where: Where we are, as ``article 1 of 3``.
        decision: What holds about it.
        status: What the last key did; ``""`` for nothing.
    """
    finding, states = report.findings[index], report.states()
    n_decided = sum(state not in (State.OPEN, State.IGNORED) for state in states)
    console.clear()
    _print(console, (one_line(report.document.id), "bold"), (f"  {where}" if where else "", "dim"))
    _print(console, (f"{index + 1} of {len(states)}, {n_decided} decided", ""))
    _print(console, ("─" * min(console.width, 72), "dim"))
    title = next((info.title for info in report.checks if info.id == finding.check), finding.check)
    line, column = report.document.line_column(finding.span)
    _print(
        console,
        (finding.severity.value, _STYLES[finding.severity]),
        (f" · {one_line(title)} · line {line}, column {column}", ""),
        (f" · {confidence_words(finding.confidence)}, {finding.confidence:.2f}", "dim"),
    )
    _print(console, *_verdict(states[index], decision))
    _print(console, ("", ""))
    room = max(160, min(900, (console.height - 16) * console.width // 2))
    _print(console, *_paragraph(report.document, finding, room=room, marks=_marks(console)))
    _print(console, ("", ""))
    _print(console, (one_line(finding.message), ""))
    _print_details(console, finding)
    if status:
        _print(console, ("", ""))
        _print(console, (one_line(status), "bold"))
    _print(console, ("", ""))
    for row in _rows_of_keys(console.width):
        _print(console, *row)


def print_help(console: Console) -> None:
    """What the keys do."""
    console.clear()
    for key, does in HELP:
        _print(console, (f"{key:>4}  ", "bold"), (does, ""))


def _rows_of_keys(width: int) -> Iterator[_Parts]:
    """The keys and what they do, as many in a row as fit: no row ends between the two."""
    row: _Parts = []
    used = 0
    for key, does in KEYS:
        size = len(key) + 1 + len(does)
        if row and used + 2 + size > width:
            yield row
            row, used = [], 0
        row += [("  " if row else "", ""), (key, "bold"), (f" {does}", "dim")]
        used += size + (2 if used else 0)
    yield row


def _verdict(state: State, decision: Decision | None) -> _Parts:
    """What holds about the finding, and who said so."""
    if decision is None:
        return [(STATE_WORDS[state], "dim")]
    parts = [(STATE_WORDS[state], "bold")]
    said = f" by {one_line(decision.by)}" if decision.by else ""
    said += f" on {one_line(decision.at)[:10]}" if decision.at else ""
    parts.append((said, "dim"))
    if decision.text:
        parts.append((f" as “{one_line(decision.text)}”", "green"))
    if decision.note:
        parts.append((f" · note: {one_line(decision.note)}", ""))
    return parts


def _print_details(console: Console, finding: Finding) -> None:
    """Two columns, the second wrapped under itself."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text, style in _details(finding):
        grid.add_row(_text(console, (label, "dim")), _text(console, (text, style)))
    console.print(grid, highlight=False)


def _details(finding: Finding) -> Iterator[tuple[str, str, str]]:
    """Label, text and style of the lines below the message."""
    yield "was", excerpt(finding.text, limit=300), ""
    for at, suggestion in enumerate(finding.suggestions[:_OTHERS]):
        detail = f"  ({one_line(suggestion.detail)})" if suggestion.detail else ""
        shown = excerpt(shown_change(suggestion.text), limit=300)
        yield "or" if at else "should be", shown + detail, "" if at else "bold green"
    for at, evidence in enumerate(finding.evidence[:_REASONS]):
        yield "" if at else "why", f"{one_line(evidence.kind)}: {one_line(evidence.detail)}", "dim"


def _marks(console: Console) -> tuple[str, str]:
    """What stands around the finding, so that it is seen without colour."""
    try:
        "▸◂".encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return ">>", "<<"
    return "▸", "◂"


def _paragraph(document: Document, finding: Finding, *, room: int, marks: tuple[str, str]) -> _Parts:
    """The paragraph around the finding: its sentence plain, the rest dim; cut to about ``room`` characters."""
    span = finding.span
    at = bisect_right(document.blocks, span.start, key=lambda block: block.span.start) - 1
    block = document.blocks[at].span if at >= 0 else Span(0, len(document.text))
    around = Span(min(block.start, span.start), max(block.end, span.end))
    segment = first_segment(document, finding)
    sentence = around if segment is None else segment.span
    spare = max(80, room - len(span))
    start = max(around.start, span.start - spare // 2)
    end = min(around.end, span.end + spare // 2)
    text = document.text
    start = _at_word(text, start, around.start, span.start)
    shown = _squeezed(text[span.start : span.end])
    if len(shown) > room:
        shown = f"{shown[: room // 2].rstrip()} … {shown[-room // 2 :].lstrip()}"
    before = max(start, min(sentence.start, span.start))
    after = min(end, max(sentence.end, span.end))
    return [
        ("… " if start > around.start else "", "dim"),
        (_squeezed(text[start:before]), "dim"),
        (_squeezed(text[before : span.start]), ""),
        (marks[0], "bold"),
        (shown, "bold reverse"),
        (marks[1], "bold"),
        (_squeezed(text[span.end : after]), ""),
        (_squeezed(text[after:end]), "dim"),
        (" …" if end < around.end else "", "dim"),
    ]


def _at_word(text: str, start: int, first: int, last: int) -> int:
    """``start``, or the next beginning of a word if it lies in one."""
    if start == first:
        return start
    space = text.find(" ", start, min(last, start + 40))
    return space + 1 if space >= 0 else start


def _squeezed(text: str) -> str:
    """``text`` on one line without control characters; a space at its edges stays."""
    line = one_line(text)
    if not line:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{line}{' ' * text[-1].isspace()}"


def _print(console: Console, *parts: tuple[str, str]) -> None:
    console.print(_text(console, *parts), highlight=False)


def _text(console: Console, *parts: tuple[str, str]) -> Text:
    """Never a string: brackets in an article are no markup; what the terminal cannot say is ``?``."""
    from rich.text import Text

    made = Text()
    for text, style in parts:
        made.append(text.encode(console.encoding, "replace").decode(console.encoding, "replace"), style=style)
    return made
