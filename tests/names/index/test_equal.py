"""A compiled glossary finds the forms that the same file finds in memory, and makes the same names right."""

import csv
import io
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.glossary.match import find_forms, find_watched
from mtqa.glossary.store_csv import parse_csv
from mtqa.names.forms import FormTable
from mtqa.names.index.exact import entries_in_text
from mtqa.names.index.large import LargeGlossary
from mtqa.readers import read_text
from mtqa.segment import segment

COLUMNS = ("term", "kind", "variants", "wrong", "superseded", "match", "case", "watch")
FORMS = st.sampled_from(
    [
        *("Korea", "South Korea", "U.S.", "US Army", "St. Kitts", "head of state", "crisis", "Kim Jong-un", "Yoon"),
        *(
            "woman",
            "MP",
            "air-strike",
            "Côte d’Ivoire",
            "Moscow",
            "Łódź",
            "서울",
            "C++",
            "Moon Jae-in",
            "O'Brien",
            "policy",
        ),
        *(
            "Kyiv",
            "Kiev",
            "Papua New Guinea",
            "Guinea",
            "mother-in-law",
            "J.K. Rowling",
            "iPhone",
            "WHO",
            "attorney general",
        ),
    ]
)
PATTERNS = st.sampled_from(["Kie[vw] {pattern}", r"\Bgate {pattern}", r"cris(is\|es) {pattern}", "[Mm]oon {pattern}"])
ROW = st.tuples(
    FORMS,
    st.sampled_from(["person", "place", "organisation", "term", ""]),
    st.lists(FORMS, max_size=2).map("|".join),
    st.lists(FORMS | PATTERNS, max_size=2).map("|".join),
    st.sampled_from(["", "Kiev", "Bombay"]),
    st.sampled_from(["", "", "inflected", "exact"]),
    st.sampled_from(["", "", "same-case", "any-case"]),
    st.sampled_from(["", "", "yes", "no"]),
)
TEXT = st.lists(
    st.sampled_from(
        [
            *(
                "Koreans",
                "South Korean",
                "the US",
                "U.S. Army",
                "US army",
                "St Kitts",
                "heads of state",
                "crises",
                "Kiev’s",
            ),
            *(
                "women",
                "MPs",
                "airstrikes",
                "Ivorian",
                "Muscovites",
                "LODZ",
                "서울",
                "C++",
                "Moon",
                "Moon Jae-in",
                "OʼBrien",
            ),
            *(
                "policies",
                "KYIV",
                "Papua New\nGuinea",
                "mothers-in-law",
                "JK Rowling",
                "iphone",
                "WHO",
                "Partygate",
                "moon",
            ),
            *("attorneys general", "Kim Jong Un", "Yoon", "Bombay", "Partygate", "\n\n", "said", "."),
        ]
    ),
    max_size=12,
).map(" ".join)
_names = count()


def csv_of(rows):
    """A CSV file of some rows; ids keep rows of one term apart."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("id", *COLUMNS))
    for number, row in enumerate(rows):
        writer.writerow((f"e{number}", *row))
    return stream.getvalue()


def both(text_of_file, compile_csv):
    """The same file in memory and compiled; ``None`` if it contradicts itself."""
    from mtqa.errors import GlossaryError

    try:
        whole = parse_csv(text_of_file, origin="g.csv")
    except GlossaryError:
        return None
    return whole, compile_csv(text_of_file, name=f"g{next(_names)}.csv")


def matches(found):
    """What is compared of matches."""
    return [(one.entry.id, one.form, one.span, one.status, one.guise) for one in found]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much], deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8), TEXT)
def test_the_same_forms_are_found(compile_csv, rows, text):
    """Whatever the match modes, case rules, patterns and watched entries."""
    made = both(csv_of(rows), compile_csv)
    if made is None:
        return
    whole, compiled = made
    document = segment(read_text(text.strip() or "-"))
    narrowed = LargeGlossary((compiled,)).narrow(document)
    assert matches(find_forms(document.text, narrowed)) == matches(find_forms(document.text, whole))
    assert matches(find_watched(document.text, narrowed)) == matches(find_watched(document.text, whole))
    picked = {entry.id for entry in compiled.entries(entries_in_text(document.text, compiled))}
    assert {match.entry.id for match in find_forms(document.text, whole)} <= picked


@pytest.mark.parametrize("watch", ["yes", "no", "", "ja"])
def test_a_watched_entry_makes_no_name_right(compile_csv, watch):
    """Nor does it stand in the way of one that does, though it comes first."""
    text = f"id,term,kind,watch\na,Yoonsung Group,organisation,{watch}\nb,Kookmin University,organisation,\n"
    document = segment(read_text("He studied at Yoonsung and at Kukmin University."))
    whole, compiled = both(text, compile_csv)
    narrowed = LargeGlossary((compiled,)).narrow(document)
    assert FormTable(narrowed).knows("yoonsung") == FormTable(whole).knows("yoonsung") == (watch in {"no", ""})


def test_the_entry_behind_a_watched_one_is_found(compile_csv):
    """Two entries with one word: the first, which is only watched, does not hide the second."""
    text = "id,term,kind,watch,match\na,Sejong,person,yes,\nb,Sejong Institute,organisation,,inflected\n"
    document = segment(read_text("A fellow of Sejong said so."))
    whole, compiled = both(text, compile_csv)
    narrowed = LargeGlossary((compiled,)).narrow(document)
    assert FormTable(whole).knows("sejong")
    assert FormTable(narrowed).knows("sejong")


@pytest.mark.parametrize(
    "text",
    [
        "Heads of state met.",
        "mothers-in-law",
        "Attorneys-general",
        "Two crises",
        "the women’s team",
        "Israelis",
        "a Dutchwoman",
    ],
)
def test_inflected_forms_are_found_in_a_large_glossary(compile_csv, text):
    """Plurals inside a form, irregular ones, people of a place."""
    rows = "term,kind\nhead of state,term\nmother-in-law,term\nattorney general,term\ncrisis,term\nwoman,term\n"
    whole, compiled = both(f"{rows}Israel,place\nNetherlands,place\n", compile_csv)
    document = segment(read_text(text))
    found = matches(find_forms(document.text, LargeGlossary((compiled,)).narrow(document)))
    assert len(found) == 1
    assert found == matches(find_forms(document.text, whole))
