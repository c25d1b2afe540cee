"""Posting to a model's endpoint: a server on this machine that answers well, badly, slowly, cut short, or too much."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from annotate_kit.cli.posting import post
from annotate_kit.core import LIMITS
from annotate_kit.suggest.model import TooLongError

Answer = Callable[[socket.socket, bytes], None]


@contextlib.contextmanager
def a_server(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """A server that reads each request whole and then does what the test says; its address, and what it was sent."""
    sent: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection, contextlib.suppress(OSError):
                        sent.append(_request(connection))
                        answer(connection, sent[-1])

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1", sent


def _request(connection: socket.socket) -> bytes:
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += connection.recv(65_536)
    head, _, body = raw.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


def whole(status: str, body: bytes, *headers: str) -> Answer:
    lines = "".join(f"{header}\r\n" for header in headers)
    return lambda connection, _request: connection.sendall(
        f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode() + body
    )


def ask(url: str, timeout: float = 5.0, most: int = LIMITS.answer_bytes) -> bytes:
    headers = {"Authorization": "Bearer secret", "Content-Type": "application/json"}
    return post(url, headers, b'{"a": 1}', timeout, most)


def test_the_body_goes_out_with_the_headers_and_the_answer_comes_back() -> None:
    with a_server(whole("200 OK", b'{"ok": true}')) as (url, sent):
        assert ask(url) == b'{"ok": true}'
    assert sent[0].startswith(b"POST /v1 HTTP/1.1\r\n")
    assert b"Authorization: Bearer secret" in sent[0]
    assert sent[0].endswith(b'{"a": 1}')


@pytest.mark.parametrize("status", ["400 Bad Request", "429 Too Many Requests", "500 Internal Server Error"])
def test_what_went_wrong_there_is_told_by_its_body(status: str) -> None:
    with a_server(whole(status, b'{"error": "busy"}')) as (url, _):
        assert ask(url) == b'{"error": "busy"}'


def test_a_redirect_is_not_followed_so_that_the_key_goes_nowhere_else() -> None:
    with (
        a_server(whole("200 OK", b"stolen")) as (elsewhere, stolen),
        a_server(whole("307 Temporary Redirect", b"go", f"Location: {elsewhere}")) as (url, _),
    ):
        assert ask(url) == b"go"
    assert stolen == []


def test_an_answer_cut_short_is_given_as_far_as_it_came() -> None:
    def cut(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"choices": [')

    with a_server(cut) as (url, _):
        assert ask(url) == b'{"choices": ['


def test_a_connection_that_is_closed_at_once_is_no_answer() -> None:
    with a_server(lambda _connection, _request: None) as (url, _), pytest.raises(OSError, match=r"."):
        ask(url)


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"])
def test_a_server_that_sends_a_byte_now_and_then_is_not_waited_for(begin: bytes) -> None:
    over = threading.Event()

    def trickle(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(begin)
        while not over.wait(0.02):
            # Each byte is in time; the whole never is.
            connection.sendall(b"H")

    with a_server(trickle) as (url, _):
        with pytest.raises(TooLongError):
            ask(url, timeout=0.2)
        over.set()


def test_an_answer_without_end_is_given_up() -> None:
    with a_server(whole("200 OK", b"x" * 1_001)) as (url, _), pytest.raises(TooLongError) as raised:
        ask(url, most=1_000)
    assert raised.value.what == "its answer has more than 1,000 bytes"
    assert raised.value.hint == "Ask again, or raise limits.answer-bytes in annotate-kit.toml."
    with a_server(whole("200 OK", b"x" * 1_000)) as (url, _):
        assert len(ask(url, most=1_000)) == 1_000
