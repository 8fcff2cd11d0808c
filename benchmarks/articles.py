"""Whole articles: names found, names flagged, beside the floor of a plain string ratio.

``python benchmarks/articles.py --data DIR [--split train|dev|test]``

Articles are the news documents of ``mqm/wmt21_zh-en.tsv`` as each of 13 MT systems wrote them.  The
glossary holds the right names of *all* documents and distractors from ``names/pool_dev.txt``; none
of the wrong forms.  Gold are the wrong spans of ``names/wmt_zh-en_pos.tsv`` whose right name is in
the glossary, negatives the spans of ``names/wmt_zh-en_neg.tsv``.  A span counts as flagged if a
name or term finding overlaps it.  Documents are split by a hash of their id; ``test`` is for the
end, never for tuning.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mtqa.data import Block, BlockKind, Document, Segment, Span
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import Entry, Glossary
from mtqa.names.lexicon import lexicon
from mtqa.names.tables import CALENDAR, DEMONYMS, FUNCTION_WORDS, GENERIC_HEADS, PERSON_TITLES
from mtqa.text import count_words, fold, strip_possessive
from mtqa.training.lexicon import read_mqm, split_of

#: Names of the pool that stand in the glossary beside the right ones.
N_DISTRACTORS = 450
#: rapidfuzz ratio from which the floor flags.
FLOOR = 80

#: Spellings of one name between which the two human references (or usage) do not decide.
EQUAL: tuple[tuple[str, ...], ...] = (
    ("Wesel", "Wessel"),
    ("Wesel County", "Wessel County"),
    ("Katerry", "Catry"),
    ("Budwin Katerry", "Boudewijn Catry"),
    ("Ziobro", "Giobro", "Justice Giobro"),
    ("Yu'e Bao", "Yu'E Bao", "Yu Ebao", "Yu'ebao", "Yuebao"),
    ("Suonandajie", "Sonam Dharje"),
    ("Altyn-Tagh", "Altun", "Altyn", "Altun Mountains"),
    ("Saybag", "Shayibake", "Saybag District", "Shayibake District"),
    ("Shaziba", "Shazi", "Sha Zi"),
    ("Macao", "Macau"),
    ("Malacanang", "Malacañang"),
    ("Naqu", "Nagqu"),
    ("Xinjiang Uygur", "Xinjiang Uyghur"),
    ("Sophie Wilmès", "Sophie Wilmes"),
    ("Sanchez", "Sánchez"),
    ("Dusseldorf", "Düsseldorf"),
    ("Andy Lau", "Liu Dehua"),
    ("Lempart", "Lempat"),
    ("Sernas", "Senas", "Cenas"),
    ("Mudan Ula", "Mudan-Ula", "Mudanula", "Mudanura"),
    ("Hoh Xil", "Hoh Xili"),
    ("Chen Guangming", "Cheng Guangming"),
    ("Zhuonai", "Zhuonaihu", "Zhuo Nai"),
    ("Gao'anchang", "Gaoanchang", "Gao'an Chang"),
    ("Qumarlêb County", "Qumalai County"),
    ("Dharje", "Darje"),
    ("Fu Tian", "Futian"),
    ("Brunet", "Brunel", "Brune"),
    ("Jin Yintan", "Jinyintan", "Jinyitan"),
    ("Zhao Xiaolan", "Elaine Chao"),
    ("Zhang Jianzong", "Matthew Cheung Kin-chung"),
    ("Andanar", "Martin Andanar"),
    ("Putin", "Vladimir Putin", "Russian Federation Putin"),
)


@dataclass
class Article:
    """One document as one system wrote it; spans are in the text."""

    id: str
    system: str
    text: str = ""
    starts: dict[tuple[str, str], int] = field(default_factory=dict)
    blocks: list[Span] = field(default_factory=list)
    gold: dict[Span, tuple[str, str]] = field(default_factory=dict)  # span -> (right name, kind)
    correct: dict[Span, str] = field(default_factory=dict)

    def document(self) -> Document:
        """The article as mtqa sees it: a segment of the data is a paragraph, the first the headline."""
        kinds = [BlockKind.HEADING if i == 0 else BlockKind.PROSE for i in range(len(self.blocks))]
        blocks = tuple(Block(span, kind) for span, kind in zip(self.blocks, kinds, strict=True))
        document = Document(f"{self.id}/{self.system}", self.text, blocks=blocks)
        try:
            from mtqa.segment import segment
        except ImportError:
            segments = tuple(Segment(i, block.span, i, block.kind) for i, block in enumerate(blocks))
            return Document(document.id, self.text, blocks=blocks, segments=segments)
        return segment(document)


def read_spans(path: Path) -> list[dict[str, str]]:
    """The rows of a names file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_name(name: str) -> bool:
    """Whether a row of the negatives is a name at all: it holds month names and single plain words."""
    words = name.split()
    plain = CALENDAR | DEMONYMS | FUNCTION_WORDS | GENERIC_HEADS | PERSON_TITLES
    return any(
        len(word) > 2 and fold(word) not in plain and not lexicon().is_known_word(word) and word[0].isupper()
        for word in words
    )


