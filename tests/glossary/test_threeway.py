"""Two people's changes come together: nothing is lost unseen, and what only a person can decide is listed."""

from dataclasses import fields, replace

import mtqa_tests_strategies as some
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.glossary.conflicts import contradictions
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus
from mtqa.glossary.threeway import Merged, Side, three_way

HAN = Entry(
    "han",
    "Han Duck-soo",
    EntryKind.PERSON,
    variants=("Han Deok-su", "HDS"),
    wrong=("Han Duk Su",),
    sources=(Term("한덕수", "ko"),),
    roles=("prime minister",),
    note="until 2025",
    extra=(("desk", "Asia"),),
)
KYIV = Entry("kyiv", "Kyiv", EntryKind.PLACE, wrong=("Kiev",))
SEOUL = Entry("seoul", "Seoul", EntryKind.PLACE)
BASE = Glossary((HAN, KYIV, SEOUL))

few = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def merge(ours, theirs, *, base=BASE, prefer=Side.OURS):
    """The merge of two sides, each given as the entries that differ from the base, ``None`` for one removed."""

    def side(changes):
        known = {} if base is None else dict(base.by_id)
        known |= changes
        return Glossary(tuple(entry for entry in known.values() if entry is not None))

    return three_way(side(ours), side(theirs), base=base, prefer=prefer)


def plain(glossary):
    """What a glossary says, whatever the order of its entries and their lists."""
    values = [
        {one.name: getattr(entry, one.name) for one in fields(Entry) if one.compare} for entry in glossary.entries
    ]
    return sorted(
        sorted(
            (name, sorted(map(repr, value)) if isinstance(value, tuple) else repr(value)) for name, value in one.items()
        )
        for one in values
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ({"note": "a"}, {"subject": "politics"}, {"note": "a", "subject": "politics"}),
        ({"note": "a"}, {"note": "a"}, {"note": "a"}),
        ({"term": "Han Ducksoo"}, {"kind": EntryKind.TERM}, {"term": "Han Ducksoo", "kind": EntryKind.TERM}),
        ({"variants": ("HDS",)}, {"variants": ("Han Deok-su", "HDS", "PM Han")}, {"variants": ("HDS", "PM Han")}),
        ({"variants": ()}, {"variants": ("HDS",)}, {"variants": ()}),
        ({"roles": ("premier",)}, {"roles": ("prime minister", "minister")}, {"roles": ("premier", "minister")}),
        (
            {"variants": ("Han Deok-su",), "wrong": ("Han Duk Su", "HDS")},
            {"wrong": ("Han Duk Su", "Han Dok Su")},
            {"variants": ("Han Deok-su",), "wrong": ("Han Duk Su", "HDS", "Han Dok Su")},
        ),
        # Moving a form to another list counts for more than forgetting it.
        (
            {"variants": ("Han Deok-su",)},
            {"variants": ("Han Deok-su",), "superseded": ("HDS",)},
            {"variants": ("Han Deok-su",), "superseded": ("HDS",)},
        ),
        (
            {"term": "Han Deok-su", "variants": ("Han Duck-soo", "HDS")},
            {"variants": ("Han Deok-su", "HDS", "PM Han")},
            {"term": "Han Deok-su", "variants": ("Han Duck-soo", "HDS", "PM Han")},
        ),
        (
            {"sources": (Term("한덕수", "ko"), Term("韓悳洙", "zh-Hant"))},
            {"sources": (Term("한덕수", "ko"), Term("Хан", "ru"))},
            {"sources": (Term("한덕수", "ko"), Term("韓悳洙", "zh-Hant"), Term("Хан", "ru"))},
        ),
        (
            {"exceptions": (FormRule("HDS", MatchMode.EXACT, CaseRule.SAME_CASE),)},
            {"variants": ("Han Deok-su", "HDS", "PM Han")},
            {
                "variants": ("Han Deok-su", "HDS", "PM Han"),
                "exceptions": (FormRule("HDS", MatchMode.EXACT, CaseRule.SAME_CASE),),
            },
        ),
        # A rule goes with its form.
        (
            {"exceptions": (FormRule("HDS", MatchMode.EXACT, CaseRule.AS_WRITTEN),)},
            {"variants": ("Han Deok-su",)},
            {"variants": ("Han Deok-su",), "exceptions": ()},
        ),
        (
            {"extra": (("desk", "Asia"), ("checked", "yes"))},
            {"extra": (("desk", "Seoul"),)},
            {"extra": (("desk", "Seoul"), ("checked", "yes"))},
        ),
        ({"extra": ()}, {"note": "x"}, {"extra": (), "note": "x"}),
        ({"must_flag": ("A.",)}, {"must_pass": ("B.",)}, {"must_flag": ("A.",), "must_pass": ("B.",)}),
        (
            {"added_by": "Ana", "added_at": "2026-02-01"},
            {"added_by": "Ben", "added_at": "2026-01-01"},
            {"added_by": "Ben", "added_at": "2026-01-01"},
        ),
        ({"id": "han-duck-soo"}, {"note": "x"}, {"id": "han-duck-soo", "note": "x"}),
    ],
)
def test_changes_that_go_together(ours, theirs, merged):
    """What one side did to a field, and what each did to a list; the same whoever is who."""
    expected = Glossary((replace(HAN, **merged), KYIV, SEOUL))
    result = merge({"han": replace(HAN, **ours)}, {"han": replace(HAN, **theirs)})
    assert result == Merged(expected)
    mirrored = merge({"han": replace(HAN, **theirs)}, {"han": replace(HAN, **ours)})
    assert mirrored.conflicts == ()
    assert plain(mirrored.glossary) == plain(expected)


