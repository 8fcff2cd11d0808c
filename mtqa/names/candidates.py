"""One window of a name, the entries it may be a garbled form of, and the evidence about each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.data import Evidence
from mtqa.glossary.model import EntryKind
from mtqa.names.background import background
from mtqa.names.evidence import Clue, ClueKind, combine
from mtqa.names.forms import Wanted
from mtqa.names.guards import may_be_meant
from mtqa.names.lexicon import lexicon
from mtqa.names.pinyin import is_pinyin
from mtqa.names.possible import TERM_WORDS, differing, possible
from mtqa.names.resolution import Resolution, suggest
from mtqa.names.tables import KNOWN_PLACES, LOOK_ALIKES, PLACE_PREPOSITIONS
from mtqa.text import fold, is_all_caps

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry
    from mtqa.names.pairs import PairMatch
    from mtqa.names.surroundings import Surroundings
    from mtqa.names.windows import Window

__all__ = ["Candidate", "judge"]


#: Distance in nats per letter up to which the parts beside a shared "University" count as close: "Kukmin" is 0.5
#: from "Kookmin", and real neighbours such as Konkuk and Dongguk are 2.1 apart.
HEAD_NEAR: Final = 1.5


#: Cost of the worst word (``PairMatch.worst_token``, nats per character) from which it counts as far
#: off, and from which it does so fully.
FAR_WORD_FROM: Final = 2.0
FAR_WORD_FULL: Final = 3.0
#: Pair probabilities are cut off here, so that no amount of sound outweighs the document.
CUT: Final = 0.005
#: Levels of the background list from which a place is a town (64,000 people), and a name of people common.
TOWN: Final = 3
KNOWN_FULL: Final = 10
#: What a smaller place counts, and a name of people that is in the list at all.
SMALL_PLACE: Final = 0.5
KNOWN_AT_ALL: Final = 0.4
#: Bit length of a word's count as a name in English texts from which it is fully known.
IN_USE: Final = 3
#: Letters from which a word known as a name of people is no accident.
LONG_WORD: Final = 8
#: Cost of the one differing word from which a known name counts as another: "Jae-hong" is .35 from "Jae-hung", "Jae-yong"
#: 1.9 from "Jae-myung"; and the level in the background list from which a word is a known name of people.
SWAPPED_FROM: Final = 1.0
NAME_LEVEL: Final = 3
#: How much the parts of a hyphenated given name, each known, say for the whole.
HYPHENATED: Final = 0.4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A window and the entry it is taken for.

    Attributes:
        window: The window.
        wanted: The form it comes closest to.
        match: The pair, by sound.
        clues: What the document says.
        confidence: 0 to 1, after all evidence.
        rival: The best form of another entry, if any is near.
    """

    window: Window
    wanted: Wanted
    match: PairMatch
    clues: tuple[Clue, ...]
    confidence: float
    rival: Wanted | None = None

    def with_confidence(self, confidence: float) -> Candidate:
        """The same with another confidence."""
        return replace(self, confidence=confidence)

    def resolution(self, around: Surroundings) -> Resolution:
        """The candidate as a result, its reasons in words."""
        from mtqa.names.pairs import describe

        entry = self.wanted.entry
        differs = describe(self.match.alignment)
        sound = f"“{self.window.text}” sounds like “{self.wanted.text}”" + (f": {differs}" if differs else "")
        if self.wanted.spelling is not None:
            sound = _other_system(self.window, self.wanted)
        evidence = [Evidence("entry", _entry_line(entry)), Evidence("sound", sound)]
        ordered = sorted(self.clues, key=lambda clue: -abs(clue.weight))
        evidence += [Evidence("document", clue.detail) for clue in ordered if clue.detail and clue.weight > 0]
        evidence += [Evidence("against", clue.detail) for clue in ordered if clue.detail and clue.weight < 0]
        if self.rival is not None:
            evidence.append(Evidence("runner-up", f"next nearest entry: “{self.rival.entry.term}”"))
        return Resolution(
            span=self.window.span,
            text=self.window.text,
            entry=entry,
            suggestion=suggest(self.window.text, self.wanted),
            confidence=self.confidence,
            evidence=tuple(evidence),
            related=tuple(span for span, _ in around.mentions.get(entry.id, ()))[:5],
        )


