"""What people decided about findings: the file ``decisions.jsonl``, and what follows for a report."""

from mtqa.decisions.apply import decided
from mtqa.decisions.lines import Decisions, parse_decisions, to_line
from mtqa.decisions.log import NAME, DecisionLog

__all__ = ["NAME", "DecisionLog", "Decisions", "decided", "parse_decisions", "to_line"]
