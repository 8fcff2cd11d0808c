"""The reference glossary: entries that list the right forms, and sometimes known wrong ones."""

from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.glossary.store_csv import load_csv

__all__ = ["Entry", "EntryKind", "Glossary", "load_csv"]
