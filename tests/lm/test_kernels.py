"""Which kernels CTranslate2 is told to use."""

import os

import pytest

from mtqa.lm.kernels import choose_kernels

NAMES = ("CT2_USE_MKL", "CT2_FORCE_CPU_ISA")
ALL = "fpu avx2 avx512f avx512dq avx512cd avx512bw avx512vl avx512_vnni"


@pytest.fixture
def clean(monkeypatch):
    """Nothing is set, and what is set is forgotten."""
    for name in NAMES:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("flags", "isa"), [(ALL, "AVX512"), (ALL.replace("avx512vl ", ""), None), ("fpu avx2", None), (None, None)]
)
def test_by_processor(clean, tmp_path, flags, isa):
    """AVX-512 only where all of it is; no file says nothing."""
    cpu = tmp_path / "cpuinfo"
    if flags is not None:
        cpu.write_text(f"processor\t: 0\nflags\t\t: {flags}\n", encoding="ascii")
    choose_kernels(cpu)
    assert [os.environ.get(name) for name in NAMES] == ["0", isa]


def test_what_the_user_set_stays(monkeypatch, tmp_path):
    """To compare, or to go round a fault."""
    cpu = tmp_path / "cpuinfo"
    cpu.write_text(f"flags\t: {ALL}\n", encoding="ascii")
    for name, value in zip(NAMES, ("1", "AVX2"), strict=True):
        monkeypatch.setenv(name, value)
    choose_kernels(cpu)
    assert [os.environ[name] for name in NAMES] == ["1", "AVX2"]
