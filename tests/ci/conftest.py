"""A project in a repository, good or broken, and annotate-kit on the PATH."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.fakes.rule_examples import files_of

from annotate_kit.validate.rules import PAGES

TOP = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a runner sets: little, and no project of the machine that the tests run on."""
    for name in list(os.environ):
        if name.startswith(("GIT_", "GITHUB_", "ANNOTATE_KIT_", "PRE_COMMIT")):
            monkeypatch.delenv(name)
    return {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "CI": "true"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a valid project in `data`."""
    root = tmp_path / "repository"
    write(root / "data", "AK307", PAGES["AK307"].good)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")
    return root


def write(folder: Path, code: str, example: str) -> None:
    for path, content in files_of(PAGES[code], example).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")


def break_it(repository: Path) -> None:
    """One error in the project."""
    write(repository / "data", "AK203", PAGES["AK203"].bad)


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def bash(script: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A script as GitHub's runner runs one."""
    file = folder.parent / "step.sh"
    file.write_text(script, "utf-8")
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)]
    return subprocess.run(command, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False)
