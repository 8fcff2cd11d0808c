"""What people say about findings, and where a finding stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Decision", "Judgement", "State"]


class Judgement(StrEnum):
    """What a person says about a finding."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    UNSURE = "unsure"
    #: The person took the decision back: nobody has decided.
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict about a finding, and one line of ``decisions.jsonl``.

    Attributes:
        fingerprint: Of the finding.
        judgement: The verdict.
        text: What the text should say instead of the finding's span; ``""`` if the person did not write it.
        by: Who.
        at: When, ISO 8601 in UTC.
        note: Why.
        id: Identity of this line, so that one who saw it can say what they saw; ``""`` before it is written.
        check: Id of the check, so that decisions can be counted without the report.
        found: What stood in the article, for people.
        suggested: The first suggestion, for people; ``""`` if there was none.
        file: The article, for people.
        confidence: 0 to 1, of the finding; ``None`` if not known.
        undoes: The ``id`` of the line that this one takes back; it repeats what holds again.
        context: Of the finding: what stands before and after it; by this it is known again when one of both is edited.
        carried: The ``id`` of the line about a finding that was edited, of which this one is the continuation.
    """

    fingerprint: str
    judgement: Judgement
    text: str = ""
    by: str = ""
    at: str = ""
    note: str = ""
    id: str = ""
    check: str = ""
    found: str = ""
    suggested: str = ""
    file: str = ""
    confidence: float | None = None
    undoes: str = ""
    context: str = ""
    carried: str = ""


class State(StrEnum):
    """Where a finding stands."""

    #: Suspected; nobody has decided.
    OPEN = "open"
    #: A person confirmed it: it is an error.
    ACCEPTED = "accepted"
    #: A person said that the text is right.
    DISMISSED = "dismissed"
    #: A person looked and could not tell; still suspected.
    UNSURE = "unsure"
    #: Switched off by the project's configuration, or by the article itself.
    IGNORED = "ignored"

    @property
    def is_suspected(self) -> bool:
        """Whether it is neither confirmed nor out of question."""
        return self in (State.OPEN, State.UNSURE)
