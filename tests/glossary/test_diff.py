"""What differs between two states of a glossary."""

from dataclasses import replace

import mtqa_tests_strategies as some
import pytest
from hypothesis import given, settings

from mtqa.glossary.diff import Diff, FieldChange, diff, field_changes
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus
from mtqa.glossary.renames import is_same_concept, renamed

HAN = Entry("han", "Han Duck-soo", EntryKind.PERSON, variants=("HDS",), sources=(Term("한덕수", "ko"),), note="n")
KYIV = Entry("kyiv", "Kyiv", EntryKind.PLACE, wrong=("Kiev",))
SEOUL = Entry("seoul", "Seoul", EntryKind.PLACE)


def test_nothing():
    """The same entries in any order and from any file are no difference."""
    again = Glossary((replace(SEOUL, origin="b.csv:2"), HAN))
    assert not diff(Glossary((HAN, SEOUL)), again)
    assert diff(Glossary(), Glossary()) == Diff()


def test_added_removed_changed():
    """Each in the order of its glossary, with what was done to the changed one."""
    changed = replace(HAN, note="m")
    done = diff(Glossary((HAN, KYIV)), Glossary((SEOUL, changed)))
    assert (done.added, done.removed) == ((SEOUL,), (KYIV,))
    (one,) = done.changed
    assert (one.old, one.new) == (HAN, changed)
    assert one.fields == (FieldChange("note", ("n",), ("m",), is_list=False),)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"note": ""}, "note: n -> (empty)"),
        ({"subject": "s"}, "subject: (empty) -> s"),
        ({"watch": True}, "watch: no -> yes"),
        ({"kind": EntryKind.TERM}, "kind: person -> term"),
        ({"variants": ("PM Han", "HDS")}, "variants: +PM Han"),
        ({"variants": ()}, "variants: -HDS"),
        ({"sources": (Term("한덕수", "ko", TermStatus.ADMITTED),)}, "sources: -ko:한덕수, +ko:한덕수 (admitted)"),
        ({"sources": (Term("한덕수", ""),)}, "sources: -ko:한덕수, +한덕수"),
        (
            {"exceptions": (FormRule("HDS", MatchMode.EXACT, CaseRule.ANY_CASE),)},
            "exceptions: +HDS (exact, any-case)",
        ),
        ({"extra": (("desk", "Asia"),)}, "extra: +desk: Asia"),
    ],
)
def test_one_line_for_a_column(changes, line):
    """What is gone and what came, as people read it."""
    assert [str(one) for one in field_changes(HAN, replace(HAN, **changes))] == [line]


def test_another_order():
    """A list with the same items in another order."""
    old = replace(HAN, roles=("a", "b"))
    assert [str(one) for one in field_changes(old, replace(old, roles=("b", "a")))] == ["roles: in another order"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (KYIV, replace(KYIV, id="kyjiv")),
        (KYIV, replace(KYIV, id="kyjiv", wrong=(), note="x")),
        (KYIV, replace(KYIV, id="k", kind=EntryKind.ORGANISATION)),
        (Entry("Kiev", "Kiev", EntryKind.PLACE), Entry("Kyiv", "Kyiv", EntryKind.PLACE, wrong=("Kiev",))),
        (Entry("Kiev", "Kiev", EntryKind.PLACE), Entry("Kyiv", "Kyiv", EntryKind.PLACE, variants=("Kiev",))),
        (replace(KYIV, variants=("Kyjiv",)), Entry("kyjiv", "Kyjiv", EntryKind.PLACE)),
        (HAN, Entry("hds", "Hahn Dokso", EntryKind.PERSON, sources=(Term("한덕수", "ko"),))),
    ],
)
def test_an_entry_under_another_id(old, new):
    """It is changed, not removed and added."""
    (one,) = diff(Glossary((old, SEOUL)), Glossary((SEOUL, new))).changed
    assert (one.old, one.new) == (old, new)
    assert one.fields[0] == FieldChange("id", (old.id,), (new.id,), is_list=False)


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ((KYIV,), (SEOUL,)),
        ((KYIV,), (replace(SEOUL, variants=("Kiel",)),)),
        # Two that could be it.
        ((replace(KYIV, wrong=()),), (Entry("a", "A", variants=("Kyiv",)), Entry("b", "B", variants=("Kyiv",)))),
        ((HAN,), (Entry("x", "X", EntryKind.PLACE, sources=(Term("한덕수", "ko"),)),)),
        ((HAN,), (Entry("x", "X", EntryKind.PERSON, sources=(Term("한덕수", "zh"),)),)),
    ],
)
def test_another_entry(gone, come):
    """What is not plainly the same is left alone."""
    assert renamed(gone, come) == {}


def test_certain_renames():
    """Only what no glossary can have twice."""
    assert renamed([KYIV], [replace(KYIV, id="k")], certain=True) == {"kyiv": "k"}
    assert renamed([Entry("Kiev", "Kiev")], [KYIV], certain=True) == {"Kiev": "kyiv"}
    assert renamed([Entry("Kiev", "Kiev")], [Entry("k", "Kyiv", variants=("Kiev",))], certain=True) == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (KYIV, Entry("x", "Kiev"), True),
        (HAN, Entry("x", "Xu", sources=(Term("한덕수", "ko"),)), True),
        (Entry("x", "Yoon Suk-yeol", EntryKind.PERSON), Entry("x", "Yoon Seok-youl", EntryKind.PERSON), True),
        (Entry("x", "Georgia", EntryKind.PLACE), Entry("x", "Georgia Tech", EntryKind.ORGANISATION), False),
        (Entry("lee", "Lee Jae-myung", EntryKind.PERSON), Entry("lee", "Lee Nak-yon", EntryKind.PERSON), False),
    ],
)
def test_same_concept(one, other, same):
    """Whether two entries with one id are about one thing, whoever is asked first."""
    assert is_same_concept(one, other) is same
    assert is_same_concept(other, one) is same


@settings(max_examples=60, deadline=None)
@given(some.forks())
def test_a_diff_tells_all(fork):
    """There is no difference exactly if the entries are the same, and each entry is in one place of it."""
    base, new, _ = fork
    done = diff(base, new)
    assert bool(done) is (base.by_id != new.by_id)
    old_ids = {entry.id for entry in done.removed} | {one.old.id for one in done.changed}
    new_ids = {entry.id for entry in done.added} | {one.new.id for one in done.changed}
    for identity, entry in base.by_id.items():
        assert (identity in old_ids) is (new.by_id.get(identity) != entry)
    for identity, entry in new.by_id.items():
        assert (identity in new_ids) is (base.by_id.get(identity) != entry)
    assert all(one.fields for one in done.changed)
