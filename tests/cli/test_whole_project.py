"""`find`, `entities`, `everywhere` and `suggest` over the sample project, as a person types them."""

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


@pytest.fixture(autouse=True)
def sample(run: Run, tmp_path: Path) -> Path:
    """A copy of the sample project in the current folder."""
    assert callable(run)
    start_project(Store(DiskFs(), str(tmp_path)), shipped_files("schemas", "annotations"))
    return tmp_path


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--format", "json").out)
    return found


def test_words_are_found_as_records_spans_and_sentences(run: Run) -> None:
    lines = run("find", "Busan").out
    assert "  record  " in lines
    assert "  sentence  " in lines
    only = listed(run, "find", "Busan", "--type", "expo-bid")
    assert {one["type"] for one in only if one["kind"] == "record"} == {"expo-bid"}
    assert run("find", "Busan", "--type", "nothing").code == 2
    assert run("find", " ").code == 2
    nothing = run("find", "zzzzqqqq\x1b[2J")
    assert nothing.code == 1
    assert "nothing is called" in nothing.err
    assert "\x1b" not in nothing.err


def test_entities_are_listed_with_their_differences(run: Run, sample: Path) -> None:
    assert "expo-bid" in run("entities").out
    bids = listed(run, "entities", "--type", "expo-bid")
    assert bids
    assert all(one["type"] == "expo-bid" for one in bids)
    assert len(listed(run, "entities", "--differ")) < len(listed(run, "entities"))
    assert run("entities", "--type", "nothing").code == 2
    for path in (sample / "annotations").glob("*/*.json"):
        path.unlink()
    assert run("entities").out == "No entity.\n"


def test_decisions_are_taken_and_taken_back(run: Run) -> None:
    one, other = (found["entity"] for found in listed(run, "entities", "--type", "official")[:2])
    assert run("entities", "pairs").code == 0
    assert run("entities", "pairs", "--type", "expo-bid").code == 0
    assert run("entities", "join", one, other, *ME).code == 0
    joined = next(found for found in listed(run, "entities") if one in found["ids"])
    assert other in joined["ids"]
    assert run("entities", "undo", *ME).code == 0
    assert run("entities", "apart", one, other, *ME).code == 0
    assert run("entities", "identify", one, "wikidata", "Q1", *ME).code == 0
    named = next(found for found in listed(run, "entities") if one in found["ids"])
    assert named["identifiers"] == {"wikidata": "Q1"}
    assert run("entities", "join", one, "nobody-1", *ME).code == 2
    for _ in range(4):
        last = run("entities", "undo", *ME)
    assert "nothing to take back" in last.err


def test_pairs_that_may_be_one_come_with_reason_words_and_sentences(run: Run, sample: Path) -> None:
    assert run("entities", "pairs", "--type", "agreement").code == 0
    # Another person tags the same chamber anew, as a thing of its own.
    path = sample / "annotations/expo-2030-vote/analyst.json"
    annotation = json.loads(path.read_text("utf-8"))
    chamber = next(one for one in annotation["records"] if one["data"].get("name", "").startswith("Korea Chamber"))
    folder = sample / "annotations/busan-chambers-2023"
    text, article = (folder / "text.txt").read_text("utf-8"), json.loads((folder / "article.json").read_text("utf-8"))
    at, name = text.index(chamber["data"]["name"]), chamber["data"]["name"]
    span = {"fragments": [[at, at + len(name)]], "id": "s-0000000001", "quotes": [name], "prefix": "", "suffix": ""}
    record = {"data": {"name": name}, "id": "organization-0000000001", "mentions": [span["id"]], "type": "organization"}
    more = {"annotator": "other", "article": article["id"], "records": [record], "spans": [span], "schemas": {}}
    whole = {**annotation, **more, "text_sha256": article["text_sha256"]}
    (folder / "other.json").write_text(json.dumps(whole), "utf-8")
    shown = run("entities", "pairs", "--type", "organization").out
    assert "100 organization: same name\n" in shown
    assert f"    organization-0000000001: {name}" in shown
    assert "        busan-chambers-2023: " in shown
    assert "        expo-2030-vote: " in shown


