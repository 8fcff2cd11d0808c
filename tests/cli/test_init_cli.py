"""``mtqa init``."""

import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from mtqa.cli.init import init
from mtqa.config import find_config
from mtqa.glossary import limits
from mtqa.glossary.rows import BASIC
from mtqa.glossary.store import GlossaryFile

app = typer.Typer()
app.command()(init)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which the command runs."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "history"))
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(*arguments, code=0):
    """The result of the command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_init(folder):
    """Two files, and three lines about what is next."""
    result = run()
    assert (folder / "glossary.csv").read_text(encoding="utf-8") == ",".join(BASIC) + "\n"
    values = tomllib.loads((folder / "mtqa.toml").read_text(encoding="utf-8"))
    default = limits.Limits()
    assert values == {
        "glossary": "glossary.csv",
        "house": [],
        "packs": [],
        "user": "",
        "limits": {"entries": default.entries, "term": default.term, "bytes": default.bytes},
    }
    assert len(result.stdout.partition("Next:\n")[2].splitlines()) == 3


@pytest.mark.parametrize("name", ["glossary.csv", "terms/names.csv", 'odd "name" \\ 용어.csv'])
def test_the_configuration_is_read_back(folder, name):
    """What was written is what mtqa finds, in folders below too."""
    (folder / "terms").mkdir()
    run("--glossary", name)
    for start in (folder, folder / "terms"):
        config = find_config(start)
        assert config is not None
        assert config.path.resolve() == (folder / "mtqa.toml").resolve()
        assert config.glossary.resolve() == (folder / name).resolve()
        assert (config.house, config.packs, config.user, config.limits) == ((), (), "", limits.Limits())
    assert GlossaryFile(config.glossary).read().entries == ()


def test_makes_the_folder(folder):
    """A folder that is not there is made."""
    run("new/desk")
    assert (folder / "new" / "desk" / "mtqa.toml").is_file()
    assert (folder / "new" / "desk" / "glossary.csv").is_file()


def test_keeps_a_glossary(folder):
    """A glossary that is there is taken as it is."""
    (folder / "glossary.csv").write_text("term\nSeoul\n", encoding="utf-8")
    assert "which has 1 entry and was kept" in run().stdout
    assert (folder / "glossary.csv").read_text(encoding="utf-8") == "term\nSeoul\n"
    assert find_config(folder) is not None


def test_overwrites_no_configuration(folder):
    """A second time it refuses, and both files are as they were."""
    (folder / "mtqa.toml").write_text("# mine\n", encoding="utf-8")
    assert "mtqa.toml: is there already" in run(code=2).stderr
    assert (folder / "mtqa.toml").read_text(encoding="utf-8") == "# mine\n"
    assert not (folder / "glossary.csv").exists()


def test_a_broken_glossary_is_not_taken(folder):
    """A file that is no glossary is told, and no configuration names it."""
    (folder / "glossary.csv").write_text("word\nSeoul\n", encoding="utf-8")
    assert "no column 'term'" in run(code=2).stderr
    assert not (folder / "mtqa.toml").exists()


@pytest.mark.parametrize("name", ["glossary.tbx", "glossary", "a\nb.csv", "a\x1b.csv"])
def test_glossary_must_be_csv(folder, name):
    """Another format, or a name with control characters, is refused before anything is made."""
    assert "name a CSV file, such as glossary.csv" in run("--glossary", name, code=2).stderr
    assert list(folder.iterdir()) == []


def test_a_file_is_no_folder(folder):
    """Where a file stands there is no project."""
    Path("here").write_text("x", encoding="utf-8")
    assert "the folder cannot be made" in run("here", code=2).stderr


def test_is_quick_to_start():
    """The command loads nothing large."""
    import subprocess
    import sys

    code = "import sys, mtqa.cli.init, mtqa.cli.glossary; print(sorted({'numpy', 'rapidfuzz', 'rich.table', 'lxml', 're2', 'openpyxl'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
