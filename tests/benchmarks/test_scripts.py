"""Every benchmark says how it is run, is run with the others, and stands in the page about them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
MODULES = {"timing", "pseudo_terminal", "stories"}
"""What the scripts share."""
SCRIPTS = sorted(path for path in BENCHMARKS.rglob("*.py") if path.stem not in MODULES)
NO_FIGURES = {"run", "corpus", "export_steps"}
"""Scripts that the others run, or that run them."""


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_says_how_it_is_run(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert f".venv/bin/python benchmarks/{path.relative_to(BENCHMARKS).as_posix()}" in said


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCHMARKS.glob("*.py") if path.stem not in MODULES))
def test_a_benchmark_is_run_with_the_others_and_explained(name: str) -> None:
    assert f"`{name}.py`" in (BENCHMARKS / "README.md").read_text("utf-8")
    if name not in NO_FIGURES:
        assert f'"{name}"' in (BENCHMARKS / "run.py").read_text("utf-8")
