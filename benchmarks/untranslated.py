"""Planted foreign sentences: how many of them ``untranslated-run`` finds, beside a general classifier.

``python benchmarks/untranslated.py --data DIR [--more FOLDER] [--seed 7] [--show LANGUAGE]`` (default: the
environment variable ``MTQA_DATA``) puts a sentence of another language, whole between two others, or a stretch of 6 to 9
words of it anywhere, into a paragraph of human translation (references of WMT 2021 news, Chinese to English) and prints the share that a finding
touches, and how often it names the language.  The sentences are the sources of MLQE-PE in Latin letters (Romanian and
Estonian, dev), the Chinese sources of the news in Pinyin if ``pypinyin`` is installed, and ``FOLDER/xx.txt``, one sentence a
line, of other languages.

Beside it, ``py3langid`` if it is installed, on the same sentence or stretch alone, as if somebody had told it where to look: the share
that it takes for another language than English.  On whole paragraphs of human English the table's last line gives the false
alarms of both: of the check per paragraph, of the classifier per sentence, and per window of eight words, which it would
have to look at to find a stretch.
"""

from __future__ import annotations

import argparse
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

from mtqa.checks import all_checks
from mtqa.data import Block, Document, Span
from mtqa.resources import Resources
from mtqa.segment import segment
from mtqa.training.lexicon import read_mqm
from mtqa.training.name_sets import data_folder
from mtqa.training.wmt import read_wmt21

NEWS = "mqm/wmt21_zh-en.tsv"
CHECK = "untranslated-run"
LATIN_PAIRS = {"ro": "Romanian", "et": "Estonian"}
PER_LANGUAGE = 300


def originals(folder: Path, pair: str) -> list[str]:
    """The sources of one pair of MLQE-PE, dev."""
    with tarfile.open(folder / f"{pair}-en-dev.tar.gz") as archive:
        for member in archive:
            if member.name.endswith(".tsv") and member.isfile():
                file = archive.extractfile(member)
                assert file is not None
                header, *rows = (line.split("\t") for line in file.read().decode("utf-8").splitlines())
                return [row[header.index("original")] for row in rows]
    return []


def pinyin_sentences(path: Path) -> list[str]:
    """The Chinese sources in Pinyin without tones, word by word as its package divides; empty without the package."""
    try:
        from pypinyin import lazy_pinyin  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return []
    sources = sorted({fields[4] for fields in read_mqm(path) if len(fields) == 9})
    return [" ".join(part for part in lazy_pinyin(text, errors="ignore")) for text in sources]


def classifier() -> Callable[[str], str] | None:
    """Text to language code, if the package is there."""
    try:
        import py3langid  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    return lambda text: str(py3langid.classify(text)[0])


def planted(paragraph: str, foreign: str, rng: random.Random) -> tuple[Document, Span]:
    """The paragraph with the foreign words between two of its words, a whole sentence between two of its sentences."""
    gaps = [at for at, char in enumerate(paragraph) if char == " "]
    ends = [at for at in gaps if paragraph[at - 1] in ".!?"] if foreign.endswith((".", "!", "?")) else gaps
    cut = rng.choice(ends or [len(paragraph)])
    text = f"{paragraph[:cut]} {foreign} {paragraph[cut:].strip()}"
    document = Document(id="planted", text=text, blocks=(Block(Span(0, len(text))),))
    return segment(document), Span(cut + 1, cut + 1 + len(foreign))


def main() -> None:
    """Plant, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of the evaluation data")
    parser.add_argument("--more", type=Path, help="folder of sentences of other languages, xx.txt")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="append", default=[], help="print what is missed of this language")
    chosen = parser.parse_args()
    data = data_folder(chosen.data)
    sets = {pair: originals(data / "da", pair) for pair in LATIN_PAIRS}
    sets["zh-Latn"] = pinyin_sentences(data / NEWS)
    for path in sorted(chosen.more.glob("*.txt")) if chosen.more is not None else []:
        sets[path.stem if path.stem not in sets else f"{path.stem} (more)"] = path.read_text(
            encoding="utf-8"
        ).splitlines()
    people = [one.document for one in read_wmt21(data / NEWS) if one.is_reference]
    paragraphs = sorted({block.span.of(one.text) for one in people for block in one.blocks})
    classify = classifier()
    check = all_checks()[CHECK]
    print(f"  {'language':<11} {'n':>5} {'sentence':>9} {'stretch':>8} {'classifier: sentence':>21} {'stretch':>8}")
    for name, lines in sets.items():
        long = [line for line in lines if len(line.split()) >= 8]
        rng = random.Random(f"{chosen.seed} {name}")  # noqa: S311 - CONFIG: no secret depends on it
        if not long:
            continue
        hits = {"sentence": 0, "stretch": 0}
        told = {"sentence": 0, "stretch": 0}
        for _ in range(PER_LANGUAGE):
            whole = rng.choice(long).split()
            length = min(len(whole), rng.randint(6, 9))
            start = rng.randint(0, len(whole) - length)
            for kind, words in (("sentence", whole[:40]), ("stretch", whole[start : start + length])):
                foreign = " ".join(words)
                document, place = planted(rng.choice(paragraphs), foreign, rng)
                hit = any(one.span.overlaps(place) for one in check.run(document, Resources(document)))
                hits[kind] += hit
                told[kind] += classify is not None and classify(foreign) != "en"
                if not hit and name in chosen.show:
                    print(f"    missed, {kind}: {foreign}")
        shares = [hits[kind] / PER_LANGUAGE for kind in hits]
        others = [f"{told[kind] / PER_LANGUAGE:.1%}" if classify is not None else "-" for kind in told]
        print(f"  {name:<11} {PER_LANGUAGE:>5} {shares[0]:>9.1%} {shares[1]:>8.1%} {others[0]:>21} {others[1]:>8}")
    flagged = sum(any(True for _ in check.run(one, Resources(one))) for one in people)
    print(f"  human English: the check flags {flagged} of {len(people)} articles", end="")
    if classify is not None:
        sentences = [item.span.of(one.text) for one in people for item in one.segments]
        windows = [
            " ".join(words[at : at + 8]) for words in map(str.split, sentences) for at in range(0, len(words) - 7, 8)
        ]
        wrong = [sum(classify(text) != "en" for text in texts) / len(texts) for texts in (sentences, windows)]
        print(
            f"; the classifier {wrong[0]:.1%} of {len(sentences)} sentences, {wrong[1]:.1%} of {len(windows)} windows",
            end="",
        )
    print()


if __name__ == "__main__":
    main()
