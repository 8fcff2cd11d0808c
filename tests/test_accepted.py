"""Names that a project accepts: marked with the reason, counted, never dropped."""

from mtqa.config import load_config
from mtqa.data import State
from mtqa.glossary.store_csv import load_csv
from mtqa.options import Options
from mtqa.pipeline import assess
from mtqa.project_run import run_options
from mtqa.readers import read_text


def test_marked_and_counted(tmp_path):
    """Capitals count; a possessive is the same name; other checks are not touched."""
    (tmp_path / "g.csv").write_text("term,kind,wrong\nYoon Suk-yeol,person,Yun Sokyol\n", encoding="utf-8")
    glossary = load_csv(tmp_path / "g.csv")
    text = read_text("Mr Yun Sokyol's aide saw the the house.\n")
    for name, state in (("Yun Sokyol", State.IGNORED), ("yun sokyol", State.OPEN)):
        (tmp_path / "mtqa.toml").write_text(f'accepted-names = ["{name}"]\n', encoding="utf-8")
        report = assess(text, glossary=glossary, options=run_options(load_config(tmp_path / "mtqa.toml")))
        states = {one.text: found for one, found in zip(report.findings, report.states(), strict=True)}
        assert states["the the"] is State.OPEN
        assert {found for surface, found in states.items() if surface.startswith("Yun")} == {state}
        assert report.summary.ignored == (state is State.IGNORED)


def test_the_signature_names_them():
    """They change the penalty; their order does not, and a run without any says nothing of them."""

    def signature(*names):
        return assess(read_text("All is well here.\n"), options=Options(accepted_names=names)).signature

    assert "accepted" not in signature()
    assert "|accepted:2-" in signature("Ann", "Ben")
    assert signature("Ann", "Ben") == signature("Ben", "Ann")
    assert signature("Ann", "Ben") != signature("Ann", "Bea")
