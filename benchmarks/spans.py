"""What is found as a name in running text, beside the floor of capitalised runs.

``python benchmarks/spans.py --data DIR [--split train|dev] [--samples N] [--verbose]`` prints

* real machine output: the wrong names of ``names/wmt_zh-en_pos.tsv`` and the correct ones of
  ``names/wmt_zh-en_neg.tsv`` in their whole articles, documents of train and dev; the share that some
  window equals, title and possessive apart (*exact*), and the share that some window overlaps;
* what that costs: windows per 1,000 words, with the glossary's own mentions left out as in a check
  (*open*) and with nothing left out (*all*), and those that touch no listed name (*elsewhere*);
* synthetic noise: garbled names of ``names/synth_pairs_dev.tsv`` put into sentences of the human
  translation, one kind of surface noise at a time (``span_noise.py``).

The test documents are never read.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from span_noise import NOISES, Placed

from mtqa.data import Block, BlockKind, Document, Span
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.match import FormMatch, find_forms
from mtqa.glossary.model import Entry, Glossary
from mtqa.names.forms import FormTable, form_table
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import find_names
from mtqa.names.tables import FUNCTION_WORDS
from mtqa.names.terms import lower_case_windows
from mtqa.names.windows import windows_of
from mtqa.segment import segment
from mtqa.text import count_words, fold, strip_possessive
from mtqa.training.lexicon import read_mqm, split_of
from mtqa.training.wmt_articles import Article, build_glossary, load

SEED = 5
#: Names of the pool that stand in the glossary beside the right ones, as in ``articles.py``.
N_DISTRACTORS = 450
#: Sentences of the human translation on each side of the one with the name.
CARRIER_REACH = 1

#: Entries with the numbers that the noise "product" uses, so that a number can be a part of what is looked for.
NUMBERED = ("Apollo 5", "Huawei P30", "F-16 Falcon")
#: A carrier has a smaller share of capitalised words than this: it is no headline.
RUNNING = 0.4

_CAPITALISED_RUN = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")

#: The windows of a document, given the glossary's own mentions.
Method = Callable[[Document, Sequence[FormMatch], FormTable], list[Span]]


class _Blind(FormTable):
    """The words of a glossary without the knowledge what is right: correct names are windows, too."""

    def is_right(self, tokens: Sequence[str]) -> bool:
        """Nothing is."""
        return not tokens

    def is_spacing(self, tokens: Sequence[str]) -> bool:
        """Nothing is."""
        return not tokens


def ours(document: Document, mentions: Sequence[FormMatch], table: FormTable) -> list[Span]:
    """The windows that mtqa compares with the glossary."""
    names = find_names(document)
    windows = windows_of(document.text, names, mentions, table=table)
    windows += lower_case_windows(document, mentions, table=table, known=lexicon())
    return [window.span for window in windows]


def floor(document: Document, mentions: Sequence[FormMatch], _: FormTable) -> list[Span]:
    """Runs of capitalised words that no mention overlaps."""
    covered = {at for mention in mentions for at in range(mention.span.start, mention.span.end)}
    runs = [Span(match.start(), match.end()) for match in _CAPITALISED_RUN.finditer(document.text)]
    return [run for run in runs if not any(at in covered for at in range(run.start, run.end))]


@dataclass
class Tally:
    """Names of one class, how many were found, and what was not."""

    n: int = 0
    exact: int = 0
    overlapping: int = 0
    misses: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, wanted: Sequence[Span], windows: Iterable[Span]) -> None:
        """Count one name; any of ``wanted`` will do."""
        near = [window for window in windows if any(window.overlaps(one) for one in wanted)]
        keys = {_key(one.of(text)) for one in wanted}
        self.n += 1
        self.overlapping += bool(near)
        if any(_key(window.of(text)) in keys for window in near):
            self.exact += 1
        else:
            around = text[max(wanted[0].start - 25, 0) : wanted[0].end + 25].replace("\n", "|")
            self.misses[f"{wanted[0].of(text)} <{around}>{' ~' if near else ''}"] += 1

    def shares(self) -> str:
        """Exact and overlapping shares."""
        return f"{self.exact / max(self.n, 1):7.1%} {self.overlapping / max(self.n, 1):7.1%}"


def _key(text: str) -> str:
    return fold(strip_possessive(text)).replace(" ", "")


def real(articles: Sequence[Article], glossary: Glossary, method: Method) -> tuple[dict[str, Tally], str]:
    """Real names of each class in whole articles, and a line about the cost."""
    table = form_table(glossary)
    blind = _Blind(glossary)
    rights = {fold(form) for entry in glossary.entries for form in entry.forms}
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    n_words = n_open = n_all = n_elsewhere = 0
    seconds = 0.0
    for article in articles:
        document, text = article.document(), article.text
        mentions = find_forms(text, glossary)
        start = time.perf_counter()
        open_ = method(document, mentions, table)
        seconds += time.perf_counter() - start
        everything = method(document, (), blind)
        n_words += count_words(text)
        n_open += len(open_)
        n_all += len(everything)
        listed = [*article.gold, *article.correct, *(mention.span for mention in mentions)]
        n_elsewhere += sum(not any(window.overlaps(one) for one in listed) for window in open_)
        for span, (_, kind) in article.gold.items():
            if fold(span.of(text)) not in rights:  # else the references disagree about it
                tallies[f"wrong, kind {kind}"].add(text, [span], open_)
        for span in article.correct:
            tallies["correct"].add(text, [span], everything)
    per = 1000 / max(n_words, 1)
    cost = (
        f"windows per 1,000 words: open {n_open * per:.1f}, all {n_all * per:.1f}, elsewhere {n_elsewhere * per:.1f}; "
        f"{1_500_000 * seconds / max(n_words, 1):.1f} ms for 1,500 words"
    )
    return dict(tallies), cost


@dataclass(frozen=True, slots=True)
class Carrier:
    """Sentences of a human translation, with a name to replace in one of them."""

    sentences: tuple[str, ...]
    at: int
    start: int
    end: int


def carriers(data: Path, articles: Sequence[Article]) -> list[Carrier]:
    """Sentences of ``ref.A`` that hold a correct name on its own: no capital or hyphen beside it."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        names[article.id].update(name for name in article.correct.values() if len(name) > 3)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for system, document, _, _, _, target, *_ in read_mqm(data / "mqm" / "wmt21_zh-en.tsv"):
        if system == "ref.A" and document in names and target not in texts[document]:
            texts[document].append(target)
    found: list[Carrier] = []
    for document, sentences in sorted(texts.items()):
        for i, sentence in enumerate(sentences):
            for name in sorted(names[document]):
                start = sentence.find(name)
                end = start + len(name)
                before, after = sentence[max(start - 1, 0) : start], sentence[end : end + 1]
                beside = [*sentence[: max(start, 0)].split()[-1:], *sentence[end:].split()[:1]]
                words = sentence.split()
                running = sum(word[:1].isupper() for word in words) < RUNNING * len(words)
                alone = before == " " and after in " .," and not any(word[:1].isupper() for word in beside)
                if start > 0 and running and alone:
                    low, high = max(i - CARRIER_REACH, 0), i + CARRIER_REACH + 1
                    found.append(Carrier(tuple(sentences[low:high]), i - low, start, end))
                    break
    return found


