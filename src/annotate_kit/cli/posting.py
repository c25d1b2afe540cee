"""Posting a request to a model's endpoint: no redirects, no proxy's surprises, and a bound on time and size."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

__all__ = ["MOST", "TooLongError", "post"]

MOST = 20_000_000
"""Bytes of an answer; a longer one is none."""
_PIECE = 65_536


class TooLongError(Exception):
    """The answer took longer, or was longer, than it may."""


class _NoRedirect(HTTPRedirectHandler):
    """A redirect could take the key and the article to anybody."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Never."""


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirect)


def post(url: str, headers: Mapping[str, str], body: bytes, timeout: float) -> bytes:
    """POST `body`, and give back the body of the answer whatever its status.

    Args:
        url: http or https; checked by whoever calls.
        headers: with the key among them.
        body: the request.
        timeout: seconds for the whole answer, not only for its next byte.

    Raises:
        OSError: where there is no answer.
        TooLongError: where it is too long, or takes too long.
    """
    until = time.monotonic() + timeout
    request = Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310  # see Args
    try:
        answer = _opener().open(request, timeout=timeout)
    except HTTPError as error:
        # What went wrong stands in the body.
        answer = error
    with contextlib.closing(answer):
        return _read(answer, until)


def _read(answer: HTTPResponse | HTTPError, until: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    # read1 gives what has come: a server that sends a byte a second must not hold us for ever.
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST or time.monotonic() > until:
            raise TooLongError
    return b"".join(pieces)
