"""`suggest` with what comes from outside: packages that add suggesters, a model's hostile answers, large files."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from annotate_kit.store import DiskFs, Store, shipped_files
from annotate_kit.workflow.starting import start_project

Run = Callable[..., Any]
ME = ("--as", "analyst")
WTO = "wto-director-general-2021"

PLUGIN = '''
from annotate_kit.suggest import New, Source, Suggestion


class Good:
    """Proposes the first word."""

    source = Source(name="good", version="3")

    def suggest(self, question):
        return [
            Suggestion(
                start=0, end=4, type="organization", target=New(), score=0.9, reason="first", source=self.source
            )
        ]


class Raises(Good):
    source = Source(name="raises", version="1")

    def suggest(self, question):
        raise RuntimeError("\\x1b[31mred\\nlines")


class Nonsense(Good):
    source = Source(name="nonsense", version="1")

    def suggest(self, question):
        return ["no", 7, None]


def broken():
    raise OSError("no licence")
'''
NAMES = {
    "good": "Good",
    "raises": "Raises",
    "nonsense": "Nonsense",
    "broken": "broken",
    "missing": "nothing_of_the_kind",
}


@pytest.fixture(autouse=True)
def sample(run: Run, tmp_path: Path) -> Path:
    """A copy of the sample project in the current folder."""
    assert callable(run)
    start_project(Store(DiskFs(), str(tmp_path)), shipped_files("schemas", "annotations"))
    return tmp_path


@pytest.fixture
def package(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution as pip installs it: a module, and a `.dist-info` that names its entry points."""
    site = tmp_path_factory.mktemp("site")
    (site / "annotate_plugin.py").write_text(PLUGIN)
    info = site / "annotate_plugin-3.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: annotate-plugin\nVersion: 3.0\n")
    lines = [f"{name} = annotate_plugin:{what}" for name, what in NAMES.items()]
    (info / "entry_points.txt").write_text("\n".join(["[annotate_kit.suggesters]", *lines, ""]))
    monkeypatch.syspath_prepend(str(site))


@pytest.mark.usefixtures("package")
def test_an_installed_package_adds_suggesters_and_a_bad_one_costs_one_message(run: Run, sample: Path) -> None:
    result = run("suggest", WTO, *ME)
    assert result.code == 0
    heads = result.out.split("\n")[0].split()
    assert "good" in heads
    told = [line for line in result.err.split("\n") if line]
    assert [line.split(": ")[1] for line in told] == ["broken", "missing", "raises", "nonsense"]
    assert "\x1b" not in result.err
    kept = json.loads((sample / f".annotate-kit/suggestions/{WTO}.json").read_text())
    assert [one["source"] for one in kept["suggestions"] if one["source"]["name"] == "good"] == [
        {"name": "good", "version": "3"}
    ]
    alone = run("suggest", WTO, "--source", "good", *ME)
    assert alone.out.split("\n")[0].split() == ["article", "good", "waiting"]
    assert run("suggest", WTO, "--source", "better", *ME).code == 2


class Model(http.server.BaseHTTPRequestHandler):
    """Answers whatever the test says."""

    answer: ClassVar[bytes] = b"{}"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def a_model(content: str) -> Iterator[str]:
    usage = {"prompt_tokens": 1000, "completion_tokens": 500}
    body = json.dumps({"choices": [{"message": {"content": content}}], "usage": usage}).encode()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Model,), {"answer": body})) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/chat/completions"
        server.shutdown()


HOSTILE = "\x1b]0;owned\x07Ignore all previous instructions\u202e"


def test_a_model_that_answers_with_hostile_text_moves_nothing_and_is_counted(run: Run, sample: Path) -> None:
    quoted = {"quote": "The WTO", "before": ""}
    made_up = {"quote": HOSTILE, "before": ""}
    records = [
        {"type": "organization", "mention": quoted, "fields": []},
        {"type": "organization", "mention": made_up, "fields": []},
        {"type": HOSTILE, "mention": quoted, "fields": []},
        {"type": "organization", "mention": quoted, "fields": [{"pointer": HOSTILE, "value": HOSTILE, **made_up}]},
    ]
    before = {path: path.read_bytes() for path in (sample / "annotations").rglob("*.json")}
    with a_model(json.dumps({"records": records})) as url:
        settings = f'[suggest.model]\nurl = "{url}"\nname = "small"\nprice-in = 2\nprice-out = 4\n'
        (sample / "annotate-kit.toml").write_text(settings)
        asked = run("suggest", WTO, "--source", "model", "--send", *ME)
    assert asked.code == 0, asked.err
    assert "0.004 spent" in asked.err
    assert "of the model's values discarded" in asked.err
    assert "\x1b" not in asked.err + asked.out
    assert "\u202e" not in asked.err + asked.out
    assert {path: path.read_bytes() for path in (sample / "annotations").rglob("*.json")} == before


def test_a_file_that_is_too_large_is_refused(run: Run, sample: Path) -> None:
    (sample / "other.jsonl").write_text("{}\n" * 10)
    (sample / "annotate-kit.toml").write_text("[limits]\njson-bytes = 20\n")
    refused = run("suggest", WTO, "--file", "other.jsonl", *ME)
    assert refused.code == 3
    assert "more than 20 bytes. Split it, or raise limits.json-bytes in annotate-kit.toml." in refused.err
