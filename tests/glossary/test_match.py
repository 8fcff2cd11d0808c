"""Finding the forms of a glossary in a text."""

import tomllib
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.glossary import Entry, EntryKind, Glossary, find_forms, parse_csv
from mtqa.glossary.index import form_keys
from mtqa.glossary.match import Guise, find_watched
from mtqa.glossary.model import CaseRule, FormRule, MatchMode
from mtqa.glossary.tokens import tokenise

NBSP = "\N{NO-BREAK SPACE}"
GLOSSARY = parse_csv(
    """term,kind,variants,wrong
Yoon Suk-yeol,person,Yoon Suk Yeol,Eun Sook-eol
Kim Jong Un,person,Kim Jong-un,
Moon Jae-in,person,Moon,
Eun Sook,person,,
John William,person,William,
US,place,U.S.,
UN,org,,
NATO,org,,
Xi’an,place,,
São Tomé,place,,
South Korea,place,,
Korea Institute for Defense Analyses,org,,
People’s Daily,org,,
George H.W. Bush,person,,
"Washington, D.C.",place,,
AT&T,org,,
Covid,term,Covid-19,Kovid
ballistic missile,term,,balistic missile
email,term,,e-mail
policy,term,,
bus,term,,
crash,term,,
C++,product,,
.NET,product,,
Suk-yeol line,term,,sook line
Quad,org,,
""",
    origin="g.csv",
)


def found(text, glossary=GLOSSARY):
    """Matches as (surface, form, right)."""
    return [(match.span.of(text), match.form, match.right) for match in find_forms(text, glossary)]


@pytest.mark.parametrize(
    ("text", "surface", "form"),
    [
        ("Yoon Suk-yeol spoke", "Yoon Suk-yeol", "Yoon Suk-yeol"),
        ("YOON SUK-YEOL SPOKE", "YOON SUK-YEOL", "Yoon Suk-yeol"),
        ("Yoon Sukyeol spoke", "Yoon Sukyeol", "Yoon Suk-yeol"),
        ("Yoon Suk Yeol's wife", "Yoon Suk Yeol", "Yoon Suk Yeol"),
        ("Yoon Suk-yeol’s wife", "Yoon Suk-yeol", "Yoon Suk-yeol"),
        (f"Yoon{NBSP}Suk\N{NON-BREAKING HYPHEN}yeol", f"Yoon{NBSP}Suk\N{NON-BREAKING HYPHEN}yeol", "Yoon Suk-yeol"),
        ("Yoon\nSuk-yeol", "Yoon\nSuk-yeol", "Yoon Suk-yeol"),
        ("Yoon Suk-\nyeol", "Yoon Suk-\nyeol", "Yoon Suk-yeol"),
        ("ex-Kim Jong Un aide", "Kim Jong Un", "Kim Jong Un"),
        ("the Kim Jong Un-era palace", "Kim Jong Un", "Kim Jong Un"),
        ("a Kim Jong Un-backed plan", "Kim Jong Un", "Kim Jong Un"),
        ("(Xi'an)", "Xi'an", "Xi’an"),
        ("XI‘AN", "XI‘AN", "Xi’an"),
        ("Sao Tome", "Sao Tome", "São Tomé"),
        (unicodedata.normalize("NFD", "São Tomé"), unicodedata.normalize("NFD", "São Tomé"), "São Tomé"),
        ("US-China ties", "US", "US"),
        ("the U.S. said", "U.S.", "U.S."),
        ("the U.S", "U.S", "U.S."),
        ("NATO and", "NATO", "NATO"),
        ("Nato and", "Nato", "NATO"),
        ("the People's Daily's view", "People's Daily", "People’s Daily"),
        ("George H. W. Bush", "George H. W. Bush", "George H.W. Bush"),
        ("in Washington, D.C., today", "Washington, D.C.", "Washington, D.C."),
        ("AT&T", "AT&T", "AT&T"),
        ("COVID cases", "COVID", "Covid"),
        ("COVID-19", "COVID-19", "Covid-19"),
        ("Covid19", "Covid19", "Covid-19"),
        ("Ballistic missiles", "Ballistic missiles", "ballistic missile"),
        ("the ballistic missiles’ range", "ballistic missiles", "ballistic missile"),
        ("ballistic-missile", "ballistic-missile", "ballistic missile"),
        ("policies", "policies", "policy"),
        ("buses", "buses", "bus"),
        ("crashes", "crashes", "crash"),
        ("C++ code", "C++", "C++"),
        ("in .NET code", ".NET", ".NET"),
        ("Moon’s party", "Moon", "Moon"),
        ("the Williams", "Williams", "William"),
        ("Quad's", "Quad", "Quad"),
    ],
)
def test_right_forms_are_found_in_their_guises(text, surface, form):
    """Endings, hyphens, spaces, quotes, accents and capitals that do not make another word."""
    assert found(text) == [(surface, form, True)]


