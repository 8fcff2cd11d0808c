"""People find an entry by what they remember of it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import GlossaryError
from mtqa.glossary.find import LEAST, resolve, search, sound_key
from mtqa.glossary.model import Entry, EntryKind, Glossary, Term

PEOPLE = (
    Entry(
        "yoon-suk-yeol",
        "Yoon Suk-yeol",
        EntryKind.PERSON,
        variants=("Yoon Suk Yeol",),
        wrong=("Yoon Seok-youl",),
        sources=(Term("윤석열", "ko"), Term("尹锡悦", "zh")),
        roles=("president",),
        note="president of South Korea 2022-2025",
    ),
    Entry("kim-jong-un", "Kim Jong Un", EntryKind.PERSON, sources=(Term("김정은", "ko"),), roles=("leader",)),
    Entry("kim-jong-il", "Kim Jong Il", EntryKind.PERSON, roles=("leader",)),
    Entry("kim-yo-jong", "Kim Yo Jong", EntryKind.PERSON, note="sister of Kim Jong Un"),
    Entry("zelenskyy", "Volodymyr Zelenskyy", EntryKind.PERSON, variants=("Zelensky", "Zelenskyy")),
    Entry("xi", "Xi Jinping", EntryKind.PERSON),
)
THINGS = (
    Entry("seoul", "Seoul", EntryKind.PLACE, sources=(Term("서울", "ko"),)),
    Entry("beijing", "Beijing", EntryKind.PLACE, superseded=("Peking",)),
    Entry("washington-city", "Washington", EntryKind.PLACE),
    Entry("washington", "George Washington", EntryKind.PERSON, variants=("Washington",)),
    Entry("thaad", "Terminal High Altitude Area Defense", variants=("THAAD",), subject="missile defence"),
    Entry("ira", "Inflation Reduction Act", EntryKind.TERM, note="law on climate and health"),
    Entry("lodz", "Łódź", EntryKind.PLACE),
)
FIRST = Glossary((*PEOPLE, *THINGS))


@pytest.mark.parametrize(
    ("query", "identity"),
    [
        ("Yoon Suk-yeol", "yoon-suk-yeol"),
        ("yoon suk yeol", "yoon-suk-yeol"),
        ("YOON", "yoon-suk-yeol"),
        ("yoo", "yoon-suk-yeol"),
        ("Suk-yeol Yoon", "yoon-suk-yeol"),
        ("Yun Sok Yol", "yoon-suk-yeol"),
        ("Yoon Seok-yul", "yoon-suk-yeol"),
        ("윤석열", "yoon-suk-yeol"),
        ("윤석", "yoon-suk-yeol"),
        ("尹锡悦", "yoon-suk-yeol"),
        ("2022-2025", "yoon-suk-yeol"),
        ("kim-yo-jong", "kim-yo-jong"),
        ("Kim Chong-un", "kim-jong-un"),
        ("Zelenski", "zelenskyy"),
        ("Selenskyj", "zelenskyy"),
        ("Hsi Jinping", "xi"),
        ("peking", "beijing"),
        ("Beijin", "beijing"),
        ("lodz", "lodz"),
        ("thad", "thaad"),
        ("missile defence", "thaad"),
        ("climate", "ira"),
        ("Inflation Reducton Act", "ira"),
        ("inflaton", "ira"),
        ("Zelensko", "zelenskyy"),
        ("sister of kim", "kim-yo-jong"),
    ],
)
def test_found_first(query, identity):
    """By a part, in another order, misspelt, by its sound, in another script, by id, role, subject or note."""
    hits = search(FIRST, query)
    assert hits[0].entry.id == identity
    assert LEAST <= hits[-1].score <= hits[0].score <= 1


@pytest.mark.parametrize(
    "query",
    ["zzzzz", "xylophone", "breakfast", "Brexit", "q", "ul", "Łukasz", "日本", "mountaineering", "Tchaikovsky"],
)
def test_not_found(query):
    """What is in no entry finds none."""
    assert search(FIRST, query) == ()


def test_hit_says_where():
    """The best place of an entry is told, the term before others that are as good."""
    (hit,) = search(FIRST, "Peking")
    assert (hit.column, hit.text, hit.entry.id) == ("superseded", "Peking", "beijing")
    assert search(FIRST, "seoul")[0].column == "term"
    assert search(FIRST, "leader")[0].column == "roles"


def test_the_same_before_the_similar_and_forms_before_notes():
    """Kim Jong Un himself, then those with such names, then those whose note has his."""
    ids = [hit.entry.id for hit in search(FIRST, "Kim Jong Un")]
    assert ids[0] == "kim-jong-un"
    assert set(ids[1:]) == {"kim-jong-il", "kim-yo-jong"}
    assert search(FIRST, "Kim Jong Un")[0].score == 1.0


def test_limit():
    """So many at most, the best ones."""
    every = search(FIRST, "kim", limit=None)
    assert len(every) == 3
    assert search(FIRST, "kim", limit=2) == every[:2]


@pytest.mark.parametrize("query", ["", "  ", "-", "...", "\N{ZERO WIDTH SPACE}", "x" * 201])
def test_no_query(query):
    """Nothing to look for is an error, not everything."""
    with pytest.raises(GlossaryError):
        search(FIRST, query)


def test_order_of_the_file_does_not_matter():
    """The same hits in the same order, however the file is sorted."""
    entries = list(FIRST.entries)
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        for query in ("kim", "washington", "leader", "yun"):
            assert search(Glossary(tuple(entries)), query) == search(FIRST, query)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text(form, query):
    """Nothing breaks the search, and a form finds its entry."""
    glossary = Glossary((replace(PEOPLE[0], term=form or "x"), *THINGS))
    for text in (query, form):
        try:
            hits = search(glossary, text)
        except GlossaryError:
            continue
        if text == form:
            assert hits[0].score == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yoon Suk-yeol", "Yun Sok Yol"),
        ("Zelensky", "Selenski"),
        ("Chung", "Jung"),
        ("Gwangju", "Kwangju"),
        ("Philip", "Filip"),
        ("Tschaikowsky", "Chaikovski"),
    ],
)
def test_sound_alike(one, other):
    """Spellings that romanisations mix up have one key."""
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(("one", "other"), [("Kim", "Lim"), ("Seoul", "Sejong"), ("Yoon", "Moon"), ("Xi", "Li")])
def test_sound_unlike(one, other):
    """Different consonants are different."""
    assert sound_key(one) != sound_key(other)


@pytest.mark.parametrize(
    ("reference", "identity"),
    [
        ("yoon-suk-yeol", "yoon-suk-yeol"),
        ("Yoon Suk-yeol", "yoon-suk-yeol"),
        ("yoon suk yeol", "yoon-suk-yeol"),
        ("윤석열", "yoon-suk-yeol"),
        ("Yoon Seok-youl", "yoon-suk-yeol"),
        ("washington", "washington"),
        ("Washington", "washington-city"),
        ("THAAD", "thaad"),
        ("Peking", "beijing"),
        ("SEOUL", "seoul"),
    ],
)
def test_resolve(reference, identity):
    """An id, then a term, then other forms; exact before loose."""
    assert resolve(FIRST, reference).id == identity


def test_resolve_ambiguous():
    """Several entries are listed with their ids."""
    second = replace(THINGS[3], id="denzel", term="Denzel Washington")
    glossary = Glossary((THINGS[3], second))
    with pytest.raises(GlossaryError, match=r"'Washington' is in 2 entries; name one by its id:") as caught:
        resolve(glossary, "Washington")
    assert "\n  'denzel': 'Denzel Washington' (person)" in str(caught.value)
    assert "\n  'washington': 'George Washington' (person)" in str(caught.value)


@pytest.mark.parametrize("reference", ["Yun Sok Yol", "Zelenski", "Yoon"])
def test_resolve_unknown_suggests(reference):
    """What is only like an entry is not taken for it; it is suggested."""
    with pytest.raises(GlossaryError, match=rf"no entry '{reference}'; did you mean:\n  '"):
        resolve(FIRST, reference)


@pytest.mark.parametrize("reference", ["", "zzzzz", "...", "x" * 5000, "\x1b[2J"])
def test_resolve_unknown(reference):
    """Nothing like it: the message says where to look, and is short and safe."""
    with pytest.raises(GlossaryError, match=r"nor one like it; see what there is with: mtqa glossary list") as caught:
        resolve(FIRST, reference)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300