@pytest.mark.parametrize(
    ("ours", "theirs", "field", "states"),
    [
        ({"note": "a"}, {"note": "b"}, "note", ("until 2025", "a", "b")),
        ({"note": ""}, {"note": "b"}, "note", ("until 2025", "", "b")),
        ({"term": "Han A"}, {"term": "Han B"}, "term", ("Han Duck-soo", "Han A", "Han B")),
        ({"kind": EntryKind.TERM}, {"kind": EntryKind.PLACE}, "kind", ("person", "term", "place")),
        (
            {"variants": ("Han Deok-su",), "wrong": ("Han Duk Su", "HDS")},
            {"variants": ("Han Deok-su",), "superseded": ("HDS",)},
            "wrong",
            ("right", "wrong", "superseded"),
        ),
        (
            {"variants": ("Han Deok-su", "HDS", "PM Han")},
            {"wrong": ("Han Duk Su", "PM Han")},
            "wrong",
            (None, "right", "wrong"),
        ),
        # The term of one side is wrong on the other.
        (
            {"term": "HDS", "variants": ("Han Duck-soo", "Han Deok-su")},
            {"variants": ("Han Deok-su",), "wrong": ("Han Duk Su", "HDS")},
            "term",
            (None, "the preferred term", "wrong"),
        ),
        (
            {"sources": (Term("한덕수", "ko", TermStatus.DEPRECATED),)},
            {"sources": ()},
            "source_term",
            ("preferred", "deprecated", None),
        ),
        (
            {"sources": (Term("한 A", "ko"),)},
            {"sources": (Term("한 B", "ko"),)},
            "source_term",
            (None, "한 A", "한 B"),
        ),
        ({"extra": (("desk", "A"),)}, {"extra": (("desk", "B"),)}, "desk", ("Asia", "A", "B")),
        ({"extra": (("desk", "A"),)}, {"extra": ()}, "desk", ("Asia", "A", None)),
        ({"must_flag": ("S.",)}, {"must_pass": ("S.",)}, "must_flag", (None, "must be flagged", "must pass")),
        ({"id": "a"}, {"id": "b"}, "id", ("han", "a", "b")),
    ],
)
@pytest.mark.parametrize("prefer", Side)
def test_changes_that_do_not(ours, theirs, field, states, prefer):
    """Both sides did something else: it is listed with its three states, and the preferred side counts."""
    sides = {Side.OURS: replace(HAN, **ours), Side.THEIRS: replace(HAN, **theirs)}
    result = merge({"han": sides[Side.OURS]}, {"han": sides[Side.THEIRS]}, prefer=prefer)
    (conflict,) = result.conflicts
    assert (conflict.field, (conflict.base, conflict.ours, conflict.theirs)) == (field, states)
    (merged,) = (entry for entry in result.glossary.entries if entry.kind is not EntryKind.PLACE or entry.id == "han")
    for name in ours.keys() | theirs.keys() - {"sources", "must_flag", "must_pass"}:
        wanted = set(getattr(sides[prefer], name)) if isinstance(getattr(merged, name), tuple) else None
        assert wanted is None or wanted <= set(getattr(merged, name))
        assert wanted is not None or getattr(merged, name) == getattr(sides[prefer], name)
    assert not list(contradictions(result.glossary.entries))


def test_a_conflict_says_what_it_is():
    """One line with entry, column and both sides."""
    (conflict,) = merge({"han": replace(HAN, note="a")}, {"han": replace(HAN, note="b")}).conflicts
    assert str(conflict) == "han, note: ours says 'a', theirs says 'b'; it was 'until 2025'"


