"""``mtqa decisions stats``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.decisions.common import DecisionsOption, found, log_of
from mtqa.cli.glossary.common import JsonOption, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.decisions.stats import Demotion, Rate, Stats

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("stats")(stats)


@bounded
def stats(
    decisions: DecisionsOption = None,
    below: Annotated[
        float | None,
        typer.Option(
            "--below",
            min=0.0,
            max=1.0,
            metavar="PRECISION",
            help="Propose what to do about checks that people agree with less often than this, 0-1.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Count how often people agree with each check: precision with a 95% interval, and whether confidence is true.

    Example: mtqa decisions stats --below 0.5
    """
    from mtqa.decisions.stats import stats_of

    log = log_of(decisions)
    held = found(log)
    counted = stats_of(held)
    proposals = () if below is None else counted.below(below)
    if as_json:
        print_json(_as_json(counted, proposals, below))
        return
    if not held.current:
        note("nothing is decided yet")
        return
    print_table(
        ("check", "accepted", "dismissed", "unsure", "precision", "95% interval", "mean confidence"),
        [*(_row(check or "(not said)", rate) for check, rate in counted.checks.items()), _row("all", counted.total)],
    )
    if counted.bands:
        emit("\nConfidence, and how often people agreed:\n")
        print_table(
            ("confidence", "accepted", "dismissed", "unsure", "precision", "95% interval", "mean confidence"),
            [_row(_band(low, high), rate) for (low, high), rate in counted.bands.items()],
        )
    agreement = counted.agreement
    if agreement.n:
        emit(f"\nSeveral people judged {_findings(agreement.n)}; about {agreement.same} they agree.\n")
    if below is not None:
        emit("\n" + "\n".join(_proposed(proposals, below)) + "\n")


def _row(name: str, rate: Rate) -> tuple[str, ...]:
    low, high = rate.interval
    return (
        name,
        f"{rate.accepted:,}",
        f"{rate.dismissed:,}",
        f"{rate.unsure:,}",
        "-" if rate.precision is None else f"{rate.precision:.0%}",
        f"{low:.0%} to {high:.0%}" if rate.n else "-",
        "-" if rate.expected is None else f"{rate.expected:.0%}",
    )


def _band(low: float, high: float) -> str:
    return f"{low:.0%} to {min(high, 1.0):.0%}"


def _proposed(proposals: tuple[Demotion, ...], below: float) -> Iterator[str]:
    """Lines to read, and lines to put into mtqa.toml."""
    if not proposals:
        yield f"No check is surely below {below:.0%}: the decisions do not prove it of any."
        return
    ignored = [one for one in proposals if one.min_confidence is None]
    raised = [one for one in proposals if one.min_confidence is not None]
    for one in proposals:
        bound = f"{one.rate.interval[1]:.0%}"
        yield f"{one.check}: at most {bound} of its findings are errors, as far as {_findings(one.rate.n)} tell"
    yield "To put into mtqa.toml:"
    yield ""
    if ignored:
        names = ", ".join(f'"{one.check}"' for one in ignored)
        yield f"ignore = [{names}]  # together with what stands there already"
    for one in raised:
        assert one.min_confidence is not None
        assert one.above is not None
        yield f"[checks.{one.check}]"
        yield (
            f"min-confidence = {one.min_confidence:g}"
            f"  # from there on {one.above.accepted} of {one.above.n} were errors"
        )


def _findings(n: int) -> str:
    return f"{n:,} finding{'' if n == 1 else 's'}"


def _as_json(counted: Stats, proposals: tuple[Demotion, ...], below: float | None) -> dict[str, Any]:
    value: dict[str, Any] = {
        "total": _rate(counted.total),
        "checks": {check or None: _rate(rate) for check, rate in counted.checks.items()},
        "bands": [{"from": low, "to": min(high, 1.0), **_rate(rate)} for (low, high), rate in counted.bands.items()],
        "people": counted.people,
        "agreement": {"findings": counted.agreement.n, "same": counted.agreement.same},
    }
    if below is not None:
        value["below"] = below
        value["proposals"] = [
            {
                "check": one.check,
                **_rate(one.rate),
                "min_confidence": one.min_confidence,
                "above": None if one.above is None else _rate(one.above),
            }
            for one in proposals
        ]
    return value


def _rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {
        "accepted": rate.accepted,
        "dismissed": rate.dismissed,
        "unsure": rate.unsure,
        "precision": None if rate.precision is None else round(rate.precision, 4),
        "interval": [round(low, 4), round(high, 4)],
        "mean_confidence": None if rate.expected is None else round(rate.expected, 4),
    }
