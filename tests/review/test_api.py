"""Decisions over HTTP: written at once, seen by the other, never lost."""

import json
import threading

import pytest

from mtqa.data import Judgement
from mtqa.decisions import NAME, DecisionLog


def decide(client, fingerprint, judgement="dismissed", *, article=0, seen="", **more):
    """Send one decision."""
    one = {"fingerprint": fingerprint, "judgement": judgement, "seen": seen, **more}
    return client.post("/api/decisions", json={"article": article, "decisions": [one]})


def test_a_decision_is_on_the_disk(client, fingerprints, folder):
    """What was answered stands in the file, with what people and counts will want to know."""
    answer = decide(client, fingerprints[0], "accepted", text="Yoon  Suk Yeol", note="as on his site")
    assert answer.status_code == 200
    (line,) = answer.json()["decisions"]
    (event,) = DecisionLog(folder / NAME).read().events
    assert (event.judgement, event.text, event.note, event.by) == (
        Judgement.ACCEPTED,
        "Yoon Suk Yeol",
        "as on his site",
        "Anna",
    )
    assert (event.found, event.suggested, event.check) == ("Yun Sokyol", "Yoon Suk Yeol", "name-near-miss")
    assert line["id"] == event.id
    assert line["at"] == event.at


def test_the_page_may_say_who(client, fingerprints):
    """Several people may use one server."""
    one = {"fingerprint": fingerprints[0], "judgement": "unsure"}
    answer = client.post("/api/decisions", json={"article": 0, "decisions": [one], "by": " Jin  Woo "})
    assert answer.json()["decisions"][0]["by"] == "Jin Woo"


def test_the_second_sees_the_first(client, fingerprints, folder):
    """Who has not seen the last line gets it, and writes nothing; with it, they may decide otherwise."""
    first = decide(client, fingerprints[0]).json()["decisions"][0]
    answer = decide(client, fingerprints[0], "accepted")
    assert answer.status_code == 409
    assert answer.json()["conflict"][fingerprints[0]]["id"] == first["id"]
    assert "dismissed by Anna" in answer.json()["error"]
    assert len(DecisionLog(folder / NAME).read().events) == 1
    assert decide(client, fingerprints[0], "accepted", seen=first["id"]).status_code == 200


def test_bulk_is_all_or_nothing(client, fingerprints, folder):
    """One finding that somebody decided about meanwhile stops them all."""
    decide(client, fingerprints[1])
    many = [{"fingerprint": key, "judgement": "accepted"} for key in fingerprints]
    answer = client.post("/api/decisions", json={"article": 0, "decisions": many})
    assert answer.status_code == 409
    assert list(answer.json()["conflict"]) == [fingerprints[1]]
    assert len(DecisionLog(folder / NAME).read().events) == 1


def test_undo_and_history(client, fingerprints):
    """What was decided before holds again; every line stays."""
    key = fingerprints[0]
    first = decide(client, key).json()["decisions"][0]
    second = decide(client, key, "accepted", seen=first["id"]).json()["decisions"][0]
    stale = client.post("/api/undo", json={"article": 0, "findings": [{"fingerprint": key, "seen": first["id"]}]})
    assert stale.status_code == 409
    (back,) = client.post(
        "/api/undo", json={"article": 0, "findings": [{"fingerprint": key, "seen": second["id"]}]}
    ).json()["decisions"]
    assert back["judgement"] == "dismissed"
    (none,) = client.post(
        "/api/undo", json={"article": 0, "findings": [{"fingerprint": key, "seen": back["id"]}]}
    ).json()["decisions"]
    assert none["judgement"] == "open"
    history = client.get("/api/history", params={"article": 0, "fingerprint": key}).json()["decisions"]
    assert [line["judgement"] for line in history] == ["dismissed", "accepted", "dismissed", "open"]
    assert decide(client, key, seen=none["id"]).status_code == 200


def test_undo_of_nothing(client, fingerprints, folder):
    """Nothing is written, and that is no error."""
    answer = client.post("/api/undo", json={"article": 0, "findings": [{"fingerprint": fingerprints[0]}]})
    assert answer.json() == {"decisions": []}
    assert not (folder / NAME).exists()


def test_state_tells_another_tab(client, fingerprints):
    """The revision is another one as soon as anything that the page shows is."""
    first = client.get("/api/state?article=0").json()
    assert first["checking"] is False
    assert first["progress"] == "reviewed 0 of 3"
    assert client.get("/api/state?article=0").json() == first
    decide(client, fingerprints[0])
    second = client.get("/api/state?article=0").json()
    assert second["revision"] != first["revision"]
    assert [line["fingerprint"] for line in second["decisions"]] == [fingerprints[0]]


def test_a_decision_of_another_program_is_seen(client, fingerprints, folder):
    """The file is the truth, not what the server remembers."""
    before = client.get("/api/state?article=0").json()["revision"]
    from mtqa.data import Decision

    DecisionLog(folder / NAME).append([Decision(fingerprints[0], Judgement.UNSURE, by="terminal")])
    after = client.get("/api/state?article=0").json()
    assert after["revision"] != before
    assert after["decisions"][0]["by"] == "terminal"
    assert decide(client, fingerprints[0]).status_code == 409


def test_a_finding_that_is_gone(client, folder, fingerprints):
    """The article was mended and checked again: there is nothing to decide about any more."""
    (folder / "a.txt").write_text("President Yoon spoke.\n", encoding="utf-8")
    assert client.get("/api/state?article=0").json()["checking"] is True
    assert client.post("/api/recheck", json={"article": 0}).json() == {"findings": {"gone": 2, "new": 0}}
    answer = decide(client, fingerprints[0])
    assert answer.status_code == 404
    assert "reload" in answer.json()["error"]


