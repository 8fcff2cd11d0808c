"""Windows over long texts."""

import pytest

from mtqa.lm.windows import batches, plan


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 20, 1000])
@pytest.mark.parametrize(("capacity", "context"), [(8, 0), (8, 3), (8, 7), (416, 104)])
def test_every_token_is_new_exactly_once(length, capacity, context):
    """The scored ranges of a text's windows tile it, whatever its length."""
    windows = list(plan([length], capacity=capacity, context=context))
    scored = [token for window in windows for token in range(window.first, window.end)]
    assert scored == list(range(length))


@pytest.mark.parametrize("length", [9, 20, 1000])
def test_windows_fit_and_keep_their_context(length):
    """No window is longer than the capacity; every one but the first has the whole context."""
    first, *others = plan([length], capacity=8, context=3)
    assert first.start == first.first == 0
    assert all(len(window) <= 8 for window in (first, *others))
    assert all(window.first - window.start == 3 for window in others)


def test_windows_of_a_text_do_not_depend_on_the_others():
    """The plan of a text is the same alone and in company."""
    together = [(w.start, w.first, w.end) for w in plan([30, 9], capacity=8, context=3) if w.text == 1]
    alone = [(w.start, w.first, w.end) for w in plan([9], capacity=8, context=3)]
    assert together == alone


def test_a_context_as_wide_as_the_window_is_refused():
    """There must be room for a new token."""
    with pytest.raises(ValueError, match="no room"):
        list(plan([10], capacity=8, context=8))


def test_batches_hold_every_window_and_keep_the_limit():
    """Batches lose no window, never pad beyond the limit, and their width is the window's own."""
    windows = list(plan([3, 50, 7, 7, 120, 1], capacity=64, context=16))
    seen = []
    for width, batch in batches(iter(windows), prefix=1, max_tokens=128):
        assert width * len(batch) <= 128
        assert all(width - 8 < len(window) + 1 <= width for window in batch)
        seen += batch
    assert sorted(seen, key=lambda w: (w.text, w.first)) == windows


def test_width_of_a_window_does_not_depend_on_its_neighbours():
    """A short window is not padded to the longest beside it."""
    windows = list(plan([5, 60], capacity=64, context=16))
    assert sorted(width for width, _ in batches(iter(windows), prefix=1, max_tokens=1024)) == [8, 64]
