"""The records that flow through mtqa: text in, records out.

All are frozen: a stage returns new records and never edits the ones it was given.  Every position
is a half-open pair of **code points** (what ``len`` and slicing of a Python ``str`` count), never
bytes, UTF-16 units or line and column.

Two texts belong to a document.  ``Document.original`` is the file exactly as decoded, tags and all.
``Document.text`` is what a person reads: for plain text the two are the same object; for Markdown
and HTML the markup is gone.  Checks see ``text``; outputs report positions in ``original``, through
``Document.to_original``.
"""

from mtqa.data.decision import Decision, Judgement, State
from mtqa.data.document import Block, BlockKind, Document, Segment, SourceMap, Span
from mtqa.data.finding import CheckInfo, Evidence, Example, Finding, Skipped, Suggestion
from mtqa.data.fluency import Diagnostics, Fluency, SegmentFluency, Suspicion, TokenLogprob
from mtqa.data.report import Entity, EntityForm, Report, Summary

__all__ = [
    "Block",
    "BlockKind",
    "CheckInfo",
    "Decision",
    "Diagnostics",
    "Document",
    "Entity",
    "EntityForm",
    "Evidence",
    "Example",
    "Finding",
    "Fluency",
    "Judgement",
    "Report",
    "Segment",
    "SegmentFluency",
    "Skipped",
    "SourceMap",
    "Span",
    "State",
    "Suggestion",
    "Summary",
    "Suspicion",
    "TokenLogprob",
]
