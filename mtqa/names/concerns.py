"""What is to be said before an entry goes into a glossary, to whoever adds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry, Glossary

__all__ = ["Concerns", "concerns"]


@dataclass(frozen=True, slots=True)
class Concerns:
    """Sentences about an entry.

    Attributes:
        serious: For these it is not accepted, unless the user insists.
        others: To be told all the same.
    """

    serious: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def concerns(entry: Entry, glossary: Glossary, *, replacing: Entry | None = None) -> Concerns:
    """What speaks against an entry: slips in it, entries with the same forms, and what it would fire on.

    Args:
        entry: The entry, tidied.
        glossary: What there is.
        replacing: The entry that it takes the place of; only what is new is looked at.

    Raises:
        GlossaryError: The entry can be in no glossary; says everything that is wrong with it.
    """
    from mtqa.errors import GlossaryError
    from mtqa.glossary.conflicts import surface
    from mtqa.glossary.edit import shared_forms
    from mtqa.glossary.entry_change import quoted
    from mtqa.glossary.validate import problems

    known = set() if replacing is None else set(problems(replacing))
    found = [problem for problem in problems(entry) if problem not in known]
    if any(problem.severe for problem in found):
        raise GlossaryError("; ".join(str(problem) for problem in found if problem.severe))
    serious = [str(problem) for problem in found]
    others: list[str] = []
    replaced_id = None if replacing is None else replacing.id
    if replacing is not None and not _looks_for_more(entry, replacing):
        return Concerns(tuple(serious))
    old_forms = () if replacing is None else replacing.forms
    for shared in shared_forms(glossary, entry, replacing=replaced_id):
        if shared.form in old_forms:
            continue
        is_either_term = shared.is_term or surface(shared.form) == surface(shared.entry.term)
        sentence = f"{shared.form!r} is a right form of {shared.entry.term!r} too (id {shared.entry.id!r})"
        if is_either_term and shared.entry.kind is entry.kind:
            add = f"mtqa glossary edit {quoted(shared.entry.id)} --variant FORM"
            serious.append(f"{sentence}; if it is the same {entry.kind}, add what is new to that entry with: {add}")
        else:
            others.append(sentence)
    from mtqa.names.collisions import collisions

    collided = collisions(entry, glossary, replacing=replaced_id)
    said = collided.said()
    if replacing is not None:
        before = set(collisions(replacing, glossary, replacing=replaced_id).sentences())
        said = tuple((sentence, is_severe) for sentence, is_severe in said if sentence not in before)
    for sentence, is_severe in said:
        (serious if is_severe else others).append(sentence)
    return Concerns(tuple(serious), tuple(others))


def _looks_for_more(entry: Entry, old: Entry) -> bool:
    """Whether ``entry`` may be found where ``old`` was not."""
    rules, old_rules = ({one.rule(form) for form in (*one.forms, *one.rejected)} for one in (entry, old))
    return not rules <= old_rules or (entry.kind, entry.watch) != (old.kind, old.watch)
