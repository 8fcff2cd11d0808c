"""The word lexicon: its artefact and the command that trains it."""

from collections import Counter

import pytest

from mtqa.artefacts import artefact
from mtqa.names.lexicon import lexicon
from mtqa.training.lexicon import read_mqm, split_of, train


def test_artefact_is_small_and_readable():
    """At most 400 KB of folded words under two numbers."""
    path = artefact("words-en.txt")
    assert path.stat().st_size < 400_000
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(line.split(" ")[0].isdigit() and line.split(" ")[1].isdigit() for line in lines)
    seen = Counter(word for line in lines for word in line.split(" ")[2:])
    assert max(seen.values()) == 1


@pytest.mark.parametrize(("word", "ordinary"), [("the", True), ("moon", True), ("China", False), ("Lankov", False)])
def test_ordinary_words(word, ordinary):
    """A word is ordinary if trusted English writes it in lower case more often."""
    assert lexicon().is_ordinary(word) is ordinary


def test_counts_disregard_case_accents_and_possessive():
    """The key is the folded word."""
    assert lexicon().counts("CHINA’S") == lexicon().counts("china")


def test_split_is_fixed_and_covers_all_parts():
    """The same document is always in the same part."""
    parts = Counter(split_of(f"document {i}") for i in range(1000))
    assert set(parts) == {"train", "dev", "test"}
    assert 500 < parts["train"] < 700
    assert [split_of(f"document {i}") for i in range(4)] == ["dev", "test", "dev", "train"]


def test_quotes_of_the_data_are_undone(tmp_path):
    """A CSV-escaped field is un-escaped, a field that merely begins and ends with quotes is not."""
    path = tmp_path / "x.tsv"
    path.write_text('a\t"he said ""no"" twice"\t"now", she said "yes"\n', encoding="utf-8")
    assert list(read_mqm(path)) == [["a", 'he said "no" twice', '"now", she said "yes"']]


def test_training_counts_words_of_train_documents_only(tmp_path):
    """Lower-case words, and capitals where grammar asks for none."""
    documents = [f"doc{i}" for i in range(40)]
    train_doc = next(name for name in documents if split_of(name) == "train")
    test_doc = next(name for name in documents if split_of(name) == "test")
    (tmp_path / "mqm").mkdir()
    (tmp_path / "da").mkdir()
    rows = [
        ["ref.A", train_doc, "1", "r", "s", "Then Anna met the baker.", "-1", "-1", "no-error"],
        ["ref.A", test_doc, "1", "r", "s", "Then Boris met the smith.", "-1", "-1", "no-error"],
    ]
    text = "\n".join("\t".join(row) for row in rows) + "\n"
    for name in ("wmt21_zh-en.tsv", "ted21_zh-en.tsv"):
        (tmp_path / "mqm" / name).write_text(text, encoding="utf-8")
    words = {tuple(line.split(" ")[:2]): line.split(" ")[2:] for line in train(tmp_path).splitlines()[1:]}
    assert words == {("0", "1"): ["anna"], ("1", "0"): ["baker", "met", "the"]}
