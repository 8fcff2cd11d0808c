"""Suggestions from a reviewed report: what follows from what a person decided about its findings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.data import Decision, Judgement
from mtqa.glossary import limits
from mtqa.glossary.conflicts import surface
from mtqa.glossary.edit import new_id
from mtqa.glossary.entry_change import Change, changed
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.names.forms import name_parts
from mtqa.names.mentions import initials_of
from mtqa.names.suggest.covered import Covered
from mtqa.names.suggest.records import Quote, Suggested
from mtqa.names.suggest.reported import Reported
from mtqa.names.variants import same_but_for_usage
from mtqa.text import fold, is_capitalised, strip_possessive

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Reviewed", "from_review"]

#: Checks whose findings are about names and terms.
CHECKS: Final = ("name-near-miss", "term-near-miss", "term-forbidden", "name-inconsistent")
_MOST_SPACES: Final = 7  # between the words of a name


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What follows from a review.

    Attributes:
        suggestions: New entries first, then changes; each the most often decided first.
        decided: Findings about names and terms that have a decision other than unsure.
        unknown: Decisions about findings that the report does not have.
    """

    suggestions: tuple[Suggested, ...] = ()
    decided: int = 0
    unknown: int = 0


def from_review(findings: Iterable[Reported], decisions: Mapping[str, Decision], glossary: Glossary) -> Reviewed:
    """Entries, and changes of entries, that follow from what a person decided.

    A name that was flagged and is right becomes an entry; where it is another spelling of the entry that was
    suggested, a variant of that.  A name that was wrong, and is corrected to one that the glossary does not
    have, makes an entry of the correction, with the flagged form as a wrong one.

    Args:
        findings: Of a report.
        decisions: By fingerprint.
        glossary: What there is.
    """
    listed = list(findings)
    covered = Covered(glossary)
    drafts: dict[tuple[str, str], Suggested] = {}
    decided = 0
    for finding in listed:
        decision = decisions.get(finding.fingerprint)
        if decision is None or finding.check not in CHECKS or decision.judgement in (Judgement.UNSURE, Judgement.OPEN):
            continue
        decided += 1
        dismissed = decision.judgement is Judgement.DISMISSED
        one = (
            _dismissed(finding, decision, glossary, covered)
            if dismissed
            else _accepted(finding, decision, glossary, covered)
        )
        if one is not None:
            key = ("edit", one.entry.id) if one.change is not None else ("new", surface(one.entry.term))
            drafts[key] = one if key not in drafts else _joined(drafts[key], one, glossary)
    have = {finding.fingerprint for finding in listed}
    ordered = sorted(drafts.values(), key=lambda one: (one.change is not None, -one.count, one.entry.term))
    return Reviewed(_numbered(ordered, glossary), decided, sum(key not in have for key in decisions))


def _dismissed(finding: Reported, decision: Decision, glossary: Glossary, covered: Covered) -> Suggested | None:
    """What follows from a name that is right as it stands."""
    name = _name_of(decision.text or finding.text, beside=finding.suggestions[0][0] if finding.suggestions else "")
    if not name:
        return None
    suggested = _entry_of(finding, glossary)
    if suggested is not None and surface(name) not in set(map(surface, suggested.forms)):
        is_listed = surface(name) in set(map(surface, suggested.rejected))
        if is_listed or _is_variant(name, suggested):
            said = (
                f"{suggested.term!r} lists it as wrong, and it was right"
                if is_listed
                else f"it is another spelling of {suggested.term!r}"
            )
            return _of(
                finding, decision, changed(suggested, Change(variants=(name,))), said, change=Change(variants=(name,))
            )
    if covered.entry(name) is not None:
        return None
    instead = finding.suggestions[0][0] if finding.suggestions else ""
    said = f"it was flagged as {instead!r}, and is right" if instead else "it was flagged, and is right"
    kind = infer_kind(name)
    if suggested is not None and (kind.is_name == suggested.kind.is_name or " " not in name):
        kind = suggested.kind  # what was taken for a person is one, more often than not
    return _of(finding, decision, Entry("", name, kind), said)


def _accepted(finding: Reported, decision: Decision, glossary: Glossary, covered: Covered) -> Suggested | None:
    """What follows from a name that is wrong."""
    written = decision.text or (finding.suggestions[0][0] if finding.suggestions else "")
    right, wrong = _name_of(written, beside=finding.text), _name_of(finding.text, beside=written)
    if not right or not wrong or surface(right) == surface(wrong):
        return None
    held = covered.entry(right)
    if held is None:
        kind = infer_kind(right)
        # Capitals alone make no wrong form: it would be found wherever the right one stands.
        is_wrong = covered.entry(wrong) is None and fold(wrong) != fold(right)
        entry = Entry("", right, kind, wrong=(wrong,) if is_wrong else ())
        return _of(finding, decision, entry, f"{wrong!r} was corrected to it")
    suggested = _entry_of(finding, glossary)
    is_other = bool(decision.text) and suggested is not None and held.id != suggested.id
    if is_other and covered.entry(wrong) is None and surface(right) in set(map(surface, held.forms)):
        change = Change(wrong=(wrong,))
        return _of(finding, decision, changed(held, change), f"{wrong!r} was corrected to it", change=change)
    return None


