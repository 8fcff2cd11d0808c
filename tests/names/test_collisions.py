"""The collision guard: what an entry would do is told before it is accepted."""

import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.glossary import Entry, EntryKind, Glossary, parse_csv
from mtqa.glossary.model import CaseRule, FormRule, MatchMode
from mtqa.names.collisions import collisions

TABLE = tomllib.loads((Path(__file__).parent / "collision_cases.toml").read_text(encoding="utf-8"))
ROWS = [row + "," * (3 - row.count(",")) for row in TABLE["glossary"]]
GLOSSARY = parse_csv("\n".join(["term,kind,variants,wrong", *ROWS, ""]), origin="g.csv")


def of(form, kind="person", *, glossary=GLOSSARY, **values):
    """What an entry would do."""
    return collisions(Entry("new", form, EntryKind(kind), **values), glossary)


@pytest.mark.parametrize(("form", "kind", "reason"), TABLE["stopped"])
def test_what_is_stopped(form, kind, reason):
    """With the reason first."""
    found = of(form, kind)
    assert found.severe
    assert reason in found.sentences()[0]


@pytest.mark.parametrize(("form", "kind"), TABLE["accepted"])
def test_what_is_accepted(form, kind):
    """It may be told what it sounds like; nothing is stopped."""
    assert not of(form, kind).severe


@pytest.mark.parametrize(("form", "kind", "wrong"), TABLE["wrong_stopped"])
def test_a_wrong_form_that_is_right_somewhere(form, kind, wrong):
    """Ordinary words, other entries, common names."""
    found = of(form, kind, wrong=(wrong,))
    assert [one.form for one in found.rejected if one.severe] == [wrong]
    assert found.severe
    assert any(f"{wrong!r} is listed as wrong, but it is" in sentence for sentence in found.sentences())


@pytest.mark.parametrize(("form", "kind", "wrong"), TABLE["wrong_accepted"])
def test_a_wrong_form_that_is_wrong(form, kind, wrong):
    """A decision of the house is no mistake."""
    assert not of(form, kind, wrong=(wrong,)).severe


def test_more_is_accepted_than_stopped():
    """The table asks for quiet more often than for a warning."""
    assert len(TABLE["accepted"]) > len(TABLE["stopped"])
    assert len(TABLE["wrong_accepted"]) > len(TABLE["wrong_stopped"])


@pytest.mark.parametrize(
    "values",
    [
        {"roles": ("president",)},
        {"context": ("Stanford",)},
        {"variants": ("Condoleezza Rice",)},
        {"match": MatchMode.EXACT},
    ],
)
def test_a_guarded_name_that_something_explains(values):
    """A role, a context word or the full name tells when it is meant; a form that is not heard is not guarded."""
    assert of("Rice").guarded == ("Rice",)
    assert of("Rice", **values).guarded == ()


def test_the_sentence_counts_words_entries_and_names():
    """As many as there are, with examples."""
    found = of("Zelensky")
    assert found.names
    sentence = found.sentences()[-1]
    assert sentence.startswith("By sound alone 'Zelensky' would fire on ")
    assert f"{len(found.names)} known names (" in sentence
    assert found.names[0] in sentence
    assert set(found.reported) <= set(found.names)
    near = of("Pyongyong", "place")
    assert [one.term for one in near.others] == ["Pyongyang"]
    assert "1 entry (Pyongyang)" in near.sentences()[-1]


@pytest.mark.parametrize("match", [MatchMode.INFLECTED, MatchMode.EXACT])
def test_a_form_that_is_not_heard_suspects_nothing(match):
    """Only the sound match fires; what passes from then on passes with any mode."""
    found = of("Pyongyong", "place", match=match)
    assert (found.words, found.names, found.others) == ((), (), ())
    assert found.severe


def test_an_entry_to_watch_does_nothing():
    """But the forms that it rejects are looked at."""
    assert of("Moon", watch=True).sentences() == ()
    assert of("Moon", watch=True, wrong=("Seoul",)).severe


def test_patterns_are_left_out():
    """A pattern is no form that sounds like anything."""
    rule = (FormRule("Ki[e]v", MatchMode.PATTERN, CaseRule.AS_WRITTEN),)
    assert not of("Zzyzx Road", "place", wrong=("Ki[e]v",), exceptions=rule).rejected


def test_an_entry_does_not_collide_with_itself():
    """Nor with the one whose place it takes; without that it does."""
    biden = next(entry for entry in GLOSSARY.entries if entry.term == "Joe Biden")
    assert not collisions(biden, GLOSSARY, replacing=biden.id).severe
    renamed = replace(biden, id="other", term="Joe Bidden")
    assert collisions(renamed, GLOSSARY).severe
    assert not collisions(renamed, GLOSSARY, replacing=biden.id).masked


def test_a_mistake_is_said_once():
    """A form that is a misspelling of an entry is not called a slip of it as well."""
    said = of("Vladmir Putin").sentences()
    assert sum("Vladmir" in sentence and "By sound" not in sentence for sentence in said) == 1


def test_severity_is_that_of_the_sentences():
    """An entry is stopped for what is said, not for something else."""
    for form, kind, *_ in [*TABLE["stopped"][::5], *TABLE["accepted"][::8]]:
        found = of(form, kind)
        assert found.severe == any(is_severe for _, is_severe in found.said())
        assert found.sentences() == tuple(sentence for sentence, _ in found.said())
        flags = [is_severe for _, is_severe in found.said()]
        assert flags == sorted(flags, reverse=True)


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([one[:2] for one in TABLE["stopped"] + TABLE["accepted"]]))
def test_the_order_of_the_entries_does_not_matter(random, entry):
    """What is stopped is stopped in any order."""
    entries = list(GLOSSARY.entries)
    random.shuffle(entries)
    one, other = of(*entry), of(*entry, glossary=Glossary(tuple(entries)))
    assert (one.severe, one.words, one.names, one.guarded) == (other.severe, other.words, other.names, other.guarded)
    assert {item.entry.id for item in one.masked} == {item.entry.id for item in other.masked}


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=30), st.sampled_from(list(EntryKind)))
def test_any_text_is_judged(form, kind):
    """No form of any characters breaks it, and what it says is one line each."""
    found = collisions(Entry("new", form or "x", kind, wrong=(form,)), GLOSSARY)
    assert all("\n" not in sentence for sentence in found.sentences())


def test_a_large_glossary_is_no_harder():
    """Ten thousand entries: the first takes the time of reading them, the next a moment."""
    entries = tuple(
        Entry(str(number), f"Name{number:x} Fam{number % 977:x}ily", EntryKind.PERSON) for number in range(10_000)
    )
    glossary = Glossary((*entries, *GLOSSARY.entries))
    assert of("Joe Bidden", glossary=glossary).severe
    start = time.perf_counter()
    of("Maria Muntean", glossary=glossary)
    assert time.perf_counter() - start < 10
