"""Entries go into a glossary, change and leave, and it never contradicts itself."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.edit import Shared, added, deprecated, entry_of, new_id, removed, replaced, shared_forms
from mtqa.glossary.entry_change import Change, changed
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus

HAN = Entry(
    "han-duck-soo",
    "Han Duck-soo",
    EntryKind.PERSON,
    variants=("Han Deok-su", "HDS"),
    wrong=("Han Duk Su",),
    sources=(Term("한덕수", "ko"),),
    roles=("prime minister",),
    exceptions=(FormRule("HDS", MatchMode.EXACT, CaseRule.SAME_CASE),),
    note="prime minister 2022-2025",
)
SEJONG = Entry("sejong", "Sejong", EntryKind.PLACE)
KIEV = Entry("kyiv", "Kyiv", EntryKind.PLACE, wrong=("Kiev",))
FIRST = Glossary((HAN, SEJONG, KIEV))


@pytest.mark.parametrize(
    "entry",
    [
        Entry("new", "Ana Berg", EntryKind.PERSON),
        Entry("king", "Sejong", EntryKind.PERSON),
        Entry("hans", "Han Sung-soo", EntryKind.PERSON, variants=("HDS",), wrong=("Han Duk Su",)),
        Entry("han", "Han duck-soo", EntryKind.PERSON),
        Entry("kiew", "Kiew", EntryKind.PLACE, superseded=("Kiev", "Kyiv")),
        Entry("Kyiv", "Ternopil", EntryKind.PLACE),
    ],
    ids=lambda entry: entry.id,
)
def test_added(entry):
    """A new entry stands at the end; one with the same form and another kind, or a shared wrong form, is new."""
    glossary = added(FIRST, entry)
    assert glossary.entries == (*FIRST.entries, entry)
    refuse_conflicts(glossary.entries)
    assert removed(glossary, entry.id) == FIRST


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Entry("kyiv", "Lviv"), r"the id 'kyiv' is that of 'Kyiv'; .*--id, or .*: mtqa glossary edit kyiv"),
        (Entry("new", "Kyiv", EntryKind.PLACE), r"'Kyiv' is in the glossary already \(place, id 'kyiv'\).*show kyiv"),
        (Entry("new", "Kiev"), r"'Kiev' is a wrong form of 'Kyiv' .*edit kyiv --drop Kiev"),
        (Entry("new", "Lviv", variants=("Kiev",)), r"'Kiev' is a wrong form of 'Kyiv'"),
        (Entry("new", "Seoul", wrong=("Sejong",)), r"'Sejong' is right in another entry, 'Sejong' \(id 'sejong'\)"),
        (Entry("new", "Duk", wrong=("HDS",)), r"'HDS' is right in another entry.*edit han-duck-soo --drop HDS"),
        (Entry("new", "Ana", wrong=("Ana",)), r"'Ana' is given as right and as wrong"),
        (
            Entry("new", "Ana", variants=("O'Neill",), wrong=("O\N{RIGHT SINGLE QUOTATION MARK}Neill",)),
            r"given as right and as wrong",
        ),
    ],
)
def test_added_refuses(entry, message):
    """A taken id, an entry that is there, and contradictions are refused with the command that helps."""
    with pytest.raises(GlossaryError, match=message):
        added(FIRST, entry)


def test_messages_are_safe_to_print():
    """An entry of somebody else's making commands no terminal."""
    glossary = Glossary((Entry("a\x1b[31m", "Ana\x1b[2J"),))
    with pytest.raises(GlossaryError) as caught:
        added(glossary, Entry("b", "Ana\x1b[2J"))
    assert str(caught.value).isprintable()


def test_replaced():
    """An entry takes the place of another, its position too; it may take another id."""
    new = replace(SEJONG, id="sejong-city", note="a city")
    assert replaced(FIRST, new, id="sejong").entries == (HAN, new, KIEV)
    same_forms = replace(KIEV, wrong=(), variants=("Kiev",))
    assert replaced(FIRST, same_forms, id="kyiv").entries == (HAN, SEJONG, same_forms)


