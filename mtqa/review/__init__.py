"""The review page: decisions are written as they are made, entries of the glossary too, on this machine alone.

::

    workspace = Workspace(paths, check=check, log=log)
    app = create_app(workspace, access=Access.new(port), desk=Desk(GlossaryFile(path)), user="Anna")

An ASGI application without globals; :mod:`mtqa.review.server` serves it.  How an article is checked comes from
outside, so that nothing here knows of checks or language models.
"""

from mtqa.review.access import Access
from mtqa.review.app import create_app
from mtqa.review.desk import Desk
from mtqa.review.workspace import Workspace

__all__ = ["Access", "Desk", "Workspace", "create_app"]
