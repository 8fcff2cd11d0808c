"""What the names of a glossary would be mistaken for is told, and nothing is told of good ones."""

import pytest

from mtqa.glossary.lint import Level
from mtqa.glossary.model import Entry, EntryKind, MatchMode
from mtqa.names.glossary_lint import RULES, lint_names

HAN = Entry("han", "Han Duck-soo", EntryKind.PERSON, variants=("Han Deok-su",), wrong=("Han Duk Su",))


def found(*entries, most=10):
    """Remarks as (rule, level, column, id)."""
    return [(one.rule, one.level.value, one.column, one.id) for one in lint_names(entries, most=most).remarks]


@pytest.mark.parametrize(
    ("entry", "rule", "level", "column"),
    [
        (Entry("m", "Moon", EntryKind.PERSON), "guarded-name", Level.WARNING, "roles"),
        (Entry("b", "Bai", EntryKind.PERSON), "guarded-name", Level.WARNING, "roles"),
        (Entry("g", "Guangzhou", EntryKind.PLACE, variants=("Canton",)), "guarded-name", Level.NOTE, "roles"),
        (Entry("o", "Odesa", EntryKind.PLACE, wrong=("table",)), "wrong-word", Level.WARNING, "wrong"),
        (Entry("o", "Odesa", EntryKind.PLACE, wrong=("London",)), "wrong-word", Level.WARNING, "wrong"),
        (Entry("g", "Goverment", EntryKind.ORGANISATION), "misspelt", Level.WARNING, "term"),
    ],
)
def test_what_is_told(entry, rule, level, column):
    """Each rule finds its mistake, with its level and its column."""
    assert (rule, level.value, column, entry.id) in found(entry)


@pytest.mark.parametrize(
    "entry",
    [
        HAN,
        Entry("m", "Moon", EntryKind.PERSON, roles=("president",)),
        Entry("m", "Moon Jae-in", EntryKind.PERSON, variants=("Moon",)),
        Entry("m", "Moon", EntryKind.TERM),
        Entry("m", "Moon", EntryKind.PERSON, watch=True),
        Entry("m", "Moon", EntryKind.PERSON, match=MatchMode.EXACT),
        Entry("k", "Kyiv", EntryKind.PLACE, wrong=("Kiev",)),
        Entry("p", "Philippines", EntryKind.PLACE),
        Entry("s", "Stephen Biegun", EntryKind.PERSON, variants=("Biegun",)),
    ],
    ids=lambda entry: f"{entry.term}-{entry.kind}",
)
def test_what_is_not_told(entry):
    """Neither error nor warning."""
    assert [one for one in found(entry) if one[1] != "note" and one[0] != "word-as-name"] == []


def test_what_is_looked_at():
    """The entries that were added last go first, and the others are counted; what needs no listening is done for all."""
    old = Entry("g", "Goverment", EntryKind.ORGANISATION, added_at="2026-01-01")
    new = Entry("h", "Han Duck-soo", EntryKind.PERSON, added_at="2026-02-01")
    moon = Entry("m", "Moon", EntryKind.PERSON)
    watched = Entry("w", "Wuhan", EntryKind.PLACE, watch=True)
    linted = lint_names([old, moon, new, watched], most=1)
    assert [one.rule for one in linted.remarks] == ["guarded-name"]
    assert linted.not_heard == 2
    linted = lint_names([old, moon, new, watched], most=2)
    assert {one.rule for one in linted.remarks} == {"guarded-name", "misspelt"}
    assert linted.not_heard == 1
    assert {one.rule for one in linted.remarks} <= set(RULES)
