"""The small glossary that an article needs of a large one: nothing that matters is missing."""

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary.match import find_forms
from mtqa.glossary.store_csv import parse_csv
from mtqa.names.forms import FormTable
from mtqa.names.index.large import LargeGlossary
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import find_names
from mtqa.names.windows import windows_of
from mtqa.readers import read_text
from mtqa.segment import segment

GLOSSARY = (
    "id,term,kind,variants,wrong,roles\n"
    "ysy,Yoon Suk-yeol,person,Yoon Suk Yeol,Yun Seok-yeol,President\n"
    ",Kim Jong Un,person,,Kim Jong-un,\n"
    ",Zelenskyy,person,,,\n"
    ",Nasrallah,person,,,\n"
    ",Sea of Japan,place,East Sea,Japan Sea,\n"
    ",Kookmin University,organisation,,,\n"
    ",THAAD,term,,,\n"
    ",denuclearisation,term,,,\n"
    ",C++,term,,,\n"
    ",Łódź,place,,,\n"
    ",윤석열,person,,,\n"
    ",Xi'an,place,,,\n"
    ",Josep Borrell Fontelles,person,Josep Borrell,,\n"
    ",Ursula von der Leyen,person,,,\n"
    ",Bank of Korea,organisation,,,\n"
    ",Great Lakes,place,,,\n"
    ",the Quad,organisation,,,\n"
)

TEXTS = [
    "President Yoon Suk-yeol met Kim Jong Un. Yoon’s aides, and Suk Yeol himself, said so.",
    "Yun Seok-yeol spoke. Kim Jong-un did not; the Kim Jong Uns of this world do.",
    "Volodymyr Zelensky and Nasr Allah sent letters. Zelenskiy's was short.",
    "It fell into the Japan Sea, not into the East\nSea or the Sea of Japan.",
    "Students of Kookmin University, of Kookmin and of Seoul University spoke of THAAD, or Thaad, in C++.",
    "The denuclearization of Lodz and of ŁÓDŹ; Xi’an and Xian.",
    "윤석열 대통령이 말했다. Borrell Fontelles met Leyen, von der Leyen and Ursula.",
    "The Bank of the Korea, the Bank of Korea, and a Great Lake; the Quad and quad bikes.",
    "YOON SUK-YEOL AND KIM JONG UN MEET",
    "Yoon-Suk-yeol-Kim-Jong-Un-Sea-of-Japan and pro-Yoon Suk-yeol groups.",
    "",
    "Nothing of this.",
]


def article(text):
    """A segmented document."""
    return segment(read_text(text or "-"))


def windows(document, glossary):
    """The windows of the article's names under a glossary."""
    names = find_names(document, known=lexicon())
    return windows_of(document.text, names, find_forms(document.text, glossary), table=FormTable(glossary))


@pytest.mark.parametrize("text", TEXTS)
def test_every_right_and_wrong_form_is_there(large, text):
    """Matching finds the same in the part as in the whole."""
    document = article(text)
    narrowed = large(GLOSSARY).narrow(document)
    expected = find_forms(document.text, parse_csv(GLOSSARY, origin="g.csv"))
    found = find_forms(document.text, narrowed)
    assert [(m.entry.id, m.form, m.span, m.right) for m in found] == [
        (m.entry.id, m.form, m.span, m.right) for m in expected
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_right_stays_right(large, text):
    """Parts of names, usual variants and other spacing are known as in the whole glossary."""
    document = article(text)
    narrowed = large(GLOSSARY).narrow(document)
    expected = windows(document, parse_csv(GLOSSARY, origin="g.csv"))
    assert [(w.span, w.right) for w in windows(document, narrowed)] == [(w.span, w.right) for w in expected]


def filler(n):
    """Entries that have nothing to do with the tests."""
    syllables = ["ba", "do", "ri", "mun", "tel", "gos", "pir", "wen", "lak", "chu"]
    first = [a + b for a in syllables for b in syllables]
    rows = [f"{first[i % 97].title()} {first[(i * 7) % 89].title()}{syllables[i % 10]}" for i in range(n)]
    return "".join(f",{row},person,,,\n" for row in dict.fromkeys(rows))


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("Eun Sook-eol", "Yoon Suk-yeol"),
        ("Sook-eol Eun", "Yoon Suk-yeol"),
        ("Kukmin University", "Kookmin University"),
        ("Kim Jung Eun", "Kim Jong Un"),
        ("Josef Borel", "Josep Borrell Fontelles"),
        ("Nasralla", "Nasrallah"),
        ("Nassralah", "Nasrallah"),
        ("Sokyeol Yun", "Yoon Suk-yeol"),
        ("Ursola von der Layen", "Ursula von der Leyen"),
        ("THAD", "THAAD"),
    ],
)
def test_garbled_names_find_their_entry(large, garbled, meant):
    """By sound, in any order of family name and given name, however the words are divided."""
    narrowed = large(GLOSSARY + filler(3000)).narrow(article(f"On Monday the men met {garbled} in the old town."))
    assert meant in [entry.term for entry in narrowed.entries]
    assert len(narrowed.entries) < 200


