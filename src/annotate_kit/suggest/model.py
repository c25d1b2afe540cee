"""The suggester that asks a language model behind any OpenAI-compatible endpoint. The transport is an argument.

The model has no tools; its answer is text that is checked against the article, and changes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import attrs

from annotate_kit.codec import encode_line
from annotate_kit.errors import InputError
from annotate_kit.suggest.answering import Answer, read_answer
from annotate_kit.suggest.prompting import prompt
from annotate_kit.suggest.values import Message, Question, Source, Suggestion

__all__ = ["Endpoint", "ModelAnswer", "ModelSuggester", "Post", "TooLongError", "ask_model", "request_of"]

_PATH: Final = "/chat/completions"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_MILLION: Final = 1_000_000


class TooLongError(Exception):
    """An answer took longer, or was longer, than it may."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what, hint)
        self.what = what
        self.hint = hint


class Post(Protocol):
    """Sends a request and returns the body of the answer, whatever its status; raises where there is none."""

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes, timeout: float) -> bytes:
        """POST `body` to `url`, waiting at most `timeout` seconds for the whole answer."""


@attrs.frozen(kw_only=True)
class Endpoint:
    """Where a model is, and what it costs."""

    url: str
    """Up to `/v1`, or the whole address of the chat completions."""
    model: str
    key: str = attrs.field(default="", repr=False)
    """Never written anywhere; empty for a server on this machine."""
    types: tuple[str, ...] = ()
    """The record types that are asked for; empty for all."""
    timeout: float = 120.0
    """Seconds."""
    price_in: Decimal | None = None
    """Of a million tokens of the prompt, in whatever money the endpoint charges."""
    price_out: Decimal | None = None
    """Of a million tokens of the answer."""

    @property
    def source(self) -> Source:
        """`model` and the model's name."""
        return Source(name="model", version=self.model)


@attrs.frozen(kw_only=True)
class ModelAnswer:
    """What came of asking a model once."""

    answer: Answer
    seconds: float
    """Between asking and answer."""
    cost: Decimal | None = None
    """In the money of the prices; None without prices."""
    message: Message | None = None
    """Why there are no suggestions, where there are none."""

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """In text order."""
        return self.answer.suggestions


def request_of(question: Question, endpoint: Endpoint) -> dict[str, Any]:
    """The whole body that would be sent, to be printed on request."""
    return prompt(question, endpoint.model, _types(question, endpoint))


def ask_model(question: Question, endpoint: Endpoint, post: Post, clock: Callable[[], float]) -> ModelAnswer:
    """Ask once; whatever goes wrong is a message, never an exception.

    Args:
        question: the article and the record types.
        endpoint: the model.
        post: sends the request.
        clock: seconds from anywhere, such as `time.monotonic`.
    """
    address = _address(endpoint.url)
    if not address:
        what = f"{endpoint.url} is no address of a model"
        hint = "It begins with https://; http:// is for this machine only."
        return ModelAnswer(answer=Answer(), seconds=0.0, message=Message(source="model", what=what, hint=hint))
    headers = {"Content-Type": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    body = encode_line(request_of(question, endpoint))
    began = clock()
    try:
        raw = post(address, headers, body, endpoint.timeout)
    except TooLongError as error:
        message = Message(source="model", what=error.what, hint=error.hint)
        return ModelAnswer(answer=Answer(), seconds=clock() - began, message=message)
    except Exception as error:  # noqa: BLE001  # a transport may raise anything
        # The text of the error may hold the headers, and with them the key, so only its kind is told.
        what = f"there was no answer ({type(error).__name__})"
        message = Message(source="model", what=what, hint="Check the address and the network, or ask again.")
        return ModelAnswer(answer=Answer(), seconds=clock() - began, message=message)
    seconds = clock() - began
    answer = read_answer(raw, question, _types(question, endpoint), endpoint.source, secret=endpoint.key)
    message_or_none = (
        Message(source="model", what=answer.trouble, hint="Ask again, or try another model.")
        if answer.trouble
        else None
    )
    return ModelAnswer(answer=answer, seconds=seconds, cost=_cost(answer, endpoint), message=message_or_none)


def _types(question: Question, endpoint: Endpoint) -> tuple[str, ...]:
    return tuple(name for name in question.catalog.types if not endpoint.types or name in endpoint.types)


def _address(url: str) -> str:
    """The address to post to; empty where a key or an article must not be sent there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)):
        return ""
    plain = url.rstrip("/")
    return plain if plain.endswith(_PATH) else plain + _PATH


def _cost(answer: Answer, endpoint: Endpoint) -> Decimal | None:
    if endpoint.price_in is None or endpoint.price_out is None:
        return None
    return (endpoint.price_in * answer.tokens_in + endpoint.price_out * answer.tokens_out) / _MILLION


@attrs.frozen(kw_only=True)
class ModelSuggester:
    """A model among the other suggesters; `ask_model` tells also what it cost."""

    endpoint: Endpoint
    post: Post
    clock: Callable[[], float]

    @property
    def source(self) -> Source:
        """`model` and the model's name."""
        return self.endpoint.source

    def suggest(self, question: Question) -> tuple[Suggestion, ...]:
        """What the model proposes.

        Raises:
            InputError: where it gives no usable answer.
        """
        asked = ask_model(question, self.endpoint, self.post, self.clock)
        if asked.message is not None:
            raise InputError(self.endpoint.url, asked.message.what, asked.message.hint)
        return asked.suggestions
