"""``mtqa glossary add``."""

from __future__ import annotations

from dataclasses import replace
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
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, now, print_json, user
from mtqa.cli.terminal import ask, can_ask, printable
from mtqa.glossary.model import CaseRule, Entry, EntryKind, Glossary, MatchMode

if TYPE_CHECKING:
    from mtqa.glossary.store import GlossaryFile

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("add")(add)


@bounded
def add(
    term: Annotated[
        str | None, typer.Argument(metavar="TERM", help="The right form; in a terminal, asked for.")
    ] = None,
    kind: KindOption = None,
    variant: VariantOption = None,
    wrong: WrongOption = None,
    superseded: SupersededOption = None,
    source_term: SourceTermOption = None,
    role: RoleOption = None,
    context: ContextOption = None,
    match: MatchOption = None,
    case: CaseOption = None,
    watch: WatchOption = None,
    subject: SubjectOption = None,
    text: NoteOption = None,
    url: UrlOption = None,
    must_flag: MustFlagOption = None,
    must_pass: MustPassOption = None,
    finding: FindingOption = None,
    identity: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id; made of the term unless given.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who adds it; else you.")] = None,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add an entry to the glossary; without TERM, in a terminal, ask for it.

    Says what the entry would be mistaken for before it goes in. FORM {exact}, {same-case} or {any-case}
    gives one form a rule of its own; a pattern is FORM {pattern}.
    """
    from mtqa.cli.concerns import accepted, concerns
    from mtqa.glossary.edit import added
    from mtqa.glossary.entry_change import changed
    from mtqa.glossary.store import GlossaryFile

    asking = term is None
    if term is None and not can_ask():
        raise typer.BadParameter("name the right form, such as: mtqa glossary add 'Yoon Suk Yeol'", param_hint="TERM")
    target = chosen(glossary)
    file = GlossaryFile(target, note=note)
    # The glossary that a project names is made when it is first written to; a path may be a slip.
    is_new = glossary is None and not target.exists()
    before = Glossary() if is_new else file.read()
    lists = Lists(variant, wrong, superseded, source_term, role, context, must_flag, must_pass)
    if asking:
        term, kind, lists, text = _asked(kind, lists, text)
    base = Entry(
        identity or "",
        " ".join((term or "").split()),
        _kind(term or "", kind),
        match=MatchMode.SOUND if match is None else match,
        case=CaseRule.AS_WRITTEN if case is None else case,
        added_by=user() if by is None else by,
        added_at=now(),
    )
    change = lists.change(match=base.match, case=base.case)
    change = replace(change, watch=watch, subject=subject, note=text, url=url, finding=finding)
    entry = _identified(changed(base, change), before, identity)
    added(before, entry)
    said = concerns(entry, before)
    if not accepted(said, force=force, asking=asking, question=f"Add {_shown(entry)}?"):
        note("nothing was added")
        return
    if not dry_run:
        entry = _write(file, entry, identity, is_new=is_new)
    if as_json:
        from mtqa.glossary.formats.json_ import entry_to_dict

        result = {"glossary": str(target), "dry_run": dry_run, "entry": entry_to_dict(entry)}
        print_json(result | {"insisted": list(said.serious), "notes": list(said.others)})
        return
    emit(f"{printable(str(target))}: {'would add' if dry_run else 'added'} {_shown(entry)}\n")


def _write(file: GlossaryFile, entry: Entry, identity: str | None, *, is_new: bool) -> Entry:
    """Add the entry to the file as it is by now, and return it as it went in."""
    from mtqa.errors import GlossaryError
    from mtqa.glossary.edit import added

    written = [entry]

    def change(now: Glossary) -> Glossary:
        written[0] = _identified(entry, now, identity)
        return added(now, written[0])

    if is_new:
        try:
            file.create()
        except GlossaryError:
            if not file.path.exists():  # otherwise another process has made it meanwhile
                raise
    file.edit(change, summary=f"added {entry.term}")
    return written[0]


def _identified(entry: Entry, glossary: Glossary, identity: str | None) -> Entry:
    from mtqa.glossary.edit import new_id

    return entry if identity else replace(entry, id=new_id(glossary, entry.term, entry.kind))


def _asked(kind: str | None, lists: Lists, text: str | None) -> tuple[str, str, Lists, str | None]:
    """Ask for what the options did not say."""
    term = ""
    while not term:
        term = ask("Term, as it is right")
    kind = _asked_kind(term) if kind is None else kind
    if lists.variant is None:
        lists = replace(lists, variant=[ask("Other right forms, | between them")])
    if lists.wrong is None:
        lists = replace(lists, wrong=[ask("Wrong forms that you know, | between them")])
    if lists.source_term is None:
        lists = replace(lists, source_term=[ask("Source term with its language, such as ko:윤석열")])
    return term, kind, lists, ask("Note") if text is None else text


def _asked_kind(term: str) -> str:
    from mtqa.errors import GlossaryError
    from mtqa.glossary.kinds import infer_kind

    while True:
        answer = ask(f"Kind ({', '.join(EntryKind)})", default=infer_kind(term).value)
        try:
            return kind_named(answer)
        except GlossaryError as exc:
            note(str(exc))


def _kind(term: str, kind: str | None) -> EntryKind:
    from mtqa.glossary.kinds import infer_kind

    return infer_kind(term) if kind is None else kind_named(kind)


def _shown(entry: Entry) -> str:
    return printable(f"{entry.term} ({entry.kind}) as {entry.id}")
