"""The terminal rendering: a page for people, plain lines for programs, and no way in for hostile text."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from mtqa.data import Suggestion
from mtqa.report import print_text

LINE = re.compile(
    r'^(?P<path>.+?):(\d+):(\d+): (neutral|minor|major|critical) (\S+): .+ "(.*)"( -> .+)? \((0|1)\.\d\d\)$'
)


def piped(reports, *, encoding=None):
    """What a pipe receives."""
    if encoding is None:
        out = io.StringIO()
        print_text(reports, Console(file=out))
        return out.getvalue()
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding=encoding, newline="\n") as out:
        print_text(reports, Console(file=out))
        out.flush()
        return raw.getvalue().decode(encoding)


def terminal(reports, *, width=80, color=None):
    """What a terminal shows."""
    out = io.StringIO()
    print_text(reports, Console(file=out, force_terminal=True, width=width, color_system=color))
    return out.getvalue()


def test_piped_lines(factory):
    """One line per finding, in the documented form; the others carry no line number."""
    report = factory.seed_report()
    lines = piped([report]).splitlines()
    found = [line for line in lines if LINE.match(line)]
    assert len(found) == len(report.findings)
    assert all(line.startswith("seeds/biden-korea-visit.txt: ") for line in lines if not LINE.match(line))
    assert (
        "seeds/biden-korea-visit.txt:47:30: critical name-near-miss: Sounds like the glossary's Yoon Suk-yeol and is "
        'not one of its accepted forms. "Eun Sook-eol" -> Yoon Suk-yeol (0.97)'
    ) in lines


def test_piped_output_is_plain(factory):
    """No colour, no boxes, however long the line."""
    out = piped([factory.seed_report()])
    assert "\x1b" not in out
    assert not re.search("[\u2500-\u257f]", out)
    assert max(map(len, out.splitlines())) > 120


def test_says_what_a_person_needs(factory):
    """Totals as suspected, the scale of the score, the lowest sentences, what did not run, the signature."""
    out = piped([factory.seed_report()])
    assert "summary: 19 suspected issues in 1,060 words: 3 critical, 5 major, 10 minor, 1 neutral" in out
    assert "if all were confirmed" in out
    assert "fluency: 52 of 100, within the typical range (41 to 68)." in out
    assert 'lowest: 10 in line 35, "Zhang Jun' in out
    assert "not run: term-forbidden: the glossary lists no forbidden form" in out
    assert out.rstrip().splitlines()[-1].endswith(factory.seed_report().signature)


def test_notices_are_shown(factory):
    """What the reader had to decide is said."""
    assert "note: Read as cp1252: the file is not UTF-8." in piped([factory.sample_report()])


@pytest.mark.parametrize("show", [piped, terminal])
def test_no_findings(factory, show):
    """Nothing found is said with what was looked for, and what was not."""
    report = factory.report(factory.doc("All is well."), skipped=[("name-near-miss", "no glossary was given")])
    out = show([report])
    assert "no suspected issues in 3 words (7 checks ran)" in out
    assert "name-near-miss: no glossary was given" in out
    assert "fluency:" not in out


@pytest.mark.parametrize("width", [60, 80, 120])
def test_terminal_fits(factory, width):
    """Nothing but the signature is wider than the terminal."""
    lines = terminal([factory.seed_report()], width=width).splitlines()
    assert [line for line in lines if len(line) > width and "signature" not in line] == []


def test_terminal_is_aligned(factory):
    """Severities stand in one column."""
    lines = terminal([factory.seed_report()]).splitlines()
    columns = {
        m.start(1) for m in (re.match(r" *\d+:\d+ +(critical|major|minor|neutral) ", line) for line in lines) if m
    }
    assert len(columns) == 1


def test_terminal_shows_alternatives_and_deletion(factory):
    """Further suggestions follow the message; an empty one is a deletion."""
    out = " ".join(terminal([factory.seed_report()], width=200).split())
    assert "Or: Anna Evstignieieva." in out
    assert '"Related Posts" -> (delete)' in out


def test_several_files(factory):
    """Each file has its own part."""
    out = terminal([factory.sample_report(), factory.report(factory.doc("Fine.", id="fine.txt"))])
    assert out.index("seeds/sample.txt") < out.index("fine.txt")
    assert out.count("signature:") == 2


def test_no_files():
    """Nothing in, nothing out."""
    assert piped([]) == ""


HOSTILE = [
    "[bold red]x[/bold red]",
    "[link=file:///etc/passwd]x[/link]",
    "[/]",
    "[",
    "\\[bold]",
    ":smile: :boom:",
    "\x1b[2J\x1b[H",
    "\x1b]8;;http://evil.example\x07x\x1b]8;;\x07",
    "\x1b]0;owned\x07",
    "\x9b31m",
    "a\rb",
    "a\nb:1:1: critical fake: x",
    "a\x08\x08b",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
    "a\N{LINE SEPARATOR}b\N{PARAGRAPH SEPARATOR}c",
    "\ud800",
]


def hostile_report(factory, text):
    """A report with ``text`` in every field that comes from elsewhere."""
    document = factory.doc(f"x {text} y\n\nz", id=f"p{text}", notices=(text,))
    finding = factory.finding(
        document,
        text,
        check=f"c{text}",
        message=text,
        suggestions=[Suggestion(text), Suggestion(text)],
        evidence=[(text, text)],
    )
    fluency = factory.fluency(document)
    return factory.report(document, [finding], fluency=fluency, skipped=[(text, text)], signature=text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("color", [None, "truecolor"])
def test_hostile_text_is_only_text(factory, text, color):
    """No control character of a report reaches the terminal; markup and emoji codes stay as written."""
    out = terminal([hostile_report(factory, text)], width=200, color=color) + piped([hostile_report(factory, text)])
    ours = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e\ud800-\udfff]", ours)
    assert "😄" not in out
    if text.isprintable() and text.isascii():
        assert text in ours


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_adds_no_line(factory, text):
    """One finding is one line, so nothing can pretend to be another finding."""

    def lines(report):
        return piped([replace(report, fluency=None)]).splitlines()

    assert len(lines(hostile_report(factory, text))) == len(lines(hostile_report(factory, "plain")))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_any_encoding(factory, encoding):
    """A terminal that cannot say a character shows a question mark; there is no traceback."""
    out = piped([factory.sample_report(), factory.seed_report()], encoding=encoding)
    assert "Yoon Suk-yeol" in out
    assert ("“Lankov" in out) == (encoding in ("cp1252", "utf-8"))