@pytest.mark.parametrize("prefer", Side)
def test_removed_here_and_changed_there(prefer):
    """It is gone or there as the preferred side has it, and never without being said."""
    result = merge({"han": None}, {"han": replace(HAN, note="b")}, prefer=prefer)
    (conflict,) = result.conflicts
    assert str(conflict) == "han: ours removed 'Han Duck-soo', theirs changed its note"
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Han Duck-soo", None, "Han Duck-soo")
    assert ("han" in result.glossary.by_id) is (prefer is Side.THEIRS)


def test_added_and_removed():
    """Ours in our order, then what they added; what either removed is gone."""
    ours = {"seoul": None, "lviv": Entry("lviv", "Lviv", EntryKind.PLACE)}
    theirs = {"kyiv": None, "busan": Entry("busan", "Busan", EntryKind.PLACE)}
    assert merge(ours, theirs) == Merged(Glossary((HAN, ours["lviv"], theirs["busan"])))


def test_an_id_that_changed():
    """An entry under another id is the same entry, also where a file without ids spells its term anew."""
    renamed = replace(KYIV, id="kyjiv")
    assert merge({"kyiv": None, "kyjiv": renamed}, {"kyiv": replace(KYIV, note="x")}).glossary.by_id == {
        "han": HAN,
        "seoul": SEOUL,
        "kyjiv": replace(renamed, note="x"),
    }
    base = Glossary((Entry("Kiev", "Kiev", EntryKind.PLACE),))
    ours = Glossary((Entry("Kyiv", "Kyiv", EntryKind.PLACE, wrong=("Kiev",)),))
    theirs = Glossary((Entry("Kiev", "Kiev", EntryKind.PLACE, note="capital"),))
    assert three_way(ours, theirs, base=base) == Merged(Glossary((replace(ours.entries[0], note="capital"),)))


def test_one_thing_added_twice():
    """Under one id, or with one term and kind: one entry with what both say; an empty value says nothing."""
    mine = Entry("lviv", "Lviv", EntryKind.PLACE, variants=("Lwiw",), match=MatchMode.EXACT, added_at="2026-02-01")
    yours = Entry("lviv", "Lviv", EntryKind.PLACE, wrong=("Lvov",), note="in the west", added_at="2026-01-01")
    both = replace(mine, wrong=("Lvov",), note="in the west", added_at="2026-01-01")
    assert merge({"lviv": mine}, {"lviv": yours}).glossary.by_id["lviv"] == both
    # An id that is only the term, as in a file without ids, gives way.
    result = merge({"lviv": mine}, {"Lviv": replace(yours, id="Lviv")})
    assert result == Merged(Glossary((*BASE.entries, both)))
    result = merge({"lviv": mine}, {"l2": replace(yours, id="l2")})
    assert [(one.field, one.ours, one.theirs) for one in result.conflicts] == [("id", "lviv", "l2")]
    assert result.glossary.by_id["lviv"] == both


@pytest.mark.parametrize("prefer", Side)
def test_two_things_under_one_id(prefer):
    """Both stay, and one has another id."""
    mine = Entry("georgia", "Georgia", EntryKind.PLACE)
    yours = Entry("georgia", "Georgia Meloni Fan Club", EntryKind.ORGANISATION)
    result = merge({"georgia": mine}, {"georgia": yours}, prefer=prefer)
    (conflict,) = result.conflicts
    assert (conflict.id, conflict.field) == ("georgia", "id")
    kept, other = (mine, yours) if prefer is Side.OURS else (yours, mine)
    assert result.glossary.by_id["georgia"] == kept
    assert other.term in {entry.term for entry in result.glossary.entries}
    assert len(result.glossary.by_id) == 5


@pytest.mark.parametrize("prefer", Side)
def test_a_form_right_in_one_entry_and_wrong_in_another(prefer):
    """The merge contradicts itself nowhere; the form is as the preferred side has it, and the rest of both is kept."""
    base = Glossary((replace(KYIV, wrong=()),))
    chicken = Entry("chicken", "Chicken Kiev", EntryKind.TERM, variants=("Kiev",), note="a dish")
    result = merge({"kyiv": KYIV}, {"chicken": chicken}, base=base, prefer=prefer)
    (conflict,) = result.conflicts
    assert (conflict.id, conflict.field, conflict.item) == ("kyiv", "wrong", "Kiev")
    assert (conflict.ours, conflict.theirs) == ("wrong in kyiv", "right in chicken")
    expected = {
        Side.OURS: (KYIV, replace(chicken, variants=())),
        Side.THEIRS: (base.entries[0], chicken),
    }
    assert result.glossary.entries == expected[prefer]


