"""Rows of annotation, words with marks, and figures that can be worked out by hand."""

import numpy as np
import pytest

from mtqa.errors import InputError
from mtqa.training import word_labels
from mtqa.training.mqm_rows import articles, read_rows
from mtqa.training.word_metrics import (
    average_precision,
    best_threshold,
    character_f1,
    interval,
    mcc,
    pairs_of_raters,
    span_precision,
    table,
)

HEAD = "mt_system\tdoc_id\tseg_id\tannotator_id\tsource\ttarget\tstart_ids\tend_ids\terrors\n"


def rows_of(tmp_path, *lines):
    """Read lines of an MQM file."""
    path = tmp_path / "mqm.tsv"
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return read_rows(path)


def test_escaped_quotes_are_undone_before_offsets_count(tmp_path):
    """Offsets refer to the text without CSV's doubled quotes."""
    (row,) = rows_of(tmp_path, 'hyp.A\td\t1\tr\ts\t"He said ""no way"" to it."\t9\t15\tmajor')
    assert row.target == 'He said "no way" to it.'
    assert row.marks[0].span.of(row.target) == "no way"
    assert [int(weight) for weight in table([row]).weight] == [0, 0, 5, 5, 0, 0]


def test_document_ids_with_underscores_are_put_together(tmp_path):
    """A document id was split over the columns of the segment and the rater."""
    rows = rows_of(
        tmp_path,
        HEAD.rstrip("\n"),
        "hyp.A\thunan\tribao-zh.1\t4\ts\tOne.\t-1\t-1\tno-error",
        "hyp.A\tjingji\tguancha\tbao-zh.2\ts\tOne.\t-1\t-1\tno-error",
        "hyp.A\tjingji\tguancha\tbao-zh.2\tt\tTwo.\t0\t3\tminor",
        "hyp.A\tx\t7\trater3\ts\tOne.\t-1\t-1\tno-error",
    )
    assert [(row.document, row.segment, row.rater) for row in rows] == [
        ("hunan_ribao-zh.1", 4, None),
        ("jingji_guancha_bao-zh.2", 1, None),
        ("jingji_guancha_bao-zh.2", 2, None),
        ("x", 7, "rater3"),
    ]
    assert [row.target for row in articles(rows)["hyp.A", "jingji_guancha_bao-zh.2"]] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("hyp.A\td\t1\tr\ts\tText.\t0", "line 1: 7 columns"),
        ("hyp.A\td\t1\tr\ts\tText.\t0\t4\thuge", "unknown severity 'huge'"),
        ("hyp.A\td\t1\tr\ts\tText.\t0 1\t4\tminor", "2 starts, 1 ends"),
        ("hyp.A\td\t1\tr\ts\tText.\tx\t4\tminor", "no offsets"),
    ],
)
def test_what_is_no_annotation_is_named_with_its_line(tmp_path, line, message):
    """A user's file gets one message, with place and reason."""
    with pytest.raises(InputError, match=message):
        rows_of(tmp_path, line)


def test_missing_file_is_named(tmp_path):
    """A path that is not there."""
    with pytest.raises(InputError, match=r"none\.tsv"):
        read_rows(tmp_path / "none.tsv")


def words_of(tmp_path):
    """Ten words; a rater marked the fourth as major and the ninth and tenth as minor."""
    return table(
        rows_of(
            tmp_path,
            "hyp.A\td\t1\tr\ts\ta b c d e\t6\t7\tmajor",
            "hyp.A\td\t2\tr\tt\tf g h i j\t6\t9\tminor",
        )
    )


def test_mcc_average_precision_and_threshold(tmp_path):
    """Two of three marked words on top, then a wrong one, then the third."""
    words = words_of(tmp_path)
    scores = np.array([0, 0, 0, 9, 0, 7, 0, 0, 8, 6], dtype=float)
    # precision at the three marked words: 1, 1, 3/4
    assert average_precision(scores, words.bad) == pytest.approx((1 + 1 + 3 / 4) / 3)
    # tp 3, fp 1, fn 0, tn 6: (3 * 6 - 0) / sqrt(4 * 3 * 7 * 6)
    assert mcc(scores >= 6, words.bad) == pytest.approx(18 / (4 * 3 * 7 * 6) ** 0.5)
    # tp 2, fp 0: (2 * 7) / sqrt(2 * 3 * 7 * 8) is .764; four flagged give .802
    assert best_threshold(scores, words.bad) == 6
    assert mcc(scores >= 100, words.bad) == 0


