"""Finding the forms of a glossary in a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.glossary import Entry, EntryKind, Glossary, find_forms, parse_csv
from mtqa.glossary.index import form_keys
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
