"""A compiled glossary made from CSV text."""

import pytest

from mtqa.names.index.cache import compiled_glossary
from mtqa.names.index.large import LargeGlossary


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache folder."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("MTQA_CACHE", str(folder))
    return folder


@pytest.fixture
def csv_file(tmp_path):
    """Writes a glossary file."""

    def write(text, *, name="g.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def compile_csv(cache, csv_file):
    """Compiles CSV text, however few rows it has."""

    def compiled(text, *, name="g.csv"):
        return compiled_glossary(csv_file(text, name=name), note=lambda _message: None)

    return compiled


@pytest.fixture
def large(compile_csv):
    """A large glossary of one layer."""

    def make(text):
        return LargeGlossary((compile_csv(text),))

    return make
