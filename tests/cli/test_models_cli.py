"""``mtqa models``: a shadow of the store."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.cli.models import app
from mtqa.lm import store
from mtqa.lm.store import Installed


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A cache with nothing in it."""
    monkeypatch.setenv("MTQA_MODELS", str(tmp_path))
    return tmp_path


def run(*arguments):
    """Exit code 0, and the result."""
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result


def test_list_says_what_is_missing_and_how_to_get_it(empty):
    """A model that is not here is listed with its licence, size and command."""
    output = run("list").stdout
    assert "smollm2-135m" in output
    assert "Apache-2.0" in output
    assert "mtqa models fetch smollm2-135m" in output
    assert "hf:NAME_OR_PATH" in output


def test_list_says_where_a_model_is(empty, monkeypatch):
    """A model that is here is listed with its place and size."""
    monkeypatch.setattr(store, "installed", lambda: [Installed("smollm2-135m", Path("somewhere"), 5_000_000)])
    output = run("list").stdout
    assert "in somewhere, 5 MB" in output
    assert "not fetched" not in output


def test_fetch_prints_the_place_on_stdout_and_notes_on_stderr(monkeypatch):
    """The result can be piped; what happens meanwhile is on the other stream."""

    def fetch(name, *, note):
        note(f"Fetching {name}.")
        return Path("somewhere")

    monkeypatch.setattr(store, "fetch", fetch)
    result = run("fetch")
    assert result.stdout == "somewhere\n"
    assert result.stderr == "mtqa: Fetching smollm2-135m.\n"


def test_verify_says_so(monkeypatch):
    """Verification that succeeds says what it verified."""
    monkeypatch.setattr(store, "verify", lambda _name: Path("somewhere"))
    assert "undamaged" in run("verify", "smollm2-135m").stdout


@pytest.mark.parametrize(("there", "word"), [(True, "removed"), (False, "was not in")])
def test_remove_says_what_it_did(monkeypatch, there, word):
    """Removing what is not there is no error, and is said."""
    monkeypatch.setattr(store, "remove", lambda _name: there)
    assert word in run("remove", "smollm2-135m").stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("verify",), "mtqa models fetch smollm2-135m"),
        (("verify", "nope"), "smollm2-135m"),
        (("remove", "nope"), "smollm2-135m"),
        (("fetch", "nope"), "smollm2-135m"),
    ],
)
def test_mistakes_are_one_message_and_exit_2(empty, arguments, hint):
    """A user's mistake is answered on stderr, with what to do, and nothing on stdout."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert hint in result.stderr
    assert "Traceback" not in result.stderr
