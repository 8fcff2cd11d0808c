"""The benchmark of words: what it takes, and its table, with networks that were never trained."""

import numpy as np
import pytest

from benchmarks.quality import words
from mtqa.errors import InputError
from mtqa.lm.reading import Reading
from mtqa.scoring.suspicions import Calibration, Suspecter
from mtqa.scoring.tagger import Tagger
from mtqa.scoring.word_features import FACTS
from mtqa.testing import FakeLM
from mtqa.training.mqm_rows import read_rows

LINES = (
    "hyp.A\td1\t1\tr1\ts1\tThe council will lift “new” sanctions.\t17\t21\tmajor",
    "hyp.B\td1\t1\tr2\ts1\tThe council will lift “new” sanctions.\t17\t21\tminor",
    "hyp.A\td1\t2\tr1\ts2\tHe spoke of magic power.\t12\t23\tmajor",
    "ref.A\td1\t1\tr1\ts1\tThe council will impose sanctions.\t-1\t-1\tno-error",
)


class Reader(FakeLM):
    """Reads, and shows states of nothing."""

    def read(self, texts):
        """See the protocol."""
        return [
            Reading(tokens, np.zeros((len(tokens), 2), np.float32), {"phrases": np.zeros((len(tokens), 1), np.float32)})
            for tokens in self.token_logprobs(texts)
        ]


@pytest.fixture
def suspecter():
    """A network whose answer is the surprisal of the word."""
    n = len(FACTS)
    shapes = {
        "reduce": (3, 1), "reduce_bias": (1,), "input": (2, 1 + n, 3), "input_bias": (2, 3), "recurrent": (2, 1, 3),
        "recurrent_bias": (2, 3), "between": (3 + n, 1), "between_bias": (1,), "answer": (1, 2), "answer_bias": (2,),
    }  # fmt: skip
    weights = {name: np.zeros((1, *shape), np.float32) for name, shape in shapes.items()}
    weights["between"][0, 3 + FACTS.index("surprisal"), 0] = 1
    weights["answer"][:] = 1
    calibration = Calibration((0.0, 1.0, 0.0), 2.0, 0.0)
    return Suspecter(Tagger(weights), np.zeros((1, 1), np.float32), {}, calibration, "1", 0.5, 4.0, "abc")


@pytest.fixture
def rows(tmp_path):
    """Three machine rows, one human."""
    path = tmp_path / "mqm.tsv"
    path.write_text("".join(line + "\n" for line in LINES), encoding="utf-8")
    return read_rows(path)


def test_scores_find_their_words(rows, suspecter):
    """Each word of each row has its own surprisal, whatever the quotation marks."""
    read = {
        key: words.read_article(words.document_of(members), Reader(), suspecter)
        for key, members in words.articles(rows).items()
    }
    scored = words.score(rows, read)
    table = scored.words
    surface = [
        table.rows[row].target[start:end] for row, start, end in zip(table.row, table.start, table.end, strict=True)
    ]
    at = surface.index("council")
    assert scored.surprisal[at] == pytest.approx(1 + 0.5 * len("council"))
    assert scored.marked[at] == pytest.approx(scored.surprisal[at] / 8)
    assert (scored.surprisal > 0).all()


def test_prints_the_table_with_floors_and_people(rows, suspecter, capsys):
    """Every row of the table, both kinds of translation, and a signature."""
    words.evaluate("made up", rows, Reader(), suspecter)
    out = capsys.readouterr().out
    for name in (
        "every word",
        "surprisal alone",
        "networks",
        "another rater (1 pairs)",
        "human references",
        "networks:abc",
    ):
        assert name in out, name
    assert "3 rows" in out


def test_a_table_that_is_none_is_one_message(tmp_path):
    """What a user passes by path may be anything."""
    path = tmp_path / "x.tsv"
    path.write_text("no\ttable\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.tsv, line 1: 2 columns"):
        read_rows(path)