def _other_system(window: Window, wanted: Wanted) -> str:
    """Why a name that does not sound like the entry may still be its name."""
    if wanted.spelling is None:
        return ""
    if window.tokens == wanted.tokens:
        return f"“{window.text}” is “{wanted.entry.term}” in {wanted.spelling.system}"
    return f"“{window.text}” is close to “{wanted.text}”, which is “{wanted.entry.term}” in {wanted.spelling.system}"


def _entry_line(entry: Entry) -> str:
    source = f" ({entry.source_term})" if entry.source_term else ""
    return f"glossary entry “{entry.term}”{source}, {entry.kind}"


def judge(
    window: Window,
    matches: Sequence[tuple[Wanted, PairMatch]],
    *,
    around: Surroundings,
    earlier: Mapping[int, frozenset[str]],
) -> Candidate | None:
    """The entry that ``window`` most probably garbles; ``None`` if none is possible.

    ``earlier`` holds, for each group of forms, the folded spellings that were taken for it already.
    """
    judged: list[Candidate] = []
    for wanted, match in matches:
        meant = may_be_meant(window, wanted, around, has_longer=wanted.group in earlier)
        if meant and possible(window, wanted):
            swapped = _swapped(window, wanted, match)
            clues = (
                *_sound(window, wanted, match),
                *_far_word(window, match, swapped=swapped),
                *_same_head(window, wanted, match),
                *_clues(window, wanted, around=around, earlier=earlier, apart=swapped > 0),
            )
            judged.append(Candidate(window, wanted, match, clues, combine(clues)))
    if not judged:
        return None
    judged.sort(key=lambda candidate: -candidate.confidence)
    best = judged[0]
    rival = next((other.wanted for other in judged if other.wanted.group != best.wanted.group), None)
    return replace(best, rival=rival)


def _sound(window: Window, wanted: Wanted, match: PairMatch) -> Iterable[Clue]:
    """What the sound says: the calibrated pair, and where the calibration of pairs may not hold in text."""
    cut = min(max(match.probability, CUT), 1 - CUT)
    odds, distance = math.log(cut / (1 - cut)), min(match.distance, 4.0)
    if wanted.spelling is not None:
        odds -= wanted.spelling.cost
        exact = window.tokens == wanted.tokens
        yield Clue(ClueKind.OTHER_SYSTEM_EXACT if exact else ClueKind.OTHER_SYSTEM, "")
    yield Clue(ClueKind.SOUND, "", odds)
    yield Clue(ClueKind.DISTANCE, "", distance)
    yield Clue(ClueKind.GAP, "", min(max(match.gap, -1.0), 3.0))
    yield Clue(ClueKind.LENGTH, "", math.log(max(len(window.key), 2) / 8))
    if window.n_plain == 1:
        yield Clue(ClueKind.SINGLE, "")
        yield Clue(ClueKind.SOUND_SINGLE, "", odds)
        yield Clue(ClueKind.DISTANCE_SINGLE, "", distance)
    if wanted.part:
        yield Clue(ClueKind.SOUND_PART, "", odds)


def _far_word(window: Window, match: PairMatch, *, swapped: float) -> Iterable[Clue]:
    """Whether one word is far off: the words that agree must not lend it their likeness."""
    far = min((match.worst_token - FAR_WORD_FROM) / (FAR_WORD_FULL - FAR_WORD_FROM), 1.0)
    if len(window.words) > 1 and far > 0:
        yield Clue(ClueKind.FAR_WORD, "one word of the name is far off, the others agree", far)
    if swapped > 0:
        yield Clue(ClueKind.SWAPPED, "the one word that differs is a known name: perhaps somebody else", swapped)