def build(carrier: Carrier, placed: Placed) -> tuple[Document, list[Span]]:
    """The carrier with the name put in: a document of one paragraph per sentence."""
    sentence = carrier.sentences[carrier.at]
    before, after = ("", "") if placed.whole else (sentence[: carrier.start], sentence[carrier.end :])
    text = ""
    blocks: list[Block] = []
    wanted: list[Span] = []
    for i, other in enumerate(carrier.sentences):
        start = len(text) + (2 if text else 0)
        line = other if i != carrier.at else before + placed.text + after
        if placed.change == "lower":
            line = line.lower()
        elif i == carrier.at and placed.change:
            line = line.rstrip(".").upper() if placed.change == "upper" else _titled(line.rstrip("."))
        text += ("\n\n" if text else "") + line
        kind = BlockKind.HEADING if i == carrier.at and placed.heading else BlockKind.PROSE
        blocks.append(Block(Span(start, start + len(line)), kind))
        if i == carrier.at:
            wanted = [Span(start + len(before) + low, start + len(before) + high) for low, high in placed.names]
    return segment(Document("synthetic", text, blocks=tuple(blocks))), wanted


def _titled(line: str) -> str:
    """Title case as newspapers set it: short function words stay small."""
    small = {"of", "the", "a", "an", "in", "on", "for", "and", "to", "at", "by", "with"}
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in line.split(" "))


