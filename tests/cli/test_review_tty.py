"""``mtqa review --tty``: the walk with keys from a list, and once in a real terminal."""

import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from rich.console import Console

from mtqa.cli.keys import ENDED, RESIZED
from mtqa.cli.review_tty import walk
from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog
from mtqa.errors import InputError

ARTICLE = "President Yun Sokyol spoke in the the capital on Monday. The Yunnan government did not; nobody knows why.\n"


class Typed:
    """Keys and lines that were typed before; a callable does something in between."""

    def __init__(self, *typed):
        self.typed = list(typed)
        self.asked = []

    def key(self):
        """The next key."""
        while self.typed and callable(self.typed[0]):
            self.typed.pop(0)()
        return self.typed.pop(0) if self.typed else ENDED

    def drop(self):
        """Nothing was pressed too early."""

    def line(self, question, text=""):
        """The next line; ``...`` keeps what is there."""
        self.asked.append((question, text))
        answer = self.typed.pop(0)
        return text if answer is ... else answer


@pytest.fixture
def article(factory):
    """Makes a report of three findings."""

    def make(name="a.txt", surfaces=("Yun Sokyol", "the the", "Yunnan")):
        document = factory.doc(ARTICLE, id=name)
        wanted = {"Yun Sokyol": ["Yoon Suk-yeol"], "the the": ["the"], "Yunnan": []}
        return factory.report(
            document,
            [
                factory.finding(
                    document, one, suggestions=wanted[one], message=f"About {one}.", evidence=[("sound", "alike")]
                )
                for one in surfaces
            ],
        )

    return make


@pytest.fixture
def review(tmp_path, article):
    """Walks articles with typed keys; returns what was shown."""

    def run(*typed, reports=None, width=80, console=None, check=None):
        reports = {"a.txt": article()} if reports is None else reports
        shown = console or Console(file=io.StringIO(), width=width, height=30)
        keys = typed[0] if typed and isinstance(typed[0], Typed) else Typed(*typed)
        walk(
            [tmp_path / name for name in reports],
            check=check or (lambda path: reports[path.name]),
            log=lambda path: DecisionLog(path.parent / "decisions.jsonl"),
            user="Anna",
            keys=keys,
            console=shown,
        )
        return shown.file.getvalue()

    return run


def decisions(tmp_path):
    """What was found and decided, in order."""
    log = DecisionLog(tmp_path / "decisions.jsonl").read()
    return [(one.found, str(one.judgement), one.text, one.note) for one in log.current.values()]


def test_keys_decide_and_go_on(review, tmp_path):
    """Each decision is written with who made it, and the next open finding is shown."""
    shown = review("a", "d", "u", "q")
    assert decisions(tmp_path) == [
        ("Yun Sokyol", "accepted", "", ""),
        ("the the", "dismissed", "", ""),
        ("Yunnan", "unsure", "", ""),
    ]
    first = DecisionLog(tmp_path / "decisions.jsonl").read().events[0]
    assert (first.by, first.check, first.suggested, first.file) == ("Anna", "name-near-miss", "Yoon Suk-yeol", "a.txt")
    assert "1 of 3, 0 decided" in shown
    assert "3 of 3, 2 decided" in shown
    assert "no finding is open any more" in shown
    assert "a.txt: 1 confirmed, 1 dismissed, 1 unsure; decisions are in" in " ".join(shown.split())


def test_a_card_says_all_that_a_decision_needs(review):
    """The finding in its paragraph, message, change, evidence, confidence, place."""
    shown = review("q")
    assert "President ▸Yun Sokyol◂ spoke in the the capital" in shown
    for text in ("About Yun Sokyol.", "Yoon Suk-yeol", "sound: alike", "very likely, 0.90", "line 1, column 11"):
        assert text in shown
    assert "\x1b" not in shown


