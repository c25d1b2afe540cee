"""What the project is built and checked with: named by digest, bounded from below, and the same bytes every time."""

from __future__ import annotations

import os
import re
import runpy
import shutil
from collections.abc import Iterator
from contextlib import chdir
from hashlib import sha256
from pathlib import Path

import pytest
from hatchling import build

ROOT = Path(__file__).parents[2]
USES = re.compile(r"uses:\s*(\S+)(.*)")
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
WORKFLOWS = (*sorted(ROOT.glob(".github/workflows/*.yml")), ROOT / "action.yml")


def used() -> Iterator[tuple[str, str, str]]:
    for path in WORKFLOWS:
        for action, rest in USES.findall(path.read_text("utf-8")):
            yield path.name, action, rest


def test_actions_of_others_are_pinned_by_digest_with_the_version_beside_it() -> None:
    found = [one for one in used() if not one[1].startswith("./")]
    assert len(found) > 4
    assert [one for one in found if not PINNED.fullmatch(one[1]) or not re.match(r" # v\d+\.\d+", one[2])] == []


def test_every_locked_package_has_digests() -> None:
    text = (ROOT / ".ci" / "locked.txt").read_text("utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert len(packages) > 40
    assert [one.splitlines()[0] for one in packages if "--hash=sha256:" not in one or "==" not in one] == []


def test_every_package_that_is_needed_has_a_lower_bound_and_is_locked() -> None:
    lowest = runpy.run_path(str(ROOT / ".ci" / "lowest.py"))["lowest"]
    needed = list(lowest((ROOT / "pyproject.toml").read_text("utf-8")))
    assert "attrs==24.3" in needed
    locked = (ROOT / ".ci" / "locked.txt").read_text("utf-8").lower()
    assert [one for one in needed if f"\n{one.partition('==')[0].lower()}==" not in "\n" + locked] == []


def test_a_package_without_a_lower_bound_is_refused() -> None:
    lowest = runpy.run_path(str(ROOT / ".ci" / "lowest.py"))["lowest"]
    with pytest.raises(SystemExit, match="attrs has no lower bound"):
        list(lowest('[project]\ndependencies = ["attrs"]\n[project.optional-dependencies]\n'))


def test_two_builds_have_the_same_bytes(tmp_path: Path) -> None:
    """In other folders, with other times and another mask for permissions."""
    digests = []
    for number, mask in enumerate((0o022, 0o077)):
        folder = tmp_path / f"checkout{number}"
        before = os.umask(mask)
        try:
            for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md"):
                (folder / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(ROOT / name, folder / name)
            for name in ("src", "schemas", "annotations"):
                ignored = shutil.ignore_patterns("__pycache__", ".annotate-kit")
                shutil.copytree(ROOT / name, folder / name, ignore=ignored, copy_function=shutil.copyfile)
            with chdir(folder):
                built = [build.build_wheel(str(folder / "dist")), build.build_sdist(str(folder / "dist"))]
        finally:
            os.umask(before)
        digests.append({name: sha256((folder / "dist" / name).read_bytes()).hexdigest() for name in built})
    assert digests[0] == digests[1]
