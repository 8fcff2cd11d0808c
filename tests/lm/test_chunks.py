"""The order in which texts go through the default engine."""

from hypothesis import given
from hypothesis import strategies as st

from mtqa.lm.chunks import CHUNK, POSITIONS, passes

LENGTHS = st.lists(st.integers(0, 5 * CHUNK), max_size=12)


@given(LENGTHS)
def test_every_token_is_read_once_and_in_order(lengths):
    """The chunks of a text tile it, each after the one before it, and never two texts after each other's chunks."""
    read = [0] * len(lengths)
    for one in passes(lengths):
        for text, first in one.rows:
            assert first == read[text]
            read[text] = min(lengths[text], first + CHUNK)
            assert read[text] - first <= one.width
    assert read == lengths


@given(LENGTHS)
def test_rows_that_go_together_fit_together(lengths):
    """First chunks go with first chunks of other texts; later ones follow the pass before, all but the last whole."""
    last = None
    for one in passes(lengths):
        texts = {text for text, _ in one.rows}
        if one.rows[0][1]:
            assert texts == {last}
            ends = [min(lengths[text], first + CHUNK) - first for text, first in one.rows]
            assert ends == [CHUNK] * len(ends) or len(ends) == 1
        else:
            assert len(texts) == len(one.rows)
            assert not any(first for _, first in one.rows)
        assert len(one.rows) * one.width <= 2 * CHUNK
        last = one.rows[-1][0]


@given(st.integers(1, 5 * CHUNK), LENGTHS)
def test_widths_do_not_depend_on_company(length, others):
    """A text's chunks are as wide in company as alone."""
    alone = [one.width for one in passes([length]) for _ in one.rows]
    together = [one.width for one in passes([*others, length, *others]) for text, _ in one.rows if text == len(others)]
    assert alone == together
    assert max(alone) + CHUNK < POSITIONS
