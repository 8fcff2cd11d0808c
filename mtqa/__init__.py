"""Check a machine-translated article: garbled names, leftovers of the machine, fluency.

::

    import mtqa
    from pathlib import Path

    report = mtqa.check(Path("article.txt"), glossary="glossary.csv")
    for finding in report.findings:
        print(finding.text, "->", [suggestion.text for suggestion in finding.suggestions])

Importing mtqa imports nothing heavy; the parts are loaded when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.api import check
    from mtqa.data import Document, Finding, Fluency, Report, Span, Suggestion
    from mtqa.errors import MtqaError
    from mtqa.glossary import Entry, Glossary, load_csv
    from mtqa.mqm import Category, Severity
    from mtqa.report import to_html, to_json

__all__ = [
    "Category",
    "Document",
    "Entry",
    "Finding",
    "Fluency",
    "Glossary",
    "MtqaError",
    "Report",
    "Severity",
    "Span",
    "Suggestion",
    "__version__",
    "check",
    "load_csv",
    "to_html",
    "to_json",
]

__version__ = "0.1.0"

_HOMES = {
    "check": "mtqa.api",
    "Document": "mtqa.data",
    "Finding": "mtqa.data",
    "Fluency": "mtqa.data",
    "Report": "mtqa.data",
    "Span": "mtqa.data",
    "Suggestion": "mtqa.data",
    "MtqaError": "mtqa.errors",
    "Entry": "mtqa.glossary",
    "Glossary": "mtqa.glossary",
    "load_csv": "mtqa.glossary",
    "Category": "mtqa.mqm",
    "Severity": "mtqa.mqm",
    "to_html": "mtqa.report",
    "to_json": "mtqa.report",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'mtqa' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
