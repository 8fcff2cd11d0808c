"""Bringing decisions of several people together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog, Decisions
from mtqa.decisions.merging import OnConflict, merged
from mtqa.errors import DecisionConflict

A, D, U, OPEN = Judgement.ACCEPTED, Judgement.DISMISSED, Judgement.UNSURE, Judgement.OPEN


def line(key, judgement, by="Anna", at="2026-01-01T00:00:00Z", **more):
    """A decision."""
    return Decision(key, judgement, by=by, at=at, id=more.pop("id", f"{key}-{judgement}-{by}-{at}"), **more)


def held(*lines):
    """A file with these lines."""
    return Decisions(lines)


def test_what_nobody_decided_here_is_taken_with_its_history():
    """Both lines, in order, with their names and times."""
    theirs = [line("k", A, "Ben"), line("k", D, "Ben", "2026-01-02T00:00:00Z")]
    result = merged(held(line("other", A)), theirs)
    assert result.added == tuple(theirs)
    assert result.conflicts == ()


def test_twice_adds_nothing():
    """Known by what they say, whatever they are called."""
    theirs = [line("k", A, "Ben"), line("m", D, "Ben")]
    again = [Decision("k", A, by="Ben", at="2026-01-01T00:00:00Z", id="another"), theirs[1]]
    result = merged(held(*theirs), again)
    assert result.added == ()
    assert result.n_known == 2


def test_disagreement_is_never_decided_in_silence():
    """Listed whatever holds; ours unless asked for theirs."""
    ours, theirs = line("k", A), line("k", D, "Ben", "2026-02-01T00:00:00Z")
    for how, taken in ((OnConflict.KEEP, False), (OnConflict.THEIRS, True), (OnConflict.NEWEST, True)):
        result = merged(held(ours), [theirs], on_conflict=how)
        assert [(one.ours, one.theirs, one.is_taken) for one in result.conflicts] == [(ours, theirs, taken)]
        assert result.added == ((theirs,) if taken else ())
    older = line("k", D, "Ben", "2025-01-01T00:00:00Z")
    assert merged(held(ours), [older], on_conflict=OnConflict.NEWEST).added == ()
    timeless = line("k", D, "Ben", "")
    assert merged(held(ours), [timeless], on_conflict=OnConflict.NEWEST).added == ()


def test_two_files_that_disagree_with_each_other(tmp_path):
    """The second is held against what the first brought in."""
    anna, ben = line("k", A), line("k", D, "Ben")
    result = merged(held(), [anna], [ben])
    assert result.added == (anna,)
    assert [(one.ours, one.theirs) for one in result.conflicts] == [(anna, ben)]
    log = DecisionLog(tmp_path / "decisions.jsonl")
    with pytest.raises(DecisionConflict):
        log.merge([anna], [ben], on_conflict=OnConflict.FAIL)
    assert not log.path.exists() or not log.read().events


def test_times_are_compared_as_times():
    """With fractions of a second, and in other zones."""
    for earlier, later in (
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.120Z"),
        ("2026-01-01T02:00:00+03:00", "2026-01-01T00:00:00Z"),
    ):
        old, new = line("k", A, at=earlier), line("k", D, "Ben", later)
        assert merged(held(old), [new], on_conflict=OnConflict.NEWEST).added == (new,)
        assert merged(held(new), [old], on_conflict=OnConflict.NEWEST).added == ()
    odd = line("k", D, "Ben", "yesterday")
    assert merged(held(line("k", A)), [odd], on_conflict=OnConflict.NEWEST).added == ()


def test_another_corrected_text_is_a_disagreement():
    """Both say that it is an error, and not the same."""
    result = merged(held(line("k", A, text="Yoon")), [line("k", A, "Ben", text="Yun")])
    assert len(result.conflicts) == 1


def test_somebody_who_agrees_is_added():
    """It changes nothing, and counts as agreement."""
    other = line("k", A, "Ben")
    result = merged(held(line("k", A)), [other])
    assert result.added == (other,)
    assert result.conflicts == ()


def test_one_person_on_two_machines():
    """The later decision holds, whichever file it is in."""
    old, new = line("k", A), line("k", D, at="2026-03-01T00:00:00Z")
    assert merged(held(old), [new]).added == (new,)
    assert merged(held(new), [old]).added == ()
    assert not merged(held(new), [old]).conflicts


def test_theirs_goes_on_from_ours():
    """A copy that was worked on: no conflict, though it says otherwise."""
    first = line("k", A)
    later = line("k", D, "Ben", "")
    back = line("m", OPEN, "Ben", undoes="x")
    ours = held(first, line("m", D, id="x"))
    result = merged(ours, [first, later, line("m", D, id="x"), back])
    assert result.added == (later, back)
    assert result.conflicts == ()
    assert Decisions((*ours.events, *result.added)).current == {"k": later}


def test_nothing_decided_there_is_nothing_against_ours():
    """They took something of their own back."""
    theirs = [line("k", D, "Ben", id="y"), line("k", OPEN, "Ben", undoes="y")]
    assert merged(held(line("k", A)), theirs).added == ()


def test_fail_writes_nothing(tmp_path):
    """Also what is in no conflict."""
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append([line("k", A)])
    before = log.path.read_bytes()
    with pytest.raises(DecisionConflict, match="about 1 finding"):
        log.merge([line("m", A, "Ben"), line("k", D, "Ben")], on_conflict=OnConflict.FAIL)
    assert log.path.read_bytes() == before


def test_undo_after_taking_theirs(tmp_path):
    """Ours holds again."""
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append([line("k", A)])
    log.merge([line("k", D, "Ben")], on_conflict=OnConflict.THEIRS)
    assert log.read().current["k"].judgement is D
    log.undo(["k"])
    assert log.read().current["k"].judgement is A


_LINES = st.lists(
    st.builds(
        lambda key, judgement, by, day: line(key, judgement, by, f"2026-01-{day:02}T00:00:00Z"),
        st.sampled_from("klm"),
        st.sampled_from([A, D, U]),
        st.sampled_from(["Anna", "Ben", ""]),
        st.integers(1, 9),
    ),
    max_size=8,
)


@given(_LINES, _LINES, st.sampled_from([OnConflict.KEEP, OnConflict.THEIRS, OnConflict.NEWEST]))
def test_taking_in_is_idempotent_and_loses_nothing(ours, theirs, how):
    """Our lines stay where they are, a second time adds nothing, and everything decided there is held or listed."""
    result = merged(Decisions(tuple(ours)), theirs, on_conflict=how)
    after = Decisions((*ours, *result.added))
    assert after.events[: len(ours)] == tuple(ours)
    again = merged(after, theirs, on_conflict=how)
    assert again.added == ()
    listed = {one.ours.fingerprint for one in result.conflicts if not one.is_taken}
    for key, other in Decisions(tuple(theirs)).current.items():
        mine = after.current[key]
        same = (mine.judgement, mine.text) == (other.judgement, other.text)
        same_person = mine.by == other.by and mine.by
        assert same or key in listed or same_person or any(one.id == other.id for one in ours), key
