"""What an entry would do before it is accepted: what it would suspect, and which mistakes it would hide.

A name that is added to a glossary works in two directions.  Whatever sounds like it is suspected of being
it, garbled: common words, known names of other people and places.  And the name itself is right from then
on, so that it is no misspelling of another entry any more.  :func:`collisions` measures both with the sound
match of the checks (:class:`mtqa.names.pairs.NameMatcher`) and their evidence (:func:`mtqa.names.candidates.judge`),
as in an article that says nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import Entry, EntryKind, Glossary, MatchMode
from mtqa.names.reach import common_words, known_names, reach_of
from mtqa.names.slips import SHORT, Slip, is_known, slips_of_entries, slips_of_words, words_as_names
from mtqa.text import fold, is_all_caps, is_capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["MOST_REPORTED", "SHORT", "Collisions", "Masked", "Rejected", "Slip", "collisions", "guarded_forms"]

#: Probability from which a form that is taken for another entry garbled is too dangerous to be right.
MASKED_FROM: Final = 0.8
#: The same for one that is a known name: "Jinju" is a town, though it sounds like "Jeonju".
MASKED_KNOWN_FROM: Final = 0.95
#: Known names that an article would have suspected, from which it is too many.
MOST_REPORTED: Final = 60
#: Right forms that are looked at, and known names that are compared with them.
MOST_FORMS: Final = 12
MOST_NAMES: Final = 600
#: Level in the list of known names from which a place is a town, and a name of people common.
TOWN: Final = 3
COMMON_NAME: Final = 10
#: Capitals from which a form is an abbreviation.
ABBREVIATED: Final = 2
#: Examples that a sentence gives.
SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Masked:
    """A right form that the glossary takes for a garbled form of another entry today.

    Attributes:
        form: The form.
        entry: The other entry.
        of: The form of that entry it is taken for, or is listed as wrong for.
        confidence: 0 to 1, of the finding that would be gone.
        is_known: Whether the form is a known name of somebody or somewhere.
        is_listed: Whether the other entry lists it as wrong.
    """

    form: str
    entry: Entry
    of: str
    confidence: float
    is_known: bool = False
    is_listed: bool = False

    @property
    def severe(self) -> bool:
        """Whether it is more probably that mistake than a name of its own."""
        return self.is_listed or self.confidence >= (MASKED_KNOWN_FROM if self.is_known else MASKED_FROM)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A wrong or superseded form that is right somewhere.

    Attributes:
        form: The form.
        what: What it is, to be said after "is": "an ordinary word".
        severe: Whether right text would be flagged often.
    """

    form: str
    what: str
    severe: bool


@dataclass(frozen=True, slots=True)
class Collisions:
    """What an entry would do to a glossary.

    Attributes:
        entry: The entry.
        heard: Its right forms that are matched by sound.
        words: Common words that sound like one of them, the nearest first.
        names: Known names that do.
        reported: Those of the names that would be reported in an article that does not speak for them.
        others: Other entries with a form that sounds like one of them.
        masked: Its forms that are taken for another entry's garbled form today.
        slips: Its forms that are one letter off a common word or off another entry.
        guarded: Its forms that are an ordinary word or very short, without anything that tells when they are meant.
        words_as_names: Its forms that are a long common word with a capital, which nothing guards.
        rejected: Its wrong forms that are right somewhere.
    """

    entry: Entry
    heard: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    others: tuple[Entry, ...] = ()
    masked: tuple[Masked, ...] = ()
    slips: tuple[Slip, ...] = ()
    guarded: tuple[str, ...] = ()
    words_as_names: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def severe(self) -> bool:
        """Whether ordinary text would be flagged, or a real error pass."""
        return any(is_severe for _, is_severe in self.said())

    def sentences(self) -> tuple[str, ...]:
        """What to tell a person, the gravest first; nothing if there is nothing to tell."""
        return tuple(sentence for sentence, _ in self.said())

    def said(self) -> tuple[tuple[str, bool], ...]:
        """The sentences, each with whether it says that ordinary text would be flagged, or a real error pass."""
        said: list[tuple[bool, str]] = []
        for one in self.masked:
            kind = "listed as wrong in" if one.is_listed else "a misspelling of"
            who = f"{one.entry.term!r}" if one.is_listed else f"{one.of!r}"
            said.append((one.severe, f"from then on {one.form!r}, {kind} {who} (id {one.entry.id!r}), passes"))
        said += [
            (True, f"{slip.form!r} is one letter off {slip.what}; a typing error would be right") for slip in self.slips
        ]
        said += [(True, _said_of_guarded(form)) for form in self.guarded]
        for form in self.words_as_names:
            is_severe = self.entry.kind in (EntryKind.PERSON, EntryKind.PLACE)
            said.append((is_severe, f"{form!r} is an ordinary word, and would count wherever it has a capital"))
        said += [(one.severe, f"{one.form!r} is listed as wrong, but it is {one.what}") for one in self.rejected]
        fires = self._fires()
        if fires:
            said.append((len(self.reported) >= MOST_REPORTED, fires))
        return tuple((sentence, is_severe) for is_severe, sentence in sorted(said, key=lambda one: not one[0]))

    def _fires(self) -> str:
        """What the sound match would suspect."""
        parts = [
            _counted(self.words, "common English word"),
            _counted([f"{entry.term}" for entry in self.others], "entry", "entries"),
            _counted(self.names, "known name"),
        ]
        parts = [part for part in parts if part]
        if not parts:
            return ""
        of = f"{self.heard[0]!r}"
        if len(self.heard) > 1:
            of += f" and {len(self.heard) - 1} other form{'s' * (len(self.heard) > 2)}"
        joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
        reported = f"{len(self.reported)} of the names" if self.reported else "none"
        return (
            f"By sound alone {of} would fire on {joined}; in an article that says no more, {reported} would be reported"
        )


