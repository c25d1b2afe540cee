"""Posting a request to a model's endpoint: no redirects, and a bound on time and size."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from annotate_kit.core.limits import LIMITS, raised
from annotate_kit.suggest.model import TooLongError

__all__ = ["post"]


class _NoRedirect(HTTPRedirectHandler):
    """A redirect could take the key and the article to anybody."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Never."""


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirect)


def post(url: str, headers: Mapping[str, str], body: bytes, timeout: float, most: int = LIMITS.answer_bytes) -> bytes:
    """POST `body`, and give back the body of the answer whatever its status.

    Args:
        url: http or https; checked by whoever calls.
        headers: with the key among them.
        body: the request.
        timeout: seconds for the whole answer, not only for its next byte.
        most: bytes of the answer.

    Raises:
        OSError: where there is no answer.
        TooLongError: where it is too long, or takes too long.
    """
    answers: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(_answer(url, headers, body, timeout, most))
        except Exception as error:  # noqa: BLE001  # handed over, and raised where somebody waits
            answers.put(error)

    # Only a second thread bounds the whole: a server may also send its headers a byte at a time.
    threading.Thread(target=ask, name="asking the model", daemon=True).start()
    try:
        found = answers.get(timeout=timeout)
    except queue.Empty:
        hint = "Ask again, or raise suggest.model.seconds in annotate-kit.toml."
        raise TooLongError(f"there was no answer in {timeout:g} s", hint) from None
    if isinstance(found, Exception):
        raise found
    return found


def _answer(url: str, headers: Mapping[str, str], body: bytes, timeout: float, most: int) -> bytes:
    request = Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310  # see `post`
    try:
        answer = _opener().open(request, timeout=timeout)
    except HTTPError as error:
        # What went wrong stands in the body.
        answer = error
    with contextlib.closing(answer):
        found: bytes = answer.read(most + 1)
    if len(found) > most:
        hint = f"Ask again, or {raised('answer_bytes')}."
        raise TooLongError(f"its answer has more than {most:,} bytes", hint)
    return found
