"""What is wrong with an entry by itself is found, and nothing else is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.glossary import limits
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, MatchMode, Term, TermStatus
from mtqa.glossary.validate import Problem, is_date, is_language, is_url, problems, tidied

GOOD = Entry(
    "han-duck-soo",
    "Han Duck-soo",
    EntryKind.PERSON,
    variants=("Han Duck Soo", "Han Deok-su"),
    wrong=("Han Duk Su",),
    superseded=("Han Dok-su",),
    sources=(Term("한덕수", "ko"), Term("韓悳洙", "zh-Hant"), Term("Хан Док Су", "ru", TermStatus.ADMITTED)),
    roles=("prime minister",),
    context=("cabinet",),
    note="Two lines\nare fine, and a tab\tas well.",
    url="https://example.org/a?b=ü",
    added_by="Ana",
    added_at="2026-08-12T09:30:00Z",
    must_flag=("Han Duk Su spoke.",),
    must_pass=("Han Duck-soo spoke.",),
    extra=(("desk", "Asia"),),
)


def columns(entry, *, severe=None):
    """Columns with a problem, each once."""
    return list(dict.fromkeys(one.column for one in problems(entry) if severe is None or one.severe is severe))


@pytest.mark.parametrize(
    "entry",
    [
        GOOD,
        Entry("u-s", "U.S.", EntryKind.PLACE, variants=("US", "USA", "U.S.A.")),
        Entry("38-north", "38 North"),
        Entry("c++", "C++", EntryKind.PRODUCT),
        Entry("kyiv", "Kyiv", wrong=("K\N{CYRILLIC SMALL LETTER U}iv",)),
        Entry("k팝", "K팝", EntryKind.TERM),
        Entry("alpha", "α-synuclein"),
        Entry("h2", "H\N{SUBSCRIPT TWO}O"),
        Entry(
            "goo",
            "G\N{LATIN SMALL LETTER O WITH STROKE}teborg",
            variants=("Göteborg", "Go\N{COMBINING DIAERESIS}teborgs"),
        ),
        Entry(
            "covid",
            "Covid-19",
            variants=("Covid-?19",),
            exceptions=(FormRule("Covid-?19", MatchMode.PATTERN, CaseRule.ANY_CASE),),
        ),
        Entry("persian", "Persian", sources=(Term("می\N{ZERO WIDTH NON-JOINER}روم", "fa"),)),
        Entry("x", "X", added_at="2026-08-12", url="http://localhost:8000/"),
    ],
    ids=lambda entry: entry.id,
)
def test_good_entries_have_no_problems(entry):
    """Points, digits, marks, several languages and unusual letters are no mistakes."""
    assert problems(entry) == ()


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("id", {"id": " "}),
        ("id", {"id": "a\x07b"}),
        ("term", {"term": ""}),
        ("term", {"term": "  "}),
        ("term", {"term": "--"}),
        ("term", {"term": "Han\x1bDuck"}),
        ("term", {"term": "Han\nDuck"}),
        ("term", {"term": "Han\x00"}),
        ("term", {"term": "\ud800Han"}),
        ("term", {"term": "K\N{CYRILLIC SMALL LETTER IE}rch"}),
        ("term", {"term": "h" * 1001}),
        ("variants", {"variants": ("\N{CYRILLIC CAPITAL LETTER KA}erch",)}),
        ("variants", {"variants": ("",)}),
        ("wrong", {"wrong": ("Han\x9fDuck",)}),
        ("wrong", {"wrong": ("Han Duck-soo",)}),
        ("wrong", {"wrong": ("Han Duck Soo",)}),
        ("superseded", {"superseded": ("a\u2028b",)}),
        ("source_term", {"sources": (Term("", "ko"),)}),
        ("source_lang", {"sources": (Term("한덕수", "korean"),)}),
        ("source_lang", {"sources": (Term("한덕수", "k"),)}),
        ("source_lang", {"sources": (Term("Han", "en"),)}),
        ("roles", {"roles": ("prime\x08minister",)}),
        ("context", {"context": ("c" * 1001,)}),
        ("note", {"note": "a\x00b"}),
        ("note", {"note": "n" * 100_001}),
        ("subject", {"subject": "a\nb"}),
        ("added_by", {"added_by": "a\x1b[31m"}),
        ("must_flag", {"must_flag": ("a\x07",)}),
        ("desk", {"extra": (("desk", "a\x0b"),)}),
    ],
)
def test_what_no_file_may_hold_is_severe(column, values):
    """Control characters, empty and over-long forms, look-alike letters and contradictions are severe."""
    assert column in columns(replace(GOOD, **values), severe=True)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("term", {"term": "Han\N{ZERO WIDTH SPACE}Duck-soo"}),
        ("variants", {"variants": ("Han\N{RIGHT-TO-LEFT OVERRIDE} Duck",)}),
        ("variants", {"variants": ("Han Duck-soo",)}),
        ("variants", {"variants": ("O'Neill", "O\N{RIGHT SINGLE QUOTATION MARK}Neill")}),
        ("superseded", {"superseded": ("Han Duck Soo",)}),
        ("superseded", {"superseded": ("Han Duk Su",)}),
        ("source_lang", {"sources": (Term("한덕수", "kr"),)}),
        ("source_lang", {"sources": (Term("한덕수", ""),)}),
        ("source_term", {"sources": (Term("К" + "iev", "ru"),)}),
        ("url", {"url": "example.org"}),
        ("url", {"url": "javascript:alert(1)"}),
        ("url", {"url": "https://"}),
        ("url", {"url": "https://example.org/a b"}),
        ("url", {"url": "http://[::1"}),
        ("added_at", {"added_at": "12.08.2026"}),
        ("added_at", {"added_at": "2026-02-30"}),
        ("added_at", {"added_at": "20260812"}),
        ("added_at", {"added_at": "2026-08-12T25:00:00Z"}),
        ("must_flag", {"must_flag": ("Same.",), "must_pass": ("Same.",)}),
    ],
)
def test_slips_are_not_severe(column, values):
    """What is most probably a mistake and may be meant can be insisted on."""
    found = problems(replace(GOOD, **values))
    assert [(one.column, one.severe) for one in found] == [(column, False)]


def test_message_says_what_and_what_to_do():
    """A problem names the value, escaped, and the way out."""
    (found,) = problems(replace(GOOD, term="Han\x1bDuck-soo"))
    assert str(found) == "term: a control character (U+001B) in 'Han\\x1bDuck-soo'; delete it"
    assert found == Problem("term", found.message, severe=True)
    (found,) = problems(replace(GOOD, sources=(Term("日本", "jp"),)))
    assert found.message == "'jp' is the code of a country; its language is 'ja'"


@pytest.mark.parametrize("pattern", ["a(b", "(?=x)a", "[z-a]", "a{1,2000}", "(?P<x", "\\p{Nothing}"])
def test_patterns_must_be_linear_time(pattern):
    """A pattern that RE2 does not take is severe; nothing is printed while finding out."""
    entry = Entry(
        "x", "X", variants=(pattern,), exceptions=(FormRule(pattern, MatchMode.PATTERN, CaseRule.AS_WRITTEN),)
    )
    assert columns(entry, severe=True) == ["variants"]


def test_a_pattern_is_no_preferred_term():
    """There would be nothing to suggest."""
    assert columns(Entry("x", "Covid-?19", match=MatchMode.PATTERN), severe=True) == ["term"]


def test_limits_are_those_in_force():
    """A project may raise the length of a term."""
    entry = Entry("long", "x" * 1500)
    assert columns(entry) == ["term"]
    with limits.use(limits.Limits(term=2000)):
        assert problems(entry) == ()


def test_tidied():
    """White space is single, empty items and doubles go, rules that change nothing go."""
    entry = Entry(
        " a ",
        "  O'Neill\t ",
        variants=("O\N{RIGHT SINGLE QUOTATION MARK}Neill", "", " Oneill ", "Oneill"),
        wrong=("O  Neil", "O Neil"),
        sources=(Term(" 오닐 ", "ko"), Term("", "ko"), Term("오닐", "ko", TermStatus.ADMITTED)),
        roles=("actor", " actor"),
        exceptions=(
            FormRule("Oneill", MatchMode.EXACT, CaseRule.AS_WRITTEN),
            FormRule("O Neil", MatchMode.SOUND, CaseRule.AS_WRITTEN),
            FormRule("gone", MatchMode.EXACT, CaseRule.AS_WRITTEN),
        ),
        note=" a\r\nb ",
    )
    assert tidied(entry) == Entry(
        "a",
        "O'Neill",
        variants=("Oneill",),
        wrong=("O Neil",),
        sources=(Term("오닐", "ko", TermStatus.ADMITTED),),
        roles=("actor",),
        exceptions=(FormRule("Oneill", MatchMode.EXACT, CaseRule.AS_WRITTEN),),
        note="a\nb",
    )
    assert tidied(GOOD) == GOOD


def test_tidied_hides_no_control_character():
    """Some control characters count as white space in Python; they must be seen, not swallowed."""
    assert "variants" in columns(tidied(replace(GOOD, variants=("Han\x1cDuck", "\x85Han"))), severe=True)


TEXT = st.text(max_size=20)
FORMS = st.lists(TEXT, max_size=3).map(tuple)


@given(
    st.builds(
        Entry,
        TEXT,
        TEXT,
        st.sampled_from(EntryKind),
        FORMS,
        FORMS,
        FORMS,
        st.lists(st.builds(Term, TEXT, TEXT, st.sampled_from(TermStatus)), max_size=2).map(tuple),
        note=TEXT,
        url=TEXT,
        added_at=TEXT,
        must_flag=FORMS,
    )
)
def test_any_entry_can_be_judged(entry):
    """Nothing is raised whatever the entry holds; tidying is idempotent; every message can be printed."""
    tidy = tidied(entry)
    assert tidied(tidy) == tidy
    for problem in (*problems(entry), *problems(tidy)):
        assert problem.message.isprintable()


@pytest.mark.parametrize("code", ["ko", "zh-Hant-TW", "sr-Latn", "en-US", "es-419", "de-CH-1996", "KO", "nan"])
def test_languages(code):
    """Well-formed tags."""
    assert is_language(code)


@pytest.mark.parametrize("code", ["", "k", "korean", "ko_KR", "ko-", "한국", "ko KR", "12", "a" * 5000])
def test_no_languages(code):
    """What is no tag."""
    assert not is_language(code)


@pytest.mark.parametrize("value", ["", "today", "2026-8-1", "2026-13-01", "2026-08-12 ", "2026-08-12T", "x" * 1000])
def test_no_dates(value):
    """What is no date."""
    assert not is_date(value)


@pytest.mark.parametrize("value", ["", "ftp://example.org", "//example.org", "https://exa\tmple.org", "mailto:a@b.c"])
def test_no_urls(value):
    """What is no web address."""
    assert not is_url(value)
