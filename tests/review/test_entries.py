"""The glossary from the page: the guard is heard first, and nobody's change is lost."""

import threading

import pytest

from mtqa.glossary.store import GlossaryFile


def entries(folder):
    """What the file says now."""
    return GlossaryFile(folder / "glossary.csv").read().by_id


def prefill(client, fingerprint):
    """The form as it is opened on a finding."""
    return client.get("/api/entry/prefill", params={"article": 0, "fingerprint": fingerprint}).json()


def seen(client, identity):
    """The digest of an entry as its page has it."""
    import json
    import re

    text = client.get("/glossary/entry", params={"id": identity}).text
    return json.loads(re.search(r'id="entry-data">(.*?)</script>', text).group(1))["seen"]


def test_prefilled_from_a_finding(client, fingerprints, folder):
    """What stands in the article is wrong for what is suggested, or right as well, or something else."""
    form = prefill(client, fingerprints[0])
    wrong, right, own, other = (choice["entry"] for choice in form["choices"])
    assert (wrong["term"], wrong["kind"], wrong["wrong"]) == ("Yoon Suk Yeol", "person", ["Yun Sokyol"])
    assert (right["term"], right["variants"], right["wrong"]) == ("Yoon Suk Yeol", ["Yun Sokyol"], [])
    assert (own["term"], own["variants"], own["wrong"]) == ("Yun Sokyol", [], [])
    assert (other["term"], other["kind"], other["wrong"]) == ("", "person", ["Yun Sokyol"])
    assert form["glossary"] == str(folder / "glossary.csv")


@pytest.mark.parametrize(
    ("surface", "suggestions", "labels"),
    [
        (
            "Kovid lockdown",
            [],
            ["“Kovid lockdown” is right, with", "“Kovid lockdown” is a wrong form of something else"],
        ),
        (
            "Pusan's",
            [("Busan's", "busan")],
            [
                "“Pusan” is a wrong form of “Busan”, which",
                "“Pusan” is another",
                "“Pusan” is right, with",
                "“Pusan” is a wro",
            ],
        ),
        ("Busan", [], ["“Busan” is right; it is in the glossary", "“Busan” is a wrong form of something else"]),
        (". .", [(".", None)], ["A new entry"]),
        ("the the", [("", None)], ["“the the” is right, with", "“the the” is a wrong"]),
        ("one two three four five six seven eight nine", [], ["A new entry"]),
    ],
)
def test_what_may_be_meant(factory, folder, surface, suggestions, labels):
    """Nothing is offered that no glossary could hold; an entry that is there is changed."""
    from mtqa.data import Suggestion
    from mtqa.review.prefill import choices

    document = factory.doc(f"Then {surface} came.")
    finding = factory.finding(document, surface, suggestions=[Suggestion(*one, "") for one in suggestions])
    found = choices(finding, GlossaryFile(folder / "glossary.csv").read())
    assert len(found) == len(labels)
    for choice, label in zip(found, labels, strict=True):
        assert choice.label.startswith(label)
        assert bool(choice.seen) == bool(choice.form["id"])


def test_preview_writes_nothing(client, folder):
    """Id, sentences and what would be done."""
    before = (folder / "glossary.csv").read_bytes()
    form = {"term": "Yoon Suk Yeol", "kind": "person", "sources": ["ko:윤석열"]}
    answer = client.post("/api/entry/preview", json=form).json()
    assert answer["id"] == "yoon-suk-yeol"
    assert answer["does"] == "add Yoon Suk Yeol (person)"
    assert all(set(one) == {"sentence", "severe"} for one in answer["concerns"])
    assert (folder / "glossary.csv").read_bytes() == before


def test_saved_with_provenance_and_checked_again(client, fingerprints, folder):
    """The finding is gone at once, and the entry says which finding it is from, by whom and when."""
    own = prefill(client, fingerprints[0])["choices"][2]["entry"]
    form = {**own, "kind": "person", "sources": ["ko:윤석열"], "roles": ["President"]}
    answer = client.post("/api/entry", json={**form, "article": 0, "fingerprint": fingerprints[0], "force": True})
    assert answer.status_code == 200, answer.text
    assert answer.json()["done"] == "added Yun Sokyol (person)"
    assert answer.json()["findings"] == {"gone": 2, "new": 0}
    entry = entries(folder)["yun-sokyol"]
    assert entry.finding == fingerprints[0]
    assert entry.added_by == "Anna"
    assert entry.added_at.endswith("Z")
    assert (entry.sources[0].lang, entry.sources[0].text) == ("ko", "윤석열")
    assert client.get("/api/state?article=0").json()["check"] == 2


