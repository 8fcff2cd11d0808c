"""The reference glossary: entries that list the right forms, and sometimes known wrong ones."""

from mtqa.glossary.match import FormMatch, find_forms
from mtqa.glossary.merge import merged
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.glossary.store_csv import load_csv, parse_csv

__all__ = ["Entry", "EntryKind", "FormMatch", "Glossary", "find_forms", "load_csv", "merged", "parse_csv"]
