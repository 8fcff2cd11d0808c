"""One window of a name, the entries it may be a garbled form of, and the evidence about each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.data import Evidence
from mtqa.glossary.model import EntryKind
from mtqa.names.evidence import Clue, ClueKind, combine
from mtqa.names.forms import Wanted
from mtqa.names.lexicon import lexicon
from mtqa.names.pinyin import is_pinyin
from mtqa.names.resolution import Resolution, suggest
from mtqa.names.spans import WordKind
from mtqa.names.tables import KNOWN_PLACES, LOOK_ALIKES, PLACE_PREPOSITIONS
from mtqa.names.variants import inflected, same_but_for_usage
from mtqa.text import is_all_caps

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry
    from mtqa.names.pairs import PairMatch
    from mtqa.names.surroundings import Surroundings
    from mtqa.names.windows import Window

__all__ = ["Candidate", "judge"]


#: Distance in nats per letter up to which the parts beside a shared "University" count as close: "Kukmin" is 0.4
#: from "Kookmin", and real neighbours such as Konkuk and Dongguk are 2.9 apart.
HEAD_NEAR: Final = 1.5
#: A name of several words written as one ("Lukinbo" for "Lu Jinbo") keeps this share of its letters.
JOINED: Final = 0.8


#: Cost of the worst word (``PairMatch.worst_token``, nats per character) from which it counts as far
#: off, and from which it does so fully.
FAR_WORD_FROM: Final = 2.0
FAR_WORD_FULL: Final = 3.0
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
        if _possible(window, wanted):
            clues = (
                *_far_word(window, match),
                *_same_head(window, wanted, match),
                *_clues(window, wanted, around=around, earlier=earlier),
            )
            judged.append(Candidate(window, wanted, match, clues, combine(match.probability, clues)))
    if not judged:
        return None
    judged.sort(key=lambda candidate: -candidate.confidence)
    best = judged[0]
    rival = next((other.wanted for other in judged if other.wanted.group != best.wanted.group), None)
    return replace(best, rival=rival)


def _far_word(window: Window, match: PairMatch) -> Iterable[Clue]:
    """Whether one word is far off: the words that agree must not lend it their likeness."""
    far = min((match.worst_token - FAR_WORD_FROM) / (FAR_WORD_FULL - FAR_WORD_FROM), 1.0)
    if len(window.words) > 1 and far > 0:
        yield Clue(ClueKind.FAR_WORD, "one word of the name is far off, the others agree", far)


def _same_head(window: Window, wanted: Wanted, match: PairMatch) -> Iterable[Clue]:
    """Whether both are universities, counties ...: that helps only if the rest of the names is close."""
    if not window.heads or window.heads != wanted.heads:
        return
    kind = "/".join(sorted(window.heads))
    if match.distance < HEAD_NEAR:
        yield Clue(ClueKind.HEAD, f"both are a {kind}", 1 - match.distance / HEAD_NEAR)
    elif len(window.specific.split()) == 1:
        yield Clue(ClueKind.FAR_WORD, f"another {kind} may have that name", min(2 * (match.distance - HEAD_NEAR), 3.0))


def _differing(window: Window, wanted: Wanted) -> tuple[list[str], list[str]]:
    """Folded words of the window that the form does not have, and the other way round."""
    ours = [token for token in window.tokens if token not in wanted.tokens]
    theirs = [token for token in wanted.tokens if token not in window.tokens]
    return ours, theirs


def _possible(window: Window, wanted: Wanted) -> bool:
    """Whether the window can be a spelling of the form at all, whatever the sound."""
    if wanted.part and len(window.words) > 1:
        return False
    if window.text.islower() and (wanted.part or not wanted.text.islower()):
        return False  # a name in lower case is rarer than an ordinary word that the lexicon lacks
    n_window, n_form = len(window.tokens), len(wanted.tokens)
    if abs(n_window - n_form) > 1 or ("".join(window.tokens) == "".join(wanted.tokens)):
        return False
    if _digits(window.tokens) != _digits(wanted.tokens):
        return False
    if same_but_for_usage(window.text, wanted.text):
        return False
    ours, theirs = _differing(window, wanted)
    if not ours or not theirs:
        return False
    letters, theirs_ = len("".join(window.tokens)), len("".join(wanted.tokens))
    if len(window.words) == 1 and len(wanted.tokens) > 1 and min(letters, theirs_) < JOINED * max(letters, theirs_):
        return False
    if any(word.kind is WordKind.INNER and word.key not in wanted.tokens for word in window.words):
        return False
    window_heads = window.heads
    if window_heads and wanted.heads and window_heads != wanted.heads:
        return False
    if window.cuts_head and wanted.heads:
        return False  # the window with the head is the one to compare
    # A window of the term's own words in another order or number is another term, not a garbled one.
    known = lexicon()
    if all(known.is_known_word(token) and not known.counts(token).name for token in ours):
        return len(window.tokens) == 1 and not known.is_known_word(window.tokens[0])
    kinds = {word.key: word.kind for word in window.words}
    english = window.text.islower() or wanted.text.islower()
    if all(any(inflected(a, b, known_words=english) for b in theirs) for a in ours):
        return False
    return any(kinds.get(token, WordKind.PLAIN).names for token in ours)


def _digits(tokens: Iterable[str]) -> str:
    return "".join(char for token in tokens for char in token if char.isdigit())


def _clues(
    window: Window, wanted: Wanted, *, around: Surroundings, earlier: Mapping[int, frozenset[str]]
) -> Iterable[Clue]:
    name, entry = window.name, wanted.entry
    ours, theirs = _differing(window, wanted)
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
    if other_forms:
        shown = ", ".join(f"“{key}”" for key in sorted(other_forms)[:3])
        same = any(set(ours) & set(key.split()) for key in other_forms)
        detail = (
            f"the article has it in a longer garbled form: {shown}" if same else f"other garbled forms of it: {shown}"
        )
        yield Clue(ClueKind.OTHER_FORMS, detail, 1.0 if same else 0.2)
    roles = around.shared_roles(name, entry)
    if roles:
        shown = ", ".join(sorted(roles)[:3])
        yield Clue(ClueKind.ROLE, f"the same role stands beside it: {shown}", min(len(roles), 2))
    if wanted.part and not (elsewhere or other_forms or roles):
        yield Clue(ClueKind.SURNAME_ONLY, "only a part of the entry's name, and the rest is not in the article")
    if name.person_like:
        if entry.kind is EntryKind.PERSON:
            yield Clue(ClueKind.PERSON, "it is used as a person's name")
    elif entry.kind is EntryKind.PERSON and window.n_plain == 1 and name.left and name.left[-1] in PLACE_PREPOSITIONS:
        yield Clue(ClueKind.NOT_PERSON, "it is used as a place", 0.5)
    if entry.kind is EntryKind.PLACE and around.has_title(window.key):
        yield Clue(ClueKind.NOT_PERSON, "a title stands before it: it is a person", 3.0)
    if window.n_around:
        yield Clue(ClueKind.PART_OF_NAME, f"part of “{name.text}”", 1.0 if window.n_plain == 1 else 0.4)
    if window.n_plain == 1 and not window.n_around:
        longer = around.longer_names(window.words[-1].key if window.words else window.key)
        resolved = earlier.get(wanted.group, frozenset())
        if longer and not any(other in key or key in other for other in longer for key in resolved):
            yield Clue(ClueKind.OWN_NAME, f"the article has the full name “{min(longer)}”")
    if around.keys[window.key] > 1:
        yield Clue(ClueKind.REPEATED, "")
    if name.initial and window.words and window.words[0] == name.words[0] and window.n_plain == 1:
        yield Clue(ClueKind.INITIAL, "")


def _attested(key: str) -> float:
    """0 to 1: how well a word is known as a name; "jae hong" is less of one than "jae" and "hong" are."""
    known = lexicon()
    whole, *parts = key, *key.split()
    levels = []
    for token in (whole, *parts):
        counts = known.counts(token)
        levels.append(max(counts.capital / 3, (counts.name - 2) / 6, 0.0))
    return max(levels[0], HYPHENATED * min(levels[1:]) if len(parts) > 1 else 0.0)


def _knowledge(window: Window, wanted: Wanted, ours: Sequence[str], theirs: Sequence[str]) -> Iterable[Clue]:
    """What is known about the words that differ."""
    known = lexicon()
    if any(frozenset((a, b)) in LOOK_ALIKES for a in ours for b in theirs):
        yield Clue(ClueKind.LOOK_ALIKE, "two different names that look alike")
    if all(token in KNOWN_PLACES for token in ours):
        yield Clue(ClueKind.KNOWN_PLACE, f"“{window.text}” is a place")
    words = [word for word in window.words if not set(word.key.split()) <= set(wanted.tokens)]
    attested = min(_attested(word.key) for word in words)
    if attested > 0:
        yield Clue(
            ClueKind.KNOWN_NAME, f"“{' '.join(word.text for word in words)}” is a known name", min(attested, 1.0)
        )
    if all(is_pinyin(token) for token in ours):
        kind = ClueKind.PINYIN if all(is_pinyin(token) for token in theirs) else ClueKind.PINYIN_ALONE
        yield Clue(kind, f"“{' '.join(ours)}” is a well-formed Chinese name of its own")
    if len(window.tokens) == 1:
        if known.is_ordinary(ours[0]) or (known.is_known_word(ours[0]) and not known.is_known_name(ours[0])):
            yield Clue(ClueKind.ORDINARY, f"“{window.text}” is an ordinary word")
        if is_all_caps(window.text) and not window.name.headline:
            yield Clue(ClueKind.ABBREVIATION, f"“{window.text}” is an abbreviation")
        if len(window.key) <= 4:
            yield Clue(ClueKind.SHORT, "short names are near many others")
