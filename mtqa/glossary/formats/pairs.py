"""Entries as pairs of a source term and a right form, for formats that hold nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats.drafts import Draft, entries_of
from mtqa.glossary.formats.languages import normalised, primary
from mtqa.glossary.formats.losses import Losses, counted
from mtqa.glossary.model import TARGET_LANG, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mtqa.glossary.model import Entry, Glossary

__all__ = ["Pair", "draft_of", "drafts_of_pairs", "pairs_of", "reversed_if_evident", "source_language"]

_ENOUGH: Final = 0.5  # share of rows that must look reversed


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of a bilingual file.

    Attributes:
        source: Term of the source language.
        lang: Its BCP-47 code, ``""`` where nothing says it.
        target: The right form.
        note: For people.
        subject: Subject field.
    """

    source: str
    lang: str
    target: str
    note: str = ""
    subject: str = ""


def source_language(glossary: Glossary, source_lang: str, *, title: str) -> str:
    """The one source language that a file of one pair of languages is about.

    Raises:
        GlossaryError: The glossary has source terms in several languages, and none is chosen.
    """
    if source_lang:
        return normalised(source_lang)
    langs = sorted({term.lang for entry in glossary.entries for term in entry.sources if term.status.is_right})
    if len(langs) > 1:
        named = ", ".join(lang or "(none named)" for lang in langs)
        raise GlossaryError(
            f"{title} holds one pair of languages, and the glossary has source terms in {named}; "
            "choose one with --source-lang"
        )
    return langs[0] if langs else ""


def pairs_of(
    glossary: Glossary,
    losses: Losses,
    *,
    lang: str | None,
    problem: Callable[[str], str],
    plain: Callable[[str], str] = str,
    only_preferred: bool = False,
    with_language: bool = False,
    with_subject: bool = False,
) -> list[Pair]:
    """The rows of a bilingual file, each once, in an order that reading and writing again does not change.

    An entry is written as its preferred form beside each source term, then its variants beside the first
    source term.

    Args:
        glossary: What to write.
        losses: Told what is left out.
        lang: Only source terms of this language; ``None`` for all.
        problem: Why a term cannot be in the file, ``""`` if it can.
        plain: Makes a note such as the file can hold.
        only_preferred: A source term may stand once only: no variants.
        with_language: The file says the language of each source term.
        with_subject: The file says the subject, which tells homonyms apart.
    """
    rows: list[Pair] = []
    without: list[str] = []
    bad: dict[str, int] = {}

    def sound(text: str) -> bool:
        reason = problem(text)
        if reason:
            bad[reason] = bad.get(reason, 0) + 1
        return not reason

    for entry in glossary.entries:
        sources = [
            term.text for term in entry.sources if term.status.is_right and (lang is None or _is_lang(term.lang, lang))
        ]
        langs = {term.text: term.lang if with_language else "" for term in reversed(entry.sources)}
        if not sources:
            without.append(entry.id)
            losses.ids.add(entry.id)
            continue
        sources = [text for text in sources if sound(text)]
        forms = [form for form in entry.forms if _literal(entry, form) and sound(form)]
        if sources and forms:
            note, subject = plain(entry.note), plain(entry.subject) if with_subject else ""
            rows += [Pair(text, langs[text], forms[0], note, subject) for text in sources]
            if not only_preferred:
                rows += [Pair(sources[0], langs[sources[0]], form, note, subject) for form in forms[1:]]
    if without:
        wanted = f" in {lang!r}" if lang else ""
        losses.say(
            f"{counted(len(without), 'entry', 'entries')} without a source term{wanted} left out "
            f"(such as {without[0]!r})"
        )
    for reason, number in bad.items():
        losses.say(f"{counted(number, 'term')} left out: {reason}")
    # What reading would make one entry is written as one.
    grouped = entries_of(drafts_of_pairs(rows), origin="", losses=Losses())
    return [pair for entry in grouped for pair in _star(entry, only_preferred=only_preferred)]


def _is_lang(lang: str, wanted: str) -> bool:
    return lang == wanted or (lang != "" and "-" not in wanted and primary(lang) == wanted)


def _literal(entry: Entry, form: str) -> bool:
    from mtqa.glossary.model import MatchMode

    return entry.rule(form).match is not MatchMode.PATTERN


def drafts_of_pairs(rows: Iterable[Pair]) -> Iterable[Draft]:
    """Pairs as :func:`mtqa.glossary.formats.drafts.entries_of` takes them."""
    for number, pair in enumerate(rows, start=1):
        yield draft_of(number, pair)


def draft_of(row: int, pair: Pair) -> Draft:
    """The draft of one pair."""
    return Draft(
        row=row,
        forms=((pair.target, TermStatus.PREFERRED),),
        sources=(Term(pair.source, pair.lang),) if pair.source.strip() else (),
        concept=pair.subject,
        subject=pair.subject,
        note=pair.note,
    )


def _star(entry: Entry, *, only_preferred: bool) -> Iterable[Pair]:
    for term in entry.sources:
        yield Pair(term.text, term.lang, entry.term, entry.note, entry.subject)
    if not only_preferred and entry.sources:
        first = entry.sources[0]
        for form in entry.variants:
            yield Pair(first.text, first.lang, form, entry.note, entry.subject)


def reversed_if_evident(
    rows: Sequence[tuple[int, Pair]], losses: Losses, *, target_lang: str
) -> Sequence[tuple[int, Pair]]:
    """The rows, turned round if the first column is plainly the one in the language of the articles.

    A file without a header does not say which column is which; the formats say source first.  Where the
    articles are in English and the second column is in another script than Latin while the first is in
    Latin, the file is for the other direction.
    """
    if primary(target_lang) != TARGET_LANG or not rows:
        return rows
    turned = sum(1 for _, pair in rows if _is_latin(pair.source) and not _is_latin(pair.target))
    if turned <= _ENOUGH * len(rows):
        return rows
    losses.say("the first column is in Latin script and the second is not: the first was read as the right forms")
    return [(row, Pair(pair.target, pair.lang, pair.source, pair.note, pair.subject)) for row, pair in rows]


def _is_latin(text: str) -> bool:
    """Whether no letter of ``text`` is beyond the Latin blocks (Latin ends at U+024F, and has U+1E00 to U+1EFF)."""
    return all(
        not char.isalpha() or char < "\u0250" or "\u1e00" <= char <= "\u1eff" or "\uff21" <= char <= "\uff5a"
        for char in text
    )
