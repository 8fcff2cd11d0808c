"""Glossaries in formats of other tools: what is read, what is written, and what is lost on the way.

One module per format, each with ``NAME``, ``TITLE``, ``SUFFIXES``, ``looks_like(data)`` and, as far as
the format is read or written, ``read(data, *, origin, target_lang, source_lang) -> Imported`` and
``write(glossary, *, target_lang, source_lang) -> Exported``.
"""

from __future__ import annotations

from mtqa.glossary.formats.detect import detect
from mtqa.glossary.formats.files import export_bytes, export_file, import_file
from mtqa.glossary.formats.incoming import Incoming, OnConflict, incoming
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.registry import FORMATS, Format

__all__ = [
    "FORMATS",
    "Exported",
    "Format",
    "Imported",
    "Incoming",
    "OnConflict",
    "detect",
    "export_bytes",
    "export_file",
    "import_file",
    "incoming",
]
