"""Results are written whole or not at all."""

import os
import stat

import pytest

from mtqa.errors import OutputError
from mtqa.output import require_writable, write_whole


def test_writes_and_replaces(tmp_path):
    """The file holds the new text, and nothing else is left in the folder."""
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    write_whole(path, "new — 윤")
    assert path.read_text(encoding="utf-8") == "new — 윤"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_keeps_permissions_and_links(tmp_path):
    """A replaced file keeps its mode; a link keeps pointing at the file that is replaced."""
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    """When the disk fills up, the old report is still there and no fragment is."""
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"report.html: could not be written \(No space left"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_refuses_before_the_work(tmp_path):
    """A folder, a missing folder and an input of the run are refused, each with a reason."""
    article = tmp_path / "article.txt"
    article.write_text("text", encoding="utf-8")
    with pytest.raises(OutputError, match="is a folder"):
        require_writable(tmp_path)
    with pytest.raises(OutputError, match="there is no folder"):
        require_writable(tmp_path / "none" / "report.html")
    with pytest.raises(OutputError, match="is an input of this run"):
        require_writable(tmp_path / "." / "article.txt", inputs=[article])
    require_writable(tmp_path / "report.html", inputs=[article])
    assert [one.name for one in tmp_path.iterdir()] == ["article.txt"]
