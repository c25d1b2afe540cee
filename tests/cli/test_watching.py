"""Looking for changes, without waiting in tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotate_kit.cli.watching import look, watch


def test_it_runs_at_once_and_after_each_change() -> None:
    looks = iter([1, 1, 1, 2, 2, 3, 3, 3])
    done: list[str] = []

    def see() -> int:
        try:
            return next(looks)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        watch(lambda: done.append("run"), see, lambda _seconds: done.append("wait"))
    assert done == ["run", "wait", "wait", "run", "run", "wait"]


def test_a_change_while_it_runs_is_not_missed(tmp_path: Path) -> None:
    file = tmp_path / "annotations/a/kim.json"
    file.parent.mkdir(parents=True)
    file.write_text("")
    runs: list[int] = []

    def once() -> None:
        runs.append(1)
        if len(runs) == 1:
            file.write_text("changed")

    def leave(_seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(once, lambda: look(str(tmp_path)), leave)
    assert len(runs) == 2


def test_every_change_of_what_is_validated_is_seen(tmp_path: Path) -> None:
    root = str(tmp_path)
    assert look(root) == ()
    seen = {look(root)}
    for path in ("schemas/city.schema.json", "annotations/a/text.txt", "annotate-kit.toml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
        seen.add(look(root))
    os.utime(tmp_path / "annotations/a/text.txt", ns=(1, 1))
    seen.add(look(root))
    (tmp_path / "annotations/a/text.txt").unlink()
    seen.add(look(root))
    assert len(seen) == 6
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports/x.json").write_text("x")
    assert look(root) in seen