@pytest.mark.parametrize(
    "text",
    [
        "the moon rose",
        "quad bike",
        "it told us so",
        "Us",
        "Un",
        "the un",
        "yoon suk-yeol",
        "Yoon suk-yeol",
        "Yoon, Suk-yeol",
        "Yoon. Suk-yeol",
        "Yoon — Suk-yeol",
        "Yoon\n\nSuk-yeol",
        "Yoon Suk-yeoll",
        "Suk-yeol",
        "Eun Sook-ja",
        "Eun Sook-Ja",
        "Moons orbit",
        "Washington D.C",
        "AT T",
        "C compiler",
        "NET",
        "covid",
        "polic",
        "buss",
        "crashs",
        "ballistic misses",
        "Peoples Daily",
        "People's dailies",
        "Quadrant",
        "USB USA",
        "balisticmissile",
        "Kim Jong\n \nUn",
        "",
        "…",
    ],
)
def test_other_words_are_left_alone(text):
    """Lower-case words, parts of words, other people, and words across punctuation or paragraphs."""
    assert found(text) == []


@pytest.mark.parametrize("text", ["John Williams said", "Williams said", "Two Williams"])
def test_a_person_has_no_plural(text):
    """A surname in s is another name, unless "the" stands before it."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "surface", "form"),
    [
        ("Eun Sook-eol said", "Eun Sook-eol", "Eun Sook-eol"),
        ("Eun Sook-eol’s", "Eun Sook-eol", "Eun Sook-eol"),
        ("Eun Sook Eol", "Eun Sook Eol", "Eun Sook-eol"),
        ("the Kovid lockdown", "Kovid", "Kovid"),
        ("KOVID", "KOVID", "Kovid"),
        ("post-Kovid", "Kovid", "Kovid"),
        ("balistic missiles", "balistic missiles", "balistic missile"),
        ("e-mail", "e-mail", "e-mail"),
        ("E-mail", "E-mail", "e-mail"),
    ],
)
def test_wrong_forms_are_found(text, surface, form):
    """A wrong form is met as tolerantly, and wins over a shorter right one inside it."""
    assert found(text) == [(surface, form, False)]


@pytest.mark.parametrize(("text", "right"), [("kovid", None), ("email", True), ("a sook-lined coat", None)])
def test_wrong_forms_do_not_catch_right_ones(text, right):
    """A lower-case wrong form does not match a part of a hyphenated word."""
    assert [match[2] for match in found(text)] == ([] if right is None else [right])


def test_the_longest_match_wins_wherever_it_begins():
    """A longer form that begins later beats a shorter one that overlaps it."""
    assert found("South Korea Institute for Defense Analyses") == [
        ("Korea Institute for Defense Analyses", "Korea Institute for Defense Analyses", True)
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Kim Jong Un", True),
        ("Kim Jong-un", False),
        ("KIM JONG-UN", False),
        ("KIM JONG UN", True),
        ("Kim Jong\nUn", True),
    ],
)
def test_the_exact_spelling_decides_a_house_style(text, right):
    """Where only a hyphen sets a wrong form apart, the form as spelt wins."""
    glossary = parse_csv("term,wrong\nKim Jong Un,Kim Jong-un\n", origin="g.csv")
    assert [match[2] for match in found(text, glossary)] == [right]


def test_of_equal_forms_the_preferred_then_the_first_wins():
    """A form in several entries is one match, the same at every run."""
    glossary = parse_csv("term,kind,variants\nKim Il Sung,person,Kim\nKim Jong Il,person,Kim\nKim,place,\n", origin="g")
    assert [match.entry.id for match in find_forms("Kim", glossary)] == ["Kim"]
    assert [match.entry.id for match in find_forms("Kim", Glossary(glossary.entries[:2]))] == ["Kim Il Sung"]


def test_every_occurrence_is_found_in_order():
    """Repeated forms are all there, and the index is built once."""
    text = "Covid, Kovid and Covid-19: Covid."
    matches = find_forms(text, GLOSSARY)
    assert [match.span.of(text) for match in matches] == ["Covid", "Kovid", "Covid-19", "Covid"]
    assert GLOSSARY.form_index is GLOSSARY.form_index


def test_no_entries_no_matches():
    """The empty glossary finds nothing."""
    assert find_forms("Seoul", Glossary()) == ()


def test_forms_that_cannot_be_matched_do_no_harm():
    """A form without a word, or of very many words, is passed over."""
    entries = (Entry("a", "!!!"), Entry("b", "x " * 300), Entry("c", "Seoul", EntryKind.PLACE))
    assert [match[1] for match in found("!!! Seoul " + "x " * 300, Glossary(entries))] == ["Seoul"]


PIECES = st.sampled_from(
    [
        "Yoon",
        "Suk",
        "yeol",
        "Eun",
        "Sook",
        "eol",
        "Kim",
        "Jong",
        "Un",
        "Covid",
        "19",
        "ballistic",
        "missiles",
        "US",
        "s",
    ]
)
GAPS = st.sampled_from([" ", "-", "’s ", "\n", "\n\n", ", ", ".", NBSP, " – ", "' ", "'s", "\N{SOFT HYPHEN}"])


@given(st.lists(st.tuples(PIECES, GAPS)).map(lambda pairs: "".join(a + b for a, b in pairs)) | st.text())
def test_matches_are_ordered_whole_and_apart(text):
    """Spans lie in the text, never overlap, never cut a word at a letter, and do not end in a possessive."""
    before = 0
    for match in find_forms(text, GLOSSARY):
        span = match.span
        assert before <= span.start < span.end <= len(text)
        if match.form[0].isalnum():
            assert span.start == 0 or not (text[span.start - 1].isalnum() and text[span.start].isalnum())
        assert span.end == len(text) or not (text[span.end - 1].isalnum() and text[span.end].isalnum())
        assert match.form in (match.entry.forms if match.right else match.entry.wrong)
        before = span.end


@given(st.sampled_from([form for entry in GLOSSARY.entries for form in entry.forms]))
def test_every_right_form_is_found_as_it_is_written(form):
    """A form is right where the glossary's own spelling stands."""
    assert (form, True) in [(match[0], match[2]) for match in found(f"( {form} )")]