def garbled(data: Path) -> Iterator[tuple[str, str]]:
    """Garbled names and the right ones, in a fixed random order; none that is made of function words."""
    with (data / "names" / "synth_pairs_dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    Random(SEED).shuffle(rows)  # noqa: S311 (a sample, no secret)
    for row in rows:
        words = row["wrong"].split()
        if fold(row["wrong"]) != fold(row["canonical"]) and not any(fold(word) in FUNCTION_WORDS for word in words):
            yield row["wrong"], row["canonical"]


def synthetic(data: Path, articles: Sequence[Article], *, samples: int, methods: Sequence[Method]) -> list[list[Tally]]:
    """One tally per noise and method, the same documents for each method."""
    places = carriers(data, articles)
    pairs = list(garbled(data))
    pool = (data / "names" / "pool_dev.txt").read_text(encoding="utf-8").splitlines()[:N_DISTRACTORS]
    terms = list(dict.fromkeys([*(right for _, right in pairs[: 4 * samples]), *pool, *NUMBERED]))
    glossary = Glossary(tuple(Entry(f"s{i}", term, infer_kind(term)) for i, term in enumerate(terms)))
    table = form_table(glossary)
    rows: list[list[Tally]] = []
    for noise in NOISES.values():
        random = Random(SEED)  # noqa: S311 (a sample, no secret)
        tallies = [Tally() for _ in methods]
        for wrong, _ in pairs[: 4 * samples]:
            placed = noise(wrong, random)
            carrier = random.choice(places)
            if placed is None:
                continue
            document, wanted = build(carrier, placed)
            mentions = find_forms(document.text, glossary)
            if any(mention.span.overlaps(wanted[0]) for mention in mentions):
                continue  # the noise made it right
            for tally, method in zip(tallies, methods, strict=True):
                tally.add(document.text, wanted, method(document, mentions, table))
            if tallies[0].n == samples:
                break
        rows.append(tallies)
    return rows


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--split", choices=("train", "dev"), help="documents of one part only")
    parser.add_argument("--samples", type=int, default=300, help="sentences for each kind of noise")
    parser.add_argument("--verbose", action="store_true", help="list what was missed")
    options = parser.parse_args()
    articles, names = load(options.data)
    wanted = {options.split} if options.split else {"train", "dev"}
    articles = [article for article in articles if split_of(article.id) in wanted]
    pool = (options.data / "names" / "pool_dev.txt").read_text(encoding="utf-8").splitlines()[:N_DISTRACTORS]
    glossary = build_glossary(names, pool)
    methods: tuple[Method, ...] = (floor, ours)
    results = [real(articles, glossary, method) for method in methods]
    print(f"{'':<32}        {'floor':>13}      {'mtqa':>13}")
    print(f"{'':<32} {'n':>6} {'exact':>7} {'overlap':>7}  {'exact':>7} {'overlap':>7}")
    listing: list[tuple[str, Tally]] = []
    for kind in sorted(results[1][0]):
        pair = [result[0].get(kind, Tally()) for result in results]
        print(f"{kind:<32} {pair[1].n:>6} {pair[0].shares()}  {pair[1].shares()}")
        listing.append((kind, pair[1]))
    for name, (_, cost) in zip(("floor", "mtqa"), results, strict=True):
        print(f"{name}: {cost}")
    rows = synthetic(options.data, articles, samples=options.samples, methods=methods)
    print("\nsynthetic")
    for kind, tallies in zip(NOISES, rows, strict=True):
        print(f"{kind:<32} {tallies[1].n:>6} {tallies[0].shares()}  {tallies[1].shares()}")
        listing.append((kind, tallies[1]))
    exact = sum(tallies[1].exact for tallies in rows) / max(sum(tallies[1].n for tallies in rows), 1)
    print(f"{'all kinds':<32} {'':>6} {'':>15}  {exact:7.1%}")
    if options.verbose:
        for kind, tally in listing:
            print(f"\n{kind}: " + "; ".join(f"{miss} ({n})" for miss, n in tally.misses.most_common(25)))


if __name__ == "__main__":
    main()
