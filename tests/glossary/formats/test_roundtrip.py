"""Properties of every format: what is written is read back, and what is lost is said."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts, surface
from mtqa.glossary.formats.detect import detect
from mtqa.glossary.formats.files import export_bytes
from mtqa.glossary.formats.registry import FORMATS, reader_of
from mtqa.glossary.formats.texts import form_problem, single_spaced
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus

SIGNS = " -'+=@,;|\"\\{}#&.()/:’*[]?^$!_%~<>"
LATIN = "abcKimSTé"


def forms(letters):
    """Forms of these letters and any signs, such as the native file takes."""
    text = st.text(alphabet=letters + SIGNS, min_size=1, max_size=14)
    return text.map(single_spaced).filter(lambda form: form and not form_problem(form))


RIGHT = forms(LATIN)
FOREIGN = {"ko": forms("김정은서울"), "zh": forms("尹锡悦北京"), "ru": forms("Киевш"), "": forms("ابت")}
LINE = st.text(alphabet=LATIN + SIGNS, max_size=12).map(single_spaced)
NOTE = st.text(alphabet=LATIN + SIGNS + "\n", max_size=20).map(str.strip)


@st.composite
def entries(draw, *, plain=False, langs=tuple(FOREIGN)):
    """One entry; a plain one has nothing but a term, a kind and a source term."""
    term = draw(RIGHT)
    source = st.sampled_from(langs).flatmap(lambda lang: FOREIGN[lang].map(lambda text: Term(text, lang)))
    sources = [
        Term(one.text, one.lang) for one in draw(st.lists(source, max_size=3, unique_by=lambda one: surface(one.text)))
    ]
    led = set()
    ranked = []
    for one in sources:
        status = TermStatus.ADMITTED if one.lang in led else TermStatus.PREFERRED
        led.add(one.lang)
        ranked.append(Term(one.text, one.lang, status))
    values = {"id": draw(LINE.filter(bool)), "term": term, "sources": tuple(ranked)}
    values["kind"] = draw(st.sampled_from(EntryKind))
    if plain:
        return Entry(**values)
    others = [form for form in draw(st.lists(RIGHT, max_size=4, unique_by=surface)) if surface(form) != surface(term)]
    values["variants"], rest = tuple(others[:2]), others[2:]
    values["wrong"], values["superseded"] = tuple(rest[:1]), tuple(rest[1:])
    values["match"] = draw(st.sampled_from([MatchMode.SOUND, MatchMode.INFLECTED, MatchMode.EXACT]))
    values["case"] = draw(st.sampled_from(CaseRule))
    if others and draw(st.booleans()):
        rule = FormRule(others[0], draw(st.sampled_from(list(MatchMode)[:3])), draw(st.sampled_from(CaseRule)))
        if (rule.match, rule.case) != (values["match"], values["case"]):
            values["exceptions"] = (rule,)
    values["watch"] = draw(st.booleans())
    for name in ("roles", "context"):
        values[name] = tuple(draw(st.lists(RIGHT, max_size=2, unique=True)))
    for name in ("subject", "url", "added_by", "added_at", "finding"):
        values[name] = draw(LINE)
    values["note"] = draw(NOTE)
    values["extra"] = draw(st.sampled_from([(), (("colour", "red"),), (("pos", "noun"), ("colour", "=1+1"))]))
    return Entry(**values)


@st.composite
def glossaries(draw, *, plain=False, langs=tuple(FOREIGN)):
    """A glossary without contradictions."""
    found, kept = draw(st.lists(entries(plain=plain, langs=langs), max_size=5, unique_by=lambda one: one.id)), []
    for entry in found:
        try:
            refuse_conflicts([*kept, entry])
        except GlossaryError:
            continue
        kept.append(entry)
    return Glossary(tuple(kept))


def read(name, data):
    """What a format reads, ``()`` for an empty file."""
    return reader_of(FORMATS[name])(data, origin="g") if data.strip() else None


COMMON = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PAIRS = ["deepl", "deepl-csv", "google", "google-tsv", "omegat", "weblate"]


@COMMON
@given(glossary=glossaries())
@pytest.mark.parametrize("guard", [True, False])
@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_csv_and_tsv_hold_everything(name, guard, glossary):
    """import(export(g)) == g for mtqa's own columns, guarded for a spreadsheet or not, whatever cells begin with."""
    pytest.importorskip("mtqa.glossary.write_csv")
    exported = export_bytes(glossary, name, for_spreadsheet=guard)
    assert exported.lost == ()
    assert set(read(name, exported.data).entries) == set(glossary.entries)
    assert read(name, exported.data).lost == ()


@COMMON
@given(glossary=glossaries())
def test_json_holds_everything(glossary):
    """import(export(g)) == g for JSON, and a second export is the same to the byte."""
    exported = export_bytes(glossary, "json")
    assert exported.lost == ()
    back = read("json", exported.data)
    assert back.entries == glossary.entries
    assert back.lost == ()
    assert export_bytes(Glossary(back.entries), "json").data == exported.data


@COMMON
@given(glossary=glossaries(langs=("ko",)))
@pytest.mark.parametrize("name", [*PAIRS, "google-terms", "vale", "vale-reject"])
def test_export_import_export_is_a_fixed_point(name, glossary):
    """What was read from a written file is written as that file again."""
    try:
        first = export_bytes(glossary, name).data
    except GlossaryError as exc:
        if name != "google-terms" or "second language" not in str(exc):
            raise
        return
    back = read(name, first)
    if back is None:
        return
    refuse_conflicts(back.entries)
    source = "ko" if name == "deepl-csv" else ""
    assert export_bytes(Glossary(back.entries), name, source_lang=source).data == first


@COMMON
@given(
    glossary=st.one_of(
        glossaries(langs=("ko",)), glossaries(plain=True, langs=("ko",)), glossaries(plain=True, langs=("",))
    )
)
@pytest.mark.parametrize("name", [*PAIRS, "google-terms", "vale", "vale-reject"])
def test_what_is_dropped_is_said_and_nothing_else(name, glossary):
    """``lost`` is non-empty exactly when reading the file does not give the glossary back."""
    try:
        exported = export_bytes(glossary, name)
    except GlossaryError:
        return
    back = read(name, exported.data)
    same = set(back.entries if back else ()) == set(glossary.entries)
    assert bool(exported.lost) is not same


@COMMON
@given(glossary=glossaries(langs=("ko",)))
@pytest.mark.parametrize("name", ["json", "google-terms", "weblate", "deepl-csv"])
def test_what_is_written_is_detected(name, glossary):
    """Detection by content finds the format of what mtqa writes, under a name that says nothing."""
    try:
        data = export_bytes(glossary, name).data
    except GlossaryError:
        return
    if data.strip():
        assert detect(data, name="glossary") in (name, name.removesuffix("-csv"))


def test_a_plain_pair_survives_every_format_of_pairs():
    """The formats do hold something: term, inferred kind and source term come back, and nothing is lost but languages."""
    glossary = Glossary(
        (Entry(id="Yoon Suk Yeol", term="Yoon Suk Yeol", kind=EntryKind.PERSON, sources=(Term("윤석열", ""),)),)
    )
    for name in ("deepl", "google", "google-tsv", "omegat", "weblate"):
        exported = export_bytes(glossary, name)
        assert exported.lost == ()
        assert read(name, exported.data).entries == glossary.entries