@given(st.text(alphabet="aB1-'_., +&", max_size=20))
def test_the_fast_cutter_agrees_with_the_general_one(form):
    """ASCII forms are cut by a shortcut, which must give the same tokens."""
    tokens = tokenise(form)
    split, joined = form_keys(form)
    assert split == [token.key for token in tokens]
    whole = [token.joined or token.key for token in tokens if token.part == 0]
    assert joined == (whole if any(token.joined for token in tokens) else [])


def test_a_form_that_very_many_entries_share():
    """Only so many are kept at one place of the index; the first entry still wins."""
    entries = tuple(Entry(f"e{number}", f"Kim {number}", EntryKind.PERSON, ("Kim",)) for number in range(500))
    glossary = Glossary(entries)
    assert [match.entry.id for match in find_forms("Kim met Kim 499.", glossary)] == ["e0", "e499"]


CASES = tomllib.loads((Path(__file__).parent / "form_cases.toml").read_text(encoding="utf-8"))["case"]


def glossary_of(case):
    """The glossary of a case of the table."""
    columns = case.get("columns", "term,kind,variants,wrong")
    rows = [row + "," * (columns.count(",") - row.count(",")) for row in case["rows"]]
    return parse_csv("\n".join([columns, *rows, ""]), origin=case["label"])


def marked(text, glossary):
    """The surfaces that are found, rejected ones with a mark."""
    return [("" if match.right else "!") + match.span.of(text) for match in find_forms(text, glossary)]


@pytest.mark.parametrize(
    ("case", "text", "surfaces"),
    [
        pytest.param(case, text, surfaces, id=f"{case['label']}: {text!a}")
        for case in CASES
        for text, *surfaces in [*case["found"], *([text] for text in case["none"])]
    ],
)
def test_the_table_of_forms(case, text, surfaces):
    """Every line of ``form_cases.toml``, in composed and decomposed letters."""
    glossary = glossary_of(case)
    assert marked(text, glossary) == surfaces
    apart = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", one) for one in marked(apart, glossary)] == [
        unicodedata.normalize("NFC", one) for one in surfaces
    ]


def test_the_table_has_more_texts_where_nothing_is_found():
    """What must be left alone is more than what must be found."""
    assert sum(len(case["none"]) for case in CASES) > sum(len(case["found"]) for case in CASES)