def test_a_new_term_that_is_wrong_here_is_left_out():
    """There is nothing left of an entry without its term; the conflict says so."""
    result = merge({}, {"kyiv": replace(KYIV, wrong=()), "kiev": Entry("kiev", "Kiev", EntryKind.PERSON)})
    assert result.conflicts == ()  # they took it out of the wrong ones
    base = Glossary((replace(KYIV, wrong=()),))
    result = merge({"kyiv": KYIV}, {"kiev": Entry("kiev", "Kiev", EntryKind.PERSON)}, base=base)
    assert "'kiev' is left out" in result.conflicts[0].sentence
    assert result.glossary.entries == (KYIV,)


@pytest.mark.parametrize("prefer", Side)
def test_one_term_in_two_entries(prefer):
    """One side gave an entry the term that the other gave to a new one: the two become one, or one is as it was."""
    ours = {"seoul": replace(SEOUL, term="Hanyang", note="old")}
    theirs = {"hanyang": Entry("hanyang", "Hanyang", EntryKind.PLACE, wrong=("Hanjang",))}
    result = merge(ours, theirs, prefer=prefer)
    assert [(one.field, one.item, one.ours, one.theirs) for one in result.conflicts] == [
        ("term", "Hanyang", "seoul", "hanyang")
    ]
    assert not list(contradictions(result.glossary.entries))
    if prefer is Side.OURS:
        assert result.glossary.by_id["seoul"] == replace(ours["seoul"], wrong=("Hanjang",))
    else:
        assert result.glossary.by_id["seoul"] == SEOUL
        assert result.glossary.by_id["hanyang"] == theirs["hanyang"]


def test_without_a_base_nothing_is_removed():
    """Entries and lists are joined; values that differ are conflicts."""
    ours = Glossary((replace(HAN, variants=("HDS",), note=""), SEOUL))
    theirs = Glossary((KYIV, replace(HAN, roles=("premier",), kind=EntryKind.TERM)))
    result = three_way(ours, theirs)
    assert [(one.id, one.field) for one in result.conflicts] == [("han", "kind")]
    han = replace(HAN, variants=("HDS", "Han Deok-su"), roles=("prime minister", "premier"))
    assert result.glossary.entries == (han, SEOUL, KYIV)


def test_a_glossary_that_contradicts_itself_ends_the_merge_too():
    """What no file may hold comes out as it went in, and the merge ends."""
    odd = Glossary((KYIV, Entry("x", "Kiev", EntryKind.TERM)))
    assert three_way(odd, Glossary((SEOUL,))).glossary.entries == (*odd.entries, SEOUL)


@few
@given(some.forks(), st.booleans(), st.sampled_from(Side))
def test_symmetric_and_idempotent(fork, has_base, prefer):
    """Without conflicts it does not matter whose side is whose, and merging again changes nothing."""
    base, ours, theirs = fork
    start = base if has_base else None
    result = three_way(ours, theirs, base=start, prefer=prefer)
    if result.conflicts:
        return
    mirrored = three_way(theirs, ours, base=start, prefer=prefer)
    assert (plain(mirrored.glossary), mirrored.conflicts) == (plain(result.glossary), ())
    for side in (ours, theirs):
        again = three_way(result.glossary, side, base=start, prefer=prefer)
        assert (plain(again.glossary), again.conflicts) == (plain(result.glossary), ())


@few
@given(some.forks(), st.booleans(), st.sampled_from(Side))
def test_never_a_contradiction(fork, has_base, prefer):
    """Whatever the conflicts, the result can be written; and who prefers the other side sees the mirror image."""
    base, ours, theirs = fork
    start = base if has_base else None
    result = three_way(ours, theirs, base=start, prefer=prefer)
    assert not list(contradictions(result.glossary.entries))
    mirrored = three_way(theirs, ours, base=start, prefer=prefer.other)
    assert plain(mirrored.glossary) == plain(result.glossary)
    assert sorted((one.id, one.field, one.item) for one in mirrored.conflicts) == sorted(
        (one.id, one.field, one.item) for one in result.conflicts
    )


@few
@given(some.forks())
def test_one_side_alone(fork):
    """Where only one side changed something, the result is that side, to the order of its lists."""
    base, ours, _ = fork
    assert three_way(ours, base, base=base) == Merged(ours)
    assert three_way(ours, ours, base=base) == Merged(ours)
    assert three_way(ours, ours) == Merged(ours)
    assert plain(three_way(base, ours, base=base).glossary) == plain(ours)
