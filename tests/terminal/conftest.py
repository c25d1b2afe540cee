from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.terminal.consoles import REPOSITORY, Pty, StartPty, StartTmux, Tmux


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The repository's schemas and articles as a project of its own, without annotations of one English article."""
    root = tmp_path / "news"
    root.mkdir()
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    shutil.copytree(REPOSITORY / "annotations", root / "annotations")
    return root


@pytest.fixture
def start(project: Path) -> Iterator[StartPty]:
    """Start the program on a pseudo-terminal."""
    started: list[Pty] = []

    def begin(*arguments: str, size: tuple[int, int] = (80, 24), **more: str) -> Pty:
        started.append(Pty(list(arguments), project, size, more))
        return started[-1]

    yield begin
    for one in started:
        one.clean_up()


@pytest.fixture
def tmux(project: Path, tmp_path: Path) -> Iterator[StartTmux]:
    """Start the program in tmux; skips where there is none."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed: nothing to look at the screen with")
    started: list[Tmux] = []

    def begin(*arguments: str, size: tuple[int, int] = (80, 24), is_shell: bool = False, **more: str) -> Tmux:
        # A socket's path may have 108 bytes: pytest's own folders can be longer.
        started.append(
            Tmux(
                Path(os.path.relpath(tmp_path / f"t{len(started)}")),
                list(arguments),
                project,
                size,
                is_shell=is_shell,
                more=more,
            )
        )
        return started[-1]

    yield begin
    for one in started:
        one.clean_up()