def test_a_lower_case_term_is_found(large):
    """Words that are no English word are looked up too."""
    narrowed = large(GLOSSARY + filler(3000)).narrow(article("They discussed the denuklearisation of the north."))
    assert "denuclearisation" in [entry.term for entry in narrowed.entries]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ambassador, Mr Ahan, left.", True),
        ("A farmer, Mr Ahan, left.", False),
    ],
)
def test_a_role_brings_a_family_name_in(large, text, found):
    """Of many with one family name, those whose role the article mentions can be meant."""
    family = "".join(f",Ahn {name},person,,,\n" for name in ("Bo-ram", "Chul-soo", "Dae-jung", "Eun-hye", "Ga-ram"))
    narrowed = large(GLOSSARY + filler(3000) + family + ",Ahn Ho-young,person,,,ambassador\n").narrow(article(text))
    assert ("Ahn Ho-young" in [entry.term for entry in narrowed.entries]) == found


def test_a_family_name_alone_is_found(large):
    """A garbled family name brings in some of those who have it."""
    narrowed = large(GLOSSARY + filler(3000)).narrow(article("They met Mr Borel in the old town."))
    assert "Josep Borrell Fontelles" in [entry.term for entry in narrowed.entries]


def test_the_size_of_the_whole_is_kept(large):
    """The name matcher must know among how many entries the best one was found."""
    glossary = large(GLOSSARY + filler(3000))
    narrowed = glossary.narrow(article("They met Eun Sook-eol."))
    assert narrowed.size == glossary.size > 2000
    assert FormTable(narrowed).matcher.n_groups == glossary.size


@pytest.mark.parametrize(
    "text",
    [
        "Aaaa-" * 3000,
        "A-b " * 3000,
        "Kim " * 5000,
        "X" * 20_000,
        "Bank of the " * 2000,
        "\N{COMBINING ACUTE ACCENT}" * 5000,
        "Київ і Харків. " * 50,
    ],
    ids=["hyphens", "hyphenated words", "one name", "one word", "beginnings of forms", "marks", "another script"],
)
def test_odd_texts(large, text):
    """Nothing breaks, and the part stays a part."""
    narrowed = large(GLOSSARY + filler(500)).narrow(article(text))
    assert len(narrowed.entries) < 400


@pytest.mark.parametrize("text", ["term\n", "term\n윤석열\n문재인\n", "term\n++\n"], ids=["no rows", "Hangul", "signs"])
def test_odd_glossaries(large, text):
    """A glossary without anything to compare by sound still works."""
    narrowed = large(text).narrow(article("They met Eun Sook-eol. 윤석열 대통령이 말했다."))
    assert [entry.term for entry in narrowed.entries] == (["윤석열"] if "윤석열" in text else [])


HOUSE = "id,term,kind,wrong\nk1,Kyiv,place,Kiev\n,Seoul,place,\n,Yoon Suk-yeol,person,\n"


@pytest.mark.parametrize(
    ("project", "text", "expected"),
    [
        ("id,term,kind\nk1,Kyiv City,place\n", "In Kyiv.", {"Kyiv City"}),
        ("term,kind,variants\nseoul,place,Soul\n", "In Seoul.", {"seoul"}),
        ("term,kind\nBusan,place\n", "In Seoul and Busan.", {"Busan", "Seoul"}),
        ("id,term,kind\nSeoul,Seoul City,place\n", "In Seoul.", {"Seoul City"}),
    ],
    ids=["by id", "by term and kind", "adds", "by an id that is a term"],
)
def test_layers_override_as_small_glossaries_do(compile_csv, project, text, expected):
    """A later entry takes the place of the same one of an earlier file, whichever is large."""
    small = parse_csv(project, origin="p.csv")
    layered = LargeGlossary((compile_csv(HOUSE), small))
    layered.refuse_conflicts()
    assert {entry.term for entry in layered.narrow(article(text)).entries} == expected
    turned = LargeGlossary((parse_csv(HOUSE, origin="h.csv"), compile_csv(project, name="p.csv")))
    turned.refuse_conflicts()
    kept = {entry.term for entry in turned.narrow(article(text)).entries}
    assert kept >= expected
    assert ("Seoul" in kept) == ("Seoul" in expected or "Kyiv City" in expected)


@pytest.mark.parametrize("project", ["term,kind\nKiev,place\n", "term,wrong\nUkraine,Kyiv\n"])
def test_layers_that_contradict_each_other(compile_csv, project):
    """A form must not be right in the small file and wrong in the large one, nor the other way round."""
    for layers in (
        (compile_csv(HOUSE), parse_csv(project, origin="p.csv")),
        (parse_csv(HOUSE, origin="h.csv"), compile_csv(project, name="p.csv")),
    ):
        with pytest.raises(GlossaryError, match="listed as wrong"):
            LargeGlossary(layers).refuse_conflicts()


def test_the_digest_changes_with_any_layer(compile_csv):
    """It is part of a report's signature."""
    one, two = compile_csv("term\nSeoul\n"), compile_csv("term\nBusan\n", name="b.csv")
    digests = {LargeGlossary(layers).digest for layers in ((one,), (two,), (one, two), (two, one))}
    assert len(digests) == 4
