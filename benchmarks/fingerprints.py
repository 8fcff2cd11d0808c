"""Do decisions stay with their findings when the article is edited?

    python benchmarks/fingerprints.py [--data DIR] [--articles 12] [--edits 3] [--lm none]

Takes machine translations of WMT 2021 news and the seed article, plants doubled words in each (in the middle of
sentences, and one sentence that stands in three paragraphs), checks it with the seed glossary, and decides about
every finding.  Then the article is edited at random, checked again, and each decision is looked up:

* *kept*: of the findings that are still there (same check, same text, at the place where the edit leaves it), the
  share that has its decision;
* *wrong*: decisions that came to stand at another finding than their own, per 100 decisions.

Beside it stand what other tools do: the place in the file with the check; the check with the text alone, which
dismisses everything that is alike; and the fingerprint alone, without carrying over.  Findings of checks that read
the whole article (``suspicious-phrase``, ``low-fluency``, ``wrong-sense``) may go or come by an edit elsewhere; those that
are gone are not counted.  Nothing was adjusted on these texts.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.api import open_glossary, open_lm
from mtqa.data import Decision, Finding, Judgement, Report
from mtqa.decisions import Decisions
from mtqa.decisions.carry import carried
from mtqa.decisions.make import record_for
from mtqa.lm import DEFAULT_LM
from mtqa.pipeline import assess
from mtqa.readers import read_text
from mtqa.segment import segment
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import read_wmt21

ROOT = Path(__file__).parent.parent
SEED = 11
WORD = re.compile(r"\w+")
REPEATED = "The committee said that the the talks would go on."


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited article: paragraphs, and where each character of the old one went (``None``: it is gone)."""

    paragraphs: tuple[str, ...]
    to: Callable[[int, int], tuple[int, int] | None]


