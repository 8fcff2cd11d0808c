"""The pages that a person opens."""

import re

import pytest


def test_the_list_of_articles(client, fingerprints, folder):
    """Names, states, where decisions are; the next thing to do stands first."""
    text = client.get("/").text
    assert "reviewed 0 of 3" in text
    assert re.search(r'href="/article/0">Start with <bdi>a\.txt', text)
    assert '<td data-is="status">to do</td><td class="num" data-is="open">2</td>' in text
    assert "waiting" in text
    assert str(folder / "decisions.jsonl") in text


def test_an_article(client, fingerprints):
    """The report, with the decisions as they are now."""
    assert "open open; reviewed 0 of 3" in client.get("/article/0").text
    client.post(
        "/api/decisions", json={"article": 0, "decisions": [{"fingerprint": fingerprints[0], "judgement": "dismissed"}]}
    )
    assert "dismissed open" in client.get("/article/0").text


def test_an_article_that_was_changed_is_checked_again(client, folder):
    """What is shown is what stands on the disk."""
    assert "open open" in client.get("/article/0").text
    (folder / "a.txt").write_text("Once only, Yun Sokyol came.\n", encoding="utf-8")
    assert "open;" in client.get("/article/0").text
    assert "open open" not in client.get("/article/0").text


def test_an_article_that_is_gone(client, folder):
    """A page that says so, and the others go on."""
    (folder / "a.txt").unlink()
    answer = client.get("/article/0", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "a.txt" in answer.text
    assert client.get("/article/1").status_code == 200


@pytest.mark.parametrize("path", ["/article/3", "/article/99999999999999999999", "/article/-1", "/article/x", "/x"])
def test_no_such_page(client, path):
    """404 with a way back."""
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_next_and_previous(client, fingerprints):
    """To the next that is not reviewed, round the end, past those that are; back to the list when all is done."""
    for article in range(3):
        client.get(f"/article/{article}")  # c.txt has no finding, so it is reviewed

    def goes(after, step=1):
        return client.get("/next", params={"after": after, "step": step}).headers["location"]

    assert [goes(0), goes(1), goes(2)] == ["/article/1", "/article/0", "/article/0"]
    assert [goes(0, -1), goes(1, -1), goes(2, -1)] == ["/article/1", "/article/0", "/article/1"]
    for article in (0, 1):
        keys = [one.fingerprint for one in client.app_workspace.report(article).findings]
        many = [{"fingerprint": key, "judgement": "accepted"} for key in keys]
        assert client.post("/api/decisions", json={"article": article, "decisions": many}).status_code == 200
    assert goes(0) == "/"
    assert client.get("/next?after=x", headers={"accept": "text/html"}).status_code == 404
    assert "All done." in client.get("/").text


def test_what_others_wrote_is_text(payloads_in, client_of):
    """A file name and a problem are no markup."""
    text = client_of(payloads_in).get("/").text
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text


def test_a_fault_of_ours(app, tools, monkeypatch):
    """One sentence without what went wrong inside, and the headers of every answer; the server goes on."""
    from starlette.testclient import TestClient

    def broken(*_args, **_more):
        raise ValueError("secret of the inside")

    monkeypatch.setattr("mtqa.report.to_html", broken)
    headers = {"cookie": f"mtqa_{tools.PORT}=right-session", "accept": "text/html"}
    client = TestClient(app, base_url=tools.ORIGIN, headers=headers, raise_server_exceptions=False)
    answer = client.get("/article/0")
    assert answer.status_code == 500
    assert "ValueError" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert client.get("/").status_code == 200


def test_exports(client, fingerprints):
    """With the decisions as they are now, as a file to be saved."""
    import json

    one = {"fingerprint": fingerprints[0], "judgement": "dismissed"}
    client.post("/api/decisions", json={"article": 0, "decisions": [one]})
    listed = re.findall(r'href="/export/0/([\w-]+)" download', client.get("/export/0").text)
    assert {"html", "json", "markdown", "csv", "xlsx", "esa", "decisions", "corrected"} <= set(listed)
    for name in set(listed) - {"corrected"}:
        assert len(client.get(f"/export/0/{name}").content) > 50, name
    assert client.get("/export/0/decisions").json()["judgement"] == "dismissed"
    answer = client.get("/export/0/json")
    assert answer.headers["content-disposition"].startswith('attachment; filename="a.report.json"')
    (file,) = json.loads(answer.text)["files"]
    assert len(file["findings"]) == 2
    for path in ("/export/9", "/export/9/json", "/export/0/exe", "/export/0/../json", "/export/x/json"):
        assert client.get(path, headers={"accept": "text/html"}).status_code == 404


def test_a_form_of_another_part(workspace, access, page, tools):
    """Forms are given to the application; a name of a file is no header of its own."""
    from mtqa.report.exports import Form
    from mtqa.review import create_app
    from mtqa.review.exports import _attached

    form = Form("count", ".txt", "text/plain", "Count", lambda reports, **_: str(len(reports[0].findings)))
    client = tools.signed_in(create_app(workspace, access=access, forms=[form]))
    assert client.get("/export/0/count").text == "2"
    assert client.get("/export/0/json").status_code == 404
    header = _attached('윤 "a"\r\nx: y;.txt')
    assert header.isascii()
    assert "\r" not in header
    assert header.count('"') == 2


@pytest.fixture
def payloads_in(tmp_path):
    """A file whose name is markup."""
    path = tmp_path / "<img src=x onerror=alert(1)>.txt"
    path.write_text("x", encoding="utf-8")
    return path


@pytest.fixture
def client_of(check, access, page, tools):
    """A client of a page about one file."""
    from mtqa.decisions import DecisionLog
    from mtqa.review import Workspace, create_app

    def make(path):
        workspace = Workspace([path], check=check, log=lambda one: DecisionLog(one.parent / "decisions.jsonl"))
        return tools.signed_in(create_app(workspace, access=access))

    return make


def test_every_static_file_is_there(client):
    """Each that a page names, with the right type."""
    from mtqa.review.static_files import OWN, PAGE_SCRIPT, PAGE_STYLE

    for name in (*OWN, PAGE_SCRIPT, PAGE_STYLE):
        answer = client.get(f"/static/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(("text/css", "text/javascript"))
        assert len(answer.text) > 500


def test_nothing_in_a_page_runs_or_styles_by_itself(client, fingerprints):
    """The policy forbids it, so it would be dead; and no form is sent by the browser."""
    for path in ("/", "/glossary", "/glossary/new", "/glossary/entry?id=busan", "/glossary/history"):
        text = client.get(path).text
        for script in re.findall(r"<script(.*?)>", text):
            assert 'src="/static/' in script or 'type="application/json"' in script
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<form[^>]*action", text)