def test_span_precision_counts_runs_not_words(tmp_path):
    """Four flagged words in three spans, of which two touch a marked word."""
    words = words_of(tmp_path)
    scores = np.array([0, 0, 8, 9, 0, 7, 0, 0, 6, 0], dtype=float)
    precision, count, right, cluster = span_precision(words, scores, share=0.4)
    assert (precision, count) == (2 / 3, 3)
    assert list(right) == [1, 0, 1]
    assert list(cluster) == [0, 1, 1]


def test_neighbours_in_different_rows_are_two_spans(tmp_path):
    """A span never runs from one row into the next."""
    scores = np.array([0, 0, 0, 0, 9, 9, 0, 0, 0, 0], dtype=float)
    assert span_precision(words_of(tmp_path), scores, share=0.2)[1] == 2


def test_character_f1_gives_half_for_the_wrong_severity(tmp_path):
    """Right place as major: full credit for the major error, half for the minor one."""
    words = words_of(tmp_path)
    # flagged: d (1 code point, right), i j (3 code points with the space, wrong severity): credit 1 + 1.5 of 4 and 4
    assert character_f1(words, words.bad) == pytest.approx(2 * 2.5 / 8)
    assert character_f1(words, words.bad, severe=words.weight >= 5) == pytest.approx(1.0)
    assert character_f1(words, np.zeros(10, dtype=bool)) == 0


def test_raters_of_one_text_are_paired(tmp_path):
    """Two systems wrote the same; two raters read it, one of them twice."""
    rows = rows_of(
        tmp_path,
        "hyp.A\td\t1\tr1\ts\ta b\t0\t1\tmajor",
        "hyp.B\td\t1\tr2\ts\ta b\t2\t3\tmajor",
        "hyp.C\td\t1\tr2\ts\ta b\t-1\t-1\tno-error",
        "hyp.D\td\t1\tr3\ts\ta c\t-1\t-1\tno-error",
    )
    left, right = pairs_of_raters(rows)
    assert len(left.rows) == len(right.rows) == 2
    assert mcc(left.bad[:2], right.bad[:2]) == pytest.approx(-1)


def test_interval_draws_whole_clusters():
    """Equal clusters leave nothing to chance; unequal ones do; the seed decides."""
    cluster = np.repeat(np.arange(20), 5)
    same = np.tile([1.0, 0, 0, 0, 0], 20)
    assert interval(cluster, lambda weight: float((weight * same).sum() / weight.sum())) == (0.2, 0.2)
    other = (cluster < 10).astype(float)
    low, high = interval(cluster, lambda weight: float((weight * other).sum() / weight.sum()))
    assert low < 0.5 < high
    assert (low, high) == interval(cluster, lambda weight: float((weight * other).sum() / weight.sum()))


def test_hints_do_not_hold_the_answer(tmp_path):
    """What another rater of the very same text marked is no hint; what was marked in another text is."""
    words = table(
        rows_of(
            tmp_path,
            "hyp.A\td\t1\tr1\ts\tthe magic power\t-1\t-1\tno-error",
            "hyp.B\td\t1\tr2\ts\tthe magic power\t4\t9\tmajor",
            "hyp.C\td\t1\tr3\ts\tthe magic power of it\t4\t9\tmajor",
            "ref.A\td\t1\tr3\ts\tthe panacea\t-1\t-1\tno-error",
        )
    )
    found = word_labels.hints(words)
    column = {name: at for at, name in enumerate(word_labels.HINTS)}
    magic = found[1]
    assert magic[column["marked"]] == 0
    assert magic[column["elsewhere"]] == 1
    assert magic[column["marked elsewhere"]] > 0.5
    assert magic[column["references"]] == 0
    assert found[0][column["references"]] == 1
    at, said = word_labels.pairs(words)
    assert sorted(zip(at.tolist(), said.tolist(), strict=True))[:3] == [(0, 0), (1, 1), (2, 0)]
