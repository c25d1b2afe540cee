"""Plain command lines are understood without Typer, exactly as Typer understands them."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate_kit import __main__
from annotate_kit.cli import app, quick, validating
from annotate_kit.errors import UsageError

Run = Callable[..., Any]

WORDS = st.sampled_from(
    [
        *("a", "b=c", "", "-", "--", "--help", "-h", "--nonsense", "--cache", "--no-cache", "--statistics", "--watch"),
        *("--format", "--format=sarif", "--format=xml", "full", "--output", "--output=sarif=r", "sarif=r", "--select"),
        *(
            "--select=AK1,AK2",
            "AK1",
            "--ignore",
            "--ignore=AK3",
            "--fail-on",
            "warning",
            "--fail-on=error",
            "--fail-on=",
        ),
        *("--changed-since", "--changed-since=main", "--cache=1", "--project", "--sel", "--watch=", "validate"),
    ]
)


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """The garbage of other tests is collected as before."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[validating.Question]:
    """The questions that were asked; none is answered."""
    questions: list[validating.Question] = []

    def ask(question: validating.Question) -> int:
        questions.append(question)
        return 0

    monkeypatch.setattr(validating, "answer", ask)
    return questions


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_what_is_understood_is_understood_alike(asked: list[validating.Question], words: list[str]) -> None:
    arguments = ["validate", *words]
    asked.clear()
    code = quick.run(arguments)
    if code is None:
        assert asked == []
        return
    plain = asked.copy()
    asked.clear()
    assert app.run(arguments) == code
    assert asked == plain


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a", "b"],
        ["--format", "sarif", "--output", "r.sarif", "a"],
        ["--select=AK1", "--ignore", "AK102", "--fail-on", "warning", "--no-cache", "--statistics"],
        ["--changed-since", "origin/main", "--", "-a"],
        ["--output", "-"],
    ],
)
def test_plain_lines_are_understood(asked: list[validating.Question], words: list[str]) -> None:
    assert quick.run(["validate", *words]) == 0
    assert len(asked) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["status"],
        ["--project", "x", "validate"],
        ["validate", "--help"],
        ["validate", "-h"],
        ["validate", "--format", "xml"],
        ["validate", "--format"],
        ["validate", "--select", "--watch"],
    ],
)
def test_what_is_not_plain_is_left_alone(asked: list[validating.Question], arguments: list[str]) -> None:
    assert quick.run(arguments) is None
    assert asked == []


def test_two_reports_in_one_place_are_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["validate", "--format", "json", "--format", "sarif"]
    with pytest.raises(UsageError):
        quick.find_question(arguments)
    assert quick.run(arguments) == 2
    assert "two reports would go to the standard output" in capsys.readouterr().err


def test_the_console_script_goes_the_short_way(
    asked: list[validating.Question], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["annotate-kit", "validate", "a"])
    assert __main__.main() == 0
    assert [question.paths for question in asked] == [("a",)]
    monkeypatch.setattr(sys, "argv", ["annotate-kit", "validate", "--help"])
    assert __main__.main() == 0
    assert "Usage" in capsys.readouterr().out


def test_a_check_loads_neither_typer_nor_what_it_does_not_need(run: Run, project: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['validate', 'schemas']\n"
        "from annotate_kit.__main__ import main\nmain()\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'typer', 'rich', 'textual', 'openpyxl', 'jsonschema'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert run("validate", "schemas").code == 0


UNASKED = (
    *("typer", "jsonschema", "referencing", "rapidfuzz", "wcwidth", "cattrs", "tomllib", "difflib", "subprocess"),
    *("annotate_kit.codec.scanner", "annotate_kit.codec.structuring", "annotate_kit.core.edits"),
    *("annotate_kit.reading", "annotate_kit.report.full", "annotate_kit.schema.linting", "annotate_kit.schema.rows"),
    *("annotate_kit.text.carrying", "annotate_kit.text.indexing", "annotate_kit.validate.explaining"),
    *("annotate_kit.validate.guessing", "annotate_kit.workflow.session"),
)
"""What a file without problems, in a project without settings, has no use for."""


def test_a_file_without_problems_loads_nothing_that_explains_problems(run: Run, project: Path) -> None:
    (project / "in.txt").write_text("Riyadh’s bid wins\n\nThe “Saudi” bid won — 119 votes.\n")
    assert run("import", "in.txt").code == 0
    folder = next((project / "annotations").iterdir())
    digest = json.loads((folder / "article.json").read_bytes())["text_sha256"]
    text = (folder / "text.txt").read_text()
    start = text.index("Saudi")
    context = {"prefix": text[max(start - 32, 0) : start], "suffix": text[start + 5 :][:32]}
    span = {"fragments": [[start, start + 5]], "id": "s-1", "quotes": ["Saudi"], **context}
    record = {
        "data": {"kind": "government", "name": "Saudi"},
        "evidence": {"/kind": [{"claim": "inferred", "spans": ["s-1"]}], "/name": [{"spans": ["s-1"]}]},
        "id": "organization-1",
        "mentions": ["s-1"],
        "type": "organization",
    }
    value: dict[str, Any] = {
        "annotator": "kim",
        "article": folder.name,
        "format": "annotate-kit/1",
        "notes": [],
        "records": [record],
    }
    value |= {"rejected": [], "schemas": {}, "spans": [span], "status": "done"}
    value |= {"text_sha256": digest, "waivers": []}
    (folder / "kim.json").write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
    words = ["validate", "--no-cache", f"annotations/{folder.name}/kim.json"]
    code = (
        f"import sys; bare = set(sys.modules); sys.argv[1:] = {words!r}\n"
        "from annotate_kit.__main__ import main\ncode = main()\n"
        f"print(code, sorted(set({UNASKED!r}) & (sys.modules.keys() - bare)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0 []\n", "No problems in 1 file.\n")


def test_a_check_looks_for_circles_of_objects_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "set_threshold", asked.append)
    monkeypatch.setattr(gc, "freeze", lambda: asked.append(0))
    monkeypatch.setattr(quick, "run", lambda _words: 0)
    monkeypatch.setattr(sys, "argv", ["annotate-kit", "validate"])
    assert __main__.main() == 0
    assert asked == [100_000, 0]