BAD = {
    "no JSON": b"{",
    "no UTF-8": b'{"a": "\xff"}',
    "no object": b"[]",
    "deep": b"[" * 100_000,
    "no article": b'{"decisions": [{"fingerprint": "x", "judgement": "dismissed"}]}',
    "article that is none": b'{"article": "0", "decisions": [{"fingerprint": "x", "judgement": "dismissed"}]}',
    "negative article": b'{"article": -1, "decisions": [{"fingerprint": "x", "judgement": "dismissed"}]}',
    "true as article": b'{"article": true, "decisions": [{"fingerprint": "x", "judgement": "dismissed"}]}',
    "no decisions": b'{"article": 0}',
    "none": b'{"article": 0, "decisions": []}',
    "no list": b'{"article": 0, "decisions": {"a": 1}}',
    "no objects": b'{"article": 0, "decisions": ["x"]}',
    "no fingerprint": b'{"article": 0, "decisions": [{"judgement": "dismissed"}]}',
    "open": b'{"article": 0, "decisions": [{"fingerprint": "x", "judgement": "open"}]}',
    "unknown judgement": b'{"article": 0, "decisions": [{"fingerprint": "x", "judgement": "maybe"}]}',
    "text that is none": b'{"article": 0, "decisions": [{"fingerprint": "x", "judgement": "unsure", "text": 1}]}',
    "long": json.dumps(
        {"article": 0, "decisions": [{"fingerprint": "x", "judgement": "unsure", "note": "x" * 50_000}]}
    ).encode(),
    "many": json.dumps({"article": 0, "decisions": [{"fingerprint": "x", "judgement": "unsure"}] * 5001}).encode(),
    "twice": json.dumps({"article": 0, "decisions": [{"fingerprint": "x", "judgement": "unsure"}] * 2}).encode(),
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_bad_bodies(client, body, folder):
    """400 with one sentence, never a fault of ours."""
    answer = client.post("/api/decisions", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not (folder / NAME).exists()


def test_what_is_not_there(client, fingerprints):
    """404 in one sentence."""
    assert decide(client, fingerprints[0], article=3).status_code == 404
    assert decide(client, "0" * 16).status_code == 404
    assert client.get("/api/state?article=99").status_code == 404
    assert client.get("/api/state?article=x").status_code == 400
    assert client.get("/api/state").status_code == 400
    assert client.get("/api/nothing").json() == {"error": "There is nothing at this address."}


def test_a_lone_surrogate_does_not_break_the_file(client, fingerprints, folder):
    """JSON can say it; a file cannot hold it."""
    body = (
        f'{{"article":0,"decisions":[{{"fingerprint":"{fingerprints[0]}","judgement":"unsure","note":"a\\ud800b"}}]}}'
    )
    answer = client.post("/api/decisions", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    assert DecisionLog(folder / NAME).read().events[0].note == "a?b"


def test_a_folder_that_cannot_be_written(client, fingerprints, folder, monkeypatch):
    """The page says why, and the decision does not count as made."""
    import os

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    answer = decide(client, fingerprints[0])
    assert answer.status_code == 500
    assert "No space left" in answer.json()["error"]
    monkeypatch.undo()
    assert DecisionLog(folder / NAME).read().events == ()


def test_a_damaged_file_of_decisions(client, fingerprints, folder):
    """Line and reason, and nothing is written over it."""
    (folder / NAME).write_text('{"judgement": "no"}\n', encoding="utf-8")
    answer = decide(client, fingerprints[0])
    assert answer.status_code == 400
    assert "line 1" in answer.json()["error"]
    assert client.get("/").status_code == 200
    assert (folder / NAME).read_text(encoding="utf-8") == '{"judgement": "no"}\n'


def test_two_clients_racing(app, tools, fingerprints, folder):
    """Two tabs decide about the same findings at once: one wins each, the other is told, the file has every answer."""
    clients = [tools.signed_in(app) for _ in range(2)]
    acknowledged, refused, barrier = [], [], threading.Barrier(2)

    def race(client):
        seen = dict.fromkeys(fingerprints, "")
        for number in range(20):
            barrier.wait()
            for key in fingerprints:
                answer = decide(client, key, ("accepted", "dismissed")[number % 2], seen=seen[key])
                if answer.status_code == 200:
                    line = answer.json()["decisions"][0]
                    acknowledged.append(line["id"])
                else:
                    assert answer.status_code == 409
                    line = answer.json()["conflict"][key]
                    refused.append(line["id"])
                seen[key] = line["id"]

    threads = [threading.Thread(target=race, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = DecisionLog(folder / NAME).read().events
    assert sorted(event.id for event in events) == sorted(acknowledged)
    assert len(acknowledged) + len(refused) == 80
    assert refused  # each of them was shown what the other did
    assert set(refused) <= {event.id for event in events}


def test_overview(client, fingerprints):
    """What the list of articles shows; an article without findings is reviewed once it is checked."""
    rows = client.get("/api/overview").json()["rows"]
    assert [row["status"] for row in rows] == ["checked", "waiting", "waiting"]
    assert rows[0]["counts"]["open"] == 2
    for article in (1, 2):
        client.get(f"/article/{article}")
    for key in fingerprints:
        decide(client, key, "unsure")
    state = client.get("/api/overview").json()
    assert (state["reviewed"], state["total"]) == (2, 3)
    assert state["rows"][0]["counts"]["unsure"] == 2
