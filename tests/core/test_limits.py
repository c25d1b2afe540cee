"""Limits stand in one place: in the code, in the settings, in docs/limits.md; and nothing else in the code is one."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from annotate_kit.codec import decode_settings
from annotate_kit.core import LIMITS, Limits
from annotate_kit.core.limits import option_of, raised
from annotate_kit.errors import UsageError

ROOT = Path(__file__).parents[2]
FIELDS = attrs.fields_dict(Limits)

ELSEWHERE = {
    "__main__.py: _YOUNG": "of Python's own memory",
    "exporters/parquet.py: _BATCH": "rows that are written at a time",
    "report/github.py: _SUMMARY_BYTES": "GitHub's",
    "report/sarif.py: MOST": "GitHub's",
    "suggest/model.py: _MILLION": "prices are for as many",
    "text/carrying.py: _MOST_CELLS": "of an alignment; beyond it spans are doubtful, and a person decides",
    "text/jamo.py: _FIRST": "a code point",
    "text/jamo.py: _LAST": "a code point",
    "text/measuring.py: _MOST_KEPT": "of a memory that is emptied",
    "validate/standing_hints.py: _MOST": "of a way through a schema; after it the engine tells the same",
    "validate/unmet.py: _MOST_STEPS": "of a proof; without one nothing is claimed",
    "workbook/manifest.py: _CHUNK": "of what Excel takes in a cell",
    "workbook/markup.py: _MOST_NAMES": "of a memory that is emptied",
    "workbook/sanitise.py: LONGEST": "Excel's",
    "workbook/sheet_reading.py: MOST_ROWS": "Excel's",
    "workbook/sheet_reading.py: MOST_COLUMNS": "Excel's",
    "workbook/sheet_reading.py: _LAST": "a day",
    "workbook/writing.py: MOST_ROWS": "Excel's",
}
"""Large numbers of the code that are no limits on what comes from outside, and why."""


def large_numbers() -> Iterator[str]:
    """The constants of modules that are whole numbers from 10,000 on."""
    for path in sorted((ROOT / "src" / "annotate_kit").rglob("*.py")):
        if path.parent.name in ("keys", "tui"):  # what they show has been read already
            continue
        for statement in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
                continue
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names = [part for one in targets for part in (one.elts if isinstance(one, ast.Tuple) else [one])]
            values = statement.value.elts if isinstance(statement.value, ast.Tuple) else [statement.value]
            for name, value in zip(names, values, strict=False):
                is_large = isinstance(value, ast.Constant) and type(value.value) is int and value.value >= 10_000
                if is_large and isinstance(name, ast.Name):
                    yield f"{path.relative_to(ROOT / 'src' / 'annotate_kit').as_posix()}: {name.id}"


def test_every_large_number_of_the_code_is_a_limit_or_has_a_reason() -> None:
    assert sorted(set(large_numbers()) - ELSEWHERE.keys()) == [], "put it in core/limits.py, or say here why not"
    assert sorted(ELSEWHERE.keys() - set(large_numbers())) == []


def test_the_page_says_what_the_code_does() -> None:
    spec = importlib.util.spec_from_file_location("make_limits", ROOT / "docs" / "make_limits.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text("utf-8") == module.page(), "run `python docs/make_limits.py`"
    for name in FIELDS:
        assert f"`{option_of(name)}`" in module.page()


@pytest.mark.parametrize("name", FIELDS)
def test_every_limit_can_be_set_up_to_its_bound_and_no_further(name: str) -> None:
    option, most = option_of(name), FIELDS[name].metadata["most"]
    key = option.removeprefix("limits.")
    for value in (1, LIMITS.__getattribute__(name), most):
        settings = decode_settings(f"[limits]\n{key} = {value}\n".encode(), file="t")
        assert settings.limits == attrs.evolve(LIMITS, **{name: value})
    for value in (0, -1, most + 1, "true", '"7"', "1.5"):
        with pytest.raises(UsageError) as refused:
            decode_settings(f"[limits]\n{key} = {value}\n".encode(), file="t")
        assert str(refused.value) == (
            f"t:2: {option} is not what it can be. It is a whole number from 1 to {most:,}, written without commas."
        )


def test_a_message_names_the_option() -> None:
    assert raised("json_bytes") == "raise limits.json-bytes in annotate-kit.toml"


@pytest.mark.parametrize("name", FIELDS)
def test_no_limit_is_unused(name: str) -> None:
    """Each stands somewhere in the code besides where it is declared."""
    paths = (ROOT / "src" / "annotate_kit").rglob("*.py")
    assert any(name in path.read_text("utf-8") for path in paths if path.name != "limits.py")
