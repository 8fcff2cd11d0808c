"""How ONNX Runtime is asked to run a graph on this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["cores", "overflows", "session"]

_MAX_THREADS = 4


def session(path: Path, threads: int, *, exact: bool = True) -> Any:
    """A graph, loaded.

    Args:
        path: Its file.
        threads: Processor cores to use.
        exact: This processor multiplies int8 exactly as it is; otherwise it is told to, which is slower.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors; they also come as exceptions
    # the threads of one graph would otherwise spin beside the other's
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.add_session_config_entry("session.x64quantprecision", "0" if exact else "1")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def overflows(probe: Path) -> bool:
    """Whether int8 products come out wrong on this processor; see :func:`mtqa.lm.graph.probe_graph`."""
    import numpy as np

    (found,) = session(probe, 1).run(None, {"x": np.full((8, 64), 255, dtype=np.uint8)})
    return bool((found != 64 * 127 * 127).any())


def cores() -> int:
    """Cores that this process may use, at most four: beyond that a model this small gains little."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MAX_THREADS, available))
