"""Asking whether an entry goes into a glossary, in the terminal."""

from __future__ import annotations

from mtqa.cli.boundary import note
from mtqa.names.concerns import Concerns, concerns

__all__ = ["Concerns", "accepted", "concerns"]


def accepted(said: Concerns, *, force: bool, asking: bool, question: str) -> bool:
    """Tell what speaks against an entry, and find out whether it is to go in.

    Args:
        said: What speaks against it.
        force: The user insists.
        asking: Ask even if nothing speaks against it.
        question: What to ask; only somebody in a terminal is asked.

    Returns:
        Whether it is accepted: if nothing serious speaks against it, if the user insists, or says yes.

    Raises:
        GlossaryError: Something serious speaks against it, and nobody can be asked.
    """
    from mtqa.cli.terminal import can_ask, confirm, printable
    from mtqa.errors import GlossaryError

    insisted = " (--force insists on it)" if force else ""
    for sentence in said.others:
        note(printable(sentence))
    if said.serious and not force and not can_ask():
        reasons = "\n  ".join(printable(sentence) for sentence in said.serious)
        raise GlossaryError(f"nothing was changed; --force insists on it:\n  {reasons}")
    for sentence in said.serious:
        note(printable(sentence) + insisted)
    if force or not (asking or said.serious):
        return True
    return confirm(question, default=not said.serious)