def _said_of_guarded(form: str) -> str:
    from mtqa.names.guards import is_ordinary

    what = "is an ordinary word" if len(form) >= SHORT and is_ordinary(form) else "is short"
    return (
        f"{form!r} {what}, so it counts only where a role, a context word or the full name says that it is meant, and "
        "the entry has none of them"
    )


def _counted(found: Sequence[str], one: str, many: str = "") -> str:
    if not found:
        return ""
    shown = ", ".join(found[:SHOWN]) + (", ..." if len(found) > SHOWN else "")
    return f"{len(found)} {one if len(found) == 1 else many or one + 's'} ({shown})"


def collisions(entry: Entry, glossary: Glossary, *, replacing: str | None = None) -> Collisions:
    """What ``entry`` would do if it were in ``glossary``.

    Args:
        entry: The entry.
        glossary: The other entries.
        replacing: Id of the entry that it takes the place of.

    Returns:
        Its collisions; none for an entry that is only watched, except for the forms it rejects.
    """
    out = set() if replacing is None else {entry.id, replacing}
    rejected = tuple(_rejected(entry, glossary, out))
    if entry.watch:
        return Collisions(entry, rejected=rejected)
    reach = reach_of(glossary)
    forms = [form for form in entry.forms if entry.rule(form).match is not MatchMode.PATTERN][:MOST_FORMS]
    heard = [form for form in forms if entry.rule(form).match is MatchMode.SOUND]
    near = reach.entries_near(forms, out=out)
    size = len(glossary.entries)
    fired = _fired(entry, heard, near, size=size)
    masked = tuple(_masked(entry, forms, near, glossary, out=out))
    return replace(
        fired,
        masked=masked,
        slips=tuple(_slips(forms, near, masked)),
        guarded=tuple(guarded_forms(entry, heard)),
        words_as_names=tuple(words_as_names(forms)),
        rejected=rejected,
    )


def _fired(entry: Entry, heard: Sequence[str], near: Sequence[Entry], *, size: int) -> Collisions:
    """What would be suspected of being a form of ``entry``, garbled."""
    from mtqa.names.evidence import REPORT_FROM
    from mtqa.names.forms import FormTable
    from mtqa.names.reach import suspects

    # Guarded forms are listened for only where they are meant; then all that sounds like them is suspected.
    own = FormTable(Glossary((entry,), total=size + 1))
    sounds = [form.text for form in own.forms if form.spelling is None]
    if not heard or not sounds:
        return Collisions(entry, heard=tuple(heard))

    def near_of(texts: Sequence[str]) -> list[tuple[str, float]]:
        matches = own.matcher.match(texts, top=1)
        found = [
            (text, match[0].probability)
            for text, match in zip(texts, matches, strict=True)
            if match and match[0].probability >= REPORT_FROM and not own.is_right(tuple(fold(text).split()))
        ]
        return sorted(found, key=lambda one: -one[1])

    words = [word for word, _ in near_of(common_words().near_texts(sounds, most=MOST_NAMES))]
    capitalised = [
        " ".join(map(str.capitalize, name.split())) for name in known_names().near_texts(sounds, most=MOST_NAMES)
    ]
    both = FormTable(Glossary((entry, *near), total=size + 1))
    names = near_of([name for name in capitalised if not both.is_right(tuple(fold(name).split()))])
    reported = {
        candidate.window.text
        for candidate in suspects([name for name, _ in names], both)
        if candidate.wanted.entry is entry and candidate.confidence >= REPORT_FROM
    }
    by_form = {form: other for other in reversed(near) for form in other.forms}
    others = dict.fromkeys(by_form[form].id for form, _ in near_of(list(by_form)))
    by_id = {other.id: other for other in near}
    return Collisions(
        entry,
        heard=tuple(heard),
        words=tuple(words),
        names=tuple(name for name, _ in names),
        reported=tuple(name for name, _ in names if name in reported),
        others=tuple(by_id[one] for one in others),
    )


