"""The pre-commit hooks and the GitLab job, run on a repository."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.ci.conftest import BIN, TOP, bash, break_it, git

HOOKS: list[dict[str, Any]] = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text("utf-8"))
JOB: dict[str, Any] = yaml.safe_load((TOP / "docs/annotate-kit.gitlab-ci.yml").read_text("utf-8"))["annotate-kit"]

needs_pre_commit = pytest.mark.skipif(
    shutil.which("pre-commit", path=str(BIN)) is None, reason="pre-commit is not installed here"
)


def pre_commit(repository: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    cache = {"PRE_COMMIT_HOME": str(repository.parent / "pre-commit"), "ANNOTATE_KIT_PROJECT": "data"}
    return subprocess.run(
        ["pre-commit", *arguments],
        cwd=repository,
        env={**environment, **cache},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def hooked(repository: Path) -> Path:
    """The repository with our hooks, but for their installation: that would need a network."""
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(repository, "add", ".pre-commit-config.yaml")
    return repository


@needs_pre_commit
def test_the_manifest_is_one(repository: Path, environment: dict[str, str]) -> None:
    done = pre_commit(repository, environment, "validate-manifest", str(TOP / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout


@needs_pre_commit
def test_a_broken_annotation_is_not_committed(hooked: Path, environment: dict[str, str]) -> None:
    break_it(hooked)
    git(hooked, "add", ".")
    done = pre_commit(hooked, environment, "run")
    assert done.returncode == 1
    assert "annotate-kit validate" in done.stdout
    assert "kim.json:" in done.stdout
    assert "AK203" in done.stdout


@needs_pre_commit
def test_what_has_nothing_to_do_with_it_is_not_checked(hooked: Path, environment: dict[str, str]) -> None:
    (hooked / "README.md").write_text("x")
    git(hooked, "add", ".")
    done = pre_commit(hooked, environment, "run")
    assert done.returncode == 0
    assert done.stdout.count("Skipped") == len(HOOKS)


@needs_pre_commit
def test_a_broken_schema_is_found_by_both(hooked: Path, environment: dict[str, str]) -> None:
    (hooked / "data/schemas/city.schema.json").write_text('{"title": "City", "type": "objekt"}\n')
    git(hooked, "add", ".")
    done = pre_commit(hooked, environment, "run")
    assert done.returncode == 1
    assert done.stdout.count("AK601") >= len(HOOKS)


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("annotations/a/kim.json", ["annotate-kit-validate"]),
        ("data/news/annotations/a/text.txt", ["annotate-kit-validate"]),
        ("schemas/city.schema.json", ["annotate-kit-validate", "annotate-kit-schema-lint"]),
        ("x/annotate-kit.toml", ["annotate-kit-validate", "annotate-kit-schema-lint"]),
        ("annotations/README.md", []),
        ("myannotations/a/kim.json", []),
        ("schemas/notes.json", []),
    ],
)
def test_hooks_run_for_the_files_that_they_check(path: str, ids: list[str]) -> None:
    assert [hook["id"] for hook in HOOKS if re.search(hook["files"], path)] == ids


# GitLab.


def test_the_job_fails_and_leaves_both_reports(repository: Path, environment: dict[str, str]) -> None:
    break_it(repository)
    script = "\n".join(JOB["script"])
    done = bash(script, repository, {**environment, "ANNOTATE_KIT_PROJECT": "data"})
    assert done.returncode == 1
    assert "AK203" in done.stdout
    for path in JOB["artifacts"]["reports"].values():
        assert (repository / path).exists()
    report = json.loads((repository / JOB["artifacts"]["reports"]["codequality"]).read_bytes())
    assert report[0]["location"]["path"] == "data/annotations/expo-vote/kim.json"
    assert JOB["artifacts"]["when"] == "always"


def test_the_job_passes_where_nothing_is_wrong(repository: Path, environment: dict[str, str]) -> None:
    done = bash("\n".join(JOB["script"]), repository, {**environment, "ANNOTATE_KIT_PROJECT": "data"})
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert json.loads((repository / "gl-code-quality-report.json").read_bytes()) == []
