"""Everything mtqa raises on purpose.

::

    MtqaError                  the root; the command line turns it into one message and exit code 2
    ├── InputError             an article that cannot be read: missing, a folder, empty, binary, too large
    ├── GlossaryError          a glossary that cannot be used; names the file, the row and the column
    ├── ModelError             a language model that cannot be had or loaded
    │   ├── ModelMissing       not in the cache and not allowed to fetch it
    │   └── ModelDamaged       in the cache, but not what the manifest says
    ├── ConfigError            an option or a check name that does not exist
    ├── OutputError            a report that cannot be written
    └── DecisionConflict       somebody else decided about the same finding meanwhile

Each message names the value, the place and the next step.  A mistake of *ours* is never an
``MtqaError``: it stays a traceback, so that it is seen.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "DecisionConflict",
    "GlossaryError",
    "InputError",
    "ModelDamaged",
    "ModelError",
    "ModelMissing",
    "MtqaError",
    "OutputError",
]


class MtqaError(Exception):
    """Root of every error that a user can mend."""


class InputError(MtqaError):
    """An article cannot be read; the message names the file and the reason."""


class GlossaryError(MtqaError):
    """A glossary cannot be used; the message names the file, the row and the column."""


class ModelError(MtqaError):
    """A language model cannot be had, loaded or run."""


class ModelMissing(ModelError):  # noqa: N818 - WONTFIX: says what happened, as FileNotFound would
    """The model is not in the cache and fetching is not allowed."""


class ModelDamaged(ModelError):  # noqa: N818 - WONTFIX: as above
    """The cached model is not what the manifest says it should be."""


class ConfigError(MtqaError):
    """An option, a check id or a setting that does not exist."""


class OutputError(MtqaError):
    """A report cannot be written where it was asked for."""


class DecisionConflict(MtqaError):  # noqa: N818 - WONTFIX: as above
    """Somebody else decided about the same findings meanwhile; nothing was written."""
