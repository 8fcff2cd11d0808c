"""Forms that stand in two entries, nearly in two entries, or in one cell with others."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.lint import Level, Remark, row_of
from mtqa.glossary.model import EntryKind, MatchMode
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.glossary.model import Entry

__all__ = ["near_duplicates", "separators", "shared_forms"]

#: Entries with one form of which each two are compared; more are a family name, or an abbreviation.
MOST_SHARING: Final = 12
_SHOWN: Final = 3
#: What people put between forms where the file wants a bar.
_SEPARATORS: Final = re.compile(r"\s*;\s*|\s+/\s+|\s*\n\s*")
_COMMA: Final = re.compile(r"\s*,\s+")
#: Similarity in letters, 0-100, from which what stands around a comma are two spellings of one name.
_ALIKE: Final = 70.0


def separators(entry: Entry) -> Iterator[Remark]:
    """Forms that look like several: "Kim Jong Un; Kim Jong-un"."""
    from rapidfuzz import fuzz

    for column in ("variants", "wrong", "superseded"):
        for form in getattr(entry, column):
            if entry.rule(form).match is MatchMode.PATTERN or not any(sign in form for sign in ";,/\n"):
                continue
            parts = [part for part in _SEPARATORS.split(form) if fold(part)]
            if len(parts) < 2:
                # "Washington, D.C." is one form; "Kim Jong-un, Kim Jong Eun" beside "Kim Jong Un" is two.
                parts = [part for part in _COMMA.split(form) if fold(part)]
                if any(fuzz.ratio(fold(part), fold(entry.term)) < _ALIKE for part in parts):
                    continue
            if len(parts) > 1:
                message = f"{form[:80]!r} looks like {len(parts)} forms"
                advice = f"write them as {' | '.join(parts)[:80]}"
                yield Remark("separator", Level.WARNING, message, advice, entry.id, row_of(entry), column)


def shared_forms(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Right forms that several entries have, said once for each group of entries."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    spelt: dict[str, str] = {}
    for at, entry in enumerate(entries):
        for form in entry.forms:
            key = surface(form)
            if not holders[key] or holders[key][-1] != at:
                holders[key].append(at)
                spelt.setdefault(key, form)
    groups: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, places in holders.items():
        if len(places) > 1:
            groups[tuple(places)].append(key)
    for group, keys in groups.items():
        some = [entries[at] for at in group]
        terms = {(surface(entry.term), entry.kind) for entry in some}
        if len(terms) < len(some):
            continue  # one term and kind twice is an error of its own
        # The term of one as a variant of another of that kind is most often one thing, entered twice.
        likely = any(
            one.kind is other.kind
            and (surface(one.term) in keys or surface(other.term) in keys)
            and (same := _share_sources(one, other)) is not False
            and (same or one.kind is not EntryKind.PLACE)
            for one, other in combinations(some[:MOST_SHARING], 2)
        )
        forms = ", ".join(repr(spelt[key][:60]) for key in keys[:_SHOWN]) + (", ..." if len(keys) > _SHOWN else "")
        last = some[-1]
        column = "term" if surface(last.term) in keys else "variants"
        others = ", ".join(_named(entry) for entry in some[:-1][:_SHOWN]) + (", ..." if len(some) > _SHOWN + 1 else "")
        verb = "is a right form" if len(keys) == 1 else "are right forms"
        yield Remark(
            "shared-form",
            Level.WARNING if likely else Level.NOTE,
            f"{forms} {verb} of {others} too",
            "make one row of them if they are the same"
            if likely
            else "give each role or context words, so that texts tell them apart",
            last.id,
            row_of(last),
            column,
        )


def near_duplicates(entries: Sequence[Entry]) -> Iterator[Remark]:
    """Two entries of one kind with right forms that differ by capitals, accents or hyphens, or with one source term."""
    by_key: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        keys: set[tuple[str, ...]] = {("form", entry.kind.value, fold(form)) for form in entry.forms}
        keys |= {
            ("source", entry.kind.value, term.lang, surface(term.text))
            for term in entry.sources
            if term.status.is_right
        }
        for key in keys:
            by_key[key].append(at)
    said: set[tuple[int, int]] = set()
    for key, places in sorted(by_key.items(), key=lambda item: item[0]):
        if not 1 < len(places) <= MOST_SHARING:
            continue
        for first, second in combinations(places, 2):
            one, other = entries[first], entries[second]
            if (first, second) in said or not set(map(surface, one.forms)).isdisjoint(map(surface, other.forms)):
                continue
            # Namesakes have one name in one language; the same thing has one name in all.
            if _share_sources(one, other) is False:
                continue
            said.add((first, second))
            if key[0] == "form":
                mine, yours = (next(form for form in e.forms if fold(form) == key[-1]) for e in (other, one))
                message, column = f"{mine!r} differs from {yours!r} of {_named(one)} in capitals or signs only", "term"
            else:
                message, column = f"the source term {key[-1]!r} is that of {_named(one)} too", "source_term"
            advice = "make one row of them if they are the same"
            # Two towns of one name are the rule.
            level = Level.NOTE if key[0] == "source" and one.kind is EntryKind.PLACE else Level.WARNING
            yield Remark("near-duplicate", level, message, advice, other.id, row_of(other), column)


def _share_sources(one: Entry, other: Entry) -> bool | None:
    """Whether two entries have a term in common in each language that both have; ``None`` if they have none."""
    mine, yours = _by_lang(one), _by_lang(other)
    langs = mine.keys() & yours.keys()
    return None if not langs else all(mine[lang] & yours[lang] for lang in langs)


def _by_lang(entry: Entry) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for term in entry.sources:
        found[term.lang].add(surface(term.text))
    return found


def _named(entry: Entry) -> str:
    row = row_of(entry)
    return f"{entry.id!r}" + (f" (row {row})" if row is not None else "")