@pytest.mark.parametrize(
    ("entry", "id", "message"),
    [
        (SEJONG, "seoul", r"no entry has the id 'seoul'"),
        (replace(SEJONG, id="kyiv"), "sejong", r"the id 'kyiv' is that of 'Kyiv'"),
        (replace(SEJONG, term="Kyiv"), "sejong", r"'Kyiv' is in the glossary already"),
        (replace(SEJONG, variants=("Kiev",)), "sejong", r"'Kiev' is a wrong form of 'Kyiv'"),
        (replace(SEJONG, wrong=("Kyiv",)), "sejong", r"'Kyiv' is right in another entry"),
    ],
)
def test_replaced_refuses(entry, id, message):  # noqa: A002 - the parameter's name
    """As for a new entry, but for the one that goes."""
    with pytest.raises(GlossaryError, match=message):
        replaced(FIRST, entry, id=id)


def test_removed():
    """Only the entry goes."""
    assert removed(FIRST, "sejong").entries == (HAN, KIEV)
    with pytest.raises(GlossaryError, match=r"no entry has the id 'Sejong'; .*mtqa glossary search"):
        removed(FIRST, "Sejong")


def of(glossary, identity="han-duck-soo"):
    """An entry of a glossary."""
    return entry_of(glossary, identity)


def test_deprecate_a_form():
    """A variant becomes wrong, or out of date, and keeps its rule."""
    entry = of(deprecated(FIRST, "han-duck-soo", forms=("HDS",)))
    assert entry == replace(HAN, variants=("Han Deok-su",), wrong=("Han Duk Su", "HDS"))
    entry = of(deprecated(FIRST, "han-duck-soo", forms=("HDS", "Han Deok-su"), superseded=True))
    assert entry == replace(HAN, variants=(), superseded=("HDS", "Han Deok-su"))


def test_deprecate_the_term():
    """Another form takes its place: a variant, or a new one."""
    entry = of(deprecated(FIRST, "han-duck-soo", use="Han Deok-su"))
    assert entry == replace(HAN, term="Han Deok-su", variants=("HDS",), wrong=("Han Duck-soo", "Han Duk Su"))
    assert of(deprecated(FIRST, "han-duck-soo", forms=("Han Duck-soo",), use="Han Deok-su")) == entry
    entry = of(deprecated(FIRST, "han-duck-soo", forms=("HDS",), use="Han Ducksoo", superseded=True))
    assert entry == replace(HAN, term="Han Ducksoo", variants=("Han Deok-su",), superseded=("Han Duck-soo", "HDS"))
    entry = of(deprecated(FIRST, "han-duck-soo", use="Han Duk Su"))
    assert (entry.term, entry.wrong) == ("Han Duk Su", ("Han Duck-soo",))


def test_deprecate_an_entry():
    """With nothing to write instead, it is only watched; nothing about its forms changes."""
    glossary = deprecated(FIRST, "kyiv")
    assert glossary.entries == (HAN, SEJONG, replace(KIEV, watch=True))
    with pytest.raises(GlossaryError, match=r"only watched already; .*--use FORM, or .*mtqa glossary remove kyiv"):
        deprecated(glossary, "kyiv")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"forms": ("Han Duck-soo",)}, r"the preferred term of 'han-duck-soo'; say what to write instead with --use"),
        ({"forms": ("Han",)}, r"has no form 'Han'; its right forms are 'Han Duck-soo', 'Han Deok-su', 'HDS'"),
        ({"forms": ("Han Duk Su",)}, r"'Han Duk Su' is no right form of 'han-duck-soo' any more"),
        ({"use": "Han Duck-soo"}, r"cannot be used instead of itself"),
        ({"forms": ("HDS",), "use": "HDS"}, r"cannot be used instead of itself"),
        ({"use": "Kiev"}, r"'Kiev' is a wrong form of 'Kyiv'"),
    ],
)
def test_deprecate_refuses(values, message):
    """A form that is not there, and a preferred term with no other."""
    with pytest.raises(GlossaryError, match=message):
        deprecated(FIRST, "han-duck-soo", **values)


