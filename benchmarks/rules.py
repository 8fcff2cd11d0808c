"""False alarms of the rule checks: how often they flag a human translation.

``python benchmarks/rules.py --data DIR [--show CHECK]`` (default: the environment variable
``MTQA_DATA``) runs the checks that need neither glossary nor language model over the human references
of WMT 2021 news and TED talks, Chinese to English, each document's segments as its paragraphs, and over
the machine outputs of the same documents for comparison.  For each check it prints

* the findings, per 1,000 words, and the share of segments with one, in per cent;
* with ``--show``, the flagged texts, so that a person can say which are right.

Then ``loop`` and ``repeated-word`` over the machine translations of MLQE-PE, whose quality people judged:
the mean judgement (z, standard deviations of the rater; 0 is the average sentence) of the sentences flagged.
Nothing was adjusted on these.

The references are no clean negatives: translators leave doubled words and stray marks, too.  The machine
outputs are of 2021 systems, which seldom loop.  The rules were adjusted on these references, so the rates
are those of the texts they were chosen on.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from mtqa.checks import Check, all_checks
from mtqa.data import Block, Document, Finding, Span
from mtqa.resources import Resources
from mtqa.segment import segment
from mtqa.text import count_words
from mtqa.training.da import PAIRS, read_da
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import read_wmt21

RULES = ("loop", "repeated-word", "page-furniture", "quote-direction", "stray-punctuation", "stray-script")
SETS = {"news": "mqm/wmt21_zh-en.tsv", "talks": "mqm/ted21_zh-en.tsv"}
JUDGED = ("loop", "repeated-word")
CONTEXT = 40
"""Characters shown on either side of a flagged text."""


@dataclass(slots=True)
class Tally:
    """What was counted over one set of translations.

    Attributes:
        texts: Documents, ``segments`` their paragraphs and ``words`` their words.
        findings: Per check.
        flagged: Paragraphs with a finding, per check.
    """

    texts: int = 0
    segments: int = 0
    words: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Run the checks and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--show", choices=RULES, action="append", default=[], help="print what this check flags")
    parser.add_argument("--machine", action="store_true", help="with --show: of the machine outputs, too")
    chosen = parser.parse_args()
    data = data_folder(chosen.data)
    checks = {name: check for name, check in all_checks().items() if name in RULES}
    if missing := [name for name in RULES if name not in checks]:
        print(f"not there: {', '.join(missing)}")
    for title, name in SETS.items():
        articles = read_wmt21(data / name)
        people = [one.document for one in articles if one.system.startswith("ref")]
        machines = [one.document for one in articles if not one.system.startswith("ref")]
        table(f"{title} ({name}), human references", tally(people, checks.values(), show=chosen.show), checks)
        shown = chosen.show if chosen.machine else []
        table(f"{title} ({name}), machine outputs", tally(machines, checks.values(), show=shown), checks)
    judged(data / "da", checks)


def judged(folder: Path, checks: Mapping[str, Check]) -> None:
    """Print how people judged the machine translations that are flagged."""
    texts = [pair for lang in PAIRS for part in ("train", "dev") for pair in read_da(folder, lang, part=part)]
    print(f"\nMLQE-PE (da/), machine translations from {', '.join(PAIRS)}: {len(texts)} sentences")
    print(f"  {'check':<18} {'flagged':>8} {'share':>7} {'mean z':>7} {'z > 0':>6}")
    for name in JUDGED:
        scores = [z for text, z in texts if text.strip() and _finds(checks[name], text)]
        above = sum(z > 0 for z in scores) / max(len(scores), 1)
        print(f"  {name:<18} {len(scores):>8} {len(scores) / len(texts):>7.2%} {fmean(scores):>+7.2f} {above:>6.0%}")


def _finds(check: Check, text: str) -> bool:
    document = segment(Document(id="da", text=text, blocks=(Block(Span(0, len(text))),)))
    return any(True for _ in check.run(document, Resources(document)))


def tally(documents: Iterable[Document], checks: Iterable[Check], *, show: Sequence[str]) -> Tally:
    """Run the checks over the documents; print the findings of those to show."""
    counts = Tally()
    checks = list(checks)
    for document in documents:
        counts.texts += 1
        counts.segments += len(document.blocks)
        counts.words += count_words(document.text)
        resources = Resources(document)
        for check in checks:
            found = list(check.run(document, resources))
            counts.findings[check.info.id] += len(found)
            counts.flagged[check.info.id] += sum(
                any(block.span.overlaps(finding.span) for finding in found) for block in document.blocks
            )
            if check.info.id in show:
                for finding in found:
                    print(f"  {document.id} {check.info.id} {finding.confidence:.2f}: {in_context(document, finding)}")
    return counts


def in_context(document: Document, finding: Finding) -> str:
    """The flagged text between brackets, with what stands around it, on one line."""
    text, span = document.text, finding.span
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return " ".join(f"{before}[[{span.of(text)}]]{after}".split())


def table(title: str, counts: Tally, checks: Iterable[str]) -> None:
    """Print one row per check."""
    print(f"\n{title}: {counts.texts} texts, {counts.segments} segments, {counts.words} words")
    print(f"  {'check':<18} {'findings':>8} {'per 1,000 words':>16} {'segments':>9}")
    for name in checks:
        per_words = 1000 * counts.findings[name] / max(counts.words, 1)
        share = counts.flagged[name] / max(counts.segments, 1)
        print(f"  {name:<18} {counts.findings[name]:>8} {per_words:>16.3f} {share:>9.2%}")


if __name__ == "__main__":
    main()
