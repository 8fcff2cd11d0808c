"""False alarms of the rule checks: how often they flag a human translation, and how often a machine's.

``python benchmarks/rules.py --data DIR [--text FILE ...] [--show CHECK [--machine]]`` (default: the environment
variable ``MTQA_DATA``) runs the checks that need neither glossary nor language model over the human references
of WMT 2021 news and TED talks, Chinese to English, each document's segments as its paragraphs, and over
the machine outputs of the same documents beside them.  For each check it prints

* the findings and how many they are per 1,000 words, of people and of machines, and the share of human segments
  with one, in per cent;
* with ``--show``, the flagged texts, so that a person can say which are right (``--machine``: of the machines, too).

``--text`` adds other human prose, a plain text or HTML file an article, for more words than the references have.

Then all of them over the machine translations of MLQE-PE, whose quality people judged: how many sentences are flagged,
per 1,000 words, and the mean judgement (z, standard deviations of the rater; 0 is the average sentence) of these sentences.
Nothing was adjusted on the judgements.

The references are no clean negatives: translators leave doubled words and stray marks, too.  Talks are
transcripts of speech, cut into subtitles.  The machine outputs are of 2021 systems, which seldom loop and
write clean English; those of MLQE-PE are of 2019 and rougher.  The rules were adjusted on these references, so
the rates are those of the texts they were chosen on.
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
from mtqa.readers import read_path
from mtqa.resources import Resources
from mtqa.segment import segment
from mtqa.text import count_words
from mtqa.training.da import PAIRS, read_da
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import read_wmt21

RULES = (
    "a-an",
    "abbreviation-style",
    "broken-number",
    "doubled-title",
    "leftover-markup",
    "loop",
    "number-agreement",
    "page-furniture",
    "quote-direction",
    "repeated-word",
    "stray-punctuation",
    "stray-script",
    "unbalanced-marks",
    "unit-residue",
    "untranslated-run",
)
SETS = {"news": "mqm/wmt21_zh-en.tsv", "talks": "mqm/ted21_zh-en.tsv"}
NOT_OF_SENTENCES = frozenset({"abbreviation-style", "page-furniture"})
"""Checks that need more than a sentence."""
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

    def rate(self, name: str) -> float:
        """Findings of a check per 1,000 words."""
        return 1000 * self.findings[name] / max(self.words, 1)


def main() -> None:
    """Run the checks and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--text", type=Path, nargs="+", default=[], help="files of other human prose")
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
        human = tally(people, checks.values(), show=chosen.show)
        machine = tally(machines, checks.values(), show=chosen.show if chosen.machine else [])
        table(f"{title} ({name})", human, machine, checks)
    if chosen.text:
        others = tally((segment(read_path(path)) for path in chosen.text), checks.values(), show=chosen.show)
        table("other human prose", others, None, checks)
    judged(data / "da", checks, show=chosen.show if chosen.machine else [])


def judged(folder: Path, checks: Mapping[str, Check], *, show: Sequence[str]) -> None:
    """Print how people judged the machine translations that are flagged."""
    texts = [pair for lang in PAIRS for part in ("train", "dev") for pair in read_da(folder, lang, part=part)]
    texts = [(text, z) for text, z in texts if text.strip()]
    documents = [segment(Document(id="da", text=text, blocks=(Block(Span(0, len(text))),))) for text, _ in texts]
    words = sum(count_words(text) for text, _ in texts)
    print(f"\nMLQE-PE (da/), machine translations from {', '.join(PAIRS)}: {len(texts)} sentences, {words} words")
    print(f"  {'check':<18} {'flagged':>8} {'share':>7} {'per 1,000 words':>16} {'mean z':>7} {'z > 0':>6}")
    for name, check in checks.items():
        if name in NOT_OF_SENTENCES:
            continue
        found = [list(check.run(document, Resources(document))) for document in documents]
        scores = [z for (_, z), one in zip(texts, found, strict=True) if one]
        count = sum(map(len, found))
        if name in show:
            for document, one in zip(documents, found, strict=True):
                show_findings(document, one)
        line = f"  {name:<18} {len(scores):>8} {len(scores) / len(texts):>7.2%} {1000 * count / words:>16.3f}"
        if scores:
            line += f" {fmean(scores):>+7.2f} {sum(z > 0 for z in scores) / len(scores):>6.0%}"
        print(line)


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
                show_findings(document, found)
    return counts


def show_findings(document: Document, found: Iterable[Finding]) -> None:
    """Print one line a finding."""
    for finding in found:
        print(f"  {document.id} {finding.check} {finding.confidence:.2f}: {in_context(document, finding)}")


def in_context(document: Document, finding: Finding) -> str:
    """The flagged text between brackets, with what stands around it, on one line."""
    text, span = document.text, finding.span
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return " ".join(f"{before}[[{span.of(text)}]]{after}".split())


def table(title: str, human: Tally, machine: Tally | None, checks: Iterable[str]) -> None:
    """Print one row per check."""
    print(f"\n{title}: people {human.texts} texts, {human.segments} segments, {human.words} words", end="")
    print(f"; machines {machine.texts} texts, {machine.words} words" if machine is not None else "")
    print(
        f"  {'check':<18} {'people':>7} {'per 1,000 words':>16} {'segments':>9} {'machines':>9} {'per 1,000 words':>16}"
    )
    for name in checks:
        share = human.flagged[name] / max(human.segments, 1)
        line = f"  {name:<18} {human.findings[name]:>7} {human.rate(name):>16.3f} {share:>9.2%}"
        if machine is not None:
            line += f" {machine.findings[name]:>9} {machine.rate(name):>16.3f}"
        print(line)


if __name__ == "__main__":
    main()
