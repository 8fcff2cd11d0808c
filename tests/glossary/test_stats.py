"""A glossary in numbers."""

from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus
from mtqa.glossary.stats import Adder, Count, stats

GLOSSARY = Glossary(
    (
        Entry(
            "han",
            "Han Duck-soo",
            EntryKind.PERSON,
            variants=("HDS", "Han.*"),
            wrong=("Han Duk Su",),
            superseded=("Han Dok Su",),
            sources=(Term("한덕수", "ko"), Term("韓悳洙", "zh-Hant"), Term("한 총리", "ko", TermStatus.ADMITTED)),
            roles=("premier",),
            exceptions=(FormRule("Han.*", MatchMode.PATTERN, CaseRule.AS_WRITTEN),),
            note="x",
            added_by="Ana",
            added_at="2026-02-01T09:30:00Z",
            must_pass=("Han spoke.",),
            extra=(("desk", "Asia"),),
        ),
        Entry("kyiv", "Kyiv", EntryKind.PLACE, match=MatchMode.EXACT, added_by="Ana", added_at="2026-01-15"),
        Entry("x", "X", EntryKind.TERM, watch=True, added_at="last year", sources=(Term("x", ""),)),
    )
)


def test_numbers():
    """Every vocabulary whole and in its order, what people wrote by how often they did."""
    found = stats(GLOSSARY)
    assert (found.entries, found.forms, found.source_terms) == (3, 7, 4)
    assert [(one.name, one.number) for one in found.kinds if one.number] == [("person", 1), ("place", 1), ("term", 1)]
    assert [one.name for one in found.kinds] == list(EntryKind)
    assert found.statuses == (
        Count("preferred", 3),
        Count("admitted", 2),
        Count("deprecated", 1),
        Count("superseded", 1),
    )
    assert [(one.name, one.number) for one in found.match_modes] == [
        ("sound", 5),
        ("inflected", 0),
        ("exact", 1),
        ("pattern", 1),
    ]
    assert found.source_languages == (Count("ko", 2), Count("", 1), Count("zh-Hant", 1))
    assert (found.watched, found.with_examples) == (1, 1)
    assert [one.number for one in found.without] == [1, 2, 2, 1]
    assert found.added_by == (Adder("Ana", 2, "2026-01-15", "2026-02-01"), Adder("", 1, None, None))
    assert found.columns == (Count("desk", 1),)


def test_an_empty_glossary():
    """Nothing is counted, and nobody added anything."""
    found = stats(Glossary())
    assert (found.entries, found.forms, found.added_by, found.source_languages) == (0, 0, (), ())
    assert sum(one.number for one in (*found.kinds, *found.statuses, *found.without)) == 0


def test_who_added_is_left_out_where_nobody_says():
    """A glossary without such columns has no table of them."""
    assert stats(Glossary((Entry("a", "A"),))).added_by == ()