def test_changed_adds_to_lists_and_replaces_values():
    """Lists grow, values are replaced, the rest stays."""
    change = Change(
        kind=EntryKind.TERM,
        variants=("Han Ducksoo", " HDS "),
        wrong=("Han Duk Soo",),
        roles=("premier",),
        context=("cabinet",),
        sources=(Term("韓悳洙", "zh-Hant"), Term("한 덕수", "ko")),
        rules=(FormRule("Han Ducksoo", MatchMode.EXACT, CaseRule.AS_WRITTEN),),
        note="",
        watch=True,
    )
    assert changed(HAN, change) == replace(
        HAN,
        kind=EntryKind.TERM,
        variants=("Han Deok-su", "Han Ducksoo", "HDS"),
        wrong=("Han Duk Su", "Han Duk Soo"),
        roles=("prime minister", "premier"),
        context=("cabinet",),
        sources=(Term("한덕수", "ko"), Term("韓悳洙", "zh-Hant"), Term("한 덕수", "ko", TermStatus.ADMITTED)),
        exceptions=(*HAN.exceptions, FormRule("Han Ducksoo", MatchMode.EXACT, CaseRule.AS_WRITTEN)),
        note="",
        watch=True,
    )


def test_changed_gives_a_form_one_status():
    """What is added to one list leaves the others."""
    entry = changed(HAN, Change(wrong=("HDS",)))
    assert (entry.variants, entry.wrong) == (("Han Deok-su",), ("Han Duk Su", "HDS"))
    entry = changed(HAN, Change(variants=("Han Duk Su",)))
    assert (entry.variants, entry.wrong) == (("Han Deok-su", "HDS", "Han Duk Su"), ())
    with pytest.raises(GlossaryError, match=r"'Ana' is given as right and as wrong"):
        changed(HAN, Change(variants=("Ana",), wrong=("Ana",)))
    with pytest.raises(GlossaryError, match=r"'Ana' is given as wrong and as superseded"):
        changed(HAN, Change(wrong=("Ana",), superseded=("Ana",)))


def test_changed_says_a_term_twice_without_harm():
    """The same once more changes nothing."""
    again = Change(variants=HAN.forms, wrong=HAN.wrong, sources=HAN.sources, roles=HAN.roles, note=HAN.note)
    entry = changed(HAN, again)
    assert set(entry.variants) == set(HAN.variants)
    assert replace(entry, variants=HAN.variants) == HAN


@pytest.mark.parametrize(
    ("old_term", "expected"),
    [
        (None, {}),
        (TermStatus.ADMITTED, {"variants": ("Han Duck-soo", *HAN.variants)}),
        (TermStatus.DEPRECATED, {"wrong": ("Han Duck-soo", *HAN.wrong)}),
        (TermStatus.SUPERSEDED, {"superseded": ("Han Duck-soo",)}),
    ],
)
def test_changed_term(old_term, expected):
    """The old preferred form becomes what was said, or is forgotten."""
    assert changed(HAN, Change(term="Han Dok-su", old_term=old_term)) == replace(HAN, term="Han Dok-su", **expected)


def test_changed_term_to_a_variant():
    """A form stands in one list."""
    entry = changed(HAN, Change(term="HDS", old_term=TermStatus.ADMITTED))
    assert entry == replace(HAN, term="HDS", variants=("Han Duck-soo", "Han Deok-su"))


@pytest.mark.parametrize("item", ["HDS", "Han Duk Su", "한덕수", "ko:한덕수", "prime minister"])
def test_drop(item):
    """Anything that is listed can be dropped, and nothing else goes."""
    entry = changed(HAN, Change(drop=(item,)))
    gone = {item.removeprefix("ko:")}
    listed = {*HAN.variants, *HAN.wrong, *HAN.roles, "한덕수"}
    left = {*entry.variants, *entry.wrong, *entry.roles, *(term.text for term in entry.sources)}
    assert left == listed - gone
    assert (entry.term, entry.note) == (HAN.term, HAN.note)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change(drop=("Han",)), r"'han-duck-soo' has no 'Han' to drop; it lists 'Han Deok-su', 'HDS', 'Han Duk Su'"),
        (Change(drop=("Han Duck-soo",)), r"preferred term of 'han-duck-soo'; give another with --term"),
        (Change(wrong=("Han Duck-soo",)), r"preferred term of 'han-duck-soo'; .*deprecate han-duck-soo --use FORM"),
        (Change(superseded=("Han  Duck-soo",)), r"preferred term"),
    ],
)
def test_changed_refuses(change, message):
    """The preferred form stays until there is another."""
    with pytest.raises(GlossaryError, match=message):
        changed(HAN, change)


