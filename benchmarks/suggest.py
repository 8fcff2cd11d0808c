"""Entries suggested from human translations: are they names, and how many of the names are among them?

Two people translated each document (WMT 2021 news ``ref.A`` and ``ref.B``, TED talks ``ref`` and ``refB``).
Entries are suggested from the first translation of a document and judged by the second, without a person:

*precision*  share of the suggestions that the second translation has as a name, or whose words all are known
             names (``models/known-names.txt``).  "As a name" means: with its capitals, and where every capital
             but those of small words is one that grammar does not ask for; a spelling near to it counts
             (edit similarity 80 of 100).  Names that the second person translated in other words count as
             errors, so this is a lower bound; it says nothing about usefulness.
*junk*       share of the suggestions that are judged wrong and made of English words alone: an upper bound of
             what is no name at all, since names of organisations are made of words too.
*recall*     of the names that both translations have, share that is suggested, in full, as a variant or as what
             stands for a longer name.  A shared name is a run of capitalised words within a sentence of both,
             one of which is no English word.

The floor is every run of capitalised words of the first translation, ranked by how often it stands there.

    python benchmarks/suggest.py --data DIR [--split train|dev|all] [--verbose]
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz.fuzz import ratio

from mtqa.data import Block, Document, Span
from mtqa.glossary.model import Glossary
from mtqa.names.background import background
from mtqa.names.lexicon import lexicon
from mtqa.names.suggest import mine
from mtqa.names.tables import CALENDAR, DEMONYMS, FUNCTION_WORDS, GENERIC_HEADS, INNER_WORDS, PERSON_TITLES
from mtqa.segment import segment
from mtqa.text import count_words, fold, is_capitalised, strip_possessive
from mtqa.training.lexicon import read_mqm, split_of

#: Suggestions of a document that a person would look at first.
TOP = 10

#: Edit similarity (0 to 100) from which two translations spell one name in two ways.
NEAR = 80

_RUN = re.compile(r"[A-Z][\w'’-]*(?: (?:of |for |the )?[A-Z][\w'’-]*)*")
#: Before a capital that tells something: a small letter or a comma, and a space.
_INSIDE = re.compile(r"[a-z0-9,)’'] (?:the )?$")
_NO_NAMES = CALENDAR | DEMONYMS | FUNCTION_WORDS | GENERIC_HEADS | PERSON_TITLES


@dataclass(frozen=True, slots=True)
class Pair:
    """A document as two people translated it."""

    id: str
    first: Document
    second: Document


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion: its term, and every form that it has or stands for."""

    term: str
    forms: tuple[str, ...]
    kind: str = ""


Method = Callable[[Document], list[Proposal]]


