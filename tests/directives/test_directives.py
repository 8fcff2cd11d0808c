"""What an article says to mtqa about itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import State
from mtqa.directives import Verb, directives
from mtqa.errors import InputError
from mtqa.options import Options
from mtqa.pipeline import assess
from mtqa.readers import read_text
from mtqa.report import to_json
from mtqa.report.corrected import corrected

ONLY = Options(select=("repeated-word", "a-an"))


def report_of(text, *, media_type="text/plain", options=ONLY):
    """The report of a text, by two checks that need nothing."""
    return assess(read_text(text, id="a.txt", media_type=media_type), options=options)


def states_of(text, **more):
    """What each finding says and where it stands."""
    report = report_of(text, **more)
    return [(one.text, state) for one, state in zip(report.findings, report.states(), strict=True)]


LINES = "The the start.\n\n{0}\n\nThis is a unusual the the line.\n\n{1}\n\nOf of the end.\n"


@pytest.mark.parametrize(
    ("off", "on"),
    [
        ("<!-- mtqa off -->", "<!-- mtqa on -->"),
        ("mtqa off", "mtqa on"),
        ("# mtqa:off", "// mtqa: on"),
        ("mtqa off a-an, repeated-word", "mtqa on repeated-word, a-an"),
        ("mtqa off -- quoted from a letter", "  mtqa on  "),
    ],
)
def test_a_stretch_of_plain_text_is_switched_off(off, on):
    """From off to on, in each form that plain text has."""
    states = states_of(LINES.format(off, on))
    assert [state for _, state in states] == [State.OPEN, State.IGNORED, State.IGNORED, State.OPEN]


@pytest.mark.parametrize("media_type", ["text/html", "text/markdown"])
def test_a_stretch_of_a_page_is_switched_off(media_type):
    """The same in comments of HTML and Markdown."""
    text = LINES.format("<!-- mtqa off -->", "<!-- mtqa on -->")
    if media_type == "text/html":
        text = "\n".join(line if line.startswith("<") else f"<p>{line}</p>" for line in text.split("\n\n"))
    states = states_of(text, media_type=media_type)
    assert [state for _, state in states] == [State.OPEN, State.IGNORED, State.IGNORED, State.OPEN]


def test_only_the_named_check_is_switched_off_and_the_rest_of_the_article_with_it():
    """An off without an on holds to the end."""
    states = states_of(LINES.format("mtqa off a-an", ""))
    assert [state for _, state in states] == [State.OPEN, State.IGNORED, State.OPEN, State.OPEN]


def test_on_for_one_check_leaves_the_other_off():
    """What is named is back; the rest is not."""
    states = states_of(LINES.format("mtqa off a-an, repeated-word", "mtqa on a-an"))
    assert [state for _, state in states] == [State.OPEN, State.IGNORED, State.IGNORED, State.IGNORED]


@pytest.mark.parametrize(
    "text",
    [
        "mtqa:ignore-next-line\n\nThe the one.\nThe the two.\n",
        "<!-- mtqa:ignore-next-line repeated-word -->\nThe the one.\nThe the two.\n",
        "mtqa:ignore-next-line\nmtqa:off a-an\nThe the one.\nThe the two.\n",
        "mtqa:ignore-next-line\r\nThe the one.\r\nThe the two.\r\n",
    ],
)
def test_the_next_line_that_holds_something(text):
    """Blank lines and directives do not count as lines."""
    assert [state for _, state in states_of(text)] == [State.IGNORED, State.OPEN]


def test_the_next_line_of_a_page():
    """In a page it is the line of the file."""
    page = "<p>The the one.</p>\n<!-- mtqa:ignore-next-line -->\n<p>The the two.</p>\n<p>The the three.</p>\n"
    assert [state for _, state in states_of(page, media_type="text/html")] == [State.OPEN, State.IGNORED, State.OPEN]


def test_a_word_is_not_doubted_anywhere():
    """A text that is ignored stays so in the whole article."""
    states = states_of("mtqa:ignore by by, Of of\nIt stood by by the sea.\nOf of course by by night.\nThe the.\n")
    assert {text: state for text, state in states if state is State.OPEN} == {"The the": State.OPEN}
    assert len(states) == 4


def test_the_reason_names_the_line_and_what_the_person_wrote():
    """What is switched off says where and why, and does not fail a run."""
    report = report_of("One line.\nmtqa off -- as in the <b>minutes</b>\nThe the.\n")
    assert [reason for _, reason in report.ignored] == [
        "switched off in line 2 of the article: as in the <b>minutes</b>"
    ]
    assert report.summary.ignored == 1
    assert report.worst() is None
    assert "switched off in line 2" in to_json([report])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!-- mtqa ofg -->\nAll is well here.", "line 1: “mtqa ofg” is not understood"),
        (
            "All is well.\n\nmtqa:off a-ann\nAnd here.",
            "line 3: “mtqa off a-ann”: there is no check 'a-ann'; did you mean",
        ),
        ("mtqa:ignore\nAll is well here.", "names no word"),
    ],
)
def test_a_directive_that_says_nothing_is_told(text, said):
    """A slip in a directive is a notice, never silence."""
    notices = report_of(text).document.notices
    assert any(said in notice for notice in notices), notices


@pytest.mark.parametrize(
    "text",
    [
        "mtqa on the web is a tool.",
        "We switched mtqa off.",
        "mtqa off the shelf",
        "mtqa is a tool.",
        "The line says: mtqa:off and more.",
        "mtqa ignore this",
        "Mtqa off",
        "mtqa offers much",
        "mtqa:offers",
    ],
)
def test_a_sentence_is_no_directive(text):
    """Prose that speaks of mtqa stays prose."""
    assert directives(text, media_type="text/plain") == ()
    assert report_of(f"{text}\nThe the line.").document.text.startswith(text)


def test_the_lines_are_no_part_of_the_text_and_positions_are_those_of_the_file():
    """Checks do not read directives; people see lines of the file."""
    report = report_of("mtqa off a-an\nFirst line here.\n# mtqa:ignore Kovid\nThe the second.\n")
    assert report.document.text == "First line here.\nThe the second.\n"
    (finding,) = report.findings
    assert report.document.line_column(finding.span) == (4, 1)
    assert report.document.to_original(finding.span).of(report.document.original) == "The the"


def test_a_text_of_directives_alone_is_no_article():
    """One message instead of an empty report."""
    with pytest.raises(InputError, match="no article"):
        read_text("mtqa off\nmtqa on\n", id="a.txt")


def test_a_correction_does_not_reach_over_a_directive():
    """A finding on both sides of a directive is left for a person; the directive stays in the file."""
    report = report_of("He saw the\nmtqa:ignore Kovid\nthe man, the the one.\n")
    result = corrected(report, wanted=lambda finding, state: True)
    assert result.text == "He saw the\nmtqa:ignore Kovid\nthe man, the one.\n"
    assert [one.reason for one in result.left_out] == ["there is markup inside it; mend it by hand"]


@pytest.mark.parametrize("verb", list(Verb))
def test_each_verb_is_read_in_both_forms(verb):
    """Verb, names and reason."""
    for line in (f"<!-- mtqa:{verb} a-an -- why -->", f"mtqa:{verb} a-an -- why"):
        (one,) = directives(line, media_type="text/plain")
        assert (one.verb, one.names, one.reason) == (verb, ("a-an",), "why")


_PIECES = st.sampled_from(
    [
        "mtqa off",
        "<!-- mtqa on -->",
        "The the one.",
        "mtqa:ignore-next-line",
        "",
        "\r",
        "a b",
        "# mtqa:ignore x",
        "-->",
        "<!--",
    ]
)


@given(st.lists(_PIECES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_character_is_text_or_directive(lines, end):
    """Nothing is lost between the two, whatever stands there."""
    original = end.join(["Start here.", *lines])
    document = read_text(original, id="a.txt")
    found = directives(original, media_type="text/plain")
    kept = "".join(
        char for at, char in enumerate(original) if not any(one.span.start <= at < one.span.end for one in found)
    )
    assert document.text == kept
    report_of(original)


@pytest.mark.parametrize("line", ["mtqa off", "mtqa on a-an", "mtqa:ignore-next-line", "<!-- mtqa ofg -->"])
def test_fifty_thousand_directives(line):
    """A hostile text takes no time to speak of, and says in a few sentences what is left out."""
    text = f"{line}\n" * 50_000 + "\n" * 50_000 + "The the end.\n"
    notices = report_of(text).document.notices
    assert len(notices) <= 25
    assert any("only the first 1,000 are heeded" in notice for notice in notices)
