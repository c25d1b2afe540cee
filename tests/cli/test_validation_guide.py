"""docs/validation.md and docs/ci.md: every command and every file in them does what they say."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TOP = Path(__file__).parents[2]
GUIDES = {name: (TOP / "docs" / name).read_text("utf-8") for name in ("validation.md", "ci.md")}
ARTICLE = "annotations/expo-2030-vote"
FILE = f"{ARTICLE}/analyst.json"


def blocks(guide: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDES[guide], re.MULTILINE | re.DOTALL)


def commands() -> Iterator[list[str]]:
    """The arguments of each command, `--watch` left out, which needs a terminal."""
    lines = [line for name in GUIDES for block in blocks(name, "sh") for line in block.splitlines()]
    spans = [span for text in GUIDES.values() for span in re.findall("`(annotate-kit validate --[^`]+)`", text)]
    for line in (*lines, *spans):
        program, *arguments = shlex.split(line, comments=True)
        assert program == "annotate-kit"
        if "--watch" not in arguments:
            yield arguments


@pytest.fixture
def sample(project: Path) -> Path:
    """A project in git with one article, whose year is not in its words."""
    shutil.copytree(TOP / ARTICLE, project / ARTICLE)
    value = json.loads((project / FILE).read_bytes())
    (bid,) = [record for record in value["records"] if record["id"] == "expo-bid-0dj3ey3918"]
    bid["data"]["year"] = "2031"
    (project / FILE).write_text(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        who = ["-c", "user.name=kim", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=project, check=True)
    return project


@pytest.mark.usefixtures("sample")
def test_every_command_can_be_given(run: Run) -> None:
    run("validate", "--baseline", "known.json", "--write-baseline")
    given = list(commands())
    assert len(given) > 10
    for arguments in given:
        done = run(*arguments)
        assert done.code in (0, 1), (arguments, done.err)


def test_the_waiver_accepts_the_problem_it_is_about(run: Run, sample: Path) -> None:
    assert ":82:17: AK408 " in run("validate").out
    value = json.loads((sample / FILE).read_bytes())
    (waiver,) = blocks("validation.md", "json")
    value["waivers"] = [json.loads(waiver)]
    (sample / FILE).write_text(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
    assert "AK408" not in run("validate").out


def test_the_settings_are_some(run: Run, sample: Path) -> None:
    (settings,) = blocks("validation.md", "toml")
    (sample / "annotate-kit.toml").write_text(settings, "utf-8")
    assert run("validate").out == ""
    (sample / "annotate-kit.toml").write_text(settings.replace("AK408", "AK407"), "utf-8")
    assert run("validate").code == 1
