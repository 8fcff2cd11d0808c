"""Hypothesis strategies of entries and glossaries with every attribute, such as the native file can hold.

Tests get the module as the fixture ``strategies``, or import it as ``mtqa_tests_strategies``, the name
under which ``tests/glossary/conftest.py`` loads it.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts, surface
from mtqa.glossary.formats.texts import cleaned, form_problem, single_spaced
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, Glossary, MatchMode, Term, TermStatus
from mtqa.text import fold

SIGNS = " -'+=@,;:|\"\\{}#&.()/’“*[]?^$!_%~<>`"
LATIN = "abcKimSTéß10"
SCRIPTS = {
    "ko": "김정은서울",
    "zh-Hant": "尹錫悅北京",
    "ru": "Киевш",
    "ar": "ابتثج",
    "de": "äöüKim",
    "": "ابت\N{ZERO WIDTH NON-JOINER}漢",
    "en-GB": LATIN,
    "und": "김정",
}
RULES = (MatchMode.SOUND, MatchMode.INFLECTED, MatchMode.EXACT)


def forms(letters=LATIN):
    """Forms of these letters and any signs that the native file takes as they are."""
    text = st.text(alphabet=letters + SIGNS, min_size=1, max_size=14)
    return text.map(single_spaced).filter(lambda form: form and not form_problem(form))


#: One line of anything printable; may be empty.
lines = st.text(alphabet=LATIN + SIGNS + "한Ж🙂", max_size=12).map(single_spaced)
#: A line that is not empty.
words = lines.filter(bool)
#: Several lines, as notes and sentences are.
paragraphs = st.text(alphabet=LATIN + SIGNS + "\n\t한", max_size=24).map(cleaned)
dates = st.one_of(
    st.just(""),
    st.dates().map(lambda day: day.isoformat()),
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z" if moment.year > 999 else "2026-01-02"),
    words,
)
urls = st.one_of(st.just(""), words, words.map(lambda word: f"https://example.org/{word.replace(' ', '-')}?a=1&b=<2>"))
columns = st.lists(
    st.tuples(
        st.one_of(
            words,
            st.sampled_from(
                ["definition", "partOfSpeech", "grammaticalGender", "termType", "customerSubset", "source", "Note 2"]
            ),
        ),
        paragraphs.filter(bool),
    ),
    max_size=4,
    unique_by=lambda pair: fold(pair[0]) or pair[0],
).map(tuple)


@st.composite
def source_terms(draw, *, langs=tuple(SCRIPTS)):
    """Terms of other languages, languages in any order, with any status and rule."""
    term = st.sampled_from(langs).flatmap(
        lambda lang: st.builds(
            Term,
            forms(SCRIPTS[lang]),
            st.just(lang),
            st.sampled_from(TermStatus),
            st.sampled_from(RULES),
            st.sampled_from(CaseRule),
        )
    )
    return tuple(draw(st.lists(term, max_size=4, unique_by=lambda one: (one.lang, surface(one.text)))))


@st.composite
def entries(draw, *, langs=tuple(SCRIPTS)):
    """One entry with any of its attributes."""
    term, *others = draw(st.lists(forms(), min_size=1, max_size=6, unique_by=surface))
    cuts = sorted(draw(st.tuples(*[st.integers(0, len(others))] * 2)))
    variants, wrong, superseded = others[: cuts[0]], others[cuts[0] : cuts[1]], others[cuts[1] :]
    match, case = draw(st.sampled_from(RULES)), draw(st.sampled_from(CaseRule))
    exceptions = []
    for form in (term, *others):
        modes = RULES if form == term else tuple(MatchMode)
        rule = FormRule(form, draw(st.sampled_from(modes)), draw(st.sampled_from(CaseRule)))
        if (rule.match, rule.case) != (match, case) and draw(st.booleans()):
            exceptions.append(rule)
    several = st.lists(words, max_size=2, unique=True).map(tuple)
    sentences = st.lists(paragraphs.filter(bool), max_size=2, unique=True).map(tuple)
    return Entry(
        id=draw(st.one_of(words, st.just(term))),
        term=term,
        kind=draw(st.sampled_from(EntryKind)),
        variants=tuple(variants),
        wrong=tuple(wrong),
        superseded=tuple(superseded),
        sources=draw(source_terms(langs=langs)),
        roles=draw(several),
        context=draw(several),
        match=match,
        case=case,
        exceptions=tuple(exceptions),
        watch=draw(st.booleans()),
        subject=draw(lines),
        note=draw(paragraphs),
        url=draw(urls),
        added_by=draw(lines),
        added_at=draw(dates),
        finding=draw(lines),
        must_flag=draw(sentences),
        must_pass=draw(sentences),
        extra=draw(columns),
        origin=draw(st.sampled_from(["", "names.csv:3"])),
    )


@st.composite
def glossaries(draw, *, langs=tuple(SCRIPTS), max_size=4):
    """A glossary without contradictions, in any order."""
    kept = []
    for entry in draw(st.lists(entries(langs=langs), max_size=max_size, unique_by=lambda one: one.id)):
        try:
            refuse_conflicts([*kept, entry])
        except GlossaryError:
            continue
        kept.append(entry)
    return Glossary(tuple(kept))


#: Attributes of an entry that may be changed one by one; its forms are changed together.
CHANGED = ("id", "kind", "sources", "roles", "context", "match", "case", "watch", "subject", "note", "url")
CHANGED += ("added_by", "added_at", "finding", "must_flag", "must_pass", "extra")


@st.composite
def changed_entries(draw, entry):
    """The entry after one change: of one attribute, or of its forms, one added, dropped, or given another status."""
    other = draw(entries())
    name = draw(st.sampled_from((*CHANGED, "forms", "forms", "forms")))
    if name != "forms":
        return replace(entry, **{name: getattr(other, name)})
    lists = {one: list(getattr(entry, one)) for one in ("variants", "wrong", "superseded")}
    what = draw(st.sampled_from(("add", "drop", "move", "term")))
    form = draw(st.one_of(st.just(other.term), st.sampled_from((*entry.forms, *entry.rejected))))
    lists = {one: [item for item in items if surface(item) != surface(form)] for one, items in lists.items()}
    term = entry.term
    if what == "term":
        if surface(form) != surface(term):
            lists[draw(st.sampled_from(tuple(lists)))].append(term)
        term = form
    elif what != "drop" and surface(form) != surface(term):
        lists[draw(st.sampled_from(tuple(lists)))].append(form)
    kept = {term, *(item for items in lists.values() for item in items)}
    return replace(
        entry,
        term=term,
        exceptions=tuple(
            rule
            for rule in entry.exceptions
            if rule.form in kept and not (rule.form == term and rule.match is MatchMode.PATTERN)
        ),
        **{one: tuple(items) for one, items in lists.items()},
    )


@st.composite
def edited(draw, glossary, *, most=4):
    """The glossary after some changes: entries added, removed and changed, without contradictions."""
    now = list(glossary.entries)
    for _ in range(draw(st.integers(0, most))):
        what = draw(st.sampled_from(("add", "remove", "change", "change")))
        new = list(now)
        if what == "add" or not now:
            new.append(draw(entries()))
        else:
            at = draw(st.integers(0, len(now) - 1))
            new[at : at + 1] = [] if what == "remove" else [draw(changed_entries(now[at]))]
        try:
            refuse_conflicts(new)
        except GlossaryError:
            continue
        now = new
    return Glossary(tuple(now))


@st.composite
def forks(draw):
    """A glossary, and what two people made of it."""
    base = draw(glossaries())
    return base, draw(edited(base)), draw(edited(base))
