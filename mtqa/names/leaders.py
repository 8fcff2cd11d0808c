"""A real name used for another: "Yunnan government" where the article's president is Yoon.

The spelling alone says nothing here, since the name exists.  Only the document can tell, and all of
this must hold:

1. the name stands in the pattern *name + government, administration, cabinet ...*;
2. it stands nowhere else in the article, and neither the words around it nor a longer name take it
   literally;
3. it is no country or large city, whose government is ordinary news, and begins as a part of the name of a
   person entry sounds;
4. that person is in the article, in a right or a garbled form, and leads a government there (title
   beside the name or in the entry's roles);
5. no other leader of the article fits.

The confidence is fixed and low: this is a question to the editor, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mtqa.data import Evidence, Span
from mtqa.glossary.model import EntryKind, MatchMode
from mtqa.names.forms import surnames
from mtqa.names.resolution import Resolution
from mtqa.names.spans import NameSpan, WordKind
from mtqa.names.surroundings import roles_beside
from mtqa.names.tables import GOVERNMENT_NOUNS, LEADER_WORDS, SEATS
from mtqa.text import fold

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry, Glossary
    from mtqa.names.candidates import Candidate
    from mtqa.names.surroundings import Surroundings

__all__ = ["CONFIDENCE", "find_leader_mistakes"]

#: Chosen so that it is reported by default, below every finding that sound supports.
CONFIDENCE: Final = 0.55

#: Cost in nats, by the learned transducer, up to which the beginning of a name sounds like the person's name: the
#: same syllable in another spelling ("yun" for "yoon" 1.38, "brun" for "brown" 0.9), not another one ("kin" for
#: "kim" 1.68, "mor" for "moro" 1.40).
_SAME_SOUND: Final = 1.39
#: Shorter names begin too many others.
_MIN_PART: Final = 3


def find_leader_mistakes(around: Surroundings, chosen: Sequence[Candidate], *, glossary: Glossary) -> list[Resolution]:
    """Real names that the document says stand for a leader, each with its reason."""
    suspects = [name for name in around.names if _is_suspect(name, around)]
    if not suspects:
        return []
    leaders = list(_leaders(around, chosen, glossary=glossary))
    taken = [candidate.window.span for candidate in chosen]
    found: list[Resolution] = []
    for name in suspects:
        if any(name.span.overlaps(span) for span in taken):
            continue
        fitting = [
            (entry, part, spans)
            for entry, spans in leaders
            for part in _parts(entry)
            if _begins_alike(name.key, fold(part))
        ]
        if len({entry.id for entry, _, _ in fitting}) == 1:
            entry, part, spans = fitting[0]
            found.append(_resolution(name, entry, part, spans))
    return found


def _is_suspect(name: NameSpan, around: Surroundings) -> bool:
    plain = [word for word in name.words if word.kind.names]
    return (
        len(name.words) == len(plain) == 1
        and bool(name.right)
        and name.right[0] in GOVERNMENT_NOUNS
        and around.keys[name.key] == 1
        and not around.longer_names(name.key)
        and name.key not in SEATS
    )


def _parts(entry: Entry) -> list[str]:
    single = " " not in entry.term and entry.rule(entry.term).match is MatchMode.SOUND
    return [part.text for part in surnames(entry, group=0)] or ([entry.term] if single else [])


@lru_cache(maxsize=2_000)
def _begins_alike(seen: str, part: str) -> bool:
    """Whether a real name begins as the person's name sounds, and is not the name itself."""
    if seen == part or len(part) < _MIN_PART or seen[0] != part[0]:
        return False
    from mtqa.names.pairs import NameMatcher

    beginnings = [seen[:length] for length in range(len(part) - 1, len(part) + 2) if length < len(seen)]
    found = NameMatcher([part]).match(beginnings, top=1)
    return any(match.distance <= _SAME_SOUND for matches in found for match in matches)


def _leaders(
    around: Surroundings, chosen: Sequence[Candidate], *, glossary: Glossary
) -> Iterable[tuple[Entry, tuple[Span, ...]]]:
    """Person entries that the article mentions, rightly or garbled, as the head of a government."""
    for entry in glossary.entries:
        if entry.kind is not EntryKind.PERSON:
            continue
        places = list(around.mentions.get(entry.id, ()))
        places += [(c.window.span, c.window.name) for c in chosen if c.wanted.entry.id == entry.id]
        if not places:
            continue
        roles = {word for role in entry.roles for word in (*fold(role).split(), fold(role).replace(" ", "-"))}
        for _, name in places:
            if name is not None:
                roles |= roles_beside(name) | {w.key.replace(" ", "-") for w in name.words if w.kind is WordKind.TITLE}
        if roles & LEADER_WORDS:
            yield entry, tuple(sorted(span for span, _ in places))


def _resolution(name: NameSpan, entry: Entry, part: str, spans: tuple[Span, ...]) -> Resolution:
    noun = name.right[0]
    return Resolution(
        span=name.span,
        text=name.text,
        entry=entry,
        suggestion=part,
        confidence=CONFIDENCE,
        evidence=(
            Evidence(
                "document",
                f"the article is about the {noun} of “{entry.term}” and mentions “{name.text}” nowhere else; "
                f"“{name.text}” begins like “{part}”",
            ),
            Evidence("against", f"“{name.text}” may be a real name and meant literally"),
        ),
        related=spans[:5],
        by_document=True,
    )
