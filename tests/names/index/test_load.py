"""Which files are compiled, and that a check works the same with them."""

from pathlib import Path

import pytest

import mtqa
from mtqa.api import open_glossary
from mtqa.errors import GlossaryError
from mtqa.glossary import Glossary
from mtqa.names.index import load
from mtqa.names.index.large import LargeGlossary

SEEDS = Path(__file__).parents[3] / "seeds"


def test_a_small_file_is_read_into_memory(csv_file, cache):
    """No cache is touched for it."""
    assert isinstance(open_glossary(csv_file("term\nSeoul\nBusan\n")), Glossary)
    assert not cache.exists()


@pytest.mark.parametrize(("more", "kind"), [(0, Glossary), (1, LargeGlossary)])
def test_a_large_file_is_compiled(csv_file, cache, more, kind):
    """From the limit on, by its lines."""
    rows = "".join(f"Name {number:x}\n" for number in range(load.LARGE + more))
    glossary = open_glossary(csv_file(f"term\n{rows}"))
    assert isinstance(glossary, kind)
    assert glossary.size == load.LARGE + more
    assert len(list(cache.glob("glossaries/*.bin"))) == more


def test_a_file_of_many_bytes_is_compiled(csv_file, cache, monkeypatch):
    """However few lines it has."""
    monkeypatch.setattr(load, "LARGE_BYTES", 20)
    assert isinstance(open_glossary(csv_file("term,note\nSeoul,a long note about it\n")), LargeGlossary)


@pytest.mark.parametrize("name", ["missing.csv", "", "folder"])
def test_a_file_that_cannot_be_read(name, tmp_path, cache):
    """The loader says why, as for any glossary."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(GlossaryError):
        open_glossary(tmp_path / name)


def test_the_seed_article_has_the_same_findings(cache, monkeypatch):
    """Compiled or in memory, a glossary finds the same; a runner-up may differ."""
    article, glossary = SEEDS / "biden-korea-visit.txt", SEEDS / "glossary.csv"
    expected = mtqa.check(article, glossary=glossary, lm=None)
    monkeypatch.setattr(load, "LARGE", 10)
    monkeypatch.setattr("mtqa.names.index.cache.TOLD_FROM", 0)
    notes = []
    found = mtqa.check(article, glossary=glossary, lm=None, note=notes.append)
    assert len(notes) == 1
    assert [(f.check, f.span, f.suggestions) for f in found.findings] == [
        (f.check, f.span, f.suggestions) for f in expected.findings
    ]
    assert [f.confidence for f in found.findings] == pytest.approx([f.confidence for f in expected.findings], abs=0.03)
    assert any(finding.check == "name-near-miss" for finding in found.findings)


def test_small_and_large_files_together(csv_file, cache, monkeypatch):
    """A small project glossary overrides a large house glossary."""
    monkeypatch.setattr(load, "LARGE", 10)
    house = csv_file("id,term\n" + "".join(f"n{i},Place {i:x}\n" for i in range(40)), name="house.csv")
    project = csv_file("id,term,wrong\nn3,Placetown,Place 3\n", name="project.csv")
    report = mtqa.check("They went to Place 3 and Place 4 today.", glossary=[house, project], lm=None)
    assert [finding.text for finding in report.findings if finding.check == "term-forbidden"] == ["Place 3"]
    assert "glossary:41-" in report.signature
