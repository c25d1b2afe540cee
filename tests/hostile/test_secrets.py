"""A key out of the environment is in no file and no output, whatever a model's server does with it."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import socket
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.fakes.projects import ARTICLE
from tests.hostile.running import lay_out

from annotate_kit.cli.app import run

KEY = "sk-planted-0123456789-aBcDeFgHiJ"
PIECE = 12
"""Characters of it that are too many already."""

NAMED = b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"name": {"type": "string"}}}'

Reply = Callable[[str], bytes]
"""The address of the server → what it sends back."""


def _http(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = "".join(f"{header}\r\n" for header in headers)
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode() + body


def _answer(content: str) -> bytes:
    return _http(json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def _records(words: str) -> str:
    name = {"quote": "Busan", "before": ""}
    data = {"name": {"quote": "Busan", "before": "", "value": words}}
    records = [
        {"type": "city", "name": name, "data": data},
        {"type": "city", "name": {"quote": words, "before": words}, "data": {"name": name | {"value": "Busan"}}},
        {"type": words, "name": name, "data": data},
    ]
    return json.dumps({"records": records})


ESCAPED = "".join(f"\\u{ord(one):04x}" for one in KEY)
REPLIES: dict[str, Reply] = {
    "an error that repeats it": lambda _url: _http(
        json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}."}}).encode(), "401 Unauthorized"
    ),
    "an error that hides it in a long one": lambda _url: _http(
        json.dumps({"error": {"message": "x" * 180 + KEY}}).encode(), "401 Unauthorized"
    ),
    "an error that spells it": lambda _url: _http(b'{"error": {"message": "%s"}}' % ESCAPED.encode(), "400 Bad"),
    "records that are it": lambda _url: _answer(_records(KEY)),
    "records that spell it": lambda _url: _answer(_records("KEY").replace("KEY", ESCAPED)),
    "a name of a property": lambda _url: _answer(json.dumps({KEY: 1, "records": [{KEY: KEY}]})),
    "a page that repeats it": lambda _url: _http(f"<html>{KEY}</html>".encode(), "502 Bad Gateway"),
    "a redirect with it": lambda url: _http(KEY.encode(), "302 Found", f"Location: {url}/{KEY}"),
    "a header with it": lambda _url: _http(b"{}", "200 OK", f"X-Echo: {KEY}", f"Set-Cookie: {KEY}"),
    "a status of it": lambda _url: f"HTTP/1.1 {KEY}\r\n\r\n".encode(),
    "a length of it": lambda _url: f"HTTP/1.1 200 OK\r\nContent-Length: {KEY}\r\n\r\n".encode(),
    "no HTTP": lambda _url: f"{KEY}\r\n{KEY}".encode(),
    "half an answer": lambda _url: f"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{KEY}".encode(),
    "chunks of nonsense": lambda _url: f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{KEY}\r\n".encode(),
    "garbage": lambda _url: bytes(range(256)) + KEY.encode(),
    "nothing": lambda _url: b"",
}


@contextlib.contextmanager
def a_server(reply: Reply) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, and the requests that it got."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection, contextlib.suppress(OSError):
                        connection.settimeout(0.2)
                        with contextlib.suppress(TimeoutError):
                            got.append(b"")
                            while piece := connection.recv(65_536):
                                got[-1] += piece
                                if b"\r\n\r\n" in got[-1] and got[-1].endswith(b"}"):
                                    break
                        connection.sendall(reply(url))

        threading.Thread(target=serve, daemon=True).start()
        yield url, got


def traces(raw: bytes) -> set[bytes]:
    """Pieces of the key in some bytes, as it is or as it is commonly written."""
    spelt = (
        KEY.encode(),
        ESCAPED.encode(),
        base64.b64encode(KEY.encode()),
        KEY.encode().hex().encode(),
        urllib.parse.quote(KEY, safe="").encode(),
        KEY.encode("utf-16-le"),
    )
    pieces = {one[at : at + PIECE] for one in spelt for at in range(len(one) - PIECE + 1)}
    return {piece for piece in pieces if piece in raw}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the project, the home and the temporary files of what runs, and nothing else."""
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    lay_out(tmp_path / "project", {"schemas/city.schema.json": NAMED})
    monkeypatch.chdir(tmp_path / "project")
    for name, value in {
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "temporary"),
        "ANNOTATE_KIT_API_KEY": KEY,
        "OPENAI_API_KEY": KEY,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ANNOTATE_KIT_PROJECT", raising=False)
    return tmp_path