@pytest.mark.parametrize(
    ("term", "kind", "expected"),
    [
        ("Yoon Suk-yeol", EntryKind.PERSON, "yoon-suk-yeol"),
        ("O'Neill & Søn, Ltd.", EntryKind.ORGANISATION, "oneill-son-ltd"),
        ("Łódź", EntryKind.PLACE, "lodz"),
        ("Kyiv", EntryKind.PERSON, "kyiv-person"),
        ("C++", EntryKind.PRODUCT, "c"),
        ("+-+", EntryKind.TERM, "term"),
        ("서울", EntryKind.PLACE, "서울"),
        ("x" * 200, EntryKind.TERM, "x" * 60),
    ],
)
def test_new_id(term, kind, expected):
    """Short, readable and free."""
    identity = new_id(FIRST, term, kind)
    assert unicodedata.normalize("NFC", identity) == expected
    assert identity not in FIRST.by_id


def test_new_id_counts_on():
    """Every further one gets a number."""
    glossary = Glossary((SEJONG, KIEV, replace(KIEV, id="kyiv-place")))
    assert new_id(glossary, "Kyiv", EntryKind.PLACE) == "kyiv-place-2"


def test_new_id_in_the_manner_of_the_glossary():
    """Where ids are the terms, as in a file without ids, a new one is too."""
    glossary = Glossary((Entry("Kyiv", "Kyiv"), Entry("Bank (place)", "Bank"), Entry("Lviv", "Lviv")))
    assert new_id(glossary, "New  York", EntryKind.PLACE) == "New York"
    assert new_id(glossary, "Kyiv", EntryKind.PERSON) == "Kyiv (person)"


def test_shared_forms():
    """Right forms of two entries are told, wrong ones and those of the entry that goes are not."""
    entry = Entry("new", "HDS", variants=("Sejong", "Han Duk Su"), wrong=("Kyiv",))
    assert shared_forms(FIRST, entry) == (Shared("HDS", HAN, is_term=True), Shared("Sejong", SEJONG, is_term=False))
    assert shared_forms(FIRST, entry, replacing="sejong") == (Shared("HDS", HAN, is_term=True),)
    assert shared_forms(FIRST, Entry("x", "X")) == ()


WORD = st.sampled_from(("Han", "Kyiv", "Kiev", "Sejong", "Lviv", "HDS", "han", "Ana"))
SOME = st.lists(WORD, max_size=3, unique=True).map(tuple)


@given(
    st.lists(st.tuples(st.sampled_from(("add", "deprecate", "remove", "wrong")), WORD, SOME, SOME), max_size=8),
)
def test_no_sequence_of_edits_contradicts_itself(steps):
    """Whatever is done, the glossary that results can be read again."""
    glossary = FIRST
    for action, word, some, more in steps:
        ids = [entry.id for entry in glossary.entries]
        try:
            if action == "add":
                identity = new_id(glossary, word, EntryKind.TERM)
                glossary = added(glossary, changed(Entry(identity, word), Change(variants=some, wrong=more)))
            elif action == "remove" and ids:
                glossary = removed(glossary, ids[0])
            elif action == "deprecate" and ids:
                glossary = deprecated(glossary, ids[-1], forms=some, use=word)
            elif ids:
                entry = changed(entry_of(glossary, ids[-1]), Change(wrong=some, variants=more))
                glossary = replaced(glossary, entry, id=entry.id)
        except GlossaryError:
            pass
        refuse_conflicts(glossary.entries)
