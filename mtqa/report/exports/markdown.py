"""What a review came to, as Markdown that an editor can paste into an e-mail or a ticket.

Confirmed errors first, each with its line, what stood there, what it should be and the note; then what nobody has
decided; then what was dismissed; then which checks did not run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mtqa.data import State
from mtqa.report.exports.common import Which, deciders, is_wanted, outcomes
from mtqa.report.wording import SUSPECTED, count_words, excerpt, number, one_line, plural, score_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.data import Report
    from mtqa.report.exports.common import Outcome

__all__ = ["escaped", "write"]

_QUOTE: Final = 160
#: Characters that Markdown acts on inside a line, and what HTML it lets through.
_ACTIVE: Final = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)|:(?=//)")
#: Heading and states of each part; a part without findings is left out.
_PARTS: Final = (
    ("Confirmed errors", (State.ACCEPTED,)),
    ("Suspected, not decided", (State.OPEN, State.UNSURE)),
    ("Dismissed: the text is right", (State.DISMISSED,)),
    ("Switched off in the article or by the project", (State.IGNORED,)),
)


def write(reports: Sequence[Report], *, which: Which | None = None) -> str:
    """The summary of one or several articles.

    Args:
        reports: One per article.
        which: Which findings are listed; all unless given.  The totals always count all.
    """
    wanted = which or Which.ALL
    lines: list[str] = []
    if len(reports) != 1:
        confirmed = sum(count for report in reports for _, count in report.summary.confirmed)
        suspected = sum(count for report in reports for _, count in report.summary.counts)
        lines += [
            f"# Review of {plural(len(reports), 'article')}",
            "",
            f"**{plural(confirmed, 'confirmed error')}**, {plural(suspected, 'suspected issue')}",
            "",
        ]
    for report in reports:
        lines += [*_article(report, wanted, level="#" if len(reports) == 1 else "##"), ""]
    lines += ["---", "", escaped(SUSPECTED)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """``text`` on one line, so that Markdown shows it as it is."""
    return _ACTIVE.sub(lambda found: f"\\{found[0]}", one_line(text))


def _article(report: Report, which: Which, *, level: str) -> Iterator[str]:
    yield f"{level} Review of {escaped(report.document.id)}"
    yield ""
    yield _totals(report)
    yield ""
    yield _facts(report)
    found = outcomes(report, which)
    for heading, states in _PARTS:
        listed = [one for one in found if one.state in states]
        if listed:
            yield from ("", f"{level}# {heading} ({len(listed):,})", "")
            yield from (_item(one) for one in listed)
        elif states == (State.ACCEPTED,) and is_wanted(State.ACCEPTED, which):
            yield from ("", f"{level}# {heading}", "", "None.")
    if report.skipped:
        yield from ("", f"{level}# Not checked", "")
        yield from (f"- {escaped(one.check)}: {escaped(one.reason)}" for one in report.skipped)


def _totals(report: Report) -> str:
    summary, states = report.summary, report.states()
    n_confirmed = sum(count for _, count in summary.confirmed)
    worst = count_words(summary.confirmed)
    parts = [f"**{plural(n_confirmed, 'confirmed error')}**{f' ({worst})' if worst else ''}"]
    n_suspected = sum(state.is_suspected for state in states)
    unsure = sum(state is State.UNSURE for state in states)
    still = f" ({count_words(summary.counts)}{f'; {unsure:,} unsure' if unsure else ''})" if n_suspected else ""
    parts.append(f"{plural(n_suspected, 'suspected issue')}{still}")
    if summary.dismissed:
        parts.append(f"{summary.dismissed:,} dismissed")
    if summary.ignored:
        parts.append(f"{summary.ignored:,} switched off")
    return " · ".join(parts)


def _facts(report: Report) -> str:
    summary = report.summary
    parts = [plural(summary.n_words, "word")]
    if summary.confirmed_penalty is not None:
        parts.append(f"{number(summary.confirmed_penalty)} points per 1,000 words confirmed")
    if summary.penalty is not None:
        parts.append(f"{number(summary.penalty)} suspected")
    if report.fluency is not None:
        parts.append(f"fluency: {escaped(score_words(report.fluency))}")
    people = deciders([report])
    if people:
        last = max(one.at for one in report.decisions)
        parts.append(f"reviewed by {escaped(', '.join(people))}{f', last on {escaped(last[:10])}' if last else ''}")
    return " · ".join(parts)


def _item(outcome: Outcome) -> str:
    """One finding as an item of a list."""
    finding = outcome.finding
    was = escaped(excerpt(finding.text, limit=_QUOTE))
    text = f"- Line {outcome.line:,}: “{was}”"
    if outcome.should_be is not None and outcome.state is not State.DISMISSED:
        wanted = f"“{escaped(excerpt(outcome.should_be, limit=_QUOTE))}”" if outcome.should_be else "(delete)"
        is_sure = outcome.state is State.ACCEPTED
        text += f" → {wanted}" if is_sure else f", perhaps {wanted}"
    facts = [finding.severity.value, finding.category.label, escaped(finding.check)]
    if outcome.state.is_suspected:
        facts.append(f"confidence {finding.confidence:.0%}")
    if outcome.state is State.UNSURE:
        facts.append("unsure")
    if outcome.known:
        facts.append("known from the baseline")
    text += f" ({', '.join(facts)}). {escaped(finding.message)}"
    if outcome.note:
        who = f" ({escaped(outcome.by)})" if outcome.by else ""
        text += f" *Note{who}:* {escaped(outcome.note)}"
    return text