def test_moving(review, tmp_path):
    """Keys j and k go by one, s to what is open, and the ends say that they are the ends."""
    shown = review("k", "j", "j", "j", "k", "d", "s", "s", "q")
    assert "this is the first finding" in shown
    assert "this is the last finding" in shown
    assert decisions(tmp_path) == [("the the", "dismissed", "", "")]


def test_own_text_and_notes(review, tmp_path):
    """Key e confirms with a text that begins as the suggestion; a note stays with a later decision."""
    keys = Typed("e", "Yoon Suk Yeol", "n", "ask the desk", "d", "k", "e", "", "q")
    shown = review(keys)
    assert keys.asked[0][1] == "Yoon Suk-yeol"
    assert decisions(tmp_path) == [
        ("Yun Sokyol", "accepted", "Yoon Suk Yeol", ""),
        ("the the", "dismissed", "", "ask the desk"),
    ]
    assert "noted; unsure until you decide" in shown
    assert "note: ask the desk" in shown


def test_undo(review, tmp_path):
    """Key z takes back what is shown, or goes back to the last decision made here."""
    shown = review("a", "z", "z", "q")
    assert decisions(tmp_path) == []
    assert "undone; it is suspected again" in shown
    assert "nothing to undo" in shown
    assert len(DecisionLog(tmp_path / "decisions.jsonl").read().events) == 2


def test_undo_brings_an_earlier_decision_back(review, tmp_path):
    """As in the file: what was decided before holds again."""
    assert "it is confirmed again" in review("a", "k", "d", "k", "z", "q")
    assert decisions(tmp_path)[0][:2] == ("Yun Sokyol", "accepted")


def test_somebody_else_was_faster(review, article, tmp_path):
    """What the other person decided is shown, nothing is written, and the user decides again having seen it."""
    other = article().findings[0]

    def decide():
        record = Decision(other.fingerprint, Judgement.DISMISSED, by="Bob", note="a pen name")
        DecisionLog(tmp_path / "decisions.jsonl").append([record])

    shown = review(decide, "a", "q")
    assert "Bob said dismissed meanwhile" in shown
    assert "note: a pen name" in shown
    assert [one.by for one in DecisionLog(tmp_path / "decisions.jsonl").read().events] == ["Bob"]
    review("k", "a", "q")  # having seen it
    assert [one.by for one in DecisionLog(tmp_path / "decisions.jsonl").read().events] == ["Bob", "Anna"]


def test_a_second_walk_begins_at_what_is_open(review, tmp_path):
    """What is decided stays decided."""
    review("a", "q")
    shown = review("d", "q")
    assert "2 of 3, 1 decided" in shown
    assert [one[1] for one in decisions(tmp_path)] == ["accepted", "dismissed"]


def test_several_articles(review, article, tmp_path):
    """The walk goes on into the next article, and leaves out those that cannot be read or have nothing."""
    reports = {"a.txt": article(surfaces=["Yunnan"]), "b.txt": article("b.txt", []), "c.txt": article("c.txt")}

    def check(path):
        if path.name == "away.txt":
            raise InputError("away.txt: no such file")
        return reports[path.name]

    shown = review("d", "a", "q", reports={"a.txt": 0, "away.txt": 0, "b.txt": 0, "c.txt": 0}, check=check)
    assert "article 4 of 4" in shown
    assert [one[0] for one in decisions(tmp_path)] == ["Yunnan", "Yun Sokyol"]


def test_nothing_to_review(review, article):
    """It says so, and ends."""
    assert "no suspected issues" in review("a", reports={"a.txt": article(surfaces=[])})


def test_ctrl_c_keeps_what_was_decided(review, tmp_path):
    """It ends the walk like q."""

    def interrupt():
        raise KeyboardInterrupt

    assert "1 confirmed" in review("a", interrupt)
    assert [one[1] for one in decisions(tmp_path)] == ["accepted"]


@pytest.mark.parametrize("width", [20, 40, 200])
def test_any_width(review, width):
    """Nothing is wider than the terminal, and a new size shows the finding again."""
    shown = review(RESIZED, "?", "x", "%", "q", width=width)
    assert max(map(len, shown.splitlines())) <= width
    assert "% does nothing" in shown


