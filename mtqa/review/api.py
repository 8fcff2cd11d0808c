"""What the scripts of the page ask for: decisions, entries, the state of an article.

Reads are ``GET`` and change nothing.  Writes are ``POST`` of a JSON object; :mod:`mtqa.review.security` has seen to
where they come from before they get here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from mtqa.data import Judgement, State
from mtqa.errors import GlossaryError, InputError, MtqaError
from mtqa.review.answers import answered, concerns_json, decision_json, refused
from mtqa.review.entry_form import digest_of, form_of
from mtqa.review.fields import BadRequest, Fields, read_fields
from mtqa.review.prefill import choices
from mtqa.review.workspace import Unknown, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request
    from starlette.responses import Response

    from mtqa.review.desk import Changed, Desk
    from mtqa.review.rows import Row
    from mtqa.review.workspace import Workspace

    _Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]

__all__ = ["Api"]

_LONGEST_TEXT = 20_000  # code points of a corrected text, or of a note
_LONGEST_NAME = 80


class Api:
    """The addresses under ``/api``."""

    def __init__(self, workspace: Workspace, desk: Desk | None, *, user: str, no_desk: str) -> None:
        """Answer for a workspace.

        Args:
            workspace: The articles.
            desk: The glossary that is written to; ``None`` if there is none.
            user: Who decides, unless the page says another name.
            no_desk: What to say where there is no glossary.
        """
        self._workspace = workspace
        self._desk = desk
        self._user = user
        self._no_desk = no_desk

    def routes(self) -> list[Route]:
        """The addresses."""
        reads = {"overview": self.overview, "state": self.state, "history": self.history, "entry/prefill": self.prefill}
        writes = {
            "decisions": self.decide,
            "undo": self.undo,
            "recheck": self.recheck,
            "entry/preview": self.preview,
            "entry": self.save,
            "entry/deprecate": self.deprecate,
            "entry/remove": self.remove,
            "glossary/restore": self.restore,
        }
        return [
            *(Route(f"/api/{path}", _reading(call), methods=["GET"]) for path, call in reads.items()),
            *(Route(f"/api/{path}", _writing(call), methods=["POST"]) for path, call in writes.items()),
        ]

    def overview(self, _query: Fields) -> dict[str, Any]:
        """How far every article is."""
        rows = [_row(row) for row in self._workspace.rows()]
        return {"rows": rows, "reviewed": sum(row["reviewed"] for row in rows), "total": len(rows)}

    def state(self, query: Fields) -> dict[str, Any]:
        """What holds now about an article; ``checking`` if it is to be checked again."""
        article = query.number("article")
        checking = self._workspace.is_pending(article)
        revision, number, lines = self._workspace.revision(article)
        row = self._workspace.row(article)
        return {
            "revision": revision,
            "check": number,
            "decisions": [decision_json(line) for line in lines],
            "checking": checking,
            "problem": row.problem,
            "progress": progress_words(self._workspace),
        }

    def history(self, query: Fields) -> dict[str, Any]:
        """All that was decided about a finding, the oldest first."""
        lines = self._workspace.history(query.number("article"), query.text("fingerprint"))
        return {"decisions": [decision_json(line) for line in lines]}

    def decide(self, fields: Fields) -> dict[str, Any]:
        """Write decisions, all or none."""
        verdicts = [_verdict(one) for one in fields.objects("decisions")]
        if len({one.fingerprint for one in verdicts}) < len(verdicts):
            raise BadRequest("a finding is decided twice in one request")
        done = self._workspace.decide(fields.number("article"), verdicts, by=self._by(fields))
        return {"decisions": [decision_json(line) for line in done]}

    def undo(self, fields: Fields) -> dict[str, Any]:
        """Take decisions back."""
        seen = {_fingerprint(one): one.text("seen") for one in fields.objects("findings")}
        done = self._workspace.undo(fields.number("article"), seen, by=self._by(fields))
        return {"decisions": [decision_json(line) for line in done]}

    def recheck(self, fields: Fields) -> dict[str, Any]:
        """Check an article again, now."""
        gone, new = self._workspace.recheck(fields.number("article"))
        return {"findings": {"gone": gone, "new": new}}

    def prefill(self, query: Fields) -> dict[str, Any]:
        """The form of a new entry, opened on a finding."""
        report = self._workspace.report(query.number("article"), seconds=5.0)
        key = query.text("fingerprint")
        finding = next((one for one in report.findings if one.fingerprint == key), None) if report else None
        if finding is None:
            raise Unknown("this finding is not in the article any more; reload the page")
        desk = self._the_desk()
        return {
            "glossary": str(desk.file.path),
            "choices": [
                {"label": one.label, "entry": {**one.form, "seen": one.seen}} for one in choices(finding, desk.read())
            ],
        }

    def preview(self, fields: Fields) -> dict[str, Any]:
        """What saving an entry would do, and what speaks against it; ``refused`` says why it cannot be saved."""
        desk = self._the_desk()
        try:
            plan = desk.plan(fields, by=self._by(fields), at=_now())
        except GlossaryError as exc:  # while somebody types, that is an answer as any other
            return {"concerns": [], "id": "", "does": "", "refused": str(exc)}
        return {"concerns": concerns_json(plan.said), "id": plan.entry.id, "does": plan.does, "refused": ""}

    def save(self, fields: Fields) -> dict[str, Any]:
        """Save an entry, and check the article again from which it is."""
        from_finding = fields.values.get("article") is not None
        if from_finding:
            self._workspace.article(fields.number("article"))
            fields = Fields({**fields.values, "finding": fields.text("fingerprint")})
        done = self._the_desk().save(fields, by=self._by(fields), at=_now(), force=fields.flag("force"))
        answer = self._changed(done, wake=not from_finding)
        if from_finding:
            try:
                gone, new = self._workspace.recheck(fields.number("article"))
            except InputError as exc:  # the entry is saved all the same
                return {**answer, "findings": None, "problem": str(exc)}
            answer["findings"] = {"gone": gone, "new": new}
            self._workspace.wake()  # now the others
        return answer

    def deprecate(self, fields: Fields) -> dict[str, Any]:
        """Take forms of an entry out of use."""
        done = self._the_desk().deprecate(
            fields.text("id"),
            seen=fields.text("seen"),
            forms=fields.texts("forms"),
            use=" ".join(fields.text("use").split()) or None,
            superseded=fields.flag("superseded"),
            force=fields.flag("force"),
        )
        return self._changed(done)

    def remove(self, fields: Fields) -> dict[str, Any]:
        """Take an entry out."""
        return self._changed(self._the_desk().remove(fields.text("id"), seen=fields.text("seen")))

    def restore(self, fields: Fields) -> dict[str, Any]:
        """Put a version of the glossary back."""
        return self._changed(self._the_desk().restore(fields.number("number"), seen=fields.number("seen")))

    def _the_desk(self) -> Desk:
        if self._desk is None:
            raise GlossaryError(self._no_desk)
        return self._desk

    def _changed(self, done: Changed, *, wake: bool = True) -> dict[str, Any]:
        """What was done; the articles are checked again with it."""
        if wake:
            self._workspace.wake()
        entry = done.entry
        return {
            "done": done.done,
            "undo": done.undo,
            "version": done.version,
            "entry": None if entry is None else {**form_of(entry), "seen": digest_of(entry)},
        }

    def _by(self, fields: Fields) -> str:
        """Who: several people may use one server, and each page may say a name."""
        return " ".join(fields.text("by", longest=_LONGEST_NAME).split()) or self._user


def progress_words(workspace: Workspace) -> str:
    """How far the review is: "reviewed 3 of 12"."""
    reviewed, total = workspace.progress()
    return f"reviewed {reviewed:,} of {total:,}"


def _reading(call: Callable[[Fields], dict[str, Any]]) -> _Endpoint:
    """An endpoint whose fields stand in the address."""

    @wraps(call)
    async def endpoint(request: Request) -> Response:
        values: dict[str, Any] = dict(request.query_params)
        if str(values.get("article", "")).isdecimal():
            values["article"] = int(values["article"][:12])
        return await run_in_threadpool(answered, lambda: call(Fields(values)))

    return endpoint


def _writing(call: Callable[[Fields], dict[str, Any]]) -> _Endpoint:
    """An endpoint whose fields are the body."""

    @wraps(call)
    async def endpoint(request: Request) -> Response:
        try:
            fields = read_fields(await request.body())
        except MtqaError as exc:
            return refused(exc)
        return await run_in_threadpool(answered, lambda: call(fields))

    return endpoint


def _fingerprint(fields: Fields) -> str:
    value = fields.text("fingerprint", longest=200)
    if not value:
        raise BadRequest("'fingerprint' is missing")
    return value


def _verdict(fields: Fields) -> Verdict:
    judgement = fields.text("judgement")
    if judgement not in {Judgement.ACCEPTED, Judgement.DISMISSED, Judgement.UNSURE}:
        raise BadRequest("'judgement' must be accepted, dismissed or unsure")
    return Verdict(
        _fingerprint(fields),
        Judgement(judgement),
        text=fields.text("text", longest=_LONGEST_TEXT),
        note=fields.text("note", longest=_LONGEST_TEXT),
        seen=fields.text("seen"),
    )


def _row(row: Row) -> dict[str, Any]:
    counts = row.counts or {}
    return {
        "article": row.article.index,
        "name": row.article.name,
        "status": row.status,
        "said": row.said,
        "problem": row.problem,
        "worst": row.worst,
        "reviewed": row.is_reviewed,
        "counts": {state.value: counts.get(state, 0) for state in State},
    }


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