def test_serious_concerns_ask_for_a_second_step(client, folder):
    """A common word as the name of a person would count wherever it has a capital: only who insists gets it."""
    form = {"term": "Yesterday", "kind": "person"}
    said = client.post("/api/entry/preview", json=form).json()["concerns"]
    assert any(one["severe"] for one in said)
    answer = client.post("/api/entry", json=form)
    assert answer.status_code == 409
    assert answer.json()["concerns"] == said
    assert list(entries(folder)) == ["busan"]
    assert client.post("/api/entry", json={**form, "force": True}).status_code == 200
    assert "yesterday" in entries(folder)


BAD = {
    "no term": {"kind": "person"},
    "blank term": {"term": "  "},
    "term that is a list": {"term": ["x"]},
    "unknown kind": {"term": "Seoul", "kind": "cityy"},
    "unknown rule": {"term": "Seoul", "match": "loud"},
    "list that is text": {"term": "Seoul", "wrong": "Soul"},
    "right and wrong": {"term": "Seoul", "wrong": ["Seoul"]},
    "wrong elsewhere": {"term": "Pusan City"},
    "there already": {"term": "Busan", "kind": "place"},
    "long": {"term": "x" * 5000},
    "number": {"term": 5},
}


@pytest.mark.parametrize("form", BAD.values(), ids=BAD)
def test_forms_that_no_glossary_holds(client, folder, form):
    """400 with a sentence, insisted or not; looked at beforehand, it is an answer as any other."""
    before = (folder / "glossary.csv").read_bytes()
    looked = client.post("/api/entry/preview", json=form)
    assert looked.status_code == 400 or looked.json()["refused"]
    for force in (False, True):
        answer = client.post("/api/entry", json={**form, "force": force})
        assert answer.status_code == 400, answer.text
        assert answer.json()["error"]
    assert (folder / "glossary.csv").read_bytes() == before


def test_a_change_of_an_entry(client, folder):
    """What the form does not show stays; what is missing from a list has been taken out of it."""
    form = {"id": "busan", "seen": seen(client, "busan"), "term": "Busan", "wrong": [], "variants": ["Pusan"]}
    answer = client.post("/api/entry", json={**form, "force": True})
    assert answer.status_code == 200, answer.text
    entry = entries(folder)["busan"]
    assert (entry.variants, entry.wrong, entry.kind) == (("Pusan",), (), "place")


def test_a_change_that_changes_nothing(client, folder):
    """The history stays free of it."""
    answer = client.post("/api/entry", json={"id": "busan", "seen": seen(client, "busan"), "term": "Busan"})
    assert answer.status_code == 400
    assert "nothing to save" in answer.json()["error"]
    assert GlossaryFile(folder / "glossary.csv").history() == ()


def test_a_change_of_what_was_changed_meanwhile(client, folder):
    """409 with the entry as it is now, and nothing written; with that seen, it goes."""
    stale = seen(client, "busan")
    first = client.post("/api/entry", json={"id": "busan", "seen": stale, "note": "a port", "force": True})
    assert first.status_code == 200, first.text
    second = client.post("/api/entry", json={"id": "busan", "seen": stale, "note": "a city", "force": True})
    assert second.status_code == 409
    assert second.json()["current"]["note"] == "a port"
    assert entries(folder)["busan"].note == "a port"
    third = {"id": "busan", "seen": second.json()["seen"], "note": "a city", "force": True}
    assert client.post("/api/entry", json=third).status_code == 200
    for path, more in (("entry/remove", {}), ("entry/deprecate", {"use": "Pusan"})):
        assert client.post(f"/api/{path}", json={"id": "busan", "seen": stale, **more}).status_code == 409
    assert client.post("/api/entry", json={"id": "gone", "seen": "x", "term": "x"}).status_code == 409


def test_remove_and_undo(client, folder):
    """Byte for byte as it was."""
    before = (folder / "glossary.csv").read_bytes()
    gone = client.post("/api/entry/remove", json={"id": "busan", "seen": seen(client, "busan")}).json()
    assert gone["done"] == "removed Busan (place)"
    assert entries(folder) == {}
    page = client.get("/glossary", params={"removed": "Busan", "undo": gone["undo"], "version": gone["version"]}).text
    assert f'data-restore="{gone["undo"]}" data-seen="{gone["version"]}"' in page
    back = client.post("/api/glossary/restore", json={"number": gone["undo"], "seen": gone["version"]})
    assert back.status_code == 200, back.text
    assert (folder / "glossary.csv").read_bytes() == before


def test_undo_does_not_take_away_what_others_did_since(client, folder):
    """A newer version is there: the history has to be looked at."""
    gone = client.post("/api/entry/remove", json={"id": "busan", "seen": seen(client, "busan")}).json()
    client.post("/api/entry", json={"term": "Jeju Island", "force": True})
    answer = client.post("/api/glossary/restore", json={"number": gone["undo"], "seen": gone["version"]})
    assert answer.status_code == 409
    assert list(entries(folder)) == ["jeju-island"]


