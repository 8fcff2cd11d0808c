"""Options that describe an entry, the same for ``add`` and ``edit``, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mtqa.glossary.model import CaseRule, EntryKind, FormRule, MatchMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.glossary.cells import Item
    from mtqa.glossary.entry_change import Change

__all__ = [
    "CaseOption",
    "ContextOption",
    "DryRunOption",
    "FindingOption",
    "ForceOption",
    "KindOption",
    "Lists",
    "MatchOption",
    "MustFlagOption",
    "MustPassOption",
    "NoteOption",
    "RoleOption",
    "SourceTermOption",
    "SubjectOption",
    "SupersededOption",
    "UrlOption",
    "VariantOption",
    "WatchOption",
    "WrongOption",
    "kind_named",
]

_Several = list[str] | None
_MORE: Final = "Repeat it, or put | between."

KindOption = Annotated[
    str | None, typer.Option("--kind", "-k", metavar="KIND", help=f"What it names: {', '.join(EntryKind)}.")
]
VariantOption = Annotated[
    _Several, typer.Option("--variant", "-v", metavar="FORM", help=f"Another form that is right. {_MORE}")
]
WrongOption = Annotated[
    _Several, typer.Option("--wrong", "-w", metavar="FORM", help=f"A form known to be wrong. {_MORE}")
]
SupersededOption = Annotated[
    _Several, typer.Option("--superseded", metavar="FORM", help=f"A form that was right once. {_MORE}")
]
SourceTermOption = Annotated[
    _Several,
    typer.Option(
        "--source-term", "-s", metavar="LANG:TERM", help=f"The term in another language, as ko:윤석열. {_MORE}"
    ),
]
RoleOption = Annotated[
    _Several, typer.Option("--role", metavar="WORDS", help=f"Words that stand beside the name: ambassador. {_MORE}")
]
ContextOption = Annotated[
    _Several,
    typer.Option("--context", metavar="WORDS", help=f"Words of an article that make the entry more probable. {_MORE}"),
]
MustFlagOption = Annotated[
    _Several,
    typer.Option("--must-flag", metavar="TEXT", help=f"A sentence in which something must be found. {_MORE}"),
]
MustPassOption = Annotated[
    _Several, typer.Option("--must-pass", metavar="TEXT", help=f"A sentence in which nothing may be found. {_MORE}")
]
MatchOption = Annotated[MatchMode | None, typer.Option("--match", help="How its forms are looked for.")]
CaseOption = Annotated[CaseRule | None, typer.Option("--case", help="What the capitals of its forms ask.")]
WatchOption = Annotated[
    bool | None, typer.Option("--watch/--no-watch", help="Only ask to look twice where a form stands.")
]
SubjectOption = Annotated[str | None, typer.Option("--subject", metavar="TEXT", help="Subject field.")]
NoteOption = Annotated[str | None, typer.Option("--note", "-n", metavar="TEXT", help="For people; never matched.")]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it is from.")]
FindingOption = Annotated[
    str | None, typer.Option("--finding", metavar="FINGERPRINT", help="The finding that it is from.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Insist, whatever it may be mistaken for.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]


@dataclass(frozen=True, slots=True)
class Lists:
    """Options that may be given several times, as they were given; each value a cell of the native file.

    Attributes:
        variant: Forms.
        wrong: Forms.
        superseded: Forms.
        source_term: Terms with their languages.
        role: Words.
        context: Words.
        must_flag: Sentences.
        must_pass: Sentences.
        drop: Anything that the entry lists.
    """

    variant: _Several = None
    wrong: _Several = None
    superseded: _Several = None
    source_term: _Several = None
    role: _Several = None
    context: _Several = None
    must_flag: _Several = None
    must_pass: _Several = None
    drop: _Several = None

    def change(self, *, match: MatchMode, case: CaseRule) -> Change:
        """What they change about an entry.

        Args:
            match: Match mode of the entry; a form without a mark has it.
            case: Case rule of the entry, likewise.

        Raises:
            GlossaryError: The mark of a form has a word that is none.
        """
        from mtqa.glossary.entry_change import Change
        from mtqa.glossary.typed import source_term

        forms = {name: _items(name, getattr(self, name)) for name in ("variant", "wrong", "superseded")}
        return Change(
            variants=_texts(forms["variant"]),
            wrong=_texts(forms["wrong"]),
            superseded=_texts(forms["superseded"]),
            rules=tuple(
                FormRule(item.text, item.match or match, item.case or case)
                for items in forms.values()
                for item in items
                if item.is_marked
            ),
            sources=tuple(map(source_term, _items("source_term", self.source_term))),
            roles=_texts(_items("role", self.role)),
            context=_texts(_items("context", self.context)),
            must_flag=_texts(_items("must_flag", self.must_flag)),
            must_pass=_texts(_items("must_pass", self.must_pass)),
            drop=_texts(_items("drop", self.drop)),
        )


def kind_named(name: str) -> EntryKind:
    """The kind that an option or an answer names, in any usual word.

    Raises:
        GlossaryError: There is no such kind; says which may be meant.
    """
    from mtqa.errors import GlossaryError
    from mtqa.glossary.kinds import nearest_kind, parse_kind

    kind = parse_kind(name)
    if kind is None:
        raise GlossaryError(
            f"unknown kind {name[:60]!r}; did you mean {nearest_kind(name).value!r}? The kinds are "
            f"{', '.join(EntryKind)}"
        )
    return kind


def _items(name: str, values: Sequence[str] | None) -> list[Item]:
    from mtqa.errors import GlossaryError
    from mtqa.glossary.cells import parse_item, split_items

    try:
        return [parse_item(item) for value in values or () for item in split_items(value)]
    except ValueError as exc:
        raise GlossaryError(f"--{name.replace('_', '-')}: {exc}") from None


def _texts(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.text for item in items)
