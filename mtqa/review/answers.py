"""Answers of the review page: JSON for its scripts, an error as one sentence."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from mtqa.errors import MtqaError, OutputError
from mtqa.review.desk import EntryConflict, Insist
from mtqa.review.entry_form import digest_of, form_of
from mtqa.review.fields import BadRequest
from mtqa.review.workspace import Conflict, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from mtqa.data import Decision
    from mtqa.names.concerns import Concerns

__all__ = ["answered", "concerns_json", "decision_json", "refused"]


def answered(call: Callable[[], dict[str, Any]]) -> Response:
    """What ``call`` returns, or the error that it raises, as JSON."""
    try:
        return JSONResponse(call())
    except MtqaError as exc:
        return refused(exc)


def refused(exc: MtqaError) -> Response:
    """An error of mtqa as JSON."""
    status = 400
    more: dict[str, Any] = {}
    match exc:
        case Conflict():
            status = 409
            more = {"conflict": {key: one and decision_json(one) for key, one in exc.current.items()}}
        case EntryConflict():
            status = 409
            if exc.current is not None:
                more = {"current": form_of(exc.current), "seen": digest_of(exc.current)}
        case Insist():
            status = 409
            more = {"concerns": concerns_json(exc.said)}
        case Unknown():
            status = 404
        case BadRequest():
            status = 400
        case OutputError():  # a full disk, a folder without permission: no fault of the request
            status = 500
        case _:
            pass
    return JSONResponse({"error": str(exc), **more}, status_code=status)


def decision_json(decision: Decision) -> dict[str, Any]:
    """A line of the decisions, every field there."""
    return {**asdict(decision), "judgement": decision.judgement.value}


def concerns_json(said: Concerns) -> list[dict[str, Any]]:
    """What speaks against an entry, the serious first."""
    return [
        *({"sentence": sentence, "severe": True} for sentence in said.serious),
        *({"sentence": sentence, "severe": False} for sentence in said.others),
    ]
