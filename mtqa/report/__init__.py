"""One report, three renderings: JSON (canonical), HTML (one self-contained page) and the terminal.

Nothing here decides anything: what is in a :class:`~mtqa.data.Report` is shown, and what was not
checked is said.  Jinja2 is imported by the HTML rendering alone, and only when it is called.
"""

from __future__ import annotations

from mtqa.report.html_report import to_html
from mtqa.report.json_report import SCHEMA_VERSION, schema, to_json
from mtqa.report.text_report import print_text

__all__ = ["SCHEMA_VERSION", "print_text", "schema", "to_html", "to_json"]
