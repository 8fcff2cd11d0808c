"""``mtqa review --tty``: the findings one by one, with single keys.

Every decision is written as it is made, to the same file as those of the page.  Whoever decided about the finding
meanwhile is shown first: nothing is decided about what was not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.cli.keys import ENDED, RESIZED, Terminal
from mtqa.cli.review_card import print_card, print_help
from mtqa.cli.terminal import can_ask, printable
from mtqa.data import Judgement, State
from mtqa.decisions import decided
from mtqa.decisions.make import record_for
from mtqa.errors import DecisionConflict, InputError, MtqaError
from mtqa.report.exports.common import STATE_WORDS
from mtqa.report.wording import excerpt, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rich.console import Console

    from mtqa.cli.keys import Keys
    from mtqa.data import Decision, Finding, Report
    from mtqa.decisions import DecisionLog

__all__ = ["walk"]

_JUDGEMENTS: Final = {"a": Judgement.ACCEPTED, "d": Judgement.DISMISSED, "u": Judgement.UNSURE}
_QUOTE: Final = 40


def walk(
    paths: list[Path],
    *,
    check: Callable[[Path], Report],
    log: Callable[[Path], DecisionLog],
    user: str,
    keys: Keys | None = None,
    console: Console | None = None,
) -> None:
    """Walk the findings of articles with single keys, until the user quits.

    Args:
        paths: The articles; each is checked when it is come to.
        check: Checks one, also again after the glossary was changed.
        log: Where the decisions about one are kept.
        user: Who decides.
        keys: Where keys come from; the terminal unless given.
        console: Where the findings are shown; standard output unless given.

    Raises:
        InputError: Nobody sits there, or no article can be read.
        MtqaError: A file of decisions cannot be read or written.
    """
    if keys is None and not can_ask():
        raise InputError(
            "--tty reads keys from a terminal, and standard input or output is none; leave --tty out for the page"
        )
    if console is None:
        from rich.console import Console

        console = Console()
    review = _Walk(paths, check, log, user, Terminal() if keys is None else keys, console)
    try:
        review.run()
    except KeyboardInterrupt:
        console.print()
    review.tell_result()


@dataclass(slots=True)
class _Article:
    """An article that was checked."""

    path: Path
    log: DecisionLog
    report: Report

    def now(self) -> Report:
        """The report with what is decided by now, by anybody."""
        return decided(self.report, self.log.read())


class _Walk:
    """Where we are, and what each key does."""

    def __init__(
        self,
        paths: Sequence[Path],
        check: Callable[[Path], Report],
        log: Callable[[Path], DecisionLog],
        user: str,
        keys: Keys,
        console: Console,
    ) -> None:
        self._paths, self._check, self._log, self._user = tuple(paths), check, log, user
        self._keys, self._console = keys, console
        self._articles: dict[int, _Article | None] = {}
        self._at, self._index = 0, -1
        self._done: list[tuple[int, str]] = []  # article and fingerprint of each decision made here
        self._seen: str = ""  # id of the last line about the finding when it was shown
        self._status = ""

    def run(self) -> None:
        """Show findings and do what the keys say, until there are no more keys."""
        if not (self._move(1, only_open=True) or self._move(1)):
            self._tell_nothing()
            return
        while True:
            self._show()
            key = self._keys.key()
            if key in ("q", "Q", ENDED):
                return
            if key != RESIZED:
                self._status = ""
                self._do(key)

    def tell_result(self) -> None:
        """How far it came, and where the decisions are."""
        for article in self._articles.values():
            if article is None or not article.report.findings:
                continue
            states = article.now().states()
            counted = [(STATE_WORDS[one], sum(state is one for state in states)) for one in State]
            said = ", ".join(f"{count:,} {name}" for name, count in counted if count)
            self._line(f"{article.path}: {said}; decisions are in {article.log.path}")

    def _do(self, key: str) -> None:
        moves = {"j": 1, "k": -1, " ": 1}
        try:
            if key in _JUDGEMENTS:
                self._decide(_JUDGEMENTS[key])
            elif key in moves:
                if not self._move(moves[key]):
                    self._status = "this is the last finding" if moves[key] > 0 else "this is the first finding"
            elif key == "s":
                self._next_open()
            elif key == "?":
                print_help(self._console)
                self._pause()
            else:
                self._write_something(key)
        except DecisionConflict:
            self._tell_conflict()

    def _write_something(self, key: str) -> None:
        if key == "e":
            self._edit()
        elif key == "n":
            self._note()
        elif key == "z":
            self._undo()
        elif key == "g":
            self._to_glossary()
        elif key.isprintable():
            self._status = f"{key} does nothing; ? shows the keys"

    # -- where we are

    def _article(self) -> _Article:
        article = self._load(self._at)
        assert article is not None  # only articles with findings are come to
        return article

    def _finding(self) -> Finding:
        return self._article().report.findings[self._index]

    def _decision(self) -> Decision | None:
        return self._article().log.read().current.get(self._finding().fingerprint)

    def _load(self, at: int) -> _Article | None:
        """The article, checked the first time it is asked for; ``None`` if it cannot be."""
        if at not in self._articles:
            path = self._paths[at]
            self._line(f"checking {path} ...")
            try:
                article = _Article(path, self._log(path), self._check(path))
            except InputError as exc:
                if len(self._paths) == 1:
                    raise
                self._status, self._articles[at] = f"left out: {exc}", None
            else:
                article.now()  # a file of decisions that cannot be read is told before anything is decided
                self._articles[at] = article
            self._keys.drop()  # pressed while it was checked, for a finding that was not shown yet
        return self._articles[at]

    def _move(self, step: int, *, only_open: bool = False) -> bool:
        """Go to the next or previous finding, also of another article; stay if there is none."""
        at, index = self._at, self._index + step
        while 0 <= at < len(self._paths):
            article = self._load(at)
            states = () if article is None else article.now().states()
            while 0 <= index < len(states):
                if not only_open or states[index] is State.OPEN:
                    self._at, self._index = at, index
                    return True
                index += step
            at += step
            following = self._load(at) if 0 <= at < len(self._paths) else None
            index = 0 if step > 0 or following is None else len(following.report.findings) - 1
        return False

    def _next_open(self) -> None:
        """Go to the next open finding, from the first one on after the last."""
        here = self._at, self._index
        if self._move(1, only_open=True):
            return
        self._at, self._index = 0, -1
        if self._move(1, only_open=True):
            return
        self._at, self._index = here
        self._status = f"{self._status} (no finding is open any more; q quits)".strip()

    # -- what is decided

    def _show(self) -> None:
        article = self._article()
        report = article.now()
        last = article.log.read().last.get(self._finding().fingerprint)
        self._seen = "" if last is None else last.id
        n_articles = len(self._paths)
        where = f"article {self._at + 1} of {n_articles}" if n_articles > 1 else ""
        decision = report.decision(self._finding())
        print_card(self._console, report, self._index, where=where, decision=decision, status=self._status)

    def _decide(self, judgement: Judgement, *, text: str = "", note: str | None = None, go_on: bool = True) -> None:
        """Write a decision about the finding that is shown; an earlier note stays."""
        article, finding, before = self._article(), self._finding(), self._decision()
        kept = (before.note if before is not None else "") if note is None else note
        record = record_for(article.report, finding, judgement, text=text, note=kept, by=self._user)
        article.log.append([record], seen={finding.fingerprint: self._seen})
        self._done.append((self._at, finding.fingerprint))
        self._status = f"{STATE_WORDS[State(judgement.value)]}: {excerpt(finding.text, limit=_QUOTE)}"
        if go_on:
            self._next_open()

    def _edit(self) -> None:
        finding, before = self._finding(), self._decision()
        first = finding.suggestions[0].text if finding.suggestions else finding.text
        text = self._keys.line("The text should say (empty: as it was)", (before.text if before else "") or first)
        text = " ".join((text or "").split())
        if text:
            self._decide(Judgement.ACCEPTED, text=text)

    def _note(self) -> None:
        before = self._decision()
        note = self._keys.line("Note", before.note if before else "")
        note = None if note is None else " ".join(note.split())
        if note is None or note == (before.note if before else ""):
            return
        judgement = before.judgement if before else Judgement.UNSURE
        self._decide(judgement, text=before.text if before else "", note=note, go_on=False)
        self._status = "noted" if before else "noted; unsure until you decide"

    def _undo(self) -> None:
        """Take back what holds about the finding, or else the last decision made here, and go there."""
        seen = {self._finding().fingerprint: self._seen}
        if self._decision() is None:
            if not self._done:
                self._status = "nothing to undo"
                return
            at, key = self._done[-1]
            article = self._load(at)
            findings = () if article is None else article.report.findings
            index = next((index for index, one in enumerate(findings) if one.fingerprint == key), None)
            if index is None:  # gone since the glossary was changed
                self._done.pop()
                self._status = "the finding of your last decision is gone"
                return
            self._at, self._index = at, index
            last = self._article().log.read().last.get(key)
            seen = {key: "" if last is None else last.id}
        key = self._finding().fingerprint
        back = self._article().log.undo([key], by=self._user, seen=seen)
        if (self._at, key) in self._done:
            self._done.remove((self._at, key))
        state = STATE_WORDS[State(back[0].judgement.value)] if back else STATE_WORDS[State.OPEN]
        self._status = f"undone; it is {state} again"

    def _tell_conflict(self) -> None:
        """Somebody else was faster: what they decided is shown, and the user is asked again."""
        now = self._article().log.read().last.get(self._finding().fingerprint)
        who = now.by if now is not None and now.by else "Somebody"
        what = "took a decision back" if now is None or now.judgement is Judgement.OPEN else f"said {now.judgement}"
        self._status = f"{who} {what} meanwhile, and nothing was written. Decide again, or go on with j."

    # -- the glossary

    def _to_glossary(self) -> None:
        from mtqa.cli.review_glossary import add_from

        try:
            added = add_from(self._finding(), keys=self._keys, console=self._console, user=self._user)
        except MtqaError as exc:
            self._line(str(exc))
            added = False
        self._pause()
        if added:
            self._recheck()
        else:
            self._status = "nothing was added"

    def _recheck(self) -> None:
        article, key = self._article(), self._finding().fingerprint
        before = {one.fingerprint for one in article.report.findings}
        self._line(f"checking {article.path} ...")
        try:
            article.report = self._check(article.path)
        except MtqaError as exc:
            self._status = f"added, but the article was not checked again: {exc}"
            return
        self._keys.drop()
        after = [one.fingerprint for one in article.report.findings]
        gone, new = len(before - set(after)), len(set(after) - before)
        self._status = f"added; {plural(gone, 'finding')} gone, {new:,} new"
        if key in after:
            self._index = after.index(key)
        else:
            self._index = min(self._index, len(after)) - 1
            if not (self._move(1) or self._move(-1)):
                self._line(f"{self._status}; nothing is left")
                raise KeyboardInterrupt

    # -- the console

    def _tell_nothing(self) -> None:
        for at, path in enumerate(self._paths):
            if self._articles.get(at) is not None:
                self._line(f"{path}: no suspected issues")
        if self._status:
            self._line(self._status)

    def _pause(self) -> None:
        self._line("any key goes on")
        while self._keys.key() == RESIZED:
            pass

    def _line(self, text: str) -> None:
        from rich.text import Text

        encoding = self._console.encoding
        self._console.print(Text(printable(text).encode(encoding, "replace").decode(encoding, "replace")))