def _of(finding: Reported, decision: Decision, entry: Entry, said: str, *, change: Change | None = None) -> Suggested:
    quote = Quote(finding.path, finding.line, f"“{finding.text}”: {finding.message}")
    who = " ".join(part for part in (decision.by, decision.at) if part)
    reasons = [said, *([f"decided by {who}"] if who else []), *([decision.note] if decision.note else [])]
    provenance = entry.finding if change is not None and entry.finding else finding.fingerprint
    entry = replace(entry, finding=provenance)
    if change is not None:
        change = replace(change, finding=provenance)
    return Suggested(entry, 1.0, quotes=(quote,), reasons=tuple(reasons), change=change)


def _joined(one: Suggested, other: Suggested, glossary: Glossary) -> Suggested:
    """Two suggestions about one entry as one."""
    count, quotes = one.count + other.count, (*one.quotes, *other.quotes)[:3]
    reasons = tuple(dict.fromkeys((*one.reasons, *other.reasons)))
    documents = 1 + (other.quotes[0].document not in {quote.document for quote in one.quotes})
    documents = max(documents, one.documents)
    if one.change is None or other.change is None:
        wrong = tuple(dict.fromkeys((*one.entry.wrong, *other.entry.wrong)))
        entry = replace(one.entry, wrong=tuple(form for form in wrong if surface(form) != surface(one.entry.term)))
        return replace(one, entry=entry, count=count, documents=documents, quotes=quotes, reasons=reasons)
    change = replace(
        one.change,
        variants=tuple(dict.fromkeys((*one.change.variants, *other.change.variants))),
        wrong=tuple(dict.fromkeys((*one.change.wrong, *other.change.wrong))),
    )
    contradiction = set(map(surface, change.variants)) & set(map(surface, change.wrong))
    if contradiction:  # one reviewer, or two, said both: what is right stays
        change = replace(change, wrong=tuple(form for form in change.wrong if surface(form) not in contradiction))
    entry = replace(changed(glossary.by_id[one.entry.id], change), finding=one.entry.finding)
    return replace(one, entry=entry, change=change, count=count, documents=documents, quotes=quotes, reasons=reasons)


def _numbered(suggestions: Iterable[Suggested], glossary: Glossary) -> tuple[Suggested, ...]:
    held, found = glossary, []
    right = {surface(form) for entry in glossary.entries for form in entry.forms}
    new = [one for one in suggestions if one.change is None]
    right |= {surface(one.entry.term) for one in new}
    for one in suggestions:
        if one.change is None:
            wrong = tuple(form for form in one.entry.wrong if surface(form) not in right)
            entry = replace(one.entry, id=new_id(held, one.entry.term, one.entry.kind), wrong=wrong)
            held = Glossary((*held.entries, entry))
            found.append(replace(one, entry=entry))
        else:
            found.append(one)
    return tuple(found)


def _entry_of(finding: Reported, glossary: Glossary) -> Entry | None:
    return next(
        (glossary.by_id[key] for _, key in finding.suggestions if key is not None and key in glossary.by_id), None
    )


def _is_variant(name: str, entry: Entry) -> bool:
    """Whether a name is another way of writing a form of the entry: usage, romanisation, part, or initials."""
    from mtqa.names.romanisation import CONVENTIONS, other_spellings

    key = fold(name).replace(" ", "")
    if any(same_but_for_usage(name, form) for form in entry.forms):
        return True
    if entry.kind is EntryKind.PERSON and any(
        fold(name) == fold(part) for form in entry.forms for part in name_parts(form)
    ):
        return True
    if any(key in initials_of(form) for form in entry.forms):
        return True
    spellings = other_spellings(entry.term, kind=entry.kind, source_term=entry.source_term or None)
    return any(one.system in CONVENTIONS and fold(one.text).replace(" ", "") == key for one in spellings)


def _name_of(text: str, *, beside: str) -> str:
    """The name in a flagged or corrected text: without possessive, and without the words that both share.

    "Yunnan government" was to be "Yoon government": neither is a name as it stands.
    """
    words = strip_possessive(" ".join(text.split())).strip("\"'“”‘’,;:. ").split()
    others = {fold(strip_possessive(word)) for word in beside.split()}
    while len(words) > 1 and not is_capitalised(words[-1]) and fold(words[-1]) in others and is_capitalised(words[0]):
        words.pop()
    name = " ".join(words)
    too_long = len(name) > limits.current().term or len(words) > _MOST_SPACES + 1
    return "" if too_long or not name.isprintable() or not fold(name) else name