def load(data: Path) -> tuple[list[Article], list[str]]:
    """Every article of every system, and the right names of all of them."""
    articles: dict[tuple[str, str], Article] = {}
    for system, document, segment, _, _, target, _, _, _ in read_mqm(data / "mqm" / "wmt21_zh-en.tsv"):
        if system.startswith("hyp."):
            article = articles.setdefault((document, system), Article(document, system))
            start = len(article.text) + (2 if article.text else 0)
            article.text += ("\n\n" if article.text else "") + target
            article.blocks.append(Span(start, start + len(target)))
            article.starts.setdefault((segment, target), start)
    wrong: defaultdict[str, set[str]] = defaultdict(set)
    rights: Counter[str] = Counter()
    for row in read_spans(data / "names" / "wmt_zh-en_pos.tsv"):
        found = articles.get((row["doc"], row["system"]))
        at = found.starts.get((row["seg"], row["mt"])) if found else None
        wrong[row["doc"]].add(row["wrong"])
        rights[row["correct"]] += 1
        if found is not None and at is not None:
            span = Span(at + int(row["start"]), at + int(row["end"]))
            found.gold[span] = (row["correct"], row["kind"])
    for row in read_spans(data / "names" / "wmt_zh-en_neg.tsv"):
        name = strip_possessive(row["name"])
        if not is_name(name) or name in wrong[row["doc"]]:
            continue
        rights[name] += 1
        found = articles.get((row["doc"], row["system"]))
        at = found.starts.get((row["seg"], row["mt"])) if found else None
        if found is not None and at is not None:
            span = Span(at + int(row["start"]), at + int(row["end"]))
            if not any(span.overlaps(other) for other in found.gold):
                found.correct[span] = name
    everywhere = {form for forms in wrong.values() for form in forms}
    right_forms = {row["correct"] for row in read_spans(data / "names" / "wmt_zh-en_pos.tsv")}
    names = [name for name in rights if name not in everywhere or name in right_forms]
    return list(articles.values()), sorted(names)


def build_glossary(names: Sequence[str], pool: Sequence[str]) -> Glossary:
    """One entry per name, spellings that are equally right together, and distractors."""
    groups: dict[str, tuple[str, ...]] = {}
    present = set(names)
    for forms in EQUAL:
        for form in forms:
            groups[fold(form)] = forms
    taken: set[str] = set()
    entries: list[Entry] = []
    for name in [*(name for name in names if name in present), *pool]:
        forms = groups.get(fold(name), (name,))
        forms = (name, *(form for form in forms if fold(form) != fold(name)))
        if fold(name) in taken:
            continue
        taken.update(map(fold, forms))
        entries.append(Entry(f"e{len(entries)}", name, infer_kind(name), variants=forms[1:]))
    return Glossary(tuple(entries))


