"""The pages of a review: the list of articles, and each article as the report shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from mtqa.data import State
from mtqa.errors import MtqaError
from mtqa.review.api import progress_words
from mtqa.review.rendering import error_page, page
from mtqa.review.static_files import PAGE_SCRIPT, PAGE_STYLE
from mtqa.review.workspace import Unknown

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from mtqa.data import Report
    from mtqa.review.workspace import Workspace

__all__ = ["Pages"]

#: Seconds that a page waits for a check before it says that it is being done.
_WAIT = 1.5


class Pages:
    """The addresses that a person opens."""

    def __init__(self, workspace: Workspace, *, user: str) -> None:
        self._workspace = workspace
        self._user = user

    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/", self.index, methods=["GET"]),
            Route("/article/{article:int}", self.article, methods=["GET"]),
            Route("/next", self.following, methods=["GET"]),
        ]

    def index(self, _request: Request) -> Response:
        """Every article, and how far it is."""
        rows = self._workspace.rows()
        first = next((row.article.index for row in rows if not row.is_reviewed), None)
        return page(
            "index.html.j2",
            title="Articles",
            user=self._user,
            rows=rows,
            reviewed=sum(row.is_reviewed for row in rows),
            first=first,
            logs=[str(path) for path in self._workspace.logs()[:5]],
            n_logs=len(self._workspace.logs()),
            State=State,
        )

    def article(self, request: Request) -> Response:
        """One article with its findings; while it is being checked, a page that says so and comes again."""
        index = request.path_params["article"]
        try:
            shown = self._workspace.shown(index, seconds=_WAIT)
            if shown is None:
                article = self._workspace.article(index)
                return page("checking.html.j2", title=article.name, user=self._user, article=article)
            return HTMLResponse(self._rendered(index, *shown))
        except Unknown as exc:
            return error_page(f"{exc}.", status=404)
        except MtqaError as exc:
            return error_page(str(exc), status=500)

    def following(self, request: Request) -> Response:
        """Lead to the next article that is not reviewed, or to the list if there is none."""
        query = request.query_params
        after = query.get("after", "")
        try:
            index = self._workspace.article(int(after) if after.isdecimal() and len(after) < 10 else -1).index
        except Unknown as exc:
            return error_page(f"{exc}.", status=404)
        place = self._workspace.following(index, step=-1 if query.get("step") == "-1" else 1)
        return RedirectResponse("/" if place is None else f"/article/{place}", status_code=303)

    def _rendered(self, index: int, report: Report, number: int) -> bytes:
        from mtqa.report import to_html
        from mtqa.report.html_report import Live

        # the page compares the number with that of the state that it asks for
        scripts = ("requests.js", "entry_form.js", f"live.js?check={number}", PAGE_SCRIPT)
        live = Live(
            article=index,
            user=self._user,
            home="/",
            progress=progress_words(self._workspace),
            css_href=f"/static/{PAGE_STYLE}",
            script_hrefs=tuple(f"/static/{name}" for name in scripts),
        )
        return to_html([report], live=live).encode("utf-8", "replace")
