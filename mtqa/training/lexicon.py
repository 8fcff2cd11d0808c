"""Train the word lexicon: ``python -m mtqa.training.lexicon --data DIR``.

It counts, in trusted English, how often each word stands in lower case and how often it is
capitalised where grammar does not ask for it.  Writes ``models/words-en.txt``; the card beside it
says what the columns mean.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from mtqa.text import fold, strip_possessive

__all__ = ["machine_sentences", "read_mqm", "split_of", "train"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: What may stand between the end of a sentence (or an opening quote) and its first word.
_OPENING = frozenset(".!?:;\"“”‘'«([{*•-–—…/|")

#: Words of raters' and systems' columns that mark a human translation in the MQM files.
_REFERENCES = frozenset({"ref.A", "ref.B", "ref", "refB"})
#: A word that only machine output holds must occur this often: rarer ones may be garbled names.
MIN_MACHINE_COUNT = 3


#: Chosen before anything was trained, so that each part holds errors from at least seven documents.
SPLIT_SALT = 11


def split_of(document_id: str) -> str:
    """``train`` (60%), ``dev`` (20%) or ``test`` (20%), by a hash of the document's id.

    The split is the same on every machine and does not depend on which other documents there are.
    """
    bucket = int(hashlib.sha256(f"{SPLIT_SALT}:{document_id}".encode()).hexdigest()[:8], 16) % 10
    return "train" if bucket < 6 else "dev" if bucket < 8 else "test"


def read_mqm(path: Path) -> Iterator[list[str]]:
    """The rows of an MQM file, with CSV-escaped quotes undone (offsets refer to that form)."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield [_unescape(field) for field in line.rstrip("\n").split("\t")]


def _unescape(field: str) -> str:
    inner = field[1:-1]
    if len(field) > 1 and field[0] == field[-1] == '"' and '"' in inner and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return field


def _count(text: str, lower: Counter[str], capital: Counter[str]) -> None:
    """Add the words of one sentence; a capital at its start or after a stop tells nothing."""
    end = 0
    free = False
    for match in _WORD.finditer(text):
        between = text[end : match.start()].strip()
        initial = not free or (bool(between) and between[-1] in _OPENING)
        free, end = True, match.end()
        word = strip_possessive(match.group())
        key = fold(word)
        if word.islower():
            lower[key] += 1
        elif not initial and word[0].isupper():
            capital[key] += 1


def machine_sentences(folder: Path) -> Iterator[str]:
    """The MT sides of the direct-assessment training sets."""
    for archive in sorted(folder.glob("*-train.tar.gz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.name.endswith(".df.short.tsv") else None
                if stream is not None:
                    lines = io.TextIOWrapper(stream, encoding="utf-8")
                    next(lines)
                    yield from (fields[2] for fields in (line.split("\t") for line in lines) if len(fields) > 2)


def train(data: Path) -> str:
    """The lexicon as text: see ``mtqa.names.lexicon`` for the format."""
    lower: Counter[str] = Counter()
    machine: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for name in ("wmt21_zh-en.tsv", "ted21_zh-en.tsv"):
        for system, document, *_, target, _, _, _ in read_mqm(data / "mqm" / name):
            if split_of(document) == "train" and (system, target) not in seen:
                seen.add((system, target))
                if system in _REFERENCES:
                    _count(target, lower, capital)
                else:
                    _count(target, machine, Counter())
    for sentence in machine_sentences(data / "da"):
        _count(sentence, machine, Counter())
    groups: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for word in lower.keys() | capital.keys() | machine.keys():
        common = lower[word] + (machine[word] if machine[word] >= MIN_MACHINE_COUNT else 0)
        if len(word) > 1 and common + capital[word]:
            groups[common.bit_length(), capital[word].bit_length()].append(word)
    lines = [" ".join([*map(str, key), *sorted(words)]) for key, words in sorted(groups.items())]
    return "\n".join(["# lower capital words, see words-en.md", *lines, ""])


def main() -> None:
    """Write ``models/words-en.txt``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MTQA_DATA", "../shared/data")))
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[2] / "models" / "words-en.txt")
    options = parser.parse_args()
    text = train(options.data)
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text(text, encoding="utf-8")
    print(f"{options.output}: {len(text.encode()):,} bytes, {len(text.split()):,} words")


if __name__ == "__main__":
    main()
