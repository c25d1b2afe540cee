"""The stamp of the code that runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotate_kit.store import code, code_stamp


def test_the_same_code_has_the_same_stamp() -> None:
    assert code_stamp() == code_stamp()


def test_a_change_in_any_module_changes_the_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "annotate_kit/store"
    inner.mkdir(parents=True)
    (inner / "code.py").write_text("x")
    (tmp_path / "annotate_kit/module.py").write_text("x")
    (tmp_path / "annotate_kit/data.txt").write_text("x")
    monkeypatch.setattr(code, "__file__", str(inner / "code.py"))
    first = code_stamp()
    (tmp_path / "annotate_kit/data.txt").write_text("longer")
    assert code_stamp() == first
    os.utime(inner / "code.py", ns=(1, 1))
    second = code_stamp()
    assert second != first
    (tmp_path / "annotate_kit/module.py").write_text("longer")
    assert code_stamp() != second


def test_an_engine_that_is_missing_has_a_stamp_too() -> None:
    assert code._engine("no_such_engine") == "no_such_engine"
    assert code._engine("annotate_kit").count(" ") == 2
