"""``mtqa glossary edit`` and ``deprecate``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.entry_options import (
    CaseOption,
    ContextOption,
    DryRunOption,
    FindingOption,
    ForceOption,
    KindOption,
    Lists,
    MatchOption,
    MustFlagOption,
    MustPassOption,
    NoteOption,
    RoleOption,
    SourceTermOption,
    SubjectOption,
    SupersededOption,
    UrlOption,
    VariantOption,
    WatchOption,
    WrongOption,
    kind_named,
)
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json
from mtqa.cli.terminal import printable
from mtqa.glossary.model import TermStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.cli.concerns import Concerns
    from mtqa.glossary.entry_change import Change
    from mtqa.glossary.model import Entry, Glossary
    from mtqa.glossary.store import GlossaryFile

__all__ = ["register"]

EntryArgument = Annotated[str, typer.Argument(metavar="ENTRY", help="Its id, its term or another form of it.")]


class OldTerm(StrEnum):
    """What ``--keep-old-as`` takes."""

    VARIANT = "variant"
    SUPERSEDED = "superseded"
    WRONG = "wrong"
    NONE = "none"


_STATUS = {
    OldTerm.VARIANT: TermStatus.ADMITTED,
    OldTerm.SUPERSEDED: TermStatus.SUPERSEDED,
    OldTerm.WRONG: TermStatus.DEPRECATED,
    OldTerm.NONE: None,
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("edit", no_args_is_help=True)(edit)
    app.command("deprecate", no_args_is_help=True)(deprecate)


@bounded
def edit(
    entry: EntryArgument,
    term: Annotated[str | None, typer.Option("--term", metavar="TERM", help="Another preferred form.")] = None,
    keep_old_as: Annotated[
        OldTerm | None, typer.Option("--keep-old-as", help="What becomes of the preferred form that was.")
    ] = None,
    kind: KindOption = None,
    variant: VariantOption = None,
    wrong: WrongOption = None,
    superseded: SupersededOption = None,
    source_term: SourceTermOption = None,
    role: RoleOption = None,
    context: ContextOption = None,
    drop: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="FORM", help="A form, word or sentence that the entry is to forget."),
    ] = None,
    match: MatchOption = None,
    case: CaseOption = None,
    watch: WatchOption = None,
    subject: SubjectOption = None,
    text: NoteOption = None,
    url: UrlOption = None,
    must_flag: MustFlagOption = None,
    must_pass: MustPassOption = None,
    finding: FindingOption = None,
    identity: Annotated[str | None, typer.Option("--id", metavar="ID", help="Another id.")] = None,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change an entry: lists are added to, anything else is replaced, --drop takes out.

    A form has one status: what is added as wrong is no variant any more. An empty text, as in --note '',
    empties a field.
    """
    lists = Lists(variant, wrong, superseded, source_term, role, context, must_flag, must_pass, drop)
    new_kind = None if kind is None else kind_named(kind)

    def new_entry(old: Entry) -> Entry:
        from mtqa.glossary.entry_change import changed

        change = lists.change(match=match or old.match, case=case or old.case)
        change = replace(change, kind=new_kind, match=match, case=case, watch=watch)
        change = replace(change, subject=subject, note=text, url=url, finding=finding)
        new = changed(old, _renamed(change, old, term, keep_old_as))
        return new if identity is None else replace(new, id=" ".join(identity.split()))

    def change(now: Glossary, old: Entry) -> Glossary:
        from mtqa.glossary.edit import replaced

        return replaced(now, new_entry(old), id=old.id)

    done = _change(glossary, entry, change, verb="changed", force=force, dry_run=dry_run, new_id=identity)
    if done is not None:
        _tell(done, as_json=as_json)


