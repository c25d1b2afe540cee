"""Whatever a limit stops says so, with the limit and the option that changes it; a new limit needs an example here."""

from __future__ import annotations

import contextlib
import fcntl
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.fakes.handed_back import a_project, exported
from tests.fakes.projects import ARTICLE, ROOT, SCHEMA, a_disk
from tests.hostile.corpus import ANNOTATION, sound
from tests.hostile.running import lay_out
from tests.hostile.test_secrets import a_server

from annotate_kit.cli.app import run
from annotate_kit.core import Limits
from annotate_kit.core.limits import option_of
from annotate_kit.suggest import Question, Suggestion
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.suggesting import ask_in_time, question_of

Say = Callable[[Path], str]
"""Meets a limit in a project, and gives back what was said beside the command's own output."""

EXAMPLES: dict[str, Say] = {}


def example(name: str) -> Callable[[Say], Say]:
    def add(say: Say) -> Say:
        EXAMPLES[name] = say
        return say

    return add


def _with(project: Path, name: str, value: int, files: dict[str, bytes], *arguments: str) -> str:
    """What a command says that meets a limit of this value."""
    key = option_of(name).removeprefix("limits.")
    lay_out(project, {"annotate-kit.toml": f"[limits]\n{key} = {value}\n".encode(), **files})
    assert run(arguments) in (0, 1, 3)
    return ""


@example("article_bytes")
def _(project: Path) -> str:
    return _with(project, "article_bytes", 10, {"new.txt": b"Title\n\nMore than ten bytes.\n"}, "import", "new.txt")


@example("json_bytes")
def _(project: Path) -> str:
    return _with(project, "json_bytes", 10, {}, "validate")


@example("problems_per_file")
def _(project: Path) -> str:
    held = json.loads(sound()[ANNOTATION])
    for span in held["spans"]:
        span["quotes"] = ["Rome"]
    return _with(project, "problems_per_file", 1, {ANNOTATION: json.dumps(held).encode()}, "validate")


@example("schema_steps")
def _(project: Path) -> str:
    twice = {"properties": {"a": {"$ref": "#"}}}
    schema = {**json.loads(SCHEMA), **twice, "allOf": [twice]}
    return _with(
        project, "schema_steps", 3, {"schemas/city.schema.json": json.dumps(schema).encode()}, "schema", "lint"
    )


@example("suggestions")
def _(project: Path) -> str:
    return _with(project, "suggestions", 1, {}, "suggest", ARTICLE, "--as", "kim")


@attrs.frozen
class _Slow:
    name: str = "slow"
    over: threading.Event = attrs.field(factory=threading.Event)

    def suggest(self, _question: Question) -> tuple[Suggestion, ...]:
        self.over.wait(10)
        return ()


@example("suggest_seconds")
def _(_project: Path) -> str:
    slow: Any = _Slow()
    question = question_of(open_project(a_disk(), ROOT), ARTICLE, "kim", ())
    answers, _late = ask_in_time([slow], question, seconds=0.01)
    slow.over.set()
    return "".join(f"{message.what} {message.hint}" for message in answers.messages)


@example("answer_bytes")
def _(project: Path) -> str:
    with a_server(lambda _url: b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a": {}}') as (url, _got):
        model = f'[limits]\nanswer-bytes = 5\n[suggest.model]\nurl = "{url}"\nname = "m"\n'
        lay_out(project, {"annotate-kit.toml": model.encode()})
        run(["suggest", ARTICLE, "--as", "kim", "--source", "model", "--send"])
    return ""


@example("lock_seconds")
def _(project: Path) -> str:
    lay_out(project, {"annotate-kit.toml": b"[limits]\nlock-seconds = 1\n"})
    with (project / ".annotate-kit" / "lock" / ARTICLE / "kim").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert run(["everywhere", "Paris", "--type", "city", "--as", "kim", "--accept"]) == 3
    return ""


def _book(name: str, value: int, more: bytes = b"") -> Say:
    def say(project: Path) -> str:
        raw = exported(a_project())
        if more:
            stream = BytesIO(raw)
            with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("xl/more.xml", more)
            raw = stream.getvalue()
        return _with(project, name, value, {"book.xlsx": raw}, "workbook", "check", "book.xlsx")

    return say


EXAMPLES |= {
    "workbook_bytes": _book("workbook_bytes", 10),
    "workbook_inflated_bytes": _book("workbook_inflated_bytes", 10),
    "workbook_part_bytes": _book("workbook_part_bytes", 10),
    "workbook_parts": _book("workbook_parts", 1),
    "workbook_ratio": _book("workbook_ratio", 1, b"\0" * (17 << 20)),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "project").mkdir()
    monkeypatch.delenv("ANNOTATE_KIT_PROJECT", raising=False)
    with contextlib.chdir(tmp_path / "project"):
        yield tmp_path / "project"


def test_every_limit_has_an_example() -> None:
    assert EXAMPLES.keys() == attrs.fields_dict(Limits).keys()


@pytest.mark.parametrize("name", attrs.fields_dict(Limits))
def test_what_a_limit_stops_names_its_option(name: str, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = EXAMPLES[name](project)
    outputs = capfd.readouterr()
    assert option_of(name) in said + outputs.out + outputs.err
