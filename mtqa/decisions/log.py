"""The file of decisions: lines are only ever added, and one that was acknowledged is on the disk.

::

    log = DecisionLog(Path("decisions.jsonl"))
    log.append([Decision(fingerprint, Judgement.DISMISSED, by="Anna")])
    log.undo([fingerprint], by="Anna")
    log.read().current

Two people may work on one file.  Whoever decides says which line about the finding they had seen; if there is a
later one by now, nothing is written and the later one is what they get.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtqa.data import Decision, Judgement
from mtqa.decisions.carry import carried
from mtqa.decisions.lines import MOST_BYTES, Decisions, parse_decisions, to_line
from mtqa.decisions.locking import LOCK_SECONDS, writing
from mtqa.decisions.merging import OnConflict, merged
from mtqa.durable import flush, flush_folder, write_all
from mtqa.errors import DecisionConflict, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtqa.data import Report
    from mtqa.decisions.merging import Merge
    from mtqa.glossary.lock import Note

__all__ = ["NAME", "DecisionLog"]

NAME: Final = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class _Known:
    """A file as it was last read; all its lines are complete."""

    mark: tuple[int, int, int, int]
    size: int
    digest: bytes
    n_lines: int
    decisions: Decisions


class DecisionLog:
    """A file of decisions, and what may be done to it.  Safe in several threads and processes."""

    def __init__(self, path: Path, *, lock_seconds: float = LOCK_SECONDS, note: Note | None = None) -> None:
        """Nothing is read yet.

        Args:
            path: The file, or a link to it; need not be there.
            lock_seconds: How long a writer waits for another.
            note: Called with sentences for the user while waiting.
        """
        self.path = path
        self._lock_seconds = lock_seconds
        self._note = note
        self._known: _Known | None = None

    def read(self) -> Decisions:
        """All decisions; none if there is no file.

        Raises:
            InputError: The file cannot be read, or a line is no decision.
        """
        try:
            with self.path.open("rb") as stream:
                at = os.fstat(stream.fileno())
                mark = (at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns)
                if self._known is not None and self._known.mark == mark:
                    return self._known.decisions
                data = stream.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return Decisions()
        except OSError as exc:
            raise InputError(f"{self.path}: cannot be read ({exc.strerror or exc})") from exc
        found = self._parsed(data)
        if len(data) == at.st_size and data.endswith(b"\n"):
            self._known = _Known(mark, len(data), _digest(data), data.count(b"\n"), found)
        return found

    def _parsed(self, data: bytes) -> Decisions:
        """The decisions of a file; of one that has only grown, the new lines are read."""
        origin = str(self.path)
        known = self._known
        # bytes are compared by digest, not by time or size: whoever rewrites a file may leave both as they were
        if known is None or not known.size <= len(data) <= MOST_BYTES or _digest(data[: known.size]) != known.digest:
            return parse_decisions(data, origin=origin)
        more = parse_decisions(data[known.size :], origin=origin, first=known.n_lines + 1)
        return known.decisions.followed_by(more)

    def append(self, decisions: Sequence[Decision], *, seen: Mapping[str, str] | None = None) -> tuple[Decision, ...]:
        """Write decisions, all of them or none; they are on the disk when this returns.

        Args:
            decisions: Each gets an ``id``, and ``at`` if it has none.
            seen: For each fingerprint the ``id`` of the last line about it that the person saw, ``""`` if
                none.  A fingerprint that is not in it is not looked at; ``None`` looks at none.

        Returns:
            The decisions as they were written.

        Raises:
            DecisionConflict: There is a later line about one of them; nothing was written.
            InputError: The file cannot be read.
            OutputError: It cannot be written.
        """
        if not decisions:
            return ()
        with writing(self.path, seconds=self._lock_seconds, note=self._note) as target:
            self._refuse_stale(decisions, seen)
            return self._write(target, decisions)

    def undo(
        self, fingerprints: Sequence[str], *, by: str = "", seen: Mapping[str, str] | None = None
    ) -> tuple[Decision, ...]:
        """Take the last decision about each finding back: what was decided before it holds again.

        Returns:
            The lines that were added; none for a finding about which nothing is decided.

        Raises:
            DecisionConflict: As for :meth:`append`.
            InputError: The file cannot be read.
            OutputError: It cannot be written.
        """
        with writing(self.path, seconds=self._lock_seconds, note=self._note) as target:
            now = self.read()
            back = [_taken_back(now, key, by=by) for key in dict.fromkeys(fingerprints) if key in now.current]
            self._refuse_stale(back, seen)
            return self._write(target, back) if back else ()

    def carry(self, report: Report) -> tuple[Decision, ...]:
        """Write down which decisions go on with a finding that was edited beside (:mod:`mtqa.decisions.carry`).

        Returns:
            The lines that were added.

        Raises:
            InputError: The file cannot be read.
            OutputError: It cannot be written.
        """
        if not carried(report, self.read()):
            return ()
        with writing(self.path, seconds=self._lock_seconds, note=self._note) as target:
            done = tuple(replace(one, id=secrets.token_hex(6)) for one in carried(report, self.read()))
            if done:
                self._put(target, done)
            return done

    def merge(self, *others: Sequence[Decision], on_conflict: OnConflict = OnConflict.KEEP) -> Merge:
        """Take the lines of other files in, one file after the other, all that belong here or none.

        Their names, times and ids stay.

        Returns:
            What was added, and where we disagree.

        Raises:
            DecisionConflict: Two people disagree, and ``on_conflict`` is ``FAIL``; nothing was written.
            InputError: The file cannot be read.
            OutputError: It cannot be written.
        """
        with writing(self.path, seconds=self._lock_seconds, note=self._note) as target:
            result = merged(self.read(), *others, on_conflict=on_conflict)
            if on_conflict is OnConflict.FAIL and result.conflicts:
                n = len(result.conflicts)
                raise DecisionConflict(
                    f"{self.path}: about {n} finding{'s' * (n != 1)} somebody decided otherwise; nothing was written"
                )
            if result.added:
                # a line without a name could not be taken back
                self._put(target, [one if one.id else replace(one, id=secrets.token_hex(6)) for one in result.added])
        return result

    def _refuse_stale(self, decisions: Sequence[Decision], seen: Mapping[str, str] | None) -> None:
        if seen is None:
            return
        last = self.read().last
        for one in decisions:
            key = one.fingerprint
            if key in seen and seen[key] != (last[key].id if key in last else ""):
                said = last[key].judgement if key in last else "nothing"
                who = f" by {last[key].by}" if key in last and last[key].by else ""
                raise DecisionConflict(f"somebody decided about {one.found or key!r} meanwhile: {said}{who}")

    def _write(self, target: Path, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        done = tuple(replace(one, id=secrets.token_hex(6), at=one.at or now) for one in decisions)
        self._put(target, done)
        return done

    def _put(self, target: Path, done: Sequence[Decision]) -> None:
        lines = "".join(f"{to_line(one)}\n" for one in done).encode("ascii")
        is_new = not target.exists()
        handle = os.open(target, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            size = _whole_lines(handle)
            try:
                write_all(handle, lines)
                flush(handle)
            except OSError:
                os.ftruncate(handle, size)  # a full disk must not leave half a line
                raise
        finally:
            os.close(handle)
        if is_new:
            flush_folder(target.parent)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _taken_back(decisions: Decisions, fingerprint: str, *, by: str) -> Decision:
    """The line that takes the last decision about a finding back."""
    last = decisions.current[fingerprint]
    standing = decisions.standing(fingerprint)
    before = standing[-2] if len(standing) > 1 else replace(last, judgement=Judgement.OPEN, text="", note="")
    return replace(before, by=by, at="", id="", undoes=standing[-1].id if standing else last.id)


def _whole_lines(handle: int) -> int:
    """Make the file end with the end of a line, and return its size.

    A last line without an end was typed by a person, and is completed, or was left by a program that was killed
    in the middle of it, which nobody was told of, and goes.
    """
    size = os.fstat(handle).st_size
    start = max(0, size - 200_000)
    os.lseek(handle, start, os.SEEK_SET)
    tail = b""
    while chunk := os.read(handle, 1 << 20):
        tail += chunk
    if not tail or tail.endswith(b"\n"):
        return size
    last = tail.rpartition(b"\n")[2]
    try:
        parse_decisions(last + b"\n", origin="")
    except InputError:
        os.ftruncate(handle, size - len(last))
        return size - len(last)
    write_all(handle, b"\n")
    return size + 1
