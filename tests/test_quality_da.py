"""The benchmark of direct assessments: its statistics, and the test sets it takes."""

import io
import tarfile

import numpy as np
import pytest

from benchmarks.quality import da
from mtqa.errors import InputError
from mtqa.testing import FakeLM

HEADER = "index\toriginal\ttranslation\tscores\tmean\tz_scores\tz_mean\tmodel_scores\n"
ROW = "{0}\tx\tThe sentence number {0} reads well.\t[{1}]\t{1}\t[0.1, 0.2]\t{2}\t-0.3\n"


def test_kendall_counts_pairs():
    """Tau-b of small cases, ties included, known by hand."""
    assert da.kendall(np.array([1.0, 2, 3]), np.array([1.0, 2, 3])) == 1
    assert da.kendall(np.array([1.0, 2, 3]), np.array([3.0, 2, 1])) == -1
    assert da.kendall(np.array([1.0, 2, 3]), np.array([1.0, 3, 2])) == pytest.approx(1 / 3)
    assert da.kendall(np.array([1.0, 1, 2]), np.array([1.0, 2, 3])) == pytest.approx(2 / np.sqrt(6))
    assert da.kendall(np.ones(4), np.arange(4.0)) == 0


def test_correlations():
    """Spearman sees order only; a constant says nothing."""
    x = np.array([1.0, 2, 3, 4])
    assert da.correlation("Spearman", x, np.exp(x)) == pytest.approx(1)
    assert da.correlation("Pearson", x, np.exp(x)) < 0.95
    assert da.correlation("Pearson", np.ones(4), x) == 0


def test_interval_holds_the_value():
    """The bootstrap is seeded and lies around the value."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=300)
    y = x + rng.normal(size=300)
    low, high = da.interval("Pearson", x, y)
    assert low < da.correlation("Pearson", x, y) < high
    assert (low, high) == da.interval("Pearson", x, y)
    assert high - low < 0.2


def mlqe(rows=3):
    """A small table in the published form."""
    return HEADER + "".join(ROW.format(i, 50 + i, i / 10) for i in range(rows))


def test_mlqe_folder_and_archive(tmp_path):
    """A folder, a file and an archive of the same table give the same rows."""
    folder = tmp_path / "xx-en-test"
    folder.mkdir()
    (folder / "test.doc_ids.tsv").write_text("something\telse\n1\t2\n", encoding="utf-8")
    (folder / "test.xxen.df.short.tsv").write_text(mlqe(), encoding="utf-8")
    archive = tmp_path / "xx-en-test.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        data = mlqe().encode()
        info = tarfile.TarInfo("xx-en-test/test.xxen.df.short.tsv")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    expected = [(f"The sentence number {i} reads well.", i / 10) for i in range(3)]
    assert da.read_mlqe(folder) == expected
    assert da.read_mlqe(archive) == expected
    assert da.read_mlqe(folder / "test.xxen.df.short.tsv") == expected
    (folder / "test.xxen.df.short.tsv").unlink()
    with pytest.raises(InputError, match=r"no .tsv table"):
        da.read_mlqe(folder)


def test_wmt_table(tmp_path):
    """Points per word, the mean of the raters; references and the header are left out; quotes are un-escaped."""
    rows = [
        "mt_system\tdoc_id\tseg_id\tannotator_id\tsource\ttarget\tstart_ids\tend_ids\terrors",
        "hyp.A\td\t1\tr1\tx\tFour words stand here\t0 5\t4 10\tmajor minor",
        "hyp.A\td\t1\tr2\tx\tFour words stand here\t-1\t-1\tno-error",
        'hyp.A\td\t2\tr1\tx\t"He said ""no"" twice"\t0\t2\tminor',
        "ref.A\td\t1\tr1\tx\tA reference\t0\t1\tmajor",
    ]
    path = tmp_path / "wmt.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert da.read_wmt(path) == [("Four words stand here", -3 / 4), ('He said "no" twice', -1 / 4)]
    path.write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match="nine columns"):
        da.read_wmt(path)


def test_scores_of_a_model_without_head():
    """Floors are there for any model; nothing claims to be a predicted judgement."""
    found = da.scores(FakeLM(), ["A short one.", "A sentence that is rather longer."])
    assert "predicted judgement" not in found
    assert found["length"].tolist() == [12.0, 33.0]
    assert found["mean log-probability"][0] > found["mean log-probability"][1]


def test_signature_names_what_matters(capsys):
    """Model, head, sets, seed and version."""
    line = da.signature(FakeLM(), ["ro-en"], "dev")
    assert line.startswith("mtqa-da|lm:fake@1|head:none|sets:ro-en|part:dev|")
    table = {"ro-en": (da.scores(FakeLM(), ["One.", "Two words.", "Three words here."]), np.array([0.1, 0.2, 0.3]))}
    da.show(table)
    printed = capsys.readouterr().out
    for metric in ("Pearson", "Spearman", "Kendall"):
        assert f"| {metric} (ro-en 3) |" in printed
