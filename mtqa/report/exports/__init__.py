"""Forms in which a reviewed report goes to other people and programs.

::

    FORMS["markdown"].write([report])

Every form keeps apart what a person confirmed and what is only suspected, and marks what was dismissed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from mtqa.report.exports import csv_, esa, markdown, mqm_tsv, plain, xlsx
from mtqa.report.exports.common import Which

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Report

__all__ = ["FORMS", "Form", "Which"]


class Write(Protocol):
    """A pure function from reports to the content of a file; text is UTF-8."""

    def __call__(self, reports: Sequence[Report], *, which: Which | None = None) -> str | bytes:
        """The content; ``which`` as the form has it unless given."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an export.

    Attributes:
        name: What a user asks for.
        suffix: Of the file, with its dot; after the name of the article.  ``""`` for that of the article itself.
        media_type: Of the content.
        title: For people: what it is and who takes it.
        write: Makes the content.
        several: Whether it holds more than one article.
        is_binary: Whether the content is no text.
    """

    name: str
    suffix: str
    media_type: str
    title: str
    write: Write
    several: bool = True
    is_binary: bool = False


_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EVERY: Final = (
    Form("markdown", ".review.md", "text/markdown", "Summary for an e-mail or a ticket (Markdown)", markdown.write),
    Form("csv", ".findings.csv", "text/csv", "Findings and decisions as a table (CSV)", csv_.write),
    Form("xlsx", ".findings.xlsx", _XLSX, "Findings and decisions as an Excel workbook", xlsx.write, is_binary=True),
    Form("mqm-tsv", ".mqm.tsv", "text/tab-separated-values", "MQM ratings as in WMT (TSV), for Marot", mqm_tsv.write),
    Form("esa", ".esa.json", "application/json", "Error spans for ESA, a campaign of Pearmut (JSON)", esa.write),
    Form("corrected", "", "text/plain", "The article with accepted corrections", plain.write_corrected, several=False),
    Form("decisions", ".decisions.jsonl", "application/jsonl", "Decisions alone (JSON lines)", plain.write_decisions),
    Form("json", ".report.json", "application/json", "The whole report (JSON), for programs", plain.write_json),
)
#: The forms by name.
FORMS: Final = {form.name: form for form in _EVERY}