def test_an_ascii_terminal_without_colour(review):
    """The finding is marked all the same."""
    raw = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    console = Console(file=raw, width=80, height=30, no_color=True)
    raw.getvalue = lambda: raw.buffer.getvalue().decode("ascii")
    assert ">>Yun Sokyol<<" in review("q", console=console)


def test_text_commands_no_terminal(review, factory):
    """Escapes in an article, a name or a note are pictures."""
    document = factory.doc("A \x1b[31mred\x07 \u202ething [bold]x[/bold].", id="\x1b]0;x\x07.txt")
    found = factory.finding(document, "\x1b[31mred\x07", message="\x1b[2J", suggestions=["\x1b[0m"])
    shown = review("a", "q", reports={"a.txt": factory.report(document, [found])})
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "[bold]x[/bold]" in shown


def test_adding_to_the_glossary_checks_again(review, article, tmp_path, monkeypatch, capsys):
    """The dialogue is prefilled, the entry is written as ``mtqa glossary add`` does, and the finding is gone."""
    (tmp_path / "mtqa.toml").write_text('glossary = "glossary.csv"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "glossary.csv"

    def check(_path):
        return article(surfaces=["the the", "Yunnan"] if file.exists() else ["Yun Sokyol", "the the", "Yunnan"])

    keys = Typed("g", ..., ..., "", ..., "ko:윤석열", "", " ", "d", "q")
    shown = review(keys, check=check)
    assert [text for _, text in keys.asked] == ["Yoon Suk-yeol", "person", "", "Yun Sokyol", "", ""]
    row = file.read_text(encoding="utf-8")
    assert "Yoon Suk-yeol" in row
    assert "Yun Sokyol" in row
    assert "윤석열" in row
    assert "1 finding gone, 0 new" in shown
    assert [one[0] for one in decisions(tmp_path)] == ["the the"]
    assert "added Yoon Suk-yeol (person)" in capsys.readouterr().out


def test_a_form_for_an_entry_that_is_there(review, factory, tmp_path, monkeypatch):
    """What is suggested is of the glossary: the entry gets the form, and there is no second entry."""
    from mtqa.data import Suggestion

    (tmp_path / "mtqa.toml").write_text('glossary = "glossary.csv"\n', encoding="utf-8")
    (tmp_path / "glossary.csv").write_text("id,term,kind\nyoon,Yoon Suk-yeol,person\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    document = factory.doc(ARTICLE)
    found = factory.finding(document, "Yun Sokyol", suggestions=[Suggestion("Yoon Suk-yeol", "yoon")])
    review(Typed("g", "w", " ", "q"), reports={"a.txt": factory.report(document, [found])})
    text = (tmp_path / "glossary.csv").read_text(encoding="utf-8")
    assert text.count("Yoon Suk-yeol") == 1
    assert "Yun Sokyol" in text


def test_the_collision_guard_is_asked(review, factory, tmp_path, monkeypatch, capsys):
    """A second entry of the same name is refused where nobody can insist, and the glossary stays as it was."""
    (tmp_path / "mtqa.toml").write_text('glossary = "glossary.csv"\n', encoding="utf-8")
    (tmp_path / "glossary.csv").write_text("id,term,kind\nyoon,Yoon Suk-yeol,person\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = (tmp_path / "glossary.csv").read_bytes()
    document = factory.doc(ARTICLE)
    found = factory.finding(document, "Yun Sokyol", suggestions=["Yoon Suk-yeol"])
    typed = Typed("g", "n", "Yoon Suk-yeol", ..., "", "", "", "", " ", "q")
    shown = review(typed, reports={"a.txt": factory.report(document, [found])})
    assert "nothing was added" in shown
    assert (tmp_path / "glossary.csv").read_bytes() == before
    assert "'Yoon Suk-yeol' is in the glossary already" in capsys.readouterr().err


def test_without_a_glossary_it_says_what_to_do(review, tmp_path, monkeypatch):
    """No project is around."""
    monkeypatch.chdir(tmp_path)
    assert "mtqa init" in review("g", " ", "q")


def test_piped_input_is_refused(review, tmp_path, monkeypatch):
    """Nobody sits there: one sentence, and nothing is checked."""
    monkeypatch.setattr("sys.stdin", io.StringIO("a"))
    with pytest.raises(InputError, match="reads keys from a terminal"):
        walk([Path("a.txt")], check=None, log=None, user="Anna")


#: What the real terminal runs: the walk over an article that is checked for real.
SCRIPT = """
import sys
from pathlib import Path
from mtqa.api import check
from mtqa.cli.review_tty import walk
from mtqa.decisions import DecisionLog
walk([Path("a.txt")], check=lambda path: check(path, lm=None, glossary="glossary.csv"),
     log=lambda path: DecisionLog(Path("decisions.jsonl")), user="Anna")
"""


class Shell:
    """A program in a terminal of its own."""

    def __init__(self, folder):
        self.leader, self.follower = pty.openpty()
        self.before = termios.tcgetattr(self.follower)
        self.output = ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT],
            cwd=folder,
            stdin=self.follower,
            stdout=self.follower,
            stderr=self.follower,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "100", "LINES": "40"},
        )

    def until(self, text, *, seconds=15.0):
        """Read what is shown until ``text`` is."""
        end = time.monotonic() + seconds
        while text not in self.output:
            ready, _, _ = select.select([self.leader], [], [], max(0.0, end - time.monotonic()))
            assert ready, self.output[-2000:]
            data = os.read(self.leader, 65536).decode("utf-8", "replace")
            self.output = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.output + data)
        self.output = self.output.partition(text)[2]

    def type(self, keys):
        """Press keys."""
        os.write(self.leader, keys.encode())

    def is_restored(self):
        """Whether the terminal is as it was."""
        return termios.tcgetattr(self.follower) == self.before

    def end(self):
        """The exit code."""
        return self.process.wait(timeout=20)

    def close(self):
        """Give the terminal back."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.leader)
        os.close(self.follower)


@pytest.fixture
def shell(tmp_path):
    """The review in a real terminal."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "glossary.csv").write_text("term,kind,wrong\nYoon Suk-yeol,person,Yun Sokyol\n", encoding="utf-8")
    started = Shell(tmp_path)
    yield started
    started.close()


