"""Words, names and entries near a form, and what the checks would take them for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.glossary import Entry, EntryKind, Glossary
from mtqa.names.alphabet import sound_classes
from mtqa.names.forms import FormTable
from mtqa.names.reach import Reach, SoundList, _classes_of, common_words, known_names, reach_of, suspects

TEXTS = st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=12).map(str.strip), min_size=1, max_size=20)


@given(TEXTS)
def test_classes_of_many_are_those_of_each(texts):
    """The array of bytes says what the function says."""
    assert _classes_of(texts) == [sound_classes(text) for text in texts]


@given(TEXTS, st.integers(1, 5))
def test_near_gives_numbers_of_the_list(texts, most):
    """At most so many, each once, the text itself first if it is there."""
    for query, found in zip(texts, SoundList(texts).near(texts, most=most), strict=True):
        assert len(found) <= most
        assert len(set(found)) == len(found)
        assert all(0 <= at < len(texts) for at in found)
        if found and query:
            assert texts[found[0]] == query or most < texts.count(query)


def test_an_empty_list():
    """Nothing is near."""
    assert SoundList([]).near(["yoon"]) == [[]]
    assert SoundList([]).near_texts(["Yoon"], most=3) == []


@pytest.mark.parametrize(
    ("form", "near"), [("Yoon", "yun"), ("Zelensky", "zielinski"), ("Mumbai", "mombay"), ("Kyiv", "kiev")]
)
def test_what_sounds_alike_is_near(form, near):
    """Another spelling is among the nearest of a list."""
    texts = [near, "washington", "ouagadougou", "petrovich", "xylophone", "smith", "garcia"]
    assert SoundList(texts).near_texts([form], most=1) == [near]


@pytest.mark.parametrize("form", ["서울", "Київ", "", "!!!", "東京"])
def test_what_has_no_sound_is_near_nothing(form):
    """Other scripts and signs are passed over."""
    assert SoundList(["seoul", "kyiv"]).near_texts([form], most=3) == []


def test_the_lists_that_are_shipped():
    """Common words are words, in small letters; known names hold people and places."""
    words, names = set(common_words().texts), set(known_names().texts)
    assert {"government", "moon", "rice", "separate"} <= words
    assert not {"zelensky", "pyongyang", "seperate", "goverment"} & words
    assert {"garcia", "nguyen", "warsaw", "smith"} <= names
    assert len(words) > 5_000
    assert len(names) > 50_000
    assert all(word.islower() and word.isalpha() and word.isascii() for word in words)


GLOSSARY = Glossary(
    (
        Entry("tokyo", "Tokyo", EntryKind.PLACE),
        Entry("kyoto", "Kyoto", EntryKind.PLACE, ("Kioto",)),
        Entry("watched", "Tokio", EntryKind.PLACE, watch=True),
        Entry("abe", "Shinzo Abe", EntryKind.PERSON),
        Entry("seoul", "서울", EntryKind.PLACE),
    )
)


def test_entries_near():
    """By any form, in the order of the glossary; those left out and watched ones are not."""
    reach = Reach(GLOSSARY)
    assert [one.id for one in reach.entries_near(["Tokio"], out=())] == ["tokyo", "kyoto"]
    assert [one.id for one in reach.entries_near(["Tokio"], out={"tokyo"})] == ["kyoto"]
    assert reach.entries_near(["서울"], out=()) == ()
    assert reach.entries_near([], out=()) == ()
    assert Reach(Glossary()).entries_near(["Tokyo"], out=()) == ()


def test_one_reach_is_kept():
    """The same glossary is not read twice; another one is."""
    assert reach_of(GLOSSARY) is reach_of(GLOSSARY)
    other = Glossary(GLOSSARY.entries[:1])
    assert reach_of(other) is not reach_of(GLOSSARY)
    assert reach_of(other).glossary is other


def test_suspects():
    """Garbled forms have a candidate, right ones and strangers have none that counts."""
    table = FormTable(GLOSSARY)
    found = {
        one.window.text: (one.wanted.entry.id, one.confidence) for one in suspects(["Tokjo", "Tokyo", "Lima"], table)
    }
    assert found["Tokjo"][0] == "tokyo"
    assert found["Tokjo"][1] > 0.5
    assert "Tokyo" not in found
    assert found.get("Lima", ("", 0.0))[1] < 0.5