def _masked(
    entry: Entry, forms: Sequence[str], near: Sequence[Entry], glossary: Glossary, *, out: set[str]
) -> Iterator[Masked]:
    """Forms that are, as the glossary stands, wrong forms of other entries."""
    from mtqa.names.evidence import REPORT_FROM
    from mtqa.names.forms import FormTable, surnames
    from mtqa.names.reach import suspects

    keys = {surface(form): form for form in forms}
    listed: set[str] = set()
    for other in glossary.entries:
        for form in other.rejected:
            if surface(form) in keys and other.id not in out:
                listed.add(keys[surface(form)])
                yield Masked(keys[surface(form)], other, other.term, 1.0, is_listed=True)
    if not near:
        return
    table = FormTable(Glossary(tuple(near), total=len(glossary.entries)))
    parts = [part.text for part in surnames(entry, group=0)]
    asked = [form for form in dict.fromkeys([*forms, *parts]) if form not in listed]
    masked: set[str] = set()
    for candidate in sorted(suspects(asked, table), key=lambda one: -one.confidence):
        other = candidate.wanted.entry
        # A full name that is masked masks its parts too: said once.
        if candidate.confidence >= REPORT_FROM and other.id not in masked:
            masked.add(other.id)
            text = candidate.window.text
            yield Masked(text, other, candidate.wanted.text, candidate.confidence, is_known=is_known(text))


def _slips(forms: Sequence[str], near: Sequence[Entry], masked: Iterable[Masked]) -> Iterator[Slip]:
    """The slips among the forms, one for each; those of which ``masked`` says as much left out."""
    said = {one.form for one in masked if one.severe}
    of_entries = {slip.form: slip for slip in slips_of_entries(forms, near)}
    yield from (slip for form, slip in of_entries.items() if form not in said)
    yield from (slip for slip in slips_of_words(forms) if slip.form not in said and slip.form not in of_entries)


def guarded_forms(entry: Entry, heard: Iterable[str]) -> Iterator[str]:
    """Forms that count only where something says that they are meant, where nothing can say so."""
    from mtqa.names.guards import needs_context

    if entry.roles or entry.context or any(" " in form.strip() for form in entry.forms):
        return
    for form in heard:
        # Capitals inside tell an abbreviation ("WHO", "AfD") from a word.
        if sum(map(str.isupper, form)) < ABBREVIATED and needs_context(form):
            yield form


def _rejected(entry: Entry, glossary: Glossary, out: set[str]) -> Iterator[Rejected]:
    """Wrong and superseded forms that are right in ordinary text, or in another entry."""
    from mtqa.names.guards import is_ordinary
    from mtqa.names.lexicon import lexicon
    from mtqa.names.tables import KNOWN_PLACES
    from mtqa.names.variants import same_but_for_usage

    forms = [form for form in entry.rejected if entry.rule(form).match is not MatchMode.PATTERN]
    if not forms:
        return
    keys = {surface(form): form for form in forms}
    right: dict[str, Entry] = {}
    for other in glossary.entries:
        if other.id not in out:
            right.update((keys[key], other) for form in other.forms if (key := surface(form)) in keys)
    for form, other in right.items():
        yield Rejected(form, f"a right form of {other.term!r} (id {other.id!r})", severe=True)
    for form in forms:
        if form in right:
            continue
        key, is_wrong = fold(form), form in entry.wrong
        if " " not in key and (lexicon().is_ordinary(key) or is_ordinary(form)) and not is_all_caps(form):
            yield Rejected(form, "an ordinary word", severe=is_wrong and entry.kind is not EntryKind.TERM)
        elif is_known(form):
            usage = any(same_but_for_usage(form, right) for right in entry.forms)
            if not usage and " " not in key:
                common = _is_common_name(form) or key in KNOWN_PLACES
                yield Rejected(form, "a known name", severe=is_wrong and common and is_capitalised(form))


def _is_common_name(form: str) -> bool:
    from mtqa.names.alphabet import fold as sound_fold
    from mtqa.names.background import background

    known = background().look_up(sound_fold(form))
    return known.place >= TOWN or max(known.given, known.family) >= COMMON_NAME
