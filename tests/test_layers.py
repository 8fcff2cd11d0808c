"""The layers of CONTRIBUTING.md, held against the imports."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mtqa"

BASE = {"mqm", "errors", "data", "text", "paragraphs", "artefacts", "durable", "summary"}
#: What a part may import of mtqa, besides itself and the base.
LAYERS = {
    "mqm": set(),
    "errors": set(),
    "artefacts": set(),
    "durable": set(),
    "data": {"mqm"},
    "text": {"data"},
    "paragraphs": {"data", "text"},
    "accepted": {"data", "text"},
    "directives": {"data", "text"},
    "summary": {"data", "mqm", "text"},
    "decisions": BASE | {"fingerprint", "glossary"},
    "review": BASE | {"decisions", "fix", "glossary", "names", "report"},
    "fix": BASE | {"decisions", "readers", "report"},
    "readers": BASE | {"directives"},
    "segment": BASE,
    "glossary": BASE,
    "lm": BASE,
    "names": BASE | {"decisions", "glossary"},
    "scoring": BASE | {"glossary", "lm", "names"},
    "senses": BASE,
    "resources": BASE | {"glossary", "names", "lm", "scoring"},
    "checks": BASE | {"glossary", "names", "resources", "senses"},
    "report": BASE | {"decisions"},
    "options": {"errors"},
    "config": {"errors", "glossary"},
    "output": {"durable", "errors"},
    "fingerprint": BASE,
    "pipeline": BASE
    | {
        "accepted",
        "checks",
        "directives",
        "fingerprint",
        "glossary",
        "lm",
        "names",
        "options",
        "resources",
        "scoring",
        "segment",
    },
    "project_run": BASE | {"checks", "config", "decisions", "options"},
    "corpus": BASE | {"readers", "segment"},
    "examples": BASE | {"glossary", "names", "options", "pipeline", "readers", "segment"},
    "api": BASE | {"glossary", "lm", "names", "options", "pipeline", "readers"},
    "training": BASE | {"checks", "glossary", "names", "lm", "resources", "scoring", "segment", "senses", "readers"},
    "testing": BASE | {"lm"},
}
FREE = {"cli", "__init__", "__main__"}
#: Large libraries that a part may import at the top, for it is loaded only when its command is called.
AT_HOME = {"review": {"starlette"}}

#: Third-party modules that only the function that needs them may import.
HEAVY = {
    "torch",
    "transformers",
    "onnxruntime",
    "onnx",
    "tokenizers",
    "gguf",
    "jinja2",
    "lxml",
    "sacrebleu",
    "huggingface_hub",
    "starlette",
    "uvicorn",
}


def modules():
    """Every module of the package."""
    return sorted(path for path in PACKAGE.rglob("*.py") if "_models" not in path.parts)


def part_of(path):
    """The part of the package that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree):
    """Dotted names of every import in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_layers(path):
    """No module imports a layer above its own, nor a sibling check."""
    part = part_of(path)
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        if not name.startswith("mtqa."):
            continue
        other = name.split(".")[1]
        if part not in FREE:
            assert other == part or other in LAYERS[part], f"{part} may not import {name}"
        if part == "checks" and other == "checks":
            assert name.split(".")[-1].startswith("_") or path.name == "__init__.py", f"sideways import of {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_imports_stand_in_functions(path):
    """Starting mtqa loads none of the large libraries."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    heavy = HEAVY - AT_HOME.get(part_of(path), set())
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            assert not {name.split(".")[0] for name in imports(ast.Module([node], []))} & heavy
