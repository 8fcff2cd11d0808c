"""Forms that are patterns: what they find, what they may not, and what is said of a bad one."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import GlossaryError
from mtqa.glossary import Entry, Glossary, find_forms, parse_csv
from mtqa.glossary.model import CaseRule, FormRule, MatchMode
from mtqa.glossary.patterns import MAX_PATTERN
from mtqa.glossary.tokens import plain_with_places


def glossary(pattern, *, case=CaseRule.AS_WRITTEN, term="zzz"):
    """One entry that rejects a pattern."""
    rule = FormRule(pattern, MatchMode.PATTERN, case)
    return Glossary((Entry("z", term, wrong=(pattern,), exceptions=(rule,), origin="g.csv:7"),))


def found(pattern, text, **options):
    """The surfaces that a pattern finds."""
    return [match.span.of(text) for match in find_forms(text, glossary(pattern, **options))]


@pytest.mark.parametrize(
    ("pattern", "text", "surfaces"),
    [
        ("corona[ -]?virus(es)?", "the corona-viruses, a coronavirus", ["corona-viruses", "coronavirus"]),
        ("corona( virus)?", "corona viruses", ["corona"]),
        ("Kim Jong[- ][Uu]n", "Kim Jong-un and Kim Jong Un", ["Kim Jong-un", "Kim Jong Un"]),
        ("(Novo|New)rossiya", "Novorossiya’s", ["Novorossiya"]),
        ("[0-9]+ ?km/h", "at 100 km/h or 80km/h", ["100 km/h", "80km/h"]),
        (r"\Bgate", "Partygate, the gate, Qatargate", ["gate", "gate"]),
        (r"anti\B", "anti-war, antiwar", ["anti"]),
        ("a|ab|abc", "abc", ["abc"]),
        ("it's", "it’s", ["it's".replace("'", "’")]),
        ("Korea", "Ｋｏｒｅａ, Ko\N{SOFT HYPHEN}rea", ["Ｋｏｒｅａ", "Ko\N{SOFT HYPHEN}rea"]),
        ("a b", "a\N{NO-BREAK SPACE}b", ["a\N{NO-BREAK SPACE}b"]),
        (r"a\s+b", "a \n b", ["a \n b"]),
        ("서울시?", "서울 서울시", ["서울", "서울시"]),
        ("caf[éè]", "café", ["café"]),
        ("\N{GRINNING FACE}+", "x \N{GRINNING FACE}\N{GRINNING FACE}", ["\N{GRINNING FACE}\N{GRINNING FACE}"]),
        (r"\Q(c)\E", "a (c) b", ["(c)"]),
    ],
)
def test_what_a_pattern_finds(pattern, text, surfaces):
    """The longest from each place, on whole words, through what is only encoding."""
    assert found(pattern, text) == surfaces


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("corona", "coronal coronas Coronado"),
        ("Corona", "corona"),
        ("corona", "CORONA"),
        ("rose", "prose roses rosé"),
        ("cafe", "café"),
        ("서울", "서울은"),
        (r"\Bgate", "gate gates"),
        (r"anti\B", "anti "),
        ("a b", "a\nb"),
        ("a b", "a  b"),
        ("x+y", "x y"),
        ("ab", ""),
        ("[0-9]{4}", "12345"),
        ("e", "e\N{COMBINING ACUTE ACCENT}"),
        (r"^b", "a\nb"),
    ],
)
def test_what_a_pattern_leaves_alone(pattern, text):
    """Parts of words, other capitals, other letters, other white space."""
    assert found(pattern, text) == []


def test_any_case():
    """The case rule of the form decides."""
    assert found("corona", "Corona CORONA", case=CaseRule.ANY_CASE) == ["Corona", "CORONA"]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("(", "missing ) at character 1"),
        ("a)", "unexpected ) at character 2"),
        ("[", "missing ] at character 1"),
        ("*a", "no argument for repetition operator at character 1, '*'"),
        ("a(?=b)", "at character 2, '(?='"),
        (r"(a)\1", "at character 4"),
        (r"\p{Nope}", "at character 1"),
        ("a{2000}", "at character 2"),
        (r"(\pL|\pM|\pN){900}", "too large; use smaller counts"),
        ("x*", "matches where nothing stands"),
        ("", "matches where nothing stands"),
        (r"\b", "matches where nothing stands"),
        ("^", "matches where nothing stands"),
        ("a|", "matches where nothing stands"),
        ("a" * (MAX_PATTERN + 1), "has 501 characters, more than 500"),
        ("a\ud800", "cannot be used"),
    ],
)
def test_a_bad_pattern_says_where_it_stands_and_why(pattern, problem):
    """File, row, entry, and the place in the pattern; in one line."""
    with pytest.raises(GlossaryError) as caught:
        find_forms("a", glossary(pattern))
    message = str(caught.value)
    assert message.startswith("g.csv, row 7: the pattern ")
    assert "'zzz'" in message
    assert problem in message
    assert "\n" not in message
    assert len(message) < 400


def test_a_pattern_of_a_file_names_its_row():
    """The row of the CSV file, where the library is asked for it."""
    with pytest.raises(GlossaryError, match=r"g\.csv, row 3: the pattern 'b\('"):
        find_forms("a", parse_csv("term,wrong\na,\nc,b( {pattern}\n", origin="g.csv"))
    with pytest.raises(GlossaryError, match="a bar inside a pattern is written"):
        find_forms("a", parse_csv("term,wrong\nc,cris(is|es) {pattern}\n", origin="g.csv"))
    escaped = parse_csv("term,wrong\nc,cris(is\\|es) {pattern}\n", origin="g.csv")
    assert [match.span.of("two crises") for match in find_forms("two crises", escaped)] == ["crises"]


def test_without_the_library(monkeypatch):
    """A message that names the package; glossaries without patterns do not need it."""
    monkeypatch.setitem(sys.modules, "re2", None)
    with pytest.raises(GlossaryError, match="pip install google-re2"):
        find_forms("a", glossary("abc"))
    assert find_forms("a", Glossary((Entry("a", "a"),)))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * 100_000),
        ("(a|a)*b", "a" * 100_000),
        ("(x+x+)+y", "x" * 100_000),
        ("(.*)(.*)(.*)z", "ab " * 30_000),
        ("[a-z ]+q", "ab " * 30_000),
        ("([a-z]+ ?)+x", "abc " * 30_000),
    ],
)
def test_no_pattern_hangs(pattern, text):
    """What takes for ever elsewhere is over at once."""
    start = time.perf_counter()
    assert found(pattern, text) == []
    assert time.perf_counter() - start < 10


def test_patterns_and_forms_share_a_text():
    """The longest wins between them as well, and a right pattern keeps a rejected form inside it."""
    rules = (FormRule("Kiev (cake|cutlet)s?", MatchMode.PATTERN, CaseRule.AS_WRITTEN),)
    cake = Entry("cake", "chicken Kyiv", variants=("Kiev (cake|cutlet)s?",), exceptions=rules)
    both = Glossary((Entry("kyiv", "Kyiv", wrong=("Kiev",)), cake))
    text = "Kiev cakes in Kiev"
    assert [(match.span.of(text), match.right) for match in find_forms(text, both)] == [
        ("Kiev cakes", True),
        ("Kiev", False),
    ]


@given(st.text(max_size=60))
def test_the_plain_text_leads_back(text):
    """Every code point of it stands for a range of the text; ranges are in order."""
    plain, places = plain_with_places(text)
    if places is None:
        assert plain == text
        return
    assert len(places) == len(plain)
    for start, end in places:
        assert 0 <= start < end <= len(text)
    assert [start for start, _ in places] == sorted(start for start, _ in places)


@given(st.text(alphabet="ae\u0301\u0327c 서울ｱ’\u00ad-", max_size=20))
def test_composition_makes_no_difference(text):
    """Composed and decomposed text have the same matches of a pattern of letters."""
    pattern = "[ac-z가-힣]+|é"

    def seen(form):
        whole = unicodedata.normalize(form, text)
        return [unicodedata.normalize("NFC", match) for match in found(pattern, whole)]

    assert seen("NFC") == seen("NFD")
