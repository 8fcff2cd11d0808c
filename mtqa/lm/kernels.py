"""Which of its kernels CTranslate2 shall use; said through its environment variables before it is loaded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["choose_kernels"]

_CPU: Final = Path("/proc/cpuinfo")
#: What its AVX-512 kernels need.
_AVX512: Final = frozenset({"avx512f", "avx512cd", "avx512vl", "avx512bw", "avx512dq"})


def choose_kernels(cpu: Path = _CPU) -> None:
    """Set what the user has not set: oneDNN's products on every processor, and AVX-512 where there is.

    MKL, the library's choice on Intel, packs the matrices a second time, which costs 112 MB, and gives other last
    digits than on AMD.  AVX-512 it would never choose by itself (``benchmarks/engine_time.py`` compares).  Without
    effect once CTranslate2 is loaded.

    Args:
        cpu: Where Linux describes the processor; elsewhere there is no such file, and AVX-512 is left alone.
    """
    os.environ.setdefault("CT2_USE_MKL", "0")
    if _flags(cpu) >= _AVX512:
        os.environ.setdefault("CT2_FORCE_CPU_ISA", "AVX512")


def _flags(cpu: Path) -> frozenset[str]:
    try:
        with cpu.open(encoding="ascii", errors="replace") as lines:
            line = next((line for line in lines if line.startswith("flags")), "")
    except OSError:
        return frozenset()
    return frozenset(line.partition(":")[2].split())
