"""The pages of the glossary: look through it, search, open an entry, see what was done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from mtqa.errors import GlossaryError, MtqaError
from mtqa.glossary.model import CaseRule, Entry, EntryKind, MatchMode
from mtqa.review.entry_form import digest_of, form_of
from mtqa.review.rendering import error_page, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from mtqa.glossary.model import Glossary
    from mtqa.review.desk import Desk
    from mtqa.review.workspace import Workspace

__all__ = ["GlossaryPages"]

#: Entries on one page.
PER_PAGE = 50
#: Hits of a search; who gets more had better search for more letters.
MOST_HITS = 200


class GlossaryPages:
    """The addresses under ``/glossary``."""

    def __init__(self, workspace: Workspace, desk: Desk | None, *, user: str, no_desk: str) -> None:
        self._workspace = workspace
        self._desk = desk
        self._user = user
        self._no_desk = no_desk

    def routes(self) -> list[Route]:
        """The addresses."""
        pages: dict[str, Callable[[Desk, QueryParams], Response]] = {
            "/glossary": self.browse,
            "/glossary/entry": self.entry,
            "/glossary/new": self.new,
            "/glossary/history": self.history,
        }
        return [Route(path, self._served(call), methods=["GET"]) for path, call in pages.items()]

    def _served(self, call: Callable[[Desk, QueryParams], Response]) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            if self._desk is None:
                return error_page(f"{self._no_desk[0].upper()}{self._no_desk[1:]}.", status=404)
            try:
                return call(self._desk, request.query_params)
            except MtqaError as exc:
                return error_page(str(exc), status=500)

        return endpoint

    def browse(self, desk: Desk, query: QueryParams) -> Response:
        """The entries, a page of them, or those that a search finds."""
        glossary = desk.read()
        words, kind = " ".join(query.get("q", "").split())[:200], query.get("kind", "")
        problem = ""
        found: list[tuple[Entry, str]] = []
        try:
            found = _found(glossary, words, kind)
        except GlossaryError as exc:
            problem = str(exc)
        n_pages = max(1, -(-len(found) // PER_PAGE))
        asked = query.get("page", "1")
        at = min(max(int(asked) if asked.isdecimal() and len(asked) < 8 else 1, 1), n_pages)
        return page(
            "glossary.html.j2",
            **self._common(desk, title="Glossary"),
            entries=found[(at - 1) * PER_PAGE : at * PER_PAGE],
            n_found=len(found),
            n_entries=len(glossary.entries),
            words=words,
            kind=kind,
            kinds=list(EntryKind),
            at=at,
            n_pages=n_pages,
            problem=problem,
            is_cut=bool(words) and len(found) >= MOST_HITS,
            removed=query.get("removed", "")[:200],
            undo=_number(query.get("undo", "")),
            version=_number(query.get("version", "")),
        )

    def entry(self, desk: Desk, query: QueryParams) -> Response:
        """One entry, to be changed."""
        entry = desk.read().by_id.get(query.get("id", ""))
        if entry is None:
            return error_page("This entry is not in the glossary any more.", status=404)
        added = " ".join(part for part in (entry.added_by, entry.added_at) if part)
        rules = [f"{rule.form}: {rule.match}, {rule.case}" for rule in entry.exceptions]
        return page(
            "entry.html.j2",
            **self._common(desk, title=entry.term),
            entry=entry,
            data={**form_of(entry), "seen": digest_of(entry)},
            added=added,
            rules=rules,
            choices=_choices(),
        )

    def new(self, desk: Desk, _query: QueryParams) -> Response:
        """A new entry."""
        return page(
            "entry.html.j2",
            **self._common(desk, title="New entry"),
            entry=None,
            data={**form_of(Entry("", "")), "kind": "", "seen": ""},
            added="",
            rules=[],
            choices=_choices(),
        )

    def history(self, desk: Desk, _query: QueryParams) -> Response:
        """What was done to the glossary, and the way back."""
        versions = desk.versions()
        current = desk.file.current() if versions else None
        return page(
            "history.html.j2",
            **self._common(desk, title="History of the glossary"),
            versions=versions,
            current=None if current is None else current.number,
            newest=max((version.number for version in versions), default=0),
        )

    def _common(self, desk: Desk, *, title: str) -> dict[str, Any]:
        return {"title": title, "user": self._user, "path": str(desk.file.path)}


def _found(glossary: Glossary, words: str, kind: str) -> list[tuple[Entry, str]]:
    """Entries, each with where the search found it."""
    from mtqa.glossary.find import search

    if words:
        hits = search(glossary, words, limit=MOST_HITS)
        found = [(hit.entry, "" if hit.column == "term" else f"{hit.column}: {hit.text[:80]}") for hit in hits]
    else:
        found = [(entry, "") for entry in glossary.entries]
    return [one for one in found if not kind or one[0].kind.value == kind]


def _choices() -> dict[str, list[str]]:
    return {"kinds": list(EntryKind), "matches": list(MatchMode), "cases": list(CaseRule)}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