def test_a_value_is_decided_as_the_articles_give_it(run: Run, sample: Path) -> None:
    differing = next(one for one in listed(run, "entities", "--differ"))
    rival = differing["differences"][0]
    value = rival["values"][0]["value"]
    typed = value if isinstance(value, str) else json.dumps(value)
    assert run("entities", "decide", differing["entity"], rival["pointer"], typed, "--because", "seen", *ME).code == 0
    decided = next(one for one in listed(run, "entities") if differing["entity"] in one["ids"])
    taken = next(one for one in decided["differences"] if one["pointer"] == rival["pointer"])
    assert (taken["taken"], taken["because"]) == (value, "seen")
    assert "taken:" in run("entities").out
    assert run("entities", "decide", differing["entity"], rival["pointer"], "else", *ME).code == 0
    assert run("entities", "decide", differing["entity"], "/nothing", "x", *ME).code == 2
    (damaged,) = list((sample / "annotations" / "_register").glob("*.json"))[:1]
    damaged.write_text("{")
    assert "holds no decisions" in run("entities").err


def test_the_same_words_are_tagged_everywhere_in_one_act(run: Run, sample: Path) -> None:
    before = {path: path.read_bytes() for path in (sample / "annotations").glob("*/*.json")}
    shown = run("everywhere", "Paris", "--type", "organization", *ME)
    assert shown.code == 0
    assert "--accept tags them" in shown.err
    assert {path: path.read_bytes() for path in (sample / "annotations").glob("*/*.json")} == before
    assert "places tagged" in run("everywhere", "Paris", "--type", "organization", "--accept", *ME).err
    assert "taken back" in run("everywhere", "--undo", *ME).err
    assert run("everywhere", "Paris", *ME).code == 2


def test_what_is_proposed_waits_for_the_app(run: Run, sample: Path) -> None:
    result = run("suggest", "wto-director-general-2021", "--source", "names", "--source", "patterns", *ME)
    assert result.code == 0
    assert "wto-director-general-2021" in result.out
    assert (sample / ".annotate-kit/suggestions/wto-director-general-2021.json").is_file()
    lines = sample / "other.jsonl"
    lines.write_text('{"class": "organization", "text": "WTO", "attributes": {}, "interval": [0, 3]}\n')
    assert run("suggest", "wto-director-general-2021", "--file", str(lines), *ME).code == 0
    assert run("suggest", "wto-director-general-2021", "--file", "nowhere.jsonl", *ME).code == 3
    assert run("suggest", "nothing", *ME).code == 2
    assert run("suggest", "wto-director-general-2021", "--source", "model", *ME).code == 2


class Answering(http.server.BaseHTTPRequestHandler):
    """A model that answers whatever the test says."""

    answer: ClassVar[bytes] = b"{}"
    status: ClassVar[int] = 200

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def model(answer: bytes, status: int = 200) -> Iterator[str]:
    handler = type("Handler", (Answering,), {"answer": answer, "status": status})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/chat/completions"
        server.shutdown()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (json.dumps({"choices": [{"message": {"content": '{"records": []}'}}], "usage": {}}).encode(), 200),
        (b"not json", 200),
        (b'{"error": "busy"}', 500),
    ],
)
def test_a_model_is_asked_only_when_told_and_costs_one_line_where_it_fails(
    run: Run, sample: Path, answer: bytes, status: int
) -> None:
    with model(answer, status) as url:
        (sample / "annotate-kit.toml").write_text(f'[suggest.model]\nurl = "{url}"\nname = "small"\n')
        asked = run("suggest", "wto-director-general-2021", "--source", "model", "--send", *ME)
    assert asked.code == 0, asked.err
    assert "the model took" in asked.err
    prompt = run("suggest", "wto-director-general-2021", "--source", "model", "--print-prompt", *ME)
    assert prompt.code == 0, prompt.err
    assert "WTO" in prompt.out


def test_the_status_remembers_what_it_has_checked_but_not_for_others(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    first = run("status").out
    assert not (sample / ".annotate-kit").exists()
    monkeypatch.setenv("CI", "false")
    assert run("status").out == first
    assert (sample / ".annotate-kit" / "cache" / "checked.json").exists()

    def checked(*_arguments: object, **_more: object) -> None:
        pytest.fail("a file that has not changed was checked again")

    monkeypatch.setattr("annotate_kit.workflow.checking.FolderCheck.check", checked)
    assert run("status").out == first
