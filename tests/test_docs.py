"""The documentation names what exists."""

import re
import tomllib
from pathlib import Path

import pytest

from mtqa.checks import all_checks
from mtqa.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", all_checks())
def test_every_check_is_in_the_readme(name):
    """Each check has its line in the table."""
    assert f"`{name}`" in README


def test_every_command_is_in_the_readme():
    """Each command of the command line is shown once at least."""
    commands = [command.name for command in app.registered_commands] + [group.name for group in app.registered_groups]
    assert len(commands) >= 4
    for command in commands:
        assert f"mtqa {command}" in README, command


PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "models/README.md",
    *(f"docs/{one.name}" for one in (ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("path", sorted(PAGES))
def test_links_lead_somewhere(path):
    """Every relative link and picture exists."""
    page = ROOT / path
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    for link in links:
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_readme_shows_the_pinned_torch():
    """The plain pip lines install the version that the constraints pin."""
    pins = dict(
        line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line
    )
    assert f"torch=={pins['torch']}" in README


def test_every_dependency_is_pinned_and_has_a_reason():
    """Each run-time dependency stands in constraints.txt and has a comment that says why."""
    pins = {
        line.split("==")[0].lower()
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for requirement in tomllib.loads(text)["project"]["dependencies"]:
        name = re.match(r"[\w-]+", requirement).group()
        assert name.lower() in pins, name
        assert re.search(rf'"{re.escape(requirement)}",\s+#', text), name


def test_versions_agree():
    """The version is the same wherever it stands."""
    import mtqa

    assert (
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == mtqa.__version__
    )


@pytest.mark.parametrize("card", sorted((ROOT / "models").glob("*.md")), ids=lambda path: path.name)
def test_cards_name_data_licence_and_command(card):
    """Every artefact's card says what it was made from, under which licence, by which command."""
    if card.name == "README.md":
        return
    text = card.read_text(encoding="utf-8")
    assert "python -m mtqa.training." in text
    assert "CC0" in text or "Apache-2.0" in text
    assert "imit" in text