@dataclass
class Tally:
    """Counts of one method over articles."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    correct: int = 0
    flagged: int = 0
    absent: int = 0
    dragged: int = 0
    elsewhere: int = 0
    words: int = 0
    seconds: float = 0.0
    articles: int = 0
    bins: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: Counter[tuple[str, str]] = field(default_factory=Counter)
    alarms: Counter[tuple[str, str]] = field(default_factory=Counter)
    drags: Counter[tuple[str, str]] = field(default_factory=Counter)
    strays: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, article: Article, findings: Iterable[tuple[Span, Entry, float]], *, glossary: Glossary) -> None:
        """Count one article's findings."""
        rights = {fold(form): entry.id for entry in glossary.entries for form in entry.forms}
        found = list(findings)
        self.articles += 1
        self.words += count_words(article.text)
        used: set[int] = set()
        for span, (right, kind) in article.gold.items():
            entry_id = rights.get(fold(right))
            hits = [i for i, (at, _, _) in enumerate(found) if at.overlaps(span)]
            used.update(hits)
            if entry_id is None or kind not in "SR" or fold(span.of(article.text)) in rights:
                continue  # not reachable, not a name's sound, or the references disagree
            self.gold[kind] += 1
            self.found[kind] += bool(hits)
            good = any(_same(found[i][1], right) for i in hits)
            self.first[kind] += good
            for i in hits:
                self._bin(found[i][2], right=_same(found[i][1], right))
            if not good:
                self.misses[(span.of(article.text), right)] += 1
        for span, name in article.correct.items():
            hits = [i for i, (at, _, _) in enumerate(found) if at.overlaps(span) and i not in used]
            self.correct += 1
            self.flagged += bool(hits)
            for i in hits:
                self.alarms[(name, found[i][1].term)] += 1
                self._bin(found[i][2], right=False)
                used.add(i)
        for i, (at, entry, confidence) in enumerate(found):
            if i not in used:
                self.elsewhere += 1
                self._bin(confidence, right=False)
                self.strays[(at.of(article.text), entry.term)] += 1

    def _bin(self, confidence: float, *, right: bool) -> None:
        cell = self.bins[min(int(confidence * 10), 9)]
        cell[0] += right
        cell[1] += 1

    def add_absent(
        self, article: Article, findings: Iterable[tuple[Span, Entry, float]], *, lost: frozenset[str]
    ) -> None:
        """Count the correct mentions of names that the glossary does not have."""
        found = list(findings)
        for span, name in article.correct.items():
            if fold(name) in lost:
                hits = [entry for at, entry, _ in found if at.overlaps(span)]
                self.absent += 1
                self.dragged += bool(hits)
                self.drags.update((name, entry.term) for entry in hits)

    def row(self, name: str) -> str:
        """One line of the table."""

        def share(kind: str) -> str:
            n = self.gold[kind]
            return f"{self.first[kind] / n:6.1%} of {n:3d}" if n else "     - of   0"

        total = sum(self.gold.values())
        recall = sum(self.found.values()) / total if total else 0.0
        first = sum(self.first.values()) / total if total else 0.0
        return (
            f"{name:<22} {recall:7.1%} {first:7.1%}  {share('S')}  {share('R')}  "
            f"{self.flagged / max(self.correct, 1):7.2%} of {self.correct:5d}  "
            f"{self.dragged / max(self.absent, 1):7.2%} of {self.absent:5d}  "
            f"{1000 * self.elsewhere / max(self.words, 1):6.2f}  {1000 * self.seconds / max(self.articles, 1):6.0f}"
        )