def _swapped(window: Window, wanted: Wanted, match: PairMatch) -> float:
    """How far the one differing word is from the entry's, if it is a known name beside words that agree."""
    ours, theirs = differing(window, wanted)
    if len(ours) != 1 or len(theirs) != 1 or len(window.tokens) == 1 or wanted.spelling is not None:
        return 0.0
    known = background().look_up(ours[0])
    if max(known.given, known.family) < NAME_LEVEL:
        return 0.0
    return max(min(match.worst_token, FAR_WORD_FULL) - SWAPPED_FROM, 0.0)


def _same_head(window: Window, wanted: Wanted, match: PairMatch) -> Iterable[Clue]:
    """Whether both are universities, counties ...: that helps only if the rest of the names is close."""
    if not window.heads or window.heads != wanted.heads:
        return
    kind = "/".join(sorted(window.heads))
    if match.distance < HEAD_NEAR:
        yield Clue(ClueKind.HEAD, f"both are a {kind}", 1 - match.distance / HEAD_NEAR)
    elif len(window.specific.split()) == 1:
        yield Clue(ClueKind.FAR_WORD, f"another {kind} may have that name", min(2 * (match.distance - HEAD_NEAR), 3.0))


def _clues(
    window: Window, wanted: Wanted, *, around: Surroundings, earlier: Mapping[int, frozenset[str]], apart: bool
) -> Iterable[Clue]:
    name, entry = window.name, wanted.entry
    ours, theirs = differing(window, wanted)
    yield from _knowledge(window, wanted, ours, theirs)
    if window.heads != wanted.heads or window.cuts_head:
        yield Clue(ClueKind.HEAD_MISSING, f"“{name.text}” is a name of another make than “{wanted.text}”")
    mentions = around.mentions.get(entry.id, ())
    elsewhere = [other for _, other in mentions if other is None or other.segment != name.segment]
    other_forms = earlier.get(wanted.group, frozenset()) - {window.key}
    if elsewhere:
        n = len(elsewhere)
        yield Clue(ClueKind.RIGHT_ELSEWHERE, f"“{entry.term}” stands right in the article {n} time{'s' * (n > 1)}")
    elif around.in_segment(entry, name.segment):
        yield Clue(ClueKind.RIGHT_BESIDE, f"“{entry.term}” stands right in the same sentence")
    if other_forms and not apart:
        shown = ", ".join(f"“{key}”" for key in sorted(other_forms)[:3])
        same = any(set(ours) & set(key.split()) for key in other_forms)
        detail = (
            f"the article has it in a longer garbled form: {shown}" if same else f"other garbled forms of it: {shown}"
        )
        yield Clue(ClueKind.LONGER_FORM if same else ClueKind.OTHER_FORMS, detail)
    roles = around.shared_roles(name, entry)
    if roles:
        shown = ", ".join(sorted(roles)[:3])
        yield Clue(ClueKind.ROLE, f"the same role stands beside it: {shown}", min(len(roles), 2))
    context = around.context_of(entry)
    if context:
        shown = ", ".join(sorted(context)[:3])
        yield Clue(ClueKind.CONTEXT, f"the article holds words of the entry's context: {shown}")
    if wanted.part and not (elsewhere or other_forms or roles):
        yield Clue(ClueKind.SURNAME_ONLY, "only a part of the entry's name, and the rest is not in the article")
    if name.person_like:
        if entry.kind is EntryKind.PERSON:
            yield Clue(ClueKind.PERSON, "it is used as a person's name")
    elif len(entry.term.split()) > 1 and entry.kind is EntryKind.PERSON and _used_as_place(window):
        yield Clue(ClueKind.NOT_PERSON, "it is used as a place")
    if _is_place(entry) and around.has_title(window.key):
        yield Clue(ClueKind.NOT_PLACE, "a title stands before it: it is a person")
    if window.n_around:
        yield Clue(ClueKind.PART_OF_NAME, f"part of “{name.text}”", 1.0 if window.n_plain == 1 else 0.4)
    if window.n_plain == 1 and not window.n_around:
        longer = around.longer_names(window.words[-1].key if window.words else window.key)
        resolved = earlier.get(wanted.group, frozenset())
        if longer and not any(other in key or key in other for other in longer for key in resolved):
            yield Clue(ClueKind.OWN_NAME, f"the article has the full name “{min(longer)}”")
    yield Clue(ClueKind.COVERED, "", around.covered)
    if window.lower:
        yield Clue(ClueKind.LOWER_CASE, "it stands in lower case", 1.0 if window.n_plain == 1 else 0.5)
    if window.term or (len(ours) == len(theirs) == 1 and len(wanted.tokens) >= TERM_WORDS and wanted.heads):
        yield Clue(ClueKind.TERM, "all other words are the entry's")
    if around.keys[window.key] > 1:
        yield Clue(ClueKind.REPEATED, "")
    if name.initial and window.words and window.words[0] == name.words[0] and window.n_plain == 1:
        yield Clue(ClueKind.INITIAL, "")