def test_deprecate(client, folder):
    """Another form is right, and the old one wrong."""
    values = {"id": "busan", "seen": seen(client, "busan"), "use": "Pusan", "force": True}
    assert client.post("/api/entry/deprecate", json=values).status_code == 200
    entry = entries(folder)["busan"]
    assert entry.term == "Pusan"
    assert "Busan" in entry.wrong


def test_history_page(client, folder):
    """Each version with the way back to it, the present one without."""
    client.post("/api/entry", json={"term": "Jeju Island", "force": True})
    text = client.get("/glossary/history").text
    assert "added Jeju Island" in text
    assert "as it is now" in text
    assert text.count("data-restore=") == 1


def test_browse_search_and_page(client, folder):
    """Fifty on a page; a search finds what is about as it is spelt; a query that says nothing is no error."""
    rows = "".join(f"e{n},Name Number{n},person,,\n" for n in range(120))
    with (folder / "glossary.csv").open("a", encoding="utf-8") as file:
        file.write(rows)
    text = client.get("/glossary").text
    assert "121 entries" in text
    assert text.count("/glossary/entry?") == 50
    assert "Page 1 of 3" in text
    assert client.get("/glossary?page=3").text.count("/glossary/entry?") == 21
    assert "Page 3 of 3" in client.get("/glossary?page=999999").text
    assert "Page 1 of 3" in client.get("/glossary?page=x").text
    assert "Busan" in client.get("/glossary?q=busann").text
    assert client.get("/glossary?kind=place").text.count("/glossary/entry?") == 1
    assert "nothing to search for" in client.get("/glossary?q=%21%21").text
    assert client.get("/glossary?q=" + "x" * 5000).status_code == 200


def test_two_people_add_at_once(app, tools, folder):
    """Every entry that was acknowledged is in the file."""
    added, threads = [], []

    def add(client, number):
        answer = client.post("/api/entry", json={"term": f"Zorblatt{number} Institute", "force": True})
        assert answer.status_code == 200, answer.text
        added.append(answer.json()["entry"]["id"])

    for number in range(6):
        threads.append(threading.Thread(target=add, args=(tools.signed_in(app), number)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert len(added) == 6
    assert set(added) < set(entries(folder))


def test_without_a_glossary(workspace, access, page, tools, fingerprints):
    """The page says what to do."""
    from mtqa.review import create_app

    client = tools.signed_in(create_app(workspace, access=access))
    answer = client.post("/api/entry", json={"term": "Seoul"})
    assert answer.status_code == 400
    assert "mtqa init" in answer.json()["error"]
    assert client.get("/glossary").status_code == 404


def test_the_projects_glossary_is_made_when_it_is_first_written_to(workspace, access, page, tools, tmp_path):
    """A project names it before it is there."""
    from mtqa.review import Desk, create_app

    path = tmp_path / "new.csv"
    client = tools.signed_in(create_app(workspace, access=access, desk=Desk(GlossaryFile(path), may_create=True)))
    assert "There is no entry yet." in client.get("/glossary").text
    assert not path.exists()
    assert client.post("/api/entry", json={"term": "Jeju Island", "force": True}).status_code == 200
    assert "Jeju Island" in path.read_text(encoding="utf-8")


def test_what_an_entry_says_is_text(client, folder, payloads):
    """No term, note, address or summary becomes markup, on any page."""
    from html.parser import HTMLParser
    from urllib.parse import quote

    from mtqa.glossary.model import Entry, EntryKind, Glossary
    from mtqa.glossary.validate import tidied

    class Elements(HTMLParser):
        """The elements of a page that could do harm."""

        def __init__(self):
            super().__init__()
            self.bad = []

        def handle_starttag(self, tag, attrs):
            own = tag == "script" and (
                ("src", dict(attrs).get("src")) in attrs or ("type", "application/json") in attrs
            )
            own = own and (dict(attrs).get("src") or "/static/").startswith("/static/")
            if (tag in {"img", "svg", "iframe", "style", "script"} and not own) or any(
                n.startswith("on") for n, _ in attrs
            ):
                self.bad.append((tag, attrs))

    new = [
        tidied(Entry(f"p{n}", f"{payload} {n}", EntryKind.TERM, wrong=(f"not {payload}",), note=payload, url=payload))
        # a glossary refuses control characters by itself
        for n, payload in enumerate(" ".join(text.split()) for text in payloads)
    ]
    file = GlossaryFile(folder / "glossary.csv")
    file.edit(lambda now: Glossary((*now.entries, *new)), summary="payloads <img src=x onerror=alert(1)>")
    paths = ["/glossary", "/glossary/history", *(f"/glossary/entry?id={one.id}" for one in new)]
    paths += [f"/glossary?q={quote(payload)}&removed={quote(payload)}" for payload in payloads]
    for path in paths:
        text = client.get(path).text
        elements = Elements()
        elements.feed(text)
        assert not elements.bad, path
        assert len(text) > 1000, path