Maker = Callable[[Sequence[str], Report, random.Random], "Edit | None"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with mqm/ (default: MTQA_DATA)")
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--edits", type=int, default=3, help="edits of each kind for each article")
    parser.add_argument("--lm", default=DEFAULT_LM, help="language model, or none")
    options = parser.parse_args()
    rng = random.Random(SEED)  # noqa: S311 - a sample, no secret
    glossary = open_glossary([ROOT / "seeds" / "glossary.csv"], packs=(), note=lambda _sentence: None)
    lm = open_lm(options.lm, offline=False, note=print)

    def check(paragraphs: Sequence[str]) -> Report:
        return assess(segment(read_text("\n\n".join(paragraphs), id="article.txt")), glossary=glossary, lm=lm)

    kept: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    wrong: Counter[tuple[str, str]] = Counter()
    decisions_made: Counter[str] = Counter()
    by_check: dict[str, Counter[bool]] = defaultdict(Counter)
    n_findings = 0
    for paragraphs in _articles(data_folder(options.data), options.articles, rng):
        before = check(paragraphs)
        n_findings += len(before.findings)
        for name, make in EDITS.items():
            for _ in range(options.edits):
                edit = make(paragraphs, before, rng)
                if edit is None:
                    continue
                after = check(edit.paragraphs)
                pairs = _still_there(before, paragraphs, after, edit)
                decisions_made[name] += len(before.findings)
                for way, lookup in WAYS.items():
                    found = lookup(before, after)
                    for old, new in pairs.items():
                        is_kept = found.get(new) == old
                        kept[name, way][is_kept] += 1
                        if way == "mtqa":
                            by_check[before.findings[old].check][is_kept] += 1
                    wrong[name, way] += sum(pairs.get(old) != new for new, old in found.items())
    print(f"{options.articles + 1} articles, {n_findings} findings; {options.edits} edits of each kind for each")
    _print_edits(kept, wrong, decisions_made)
    print(f"\n{'check':<24} {'still there':>11} {'kept':>7}")
    for name, counts in sorted(by_check.items()):
        print(f"{name:<24} {counts.total():>11} {counts[True] / counts.total():>7.1%}")


def _print_edits(
    kept: dict[tuple[str, str], Counter[bool]], wrong: Counter[tuple[str, str]], made: Counter[str]
) -> None:
    print(f"\n{'kept / wrong per 100':<34}" + "".join(f"{way:>20}" for way in WAYS))
    for name in EDITS:
        if not made[name]:
            continue
        cells = []
        for way in WAYS:
            counts = kept[name, way]
            share = f"{counts[True] / counts.total():.1%}" if counts.total() else "-"
            cells.append(f"{share} / {100 * wrong[name, way] / made[name]:.2f}")
        print(f"{name:<34}" + "".join(f"{cell:>20}" for cell in cells))


def _articles(data: Path, n: int, rng: random.Random) -> Iterator[list[str]]:
    machine = [one for one in read_wmt21(data / "mqm/wmt21_zh-en.tsv") if not one.system.startswith("ref")]
    texts = [[block.span.of(one.document.text) for block in one.document.blocks] for one in rng.sample(machine, n)]
    seed = (ROOT / "seeds" / "biden-korea-visit.txt").read_text(encoding="utf-8")
    texts.append([part for part in seed.split("\n\n") if part.strip()])
    for paragraphs in texts:
        yield _planted([" ".join(part.split()) for part in paragraphs], rng)


def _planted(paragraphs: list[str], rng: random.Random) -> list[str]:
    """With doubled words, and a sentence with one in three paragraphs."""
    made = list(paragraphs)
    for at in rng.sample(range(len(made)), min(6, len(made))):
        words = list(WORD.finditer(made[at]))
        if len(words) > 8:
            word = words[rng.randrange(3, len(words) - 3)]
            made[at] = f"{made[at][: word.end()]} {word.group()}{made[at][word.end() :]}"
    for at in rng.sample(range(len(made)), min(3, len(made))):
        made[at] = f"{made[at]} {REPEATED}"
    return made


def _starts(paragraphs: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for part in paragraphs:
        starts.append(at)
        at += len(part) + 2
    return starts


def _still_there(before: Report, paragraphs: Sequence[str], after: Report, edit: Edit) -> dict[int, int]:
    """Findings of the first check by number, each with its number in the second."""
    starts, new_starts = _starts(paragraphs), _starts(edit.paragraphs)
    places = {(one.check, one.text, one.span.start): n for n, one in enumerate(after.findings)}
    pairs = {}
    for n, one in enumerate(before.findings):
        at = max(number for number, start in enumerate(starts) if start <= one.span.start)
        went = edit.to(at, one.span.start - starts[at])
        if went is None:
            continue
        place = (one.check, one.text, new_starts[went[0]] + went[1])
        if place in places:
            pairs[n] = places[place]
    return pairs


# -- ways to find a decision again: number of the new finding -> number of the old one


def _mtqa(before: Report, after: Report) -> dict[int, int]:
    return _by_print(before, after, carry=True)


def _exact(before: Report, after: Report) -> dict[int, int]:
    return _by_print(before, after, carry=False)


def _by_print(before: Report, after: Report, *, carry: bool) -> dict[int, int]:
    lines = [_decision(before, one, n) for n, one in enumerate(before.findings)]
    decisions = Decisions(tuple(lines))
    origin = {one.fingerprint: int(one.id) for one in lines}
    if carry:
        origin |= {one.fingerprint: int(one.carried) for one in carried(after, decisions)}
    return {n: origin[one.fingerprint] for n, one in enumerate(after.findings) if one.fingerprint in origin}


def _decision(report: Report, finding: Finding, n: int) -> Decision:
    from dataclasses import replace

    return replace(record_for(report, finding, Judgement.DISMISSED), id=str(n))


def _by_key(before: Report, after: Report, key: Callable[[Finding], object]) -> dict[int, int]:
    origin: dict[object, int] = {}
    for n, one in enumerate(before.findings):
        origin.setdefault(key(one), n)
    return {n: origin[key(one)] for n, one in enumerate(after.findings) if key(one) in origin}


WAYS: dict[str, Callable[[Report, Report], dict[int, int]]] = {
    "mtqa": _mtqa,
    "fingerprint alone": _exact,
    "place": lambda before, after: _by_key(before, after, lambda one: (one.check, one.span.start)),
    "check and text": lambda before, after: _by_key(before, after, lambda one: (one.check, one.text)),
}


# -- edits


def _insert(paragraphs: Sequence[str], report: Report, rng: random.Random) -> Edit:
    del report
    at = rng.randrange(len(paragraphs) + 1)
    new = (*paragraphs[:at], "A paragraph was added here, and nothing is wrong with it.", *paragraphs[at:])
    return Edit(new, lambda part, offset: (part + (part >= at), offset))


def _delete(paragraphs: Sequence[str], report: Report, rng: random.Random) -> Edit | None:
    del report
    if len(paragraphs) < 3:
        return None
    at = rng.randrange(len(paragraphs))
    return Edit(
        (*paragraphs[:at], *paragraphs[at + 1 :]),
        lambda part, offset: None if part == at else (part - (part > at), offset),
    )


def _swap(paragraphs: Sequence[str], report: Report, rng: random.Random) -> Edit | None:
    del report
    if len(paragraphs) < 3:
        return None
    one, other = rng.sample(range(len(paragraphs)), 2)
    new = list(paragraphs)
    new[one], new[other] = new[other], new[one]
    return Edit(tuple(new), lambda part, offset: ({one: other, other: one}.get(part, part), offset))


def _replaced(paragraphs: Sequence[str], at: int, start: int, end: int, text: str) -> Edit:
    part = paragraphs[at]
    new = (*paragraphs[:at], part[:start] + text + part[end:], *paragraphs[at + 1 :])

    def to(number: int, offset: int) -> tuple[int, int] | None:
        if number != at or offset < start:
            return number, offset
        return None if offset < end else (number, offset + len(text) - (end - start))

    return Edit(new, to)


def _word_at(distance: tuple[int, int]) -> Maker:
    """Change a word that many words before or after a finding."""

    def make(paragraphs: Sequence[str], report: Report, rng: random.Random) -> Edit | None:
        starts = _starts(paragraphs)
        for finding in rng.sample(report.findings, len(report.findings)):
            at = max(number for number, start in enumerate(starts) if start <= finding.span.start)
            begin, end = finding.span.start - starts[at], finding.span.end - starts[at]
            words = list(WORD.finditer(paragraphs[at]))
            near = [word for word in words if word.end() <= begin][::-1][distance[0] - 1 : distance[1]]
            near += [word for word in words if word.start() >= end][distance[0] - 1 : distance[1]]
            if near:
                word = rng.choice(near)
                return _replaced(paragraphs, at, word.start(), word.end(), "perhaps")
        return None

    return make


def _mend(paragraphs: Sequence[str], report: Report, rng: random.Random) -> Edit | None:
    """Apply a suggestion, as a person does who goes through the findings."""
    starts = _starts(paragraphs)
    for finding in rng.sample(report.findings, len(report.findings)):
        if finding.suggestions:
            at = max(number for number, start in enumerate(starts) if start <= finding.span.start)
            begin = finding.span.start - starts[at]
            return _replaced(paragraphs, at, begin, begin + len(finding.span), finding.suggestions[0].text)
    return None


def _mend_equal(paragraphs: Sequence[str], report: Report, rng: random.Random) -> Edit | None:
    """Mend the first, or another, of several findings that are alike in text and context."""
    del report
    places = [at for at, part in enumerate(paragraphs) if REPEATED in part]
    if len(places) < 2:
        return None
    at = rng.choice(places)
    begin = paragraphs[at].index(REPEATED) + REPEATED.index("the the")
    return _replaced(paragraphs, at, begin, begin + len("the the"), "the")


def _typography(paragraphs: Sequence[str], report: Report, rng: random.Random) -> Edit:
    """Straight quotation marks become curly ones or the other way round; no character moves."""
    del report, rng
    table = str.maketrans({"'": "’", "’": "'"})
    return Edit(tuple(part.translate(table) for part in paragraphs), lambda part, offset: (part, offset))


EDITS: dict[str, Maker] = {
    "a paragraph is added": _insert,
    "a paragraph is taken out": _delete,
    "two paragraphs change places": _swap,
    "apostrophes are made curly": _typography,
    "a word 5 to 9 words away": _word_at((5, 9)),
    "a word 1 to 3 words away": _word_at((1, 3)),
    "a suggestion is applied": _mend,
    "one of several alike is mended": _mend_equal,
}


if __name__ == "__main__":
    main()