def without_half(glossary: Glossary, names: Sequence[str]) -> tuple[Glossary, frozenset[str]]:
    """The glossary without a fixed half of the right names, and the folded forms that it lost.

    A correct name that the glossary has is settled by the glossary.  Whether a correct name that it
    does *not* have is dragged to another entry is the harder and more usual question.
    """
    ours = {fold(name) for name in names}
    lost = [
        entry
        for entry in glossary.entries
        if fold(entry.term) in ours and hashlib.sha256(fold(entry.term).encode()).digest()[0] % 2
    ]
    gone = {entry.id for entry in lost}
    kept = Glossary(tuple(entry for entry in glossary.entries if entry.id not in gone))
    held = {fold(form) for entry in kept.entries for form in entry.forms}
    return kept, frozenset(fold(form) for entry in lost for form in entry.forms) - held


def _same(entry: Entry, right: str) -> bool:
    """Whether the entry is the one meant: a form of it is the right name or holds or is a part of it."""
    wanted = fold(right).replace(" ", "")
    forms = {fold(form).replace(" ", "") for form in entry.forms}
    parts = {token for form in entry.forms for token in fold(form).split()}
    return wanted in forms or wanted in parts or any(form in fold(right).split() for form in forms)


def floor(article: Article, glossary: Glossary) -> list[tuple[Span, Entry, float]]:
    """Flag by rapidfuzz ratio over the same name runs: the best form at or above the bar, unless equal."""
    from rapidfuzz import fuzz, process

    from mtqa.names.spans import find_names

    forms = [(fold(form), entry) for entry in glossary.entries for form in entry.forms]
    keys = [key for key, _ in forms]
    right = set(keys)
    found = []
    for name in find_names(article.document()):
        if name.key in right:
            continue
        best = process.extractOne(name.key, keys, scorer=fuzz.ratio, score_cutoff=FLOOR)
        if best is not None:
            found.append((name.span, forms[best[2]][1], best[1] / 100))
    return found


def ours(article: Article, glossary: Glossary) -> list[tuple[Span, Entry, float]]:
    """What mtqa's name and term near-miss checks report."""
    from mtqa.names.analysis import analyse

    analysis = analyse(article.document(), glossary)
    return [(found.span, found.entry, found.confidence) for found in analysis.resolved]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    parser.add_argument("--verbose", action="store_true", help="list misses and false alarms")
    options = parser.parse_args()
    articles, names = load(options.data)
    pool = (options.data / "names" / "pool_dev.txt").read_text(encoding="utf-8").splitlines()[:N_DISTRACTORS]
    glossary = build_glossary(names, pool)
    half, lost = without_half(glossary, names)
    chosen = [article for article in articles if split_of(article.id) == options.split]
    print(f"{options.split}: {len(chosen)} articles, {len(glossary.entries)} entries ({len(pool)} distractors)")
    print(
        f"{'':<22} {'recall':>7} {'entry':>7}  {'sound (S)':>13}  {'romanised (R)':>13}  "
        f"{'correct flagged':>16}  {'same, not listed':>16}  {'/1,000':>6}  {'ms':>6}"
    )
    tally = Tally()
    for name, method in (("ratio >= 80", floor), ("mtqa", ours)):
        tally = Tally()
        for article in chosen:
            start = time.perf_counter()
            found = method(article, glossary)
            tally.seconds += time.perf_counter() - start
            tally.add(article, found, glossary=glossary)
            tally.add_absent(article, method(article, half), lost=lost)
        print(tally.row(name))
    print(
        "confidence: right/flagged  " + "  ".join(f"{k / 10:.1f}: {r}/{n}" for k, (r, n) in sorted(tally.bins.items()))
    )
    if options.verbose:
        for title, counter in (
            ("missed", tally.misses),
            ("alarms", tally.alarms),
            ("dragged", tally.drags),
            ("elsewhere", tally.strays),
        ):
            print(f"\n{title}: " + "; ".join(f"{a} -> {b} ({n})" for (a, b), n in counter.most_common(80)))


if __name__ == "__main__":
    main()