def _used_as_place(window: Window) -> bool:
    return window.n_plain == 1 and bool(window.name.left) and window.name.left[-1] in PLACE_PREPOSITIONS


def _is_place(entry: Entry) -> bool:
    """Whether the entry is a place for sure: its kind may have been guessed."""
    return entry.kind is EntryKind.PLACE and _place_level(" ".join(fold(entry.term).split())) > 0


def _place_level(key: str) -> float:
    """0 to 1: how well known a place is; villages have the names that garbled ones fall upon."""
    level = background().look_up(key).place
    return 1.0 if key in KNOWN_PLACES or level >= TOWN else SMALL_PLACE * (level > 0)


def _person_level(key: str) -> float:
    """0 to 1: how well a word is known in names of people; a short garbled one often is somebody's.

    "jae hong" is less of a known name than "jae" and "hong" are.
    """
    parts = key.split()
    return (HYPHENATED if len(parts) > 1 else 1.0) * min(map(_person_token, parts), default=0.0)


def _person_token(token: str) -> float:
    known = background().look_up(token)
    level = max(known.given, known.family)
    graded = min(KNOWN_AT_ALL + (1 - KNOWN_AT_ALL) * level / KNOWN_FULL, 1.0) if level else 0.0
    return graded * min(len(token), LONG_WORD) / LONG_WORD


def _knowledge(window: Window, wanted: Wanted, ours: Sequence[str], theirs: Sequence[str]) -> Iterable[Clue]:
    """What is known about the words that differ."""
    known = lexicon()
    if any(frozenset((a, b)) in LOOK_ALIKES for a in ours for b in theirs):
        yield Clue(ClueKind.LOOK_ALIKE, "two different names that look alike")
    place = max(_place_level(" ".join(ours)), _place_level(window.key), _place_level(window.specific))
    if place > 0:
        yield Clue(ClueKind.KNOWN_PLACE, f"“{window.text}” is a place", place)
    words = [word for word in window.words if set(word.key.split()) & set(ours)] or list(window.words)
    shown = " ".join(word.text for word in words)
    person = min(_person_level(word.key) for word in words)
    if person > 0:
        yield Clue(ClueKind.KNOWN_PERSON, f"“{shown}” is a known name of people", person)
    in_use = min(known.counts(word.key).capital for word in words)
    if in_use > 0:
        yield Clue(ClueKind.KNOWN_NAME, f"“{shown}” is a known name", min(in_use / IN_USE, 1.0))
    exact = wanted.spelling is not None and window.tokens == wanted.tokens
    if not exact and all(is_pinyin(token) for token in ours):
        kind = ClueKind.PINYIN if all(is_pinyin(token) for token in theirs) else ClueKind.PINYIN_ALONE
        yield Clue(kind, f"“{' '.join(ours)}” is a well-formed Chinese name of its own")
    if len(window.tokens) == 1:
        if known.is_ordinary(ours[0]) or (known.is_known_word(ours[0]) and not known.is_known_name(ours[0])):
            yield Clue(ClueKind.ORDINARY, f"“{window.text}” is an ordinary word")
        if is_all_caps(window.text) and not window.name.headline:
            yield Clue(ClueKind.ABBREVIATION, f"“{window.text}” is an abbreviation")
        if len(window.key) <= 4:
            yield Clue(ClueKind.SHORT, "short names are near many others")
