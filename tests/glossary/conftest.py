"""Loads the strategies by path, as ``tests/factory.py`` is, so that nothing is put on ``sys.path``."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_NAME = "mtqa_tests_strategies"


def _load() -> ModuleType:
    if _NAME not in sys.modules:
        spec = importlib.util.spec_from_file_location(_NAME, Path(__file__).with_name("strategies.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[_NAME] = module
        spec.loader.exec_module(module)
    return sys.modules[_NAME]


# At import, before any test module below: ``@given`` wants its strategies when it decorates.
_load()


@pytest.fixture(scope="session")
def strategies() -> ModuleType:
    """The module ``tests/glossary/strategies.py``."""
    return _load()
