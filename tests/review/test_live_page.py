"""The report's page in live mode, as it is: what the server's policy allows, and what the scripts rely on."""

import json
import re

from mtqa.review import create_app


def test_the_page_of_an_article(workspace, access, desk, tools):
    """No script or style of its own, each file it asks for is there, and the data say where it is."""
    client = tools.signed_in(create_app(workspace, access=access, desk=desk, user="Anna"))
    answer = client.get("/article/0")
    assert answer.status_code == 200, answer.text
    page = answer.text
    assert "http-equiv" not in page.lower()  # the policy is the server's
    assert not re.search(r"<style|<[^>]*\sstyle=|<[^>]*\son\w+=", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all('src="/static/' in one or 'type="application/json"' in one for one in scripts)
    sources = re.findall(r'<(?:script|link)[^>]*(?:src|href)="(/[^"]*)"', page)
    assert {source.partition("?")[0] for source in sources} >= {
        "/static/page.css",
        "/static/requests.js",
        "/static/entry_form.js",
        "/static/live.js",
        "/static/page.js",
    }
    names = [source.partition("?")[0] for source in sources]
    assert names.index("/static/live.js") < names.index("/static/page.js")
    for source in sources:
        assert client.get(source.replace("&amp;", "&")).status_code == 200, source
    data = json.loads(re.search(r'id="mtqa-data">(.*?)</script>', page, re.DOTALL).group(1))
    assert data["mode"] == "live"
    assert data["article"] == 0
    keys = [finding[2] for finding in data["files"][0]["findings"]]
    assert keys == [one.fingerprint for one in workspace.report(0).findings]
