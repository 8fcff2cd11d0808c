"""Patterns in the form of spaCy's entity ruler, one JSON object a line; only written.

``{"label": "PERSON", "pattern": [{"LOWER": "kim"}, {"LOWER": "jong"}, ...], "id": "kju"}`` for every right
form.  ``LOWER`` is any case; a form whose capitals count has ``ORTH``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from mtqa.glossary.formats.losses import Losses, counted
from mtqa.glossary.formats.records import Exported
from mtqa.glossary.model import TARGET_LANG, CaseRule, EntryKind, MatchMode

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.glossary.model import Entry, Glossary

__all__ = ["LABELS", "NAME", "SUFFIXES", "TITLE", "looks_like", "write"]

NAME: Final = "jsonl"
TITLE: Final = "patterns of spaCy's entity ruler"
SUFFIXES: Final = (".jsonl",)

#: Labels of OntoNotes, which spaCy's English models use, and one for terms.
LABELS: Final = {
    EntryKind.PERSON: "PERSON",
    EntryKind.PLACE: "GPE",
    EntryKind.ORGANISATION: "ORG",
    EntryKind.WORK: "WORK_OF_ART",
    EntryKind.PRODUCT: "PRODUCT",
    EntryKind.EVENT: "EVENT",
    EntryKind.TERM: "TERM",
}
# spaCy's English tokenizer cuts hyphens between letters, commas, brackets and a possessive ending off.
_TOKEN: Final = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s\b|[^\W_]+(?:[.'&_][^\W_]+)*\.?|[^\w\s]|_")


def looks_like(data: bytes) -> bool:
    """Never: the format is not read."""
    del data
    return False


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write a pattern for every right form that is no regular expression."""
    del target_lang, source_lang
    losses = Losses()
    lines = []
    for entry in glossary.entries:
        for form in entry.forms:
            rule = entry.rule(form)
            if rule.match is MatchMode.PATTERN:
                continue
            key = "LOWER" if rule.case is not CaseRule.SAME_CASE else "ORTH"
            tokens = [token.lower() if key == "LOWER" else token for token in _TOKEN.findall(form)]
            pattern = {"label": LABELS[entry.kind], "pattern": [{key: token} for token in tokens], "id": entry.id}
            lines.append(json.dumps(pattern, ensure_ascii=False) + "\n")
    for what, has in _DROPPED:
        number = sum(1 for entry in glossary.entries if has(entry))
        if number:
            losses.say(f"{what} of {counted(number, 'entry', 'entries')} left out")
    return Exported("".join(lines).encode(), losses.sentences)


def _has_patterns(entry: Entry) -> bool:
    return any(entry.rule(form).match is MatchMode.PATTERN for form in entry.forms)


def _has_rules(entry: Entry) -> bool:
    return any(rule.match is not MatchMode.PATTERN for rule in entry.exceptions)


def _has_notes(entry: Entry) -> bool:
    return any(
        (
            *(entry.subject, entry.note, entry.url, entry.added_by, entry.added_at, entry.finding),
            *(entry.must_flag, entry.must_pass, entry.extra),
        )
    )


_DROPPED: Final[tuple[tuple[str, Callable[[Entry], bool]], ...]] = (
    ("regular expressions", _has_patterns),
    ("wrong and superseded forms", lambda entry: bool(entry.rejected)),
    ("source terms", lambda entry: bool(entry.sources)),
    ("roles and context words", lambda entry: bool(entry.roles or entry.context)),
    ("match modes", lambda entry: entry.match is not MatchMode.SOUND or _has_rules(entry)),
    ("the rule that a capital must be a capital", lambda entry: entry.case is CaseRule.AS_WRITTEN),
    ("the watch mark", lambda entry: entry.watch),
    ("notes, subjects, URLs, provenance, examples and further columns", _has_notes),
)