ALL = Glossary(
    tuple(
        replace(entry, id=f"{number}/{entry.id}")
        for number, case in enumerate(CASES)
        for entry in glossary_of(case).entries
    )
)
TEXTS = st.lists(
    st.sampled_from([text for case in CASES for text in (*(one[0] for one in case["found"]), *case["none"])]),
    max_size=6,
).map(", ".join)


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_entries_does_not_matter(text, random):
    """The same matches of the same entries, however the glossary is sorted."""
    entries = list(ALL.entries)
    random.shuffle(entries)
    shuffled = Glossary(tuple(entries))
    assert find_forms(text, shuffled) == find_forms(text, ALL)
    assert find_watched(text, shuffled) == find_watched(text, ALL) == ()


@given(TEXTS)
def test_matches_of_many_entries_are_apart(text):
    """In order, in the text, never overlapping, none empty."""
    before = 0
    for match in find_forms(text, ALL):
        assert before <= match.span.start < match.span.end <= len(text)
        before = match.span.end


def wide(text):
    """ASCII letters and digits in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


@given(
    TEXTS,
    st.sampled_from(
        [
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: unicodedata.normalize("NFC", text),
            wide,
            lambda text: text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
            lambda text: text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"),
            lambda text: text.replace("-", "\N{NON-BREAKING HYPHEN}"),
            lambda text: text.replace(" ", NBSP),
        ]
    ),
)
def test_encoding_makes_no_difference(text, encode):
    """Composition, width, curly quotes, hyphens and spaces of another make: the same forms are found."""
    text = text.replace("\N{SOFT HYPHEN}", "")
    found = [(match.entry.id, match.form, match.status, match.guise) for match in find_forms(encode(text), ALL)]
    plain = [(match.entry.id, match.form, match.status, match.guise) for match in find_forms(text, ALL)]
    assert found == plain


def test_a_guise_says_as_what_a_form_stands():
    """Plural, people, or the form itself."""
    glossary = parse_csv("term,kind\nKorea,place\nhead of state,term\n", origin="g")
    text = "Heads of state met Koreans of the two Koreas in Korea’s south."
    assert [(match.span.of(text), match.guise) for match in find_forms(text, glossary)] == [
        ("Heads of state", Guise.PLURAL),
        ("Koreans", Guise.PEOPLE),
        ("Koreas", Guise.PLURAL),
        ("Korea", Guise.FORM),
    ]


def test_a_watched_entry_hides_nothing():
    """Neither a right nor a rejected form of another entry, nor the other way round, even of the same words."""
    glossary = parse_csv(
        "id,term,kind,wrong,watch\na,Kyiv,place,Kiev,\nb,Kiev region,place,,yes\nc,Kyiv,term,Kyiv city,yes\n",
        origin="g",
    )
    text = "In Kiev region and Kyiv city."
    assert marked(text, glossary) == ["!Kiev", "Kyiv"]
    assert [(match.span.of(text), match.right) for match in find_watched(text, glossary)] == [
        ("Kiev region", True),
        ("Kyiv city", False),
    ]


def test_a_glossary_that_only_watches():
    """The matches are there, and none of them is a form that is right or rejected."""
    glossary = Glossary((Entry("a", "eventually", variants=("actual",), watch=True),))
    assert find_forms("Eventually, an actual one.", glossary) == ()
    assert [match.form for match in find_watched("Eventually, an actual one.", glossary)] == ["eventually", "actual"]


def test_status_decides_between_equal_forms():
    """Right before rejected, deprecated before superseded, then by id."""
    one, two = Entry("b", "Gorky", superseded=("Nizhny",)), Entry("a", "Other", wrong=("Nizhny",))
    assert [match.entry.id for match in find_forms("Nizhny", Glossary((one, two)))] == ["a"]
    three = Entry("c", "Nizhny")
    for order in ((one, two, three), (three, two, one)):
        assert [match.entry.id for match in find_forms("Nizhny", Glossary(order))] == ["c"]


def test_an_exception_of_one_form():
    """A form keeps its own rule whatever the entry's is."""
    entry = Entry(
        "a",
        "Kyiv",
        EntryKind.PLACE,
        ("KYV",),
        match=MatchMode.EXACT,
        exceptions=(FormRule("KYV", MatchMode.INFLECTED, CaseRule.ANY_CASE),),
    )
    text = "Kyiv, KYIV, Kyivs, kyv and KYVs"
    assert [match.span.of(text) for match in find_forms(text, Glossary((entry,)))] == ["Kyiv", "KYIV", "kyv", "KYVs"]
