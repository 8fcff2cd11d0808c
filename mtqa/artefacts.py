"""Where mtqa's own small artefacts are: cost tables, calibrations, the model manifest.

They are kept in ``models/`` at the top of the repository, each with a card, and are copied into the
wheel as ``mtqa/_models``.  An editable install finds them in the repository.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["artefact"]


def artefact(name: str) -> Path:
    """The path of ``models/<name>``, a file or a folder, installed or in a checkout.

    Raises:
        FileNotFoundError: mtqa was installed without it; that is a packaging error of ours.
    """
    package = Path(__file__).parent
    for folder in (package / "_models", package.parent / "models"):
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"mtqa was installed without its artefact {name!r}; reinstall mtqa")