def pairs(path: Path, first: str, second: str, *, split: str) -> list[Pair]:
    """The documents of a file that both references translate, in order."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for fields in read_mqm(path):
        if len(fields) == 9 and fields[0] in (first, second):
            texts.setdefault((fields[1], fields[0]), {}).setdefault(f"{fields[2]}", fields[5])
    found = []
    for name in dict.fromkeys(document for document, _ in texts):
        both = [texts.get((name, system)) for system in (first, second)]
        if all(both) and split in ("all", split_of(name)):
            one, other = (_document(name, list(paragraphs.values())) for paragraphs in both if paragraphs)
            found.append(Pair(name, one, other))
    return found


def _document(name: str, paragraphs: Sequence[str]) -> Document:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(Span(at, at + len(paragraph))))
        at += len(paragraph) + 2
    return segment(Document(name, "\n\n".join(paragraphs), blocks=tuple(blocks)))


def ours(document: Document) -> list[Proposal]:
    """What mtqa suggests."""
    return [
        Proposal(one.entry.term, (*one.entry.forms, *_alone(one.reasons)), one.entry.kind.value)
        for one in mine([document], Glossary()).suggestions
    ]


def _alone(reasons: Sequence[str]) -> list[str]:
    return re.findall("“([^”]+)”", reasons[0]) if reasons else []


def floor(document: Document) -> list[Proposal]:
    """Every run of capitalised words, the most frequent first."""
    counts = Counter(strip_possessive(match[0]) for match in _RUN.finditer(document.text))
    return [Proposal(text, (text,)) for text, _ in counts.most_common()]


def _key(text: str) -> str:
    return fold(text).replace(" ", "")


def inside_runs(text: str) -> set[str]:
    """Runs of capitalised words whose first capital is one that grammar does not ask for."""
    runs = _RUN.finditer(text)
    return {
        strip_possessive(match[0]) for match in runs if _INSIDE.search(text[max(0, match.start() - 8) : match.start()])
    }


def is_name(term: str, other: str, runs: set[str]) -> bool:
    """Whether the second translation has ``term`` as a name, or all words of it are known names."""
    words = [word for word in term.split() if fold(word) not in INNER_WORDS]
    if all(_is_known(word) for word in words) and not all(lexicon().is_ordinary(word) for word in words):
        return True
    if not all(map(is_capitalised, words)):
        return _key(term) in _key(other)  # a term in small letters
    if any(f" {fold(term)} " in f" {fold(run)} " for run in runs):
        return True
    return any(ratio(fold(term), fold(run)) >= NEAR for run in runs)


def _is_known(word: str) -> bool:
    level = background().look_up(fold(strip_possessive(word)))
    return max(level.given, level.family, level.place, level.other) > 0 or fold(word) in GENERIC_HEADS


def _is_english(word: str) -> bool:
    return fold(word) in INNER_WORDS or (lexicon().is_known_word(word) and not background().look_up(fold(word)).place)


def shared(pair: Pair) -> set[str]:
    """Names that both translations have."""
    both = inside_runs(pair.first.text) & inside_runs(pair.second.text)
    return {
        run
        for run in both
        if any(
            len(word) > 2 and fold(word) not in _NO_NAMES and not lexicon().is_known_word(word) for word in run.split()
        )
    }


@dataclass
class Tally:
    """What a method did on some documents."""

    n: int = 0
    right: int = 0
    junk: int = 0
    top: int = 0
    top_right: int = 0
    names: int = 0
    found: int = 0
    seconds: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, pair: Pair, proposals: Sequence[Proposal]) -> None:
        """Judge the proposals for one document."""
        runs = inside_runs(pair.second.text)
        for rank, one in enumerate(proposals):
            right = is_name(one.term, pair.second.text, runs)
            self.n += 1
            self.right += right
            self.top += rank < TOP
            self.top_right += right and rank < TOP
            self.kinds[one.kind] += 1
            self.junk += not right and all(map(_is_english, one.term.split()))
            if not right:
                self.wrong[one.term] += 1
        keys = {_key(form) for one in proposals for form in one.forms}
        for name in sorted(shared(pair)):
            self.names += 1
            hit = _key(name) in keys or any(_key(part) in keys for part in _without_titles(name))
            self.found += hit
            if not hit:
                self.missed[name] += 1

    def row(self, n_words: int) -> str:
        """The numbers in one line."""
        precision, top = self.right / max(self.n, 1), self.top_right / max(self.top, 1)
        recall = self.found / max(self.names, 1)
        return (
            f"{precision:9.1%} {top:9.1%} {self.junk / max(self.n, 1):6.1%} {recall:8.1%} {self.n:7,} {1000 * self.n / max(n_words, 1):9.1f} "
            f"{1e6 * self.seconds / max(n_words, 1):10.0f}"
        )


def _without_titles(name: str) -> list[str]:
    """The name without titles and peoples before it: "President Biden" is "Biden"."""
    words = name.split()
    while words and (fold(words[0]).replace(" ", "-") in PERSON_TITLES | DEMONYMS | {"south", "north", "foreign"}):
        words.pop(0)
    return [" ".join(words)] if words else []


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--split", choices=("train", "dev", "all"), default="dev")
    parser.add_argument("--verbose", action="store_true", help="list what was judged wrong, and what was missed")
    options = parser.parse_args()
    sets = (
        ("WMT 2021 news, ref.A judged by ref.B", "wmt21_zh-en.tsv", "ref.A", "ref.B"),
        ("TED talks 2021, ref judged by refB", "ted21_zh-en.tsv", "ref", "refB"),
    )
    for title, file, first, second in sets:
        documents = pairs(options.data / "mqm" / file, first, second, split=options.split)
        n_words = sum(count_words(pair.first.text) for pair in documents)
        print(f"{title}; split {options.split}: {len(documents)} documents, {n_words:,} words")
        print(
            f"{'':<8} {'precision':>9} {'of top ' + str(TOP):>9} {'junk':>6} {'recall':>8} {'n':>7} {'per 1,000':>9} {'us a word':>10}"
        )
        methods: tuple[tuple[str, Method], ...] = (("floor", floor), ("mtqa", ours))
        for name, method in methods:
            tally = Tally()
            for pair in documents:
                start = time.perf_counter()
                proposals = method(pair.first)
                tally.seconds += time.perf_counter() - start
                tally.add(pair, proposals)
            print(f"{name:<8} {tally.row(n_words)}")
        print(
            f"names that both have: {tally.names:,}; kinds: "
            + ", ".join(f"{k} {n}" for k, n in tally.kinds.most_common())
        )
        if options.verbose:
            print("judged wrong: " + "; ".join(f"{text} ({n})" for text, n in tally.wrong.most_common(80)))
            print("missed: " + "; ".join(f"{text} ({n})" for text, n in tally.missed.most_common(60)))
        start = time.perf_counter()
        corpus = mine((pair.first for pair in documents), Glossary(), limit=50)
        print(
            f"as one corpus: {len(corpus.suggestions) + corpus.left_out:,} suggestions, {time.perf_counter() - start:.1f} s"
        )
        if options.verbose:
            print("first 50: " + "; ".join(f"{one.entry.term} ({one.entry.kind})" for one in corpus.suggestions))
        print()


if __name__ == "__main__":
    main()