def found_in(top: Path) -> dict[str, set[bytes]]:
    """What of the key stands in files and their names."""
    found = {}
    for path in top.rglob("*"):
        raw = os.fsencode(path.name) + (path.read_bytes() if path.is_file() else b"")
        if traces(raw):
            found[path.name] = traces(raw)
    return found


@pytest.mark.parametrize("name", REPLIES)
def test_whatever_a_server_does_the_key_stays_in_the_environment(
    top: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with a_server(REPLIES[name]) as (url, got):
        settings = f'[suggest.model]\nurl = "{url}"\nname = "m"\nseconds = 3\n'
        (top / "project" / "annotate-kit.toml").write_text(settings, "utf-8")
        code = run(["suggest", ARTICLE, "--as", "kim", "--source", "model", "--send"])
    assert len(got) == 1, "a redirect is not followed"
    assert KEY.encode() in got[0], "the server was told, so it can repeat it"
    assert code in (0, 1)
    run(["suggest", ARTICLE, "--as", "kim", "--source", "names"])
    said = capfdbinary.readouterr()
    assert traces(said.out + said.err) == set()
    assert found_in(top) == {}


def test_no_command_tells_the_key(top: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    settings = '[suggest.model]\nurl = "https://models.invalid/v1"\nname = "m"\n[timer]\nis-on = true\n'
    (top / "project" / "annotate-kit.toml").write_text(settings, "utf-8")
    (top / "new.txt").write_text("Busan\n\nRiyadh won.\n", "utf-8")
    for line in (
        f"suggest {ARTICLE} --as kim --source model --print-prompt",
        "import ../new.txt",
        "everywhere Rome --type city --as lee --accept",
        f"log {ARTICLE}",
        "export json --allow-problems --output ../out.json",
        "export xlsx --allow-problems --output ../out.xlsx --receipt ../said.json",
        "validate --format sarif --output ../out.sarif",
        "doctor --repair",
        "status",
        "--help",
        "demo --replay ../demo",
    ):
        run(line.split())
    said = capfdbinary.readouterr()
    assert said.out
    assert traces(said.out + said.err) == set()
    assert found_in(top) == {}


@pytest.mark.parametrize(
    "text",
    [
        f'[suggest.model]\nkey = "{KEY}"\n',
        f'[suggest.model]\nheaders = {{Authorization = "Bearer {KEY}"}}\n',
        f'[suggest.model.headers]\nAuthorization = "Bearer {KEY}"\n',
        f'[suggest.model]\nkey-env = "{KEY}"\n',
        f'[suggest.model]\nurl = "https://me:{KEY}@models.example/v1"\n',
        f'[suggest.model]\nurl = "https://models.example/v1?api-key={KEY}"\n',
        f'OPENAI_API_KEY = "{KEY}"\n',
        f'[suggest]\nmodel = {{url = "https://x.example/v1", token = "{KEY}"}}\n',
        f'[suggest.model]\nkey = "{KEY}\n',
    ],
)
def test_settings_that_hold_a_key_are_refused_in_one_line_that_does_not_repeat_it(
    top: Path, text: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (top / "project" / "annotate-kit.toml").write_text(text, "utf-8")
    assert run(["status"]) == 2
    said = capfdbinary.readouterr()
    assert said.out == b""
    assert said.err.startswith(b"annotate-kit: annotate-kit.toml:")
    assert said.err.count(b"\n") == 1
    assert traces(said.err) == set()


@pytest.mark.parametrize("name", ["records that are it", "an error that repeats it"])
def test_a_key_that_is_not_looked_for_would_be_found(
    top: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The eyes of these tests see what they are there for."""
    monkeypatch.setattr("annotate_kit.suggest.answering._SHORTEST_SECRET", 1_000)
    with pytest.raises(AssertionError):
        test_whatever_a_server_does_the_key_stays_in_the_environment(top, name, capfdbinary)
