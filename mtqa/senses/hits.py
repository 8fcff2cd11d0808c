"""Where a text has a word of the table, and how each candidate would stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mtqa.data import BlockKind, Document, Segment, Span
from mtqa.senses.conditions import Word, holds, read_words
from mtqa.senses.inflect import Form, Pos, article, inflect, is_uncounted
from mtqa.senses.table import SensePair, SenseTable
from mtqa.text import is_all_caps

__all__ = ["Candidate", "Hit", "find"]

_DETERMINERS: Final = frozenset(
    "a an the this that these those my your his its our their no every each some any another such".split()  # noqa: SIM905 - CONFIG: a word list is read and edited as words
)
#: What stands before a verb in its base form and never before a noun.
_BEFORE_VERBS: Final = frozenset(
    "will would can could may might must shall should cannot i we they you he she who not don't doesn't didn't won't".split()  # noqa: SIM905 - CONFIG: as above
)
_BEFORE_BASE: Final = (_BEFORE_VERBS - {"he", "she", "who", "not"}) | {"to", "did", "do", "does", "please", "let"}
_AUXILIARIES: Final = frozenset(
    "be is are was were been being am has have had having get gets got isn't aren't wasn't weren't hasn't haven't hadn't".split()  # noqa: SIM905 - CONFIG: as above
)
#: Words before a past form among which an auxiliary makes it a participle.
_AUXILIARY_REACH: Final = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might stand there instead.

    Attributes:
        lemma: As the table has it.
        text: In the form of the original.
        span: What it replaces: the words of the hit, and an article before it that has to change.
    """

    lemma: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of the table that stands in the text where its condition holds.

    Attributes:
        pair: The row.
        span: The words of the wrong form.
        candidates: At least one.
    """

    pair: SensePair
    span: Span
    candidates: tuple[Candidate, ...]


def find(document: Document, table: SenseTable, *, conditions: bool = True) -> Iterator[Hit]:
    """The hits in prose, in order.

    Args:
        document: A segmented article.
        table: The rows.
        conditions: ``False`` takes every form of the table that is not ruled out by its grammar.
    """
    text = document.text
    found: list[Word] = []
    inside: list[Segment] = []
    for segment in document.segments:
        if segment.kind is BlockKind.FURNITURE:
            continue
        for at, word in enumerate(read_words(text, segment.span)):
            found.append(word if at else replace(word, stopped=True))
            inside.append(segment)
    everywhere = frozenset(word.key for word in found)
    loud = {segment.index for segment in document.segments if is_all_caps(segment.span.of(text))}
    for first, (word, segment) in enumerate(zip(found, inside, strict=True)):
        forms_here = table.beginning_with(word.key)
        if not forms_here or segment.kind is not BlockKind.PROSE or segment.index in loud:
            continue
        if word.capital and not _opens(text, segment, word):
            continue  # part of a name
        for surface, form, pair in forms_here:
            last = first + len(surface)
            if tuple(one.key for one in found[first:last]) != surface:
                continue
            if any(one.stopped for one in found[first + 1 : last]) or not _grammatical(pair.pos, form, found, first):
                continue
            if conditions and not holds(pair.when, found, first, last, everywhere=everywhere):
                continue
            span = Span(word.span.start, found[last - 1].span.end)
            candidates = _candidates(_Place(text, pair, form, found, first, span))
            if candidates:
                yield Hit(pair, span, candidates)


def _opens(text: str, segment: Segment, word: Word) -> bool:
    """Whether only marks stand between the beginning of the sentence, or a quotation, and the word."""
    before = text[segment.span.start : word.span.start]
    return not any(char.isalnum() for char in before) or before.rstrip(" ")[-1:] in {
        '"',
        "\N{LEFT DOUBLE QUOTATION MARK}",
    }


def _grammatical(pos: Pos, form: Form, found: Sequence[Word], first: int) -> bool:
    """Whether the word before allows the part of speech."""
    if not first or found[first].stopped:
        return True
    before = found[first - 1].key
    if pos is Pos.VERB and form in {Form.BASE, Form.THIRD}:
        return before not in _DETERMINERS
    if pos is Pos.NOUN:
        return before not in _BEFORE_VERBS
    return True


@dataclass(frozen=True, slots=True)
class _Place:
    """A form of a row at word ``first`` of the article."""

    text: str
    pair: SensePair
    form: Form
    found: Sequence[Word]
    first: int
    span: Span

    @property
    def before(self) -> Word | None:
        """The word before it in the same clause."""
        return None if not self.first or self.found[self.first].stopped else self.found[self.first - 1]


def _candidates(place: _Place) -> tuple[Candidate, ...]:
    made: dict[str, Candidate] = {}
    original = place.span.of(place.text)
    for lemma in place.pair.right:
        for form in _forms_here(place):
            surface = _cased(inflect(lemma, place.pair.pos, form=form), original)
            candidate = _with_article(place, lemma, surface)
            if candidate.text != candidate.span.of(place.text):
                made.setdefault(candidate.text, candidate)
    return tuple(made.values())


def _forms_here(place: _Place) -> tuple[Form, ...]:
    """The forms that the surface may be here; more than one where it could be either."""
    wrong, form, found, first = place.pair.wrong, place.form, place.found, place.first
    if place.pair.pos is not Pos.VERB:
        return (form,)
    same = {one for one in Form if inflect(wrong, Pos.VERB, form=one) == inflect(wrong, Pos.VERB, form=form)}
    if same.isdisjoint({Form.PAST, Form.PARTICIPLE}) or len(same) == 1:
        return (form,)
    near = []
    for at in range(first - 1, max(-1, first - 1 - _AUXILIARY_REACH), -1):
        if found[at + 1].stopped:
            break
        near.append(found[at].key)
    if Form.PARTICIPLE in same and any(key in _AUXILIARIES for key in near):
        return (Form.PARTICIPLE,)
    if Form.BASE in same:
        return (Form.BASE,) if near and near[0] in _BEFORE_BASE else (Form.PAST, Form.BASE)
    after = first + len(wrong.split())
    by = after < len(found) and found[after].key == "by"
    return (Form.PARTICIPLE,) if Form.PARTICIPLE in same and (by or near[:1] == ["the"]) else (Form.PAST,)


def _with_article(place: _Place, lemma: str, surface: str) -> Candidate:
    """The candidate, together with an ``a`` or ``an`` before it if that has to change or to go."""
    before, span = place.before, place.span
    if before is None or before.key not in {"a", "an"}:
        return Candidate(lemma, surface, span)
    held = before.span.of(place.text)
    wider = Span(before.span.start, span.end)
    if place.pair.pos is Pos.NOUN and is_uncounted(lemma) and not is_uncounted(place.pair.wrong):
        return Candidate(lemma, _cased(surface, held), wider)
    wanted = article(surface)
    if wanted == held.lower():
        return Candidate(lemma, surface, span)
    return Candidate(lemma, _cased(wanted, held) + place.text[before.span.end : span.start] + surface, wider)


def _cased(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text