@bounded
def deprecate(
    entry: EntryArgument,
    forms: Annotated[list[str] | None, typer.Argument(metavar="FORM...", help="Right forms that become wrong.")] = None,
    use: Annotated[
        str | None, typer.Option("--use", metavar="FORM", help="What to write instead of the preferred term.")
    ] = None,
    superseded: Annotated[
        bool, typer.Option("--superseded", help="They were right once: out of date, and not wrong.")
    ] = False,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take forms of an entry out of use; they are found as wrong from then on.

    With --use, the preferred term gives way to another form. With neither, there is nothing to write
    instead: the entry becomes one to watch, and each of its forms is a question to the reader.
    """

    def change(now: Glossary, old: Entry) -> Glossary:
        from mtqa.glossary.edit import deprecated

        return deprecated(now, old.id, forms=tuple(forms or ()), superseded=superseded, use=use)

    done = _change(glossary, entry, change, verb="deprecated", force=force, dry_run=dry_run)
    if done is None:
        return
    _tell(done, as_json=as_json)
    if not forms and use is None:
        from mtqa.glossary.entry_change import quoted

        note(
            f"nothing to write instead: it is only watched; undo with: mtqa glossary edit {quoted(done.new.id)} --no-watch"
        )


@dataclass(frozen=True, slots=True)
class _Done:
    """An entry before and after a change, and what was said about it."""

    path: Path
    old: Entry
    new: Entry
    said: Concerns
    verb: str
    dry_run: bool


def _change(
    glossary: Path | None,
    reference: str,
    change: Callable[[Glossary, Entry], Glossary],
    *,
    verb: str,
    force: bool,
    dry_run: bool,
    new_id: str | None = None,
) -> _Done | None:
    """Change one entry of the file, unless something speaks against it; ``None`` if the user does not want it."""
    from mtqa.cli.concerns import accepted, concerns
    from mtqa.errors import GlossaryError
    from mtqa.glossary.edit import entry_of
    from mtqa.glossary.find import resolve

    file = _file(glossary)
    before = file.read()
    old = resolve(before, reference)
    new = entry_of(change(before, old), old.id if new_id is None else " ".join(new_id.split()))
    if new == old:
        raise GlossaryError(f"{old.id!r} says all that already; nothing to change")
    said = concerns(new, before, replacing=old)
    if not accepted(said, force=force, asking=False, question=f"Change {printable(old.term)}?"):
        note("nothing was changed")
        return None
    if not dry_run:
        # Whoever edited the entry meanwhile keeps what they did: the change is made to what is there now.
        file.edit(lambda now: change(now, entry_of(now, old.id)), summary=f"{verb} {old.term}")
    return _Done(file.path, old, new, said, verb, dry_run)


def _renamed(change: Change, old: Entry, term: str | None, keep_old_as: OldTerm | None) -> Change:
    """``change`` with another preferred form, once it is certain what becomes of the old one."""
    from mtqa.errors import ConfigError
    from mtqa.glossary.conflicts import surface

    if term is None:
        if keep_old_as is not None:
            raise ConfigError("--keep-old-as says what becomes of the old term; give the new one with --term")
        return change
    if keep_old_as is None:
        if surface(term) not in map(surface, old.forms):
            # Neither is safe to guess: a slip that stays a variant hides every error like it, and a good
            # form that is forgotten is suspected wherever it stands.
            raise ConfigError(
                f"say what becomes of {old.term!r}: --keep-old-as variant (right as well), superseded, wrong, or none"
            )
        keep_old_as = OldTerm.VARIANT  # two right forms change places
    return replace(change, term=term, old_term=_STATUS[keep_old_as])


def _tell(done: _Done, *, as_json: bool) -> None:
    from mtqa.cli.entry_view import differences

    if as_json:
        from mtqa.glossary.formats.json_ import entry_to_dict

        result = {"glossary": str(done.path), "dry_run": done.dry_run, "entry": entry_to_dict(done.new)}
        print_json(result | {"insisted": list(done.said.serious), "notes": list(done.said.others)})
        return
    would = "would be " if done.dry_run else ""
    lines = [printable(f"{done.path}: {would}{done.verb} {done.new.term} ({done.new.kind}), id {done.new.id}")]
    lines += [f"  {printable(line)}" for line in differences(done.old, done.new)]
    emit("\n".join(lines) + "\n")


def _file(glossary: Path | None) -> GlossaryFile:
    from mtqa.glossary.store import GlossaryFile

    return GlossaryFile(chosen(glossary), note=note)
