"""English endings: plurals, possessives, words for the people of a place."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.artefacts import artefact
from mtqa.glossary.inflect import bases, has_demonyms, is_demonym, stems
from mtqa.glossary.plurals import IRREGULAR, NAMES_ONLY, in_guise, plural, singulars

PLURALS = [
    ("missile", "missiles"),
    ("policy", "policies"),
    ("day", "days"),
    ("box", "boxes"),
    ("virus", "viruses"),
    ("glass", "glasses"),
    ("church", "churches"),
    ("quiz", "quizzes"),
    ("crisis", "crises"),
    ("basis", "bases"),
    ("NGO", "NGOs"),
    ("PM", "PMs"),
    ("US", "USs"),
    ("Kennedy", "Kennedys"),
    ("German", "Germans"),
    ("human", "humans"),
    ("talisman", "talismans"),
    ("Newman", "Newmans"),
    ("woman", "women"),
    ("chairman", "chairmen"),
    ("congresswoman", "congresswomen"),
    ("wolf", "wolves"),
    ("housewife", "housewives"),
    ("belief", "beliefs"),
    ("roof", "roofs"),
    ("life", "lives"),
    ("head of state", "heads of state"),
    ("weapon of mass destruction", "weapons of mass destruction"),
    ("mother-in-law", "mothers-in-law"),
    ("sit-in", "sit-ins"),
    ("no-fly zone", "no-fly zones"),
    ("attorney general", "attorneys general"),
    ("major general", "major generals"),
    ("president-elect", "presidents-elect"),
    ("Nobel laureate", "Nobel laureates"),
    ("sanctions", "sanctions"),
]


@pytest.mark.parametrize(("singular", "many"), PLURALS)
def test_plurals_are_written(singular, many):
    """What a suggestion says for two of it."""
    assert plural(singular) == many


@pytest.mark.parametrize(
    ("word", "singular", "ending"),
    [
        ("missiles", "missile", "s"),
        ("policies", "policy", "ies"),
        ("boxes", "box", "es"),
        ("ids", "id", "s"),
        ("israelis", "israeli", "s"),
        ("hindus", "hindu", "s"),
        ("gpus", "gpu", "s"),
        ("bases", "basis", IRREGULAR),
        ("women", "woman", IRREGULAR),
        ("policewomen", "policewoman", IRREGULAR),
        ("analyses", "analysis", IRREGULAR),
        ("grandchildren", "grandchild", IRREGULAR),
        ("people", "person", IRREGULAR),
        ("kennedys", "kennedy", NAMES_ONLY),
        ("newmans", "newman", NAMES_ONLY),
        ("humans", "human", "s"),
    ],
)
def test_plurals_are_understood(word, singular, ending):
    """Each as the plural of its singular."""
    assert (ending, singular) in singulars(word)


@pytest.mark.parametrize(
    ("word", "never"),
    [
        ("glass", "glas"),
        ("caves", "cafe"),
        ("crisises", "crisis"),
        ("boxs", "box"),
        ("buzzs", "buzz"),
        ("is", "i"),
        ("mens", "man"),
        ("believes", "belief"),
        ("", ""),
        ("s", ""),
        ("ies", "y"),
        ("men's", "men"),
    ],
)
def test_what_is_no_plural(word, never):
    """Words that only end alike."""
    assert never not in [singular for _, singular in singulars(word)]


@given(st.sampled_from([one for one, _ in PLURALS if one.islower() and " " not in one and "-" not in one]))
def test_what_is_written_is_understood(word):
    """The plural leads back to the word."""
    many = plural(word)
    assert many == word or word in [singular for _, singular in singulars(many)]


@given(st.text(alphabet=string.ascii_lowercase + "'", max_size=12))
def test_stems_begin_with_the_word_and_are_no_longer(word):
    """The word itself first, then shorter or irregular ones, each with its ending; none empty but of an empty word."""
    found = list(stems(word))
    assert found[0] == ("", word)
    for ending, stem in found[1:]:
        assert ending
        assert stem
        assert len(stem) <= len(word) + 1


@pytest.mark.parametrize(
    ("term", "seen", "form", "is_plural", "expected"),
    [
        ("ballistic missile", "balistic missiles", "balistic missile", True, "ballistic missiles"),
        ("ballistic missile", "Balistic missile", "balistic missile", False, "Ballistic missile"),
        ("ballistic missile", "Balistic Missile", "balistic missile", False, "Ballistic Missile"),
        ("ballistic missile", "BALISTIC MISSILES", "balistic missile", True, "BALLISTIC MISSILES"),
        ("head of state", "state heads", "state head", True, "heads of state"),
        ("chairperson", "Chairmen", "chairman", True, "Chairpersons"),
        ("UN", "U.N.", "U.N.", False, "UN"),
        ("Kyiv", "KIEV", "Kiev", False, "KYIV"),
        ("policy", "Policys", "policys", False, "Policy"),
        ("crisis", "krises", "krise", True, "crises"),
    ],
)
def test_a_term_in_the_guise_of_what_it_replaces(term, seen, form, is_plural, expected):
    """Plural and capitals of the text."""
    assert in_guise(term, seen=seen, form=form, is_plural=is_plural) == expected


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("koreans", "korea"),
        ("korean's", "korea"),
        ("muscovites", "moscow"),
        ("dutchwomen", "netherlands"),
        ("scotsman", "scotland"),
        ("filipinas", "philippines"),
        ("congolese", "zaire"),
        ("ghanaians", "ghana"),
        ("emirati", "uae"),
        ("houstonian", "houston"),
        ("nairobians", "nairobi"),
        ("daeguite", "daegu"),
        ("calgarian", "calgary"),
        ("baluchistani", "baluchistan"),
        ("baltimorean", "baltimore"),
        ("wuhanese", "wuhan"),
    ],
)
def test_people_of_a_place(word, place):
    """Listed or by rule."""
    assert (place,) in [base.words for base in bases(word)]


def test_people_of_a_place_of_several_words():
    """After all of its words, or for all of them."""
    assert ("united", "kingdom") in [base.words for base in bases("british")]
    assert ("zealand",) in [base.words for base in bases("zealander")]
    assert ("faso",) in [base.words for base in bases("burkinabe")] or ("burkina", "faso") in [
        base.words for base in bases("burkinabe")
    ]


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("koreanic", "korea"),
        ("moscowan", "moscowx"),
        ("human", "hum"),
        ("woman", "wom"),
        ("african", "afric"),
        ("musician", "music"),
        ("reader", "read"),
        ("favourite", "favour"),
        ("chinatown", "china"),
        ("koreatown", "korea"),
        ("romania", "rome"),
        ("polished", "poland"),
        ("laosian", "lao"),
        ("", ""),
    ],
)
def test_other_words_are_no_people(word, place):
    """Nothing that only begins alike, and no place of three letters by rule."""
    assert (place,) not in [base.words for base in bases(word) if base.listed]
    assert len(place) >= 4 or (place,) not in [base.words for base in bases(word)]


@pytest.mark.parametrize("word", ["korean", "koreans", "swiss", "welshman", "poles", "emiratis", "thai"])
def test_demonyms(word):
    """Listed words, singular and plural."""
    assert is_demonym(word)


@pytest.mark.parametrize("word", ["korea", "daeguite", "moon", "rice", "reader", "", "kore", "poland"])
def test_no_demonyms(word):
    """Places, words by rule, other words."""
    assert not is_demonym(word)


def test_the_list_can_be_read():
    """Places and words folded and distinct within a line; every place has a word, and is known as a place."""
    seen = set()
    for line in artefact("demonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        places, people = line.split("\t")
        assert line == line.lower().strip()
        assert people.split()
        for place in places.split("|"):
            assert place not in seen, f"{place} twice"
            seen.add(place)
            assert has_demonyms(place.replace("-", " "))
    assert len(seen) > 450
