"""The names of an article as the page shows them: each with all its forms, where they stand, and what is wrong."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import State
from mtqa.report.wording import excerpt

if TYPE_CHECKING:
    from mtqa.data import Document, Entity, EntityForm, Finding, Report, Span

__all__ = ["EntityView", "FormView", "PlaceView", "entities_of"]

#: Places of a form that are linked; the rest is counted.
MOST_PLACES: Final = 12

_VERDICTS: Final = {
    State.OPEN: "suspected",
    State.UNSURE: "unsure",
    State.ACCEPTED: "confirmed error",
    State.DISMISSED: "dismissed",
    State.IGNORED: "ignored",
}


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of a form: the finding that is there, or the sentence."""

    href: str
    label: str
    spoken: str


@dataclass(frozen=True, slots=True)
class FormView:
    """A form with what is to be said of it; ``numbers`` are those of its findings."""

    text: str
    count: int
    verdict: str
    numbers: tuple[int, ...]
    places: tuple[PlaceView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class EntityView:
    """A name; ``trouble`` counts its places that are suspected or confirmed."""

    name: str
    kind: str
    entry: str | None
    source_terms: tuple[tuple[str, str], ...]
    forms: tuple[FormView, ...]
    count: int
    trouble: int


def entities_of(report: Report, key: str) -> tuple[EntityView, ...]:
    """The names of a report, those with trouble first, then by how often they are named.

    Args:
        report: With its decisions.
        key: What begins every id of the article on the page: ``f1``.
    """
    numbered = list(enumerate(report.findings, 1))
    places = _Places(
        report.document, [(n, one, state) for (n, one), state in zip(numbered, report.states(), strict=True)], key
    )
    views = [_view(entity, places) for entity in report.entities]
    return tuple(sorted(views, key=lambda view: (not view.trouble, -view.count)))


class _Places:
    """What is at a place of the article."""

    def __init__(self, document: Document, findings: list[tuple[int, Finding, State]], key: str) -> None:
        self._document = document
        self._key = key
        self._findings = sorted((one.span.start, n, one, state) for n, one, state in findings if _is_of_names(one))
        self._starts = [start for start, *_ in self._findings]
        self._longest = max((len(one.span) for _, _, one, _ in self._findings), default=0)

    def finding(self, span: Span) -> tuple[int, State] | None:
        """The finding about names that covers most of ``span``."""
        at = bisect_left(self._starts, span.start - self._longest)
        found: tuple[int, State] | None = None
        while at < len(self._findings) and self._starts[at] < span.end:
            _, n, one, state = self._findings[at]
            if one.span.overlaps(span) and 2 * len(one.span) >= len(span):
                found = n, state
            at += 1
        return found

    def view(self, span: Span) -> PlaceView | None:
        """A link to it; ``None`` where the page has nothing to link to."""
        here = self.finding(span)
        if here is not None:
            return PlaceView(f"#{self._key}-n{here[0]}", f"№{here[0]}", f"finding {here[0]}")
        segment = self._document.segment_at(span.start)
        if segment is None:
            return None
        return PlaceView(f"#{self._key}-s{segment.index}", str(segment.index + 1), f"sentence {segment.index + 1}")


def _is_of_names(finding: Finding) -> bool:
    return finding.category.dimension in ("terminology", "accuracy") and len(finding.span) < 200


def _view(entity: Entity, places: _Places) -> EntityView:
    forms = tuple(_form(form, places) for form in entity.forms)
    return EntityView(
        name=excerpt(entity.name, limit=80),
        kind=entity.kind,
        entry=entity.entry,
        source_terms=entity.source_terms[:4],
        forms=forms,
        count=sum(form.count for form in forms),
        trouble=sum(len(form.numbers) for form in forms if form.verdict in ("suspected", "unsure", "confirmed error")),
    )


def _form(form: EntityForm, places: _Places) -> FormView:
    found = [here for span in form.spans if (here := places.finding(span)) is not None]
    states = {state for _, state in found}
    verdict = "right" if form.is_right else ""
    # the gravest decides: one confirmed error makes the form one
    for state in (State.ACCEPTED, State.OPEN, State.UNSURE, State.DISMISSED, State.IGNORED):
        if state in states:
            verdict = _VERDICTS[state]
            break
    links = [view for span in form.spans[:MOST_PLACES] if (view := places.view(span)) is not None]
    unique = tuple(dict.fromkeys(links))
    return FormView(
        text=excerpt(form.text, limit=80),
        count=len(form.spans),
        verdict=verdict,
        numbers=tuple(dict.fromkeys(n for n, _ in found)),
        places=unique,
        more=max(0, len(form.spans) - MOST_PLACES),
    )
