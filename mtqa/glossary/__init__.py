"""The reference glossary: entries that list the right forms, and sometimes known wrong ones.

The parts are loaded when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.glossary.match import FormMatch, find_forms
    from mtqa.glossary.merge import merged
    from mtqa.glossary.model import Entry, EntryKind, Glossary
    from mtqa.glossary.store_csv import load_csv, parse_csv

__all__ = ["Entry", "EntryKind", "FormMatch", "Glossary", "find_forms", "load_csv", "merged", "parse_csv"]

_HOMES = {
    "Entry": "model",
    "EntryKind": "model",
    "FormMatch": "match",
    "Glossary": "model",
    "find_forms": "match",
    "load_csv": "store_csv",
    "merged": "merge",
    "parse_csv": "store_csv",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"mtqa.glossary.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'mtqa.glossary' has no attribute {name!r}")