def test_in_a_real_terminal(shell, tmp_path):
    """Keys act without Enter, a line is edited, q ends it, and the terminal is as it was."""
    shell.until("q quit")
    shell.type("a")
    shell.until("2 of")
    assert DecisionLog(tmp_path / "decisions.jsonl").read().events[0].found == "Yun Sokyol"
    shell.until("q quit")
    shell.type("\x1b[A")  # the arrow up
    shell.until("confirmed by Anna")
    shell.until("q quit")
    shell.type("e")
    shell.until("as it was): Yoon Suk-yeol")
    shell.type("X\r")
    shell.until("2 of")
    assert DecisionLog(tmp_path / "decisions.jsonl").read().events[1].text == "Yoon Suk-yeolX"
    shell.type("q")
    assert shell.end() == 0
    assert shell.is_restored()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_any_end_restores_the_terminal(shell, number, code):
    """Ctrl-C quits, a kill ends it; either way the terminal reads lines again."""
    shell.until("q quit")
    time.sleep(0.2)
    assert not shell.is_restored()
    shell.process.send_signal(number)
    assert shell.end() == code
    assert shell.is_restored()


def test_keys_pressed_too_early_decide_nothing(shell, tmp_path):
    """What is typed while the article is checked was not about its finding."""
    shell.type("aaa")
    shell.until("q quit")
    time.sleep(0.2)
    shell.type("d")
    shell.until("2 of")
    shell.type("q")
    assert shell.end() == 0
    assert [str(one.judgement) for one in DecisionLog(tmp_path / "decisions.jsonl").read().events] == ["dismissed"]
