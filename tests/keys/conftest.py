from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import attrs
import pytest

from annotate_kit.core import Annotation, Article, Edit, apply, invert
from annotate_kit.keys import Known, Request, Step, View, open_view, pasted, press, refreshed
from annotate_kit.schema import Catalog, load_catalog

SCHEMAS = Path(__file__).parents[2] / "schemas"

NEWS = (
    "Kim Yoon, chief of the Korea-Japan Economic Association, met Mikio Sasaki on May 16, 2023.\n"
    "\n"
    "Around 240 people came to Seoul. The Korea-Japan Economic Association and Mitsubishi Corp. signed a "
    "contract worth 7.8 billion dollars.\n"
    "Kim said the Korea-Japan Economic Association is glad. “Good results,” Sasaki said.\n"
)


@cache
def shipped() -> Catalog:
    return catalog_of({path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")})


def catalog_of(documents: dict[str, Any]) -> Catalog:
    return load_catalog(json.loads(json.dumps(documents), parse_float=Decimal))


@attrs.define
class Player:
    """Presses keys, and checks at each that the edits alone give the view's annotation and can be taken back."""

    view: View
    first: Annotation
    edits: list[Edit] = attrs.field(factory=list)
    requests: list[Request] = attrs.field(factory=list)
    made: Callable[[], int] = attrs.field(factory=lambda: count(1).__next__)

    def ids(self, prefix: str) -> str:
        return f"{prefix}-{self.made():04}"

    def play(self, keys: str) -> Player:
        """Keys apart by spaces."""
        for key in keys.split():
            self.take(press(self.view, key, self.ids))
        return self

    def type(self, words: str) -> Player:
        """Every character is a key."""
        for character in words:
            self.take(press(self.view, "space" if character == " " else character, self.ids))
        return self

    def paste(self, words: str) -> Player:
        self.take(pasted(self.view, words, self.ids))
        return self

    def take(self, step: Step) -> Player:
        annotation = self.view.annotation
        for edit in step.edits:
            annotation = apply(edit, annotation)
        assert annotation == step.view.annotation
        for edit in reversed(step.edits):
            annotation = apply(invert(edit), annotation)
        assert annotation == self.view.annotation
        self.edits += step.edits
        self.requests += step.requests
        self.view = step.view
        return self

    def undo(self) -> Player:
        """What a session answers to `Undo`."""
        self.view = refreshed(self.view, apply(invert(self.edits.pop()), self.view.annotation), "undone")
        return self

    def select(self, words: str, nth: int = 0) -> Player:
        """The words, found by searching as a person would."""
        self.play("home home").play("/").type(words).play("enter")
        for _ in range(nth):
            self.play("n")
        assert self.view.words.casefold() == words.casefold(), (self.view.words, words)
        return self

    @property
    def words(self) -> str:
        return self.view.words

    @property
    def message(self) -> str:
        return self.view.message

    @property
    def records(self) -> dict[str, list[dict[str, Any]]]:
        """Record type → the data of its records, in the order they were made."""
        found: dict[str, list[dict[str, Any]]] = {}
        for record in self.view.annotation.records.values():
            found.setdefault(record.type, []).append(dict(record.data))
        return found

    @property
    def hand(self) -> dict[str, Any]:
        assert self.view.hand is not None
        return dict(self.view.annotation.records[self.view.hand].data)

    def quotes(self, record: str | None = None) -> list[str]:
        """The words that mention a record, the one in hand where none is named."""
        found = self.view.annotation.records[record or self.view.hand or ""]
        return [self.view.annotation.spans[span].quote for span in found.mentions]

    def said(self, pointer: str) -> list[str]:
        """The words that say a value of the record in hand."""
        found = self.view.annotation.records[self.view.hand or ""]
        spans = [span for claim in found.evidence.get(pointer, ()) for span in claim.spans]
        return [self.view.annotation.spans[span].quote for span in spans]


class Begin(Protocol):
    def __call__(
        self,
        text: str = ...,
        *,
        catalog: Catalog | None = None,
        known: Sequence[Known] = ...,
        annotation: Annotation | None = None,
        width: int = ...,
        height: int = ...,
        **article: Any,
    ) -> Player: ...


@pytest.fixture
def begin() -> Begin:
    def made(
        text: str = NEWS,
        *,
        catalog: Catalog | None = None,
        known: Sequence[Known] = (),
        annotation: Annotation | None = None,
        width: int = 80,
        height: int = 20,
        **article: Any,
    ) -> Player:
        about = {"published": "2023-05-17", "language": "en", **article}
        first = annotation or Annotation(article="a", annotator="analyst", text_sha256="0")
        view = open_view(
            article=Article(id="a", title="A", text_sha256="0", length=len(text), **about),
            text=text,
            catalog=catalog or shipped(),
            annotation=first,
            known=known,
            width=width,
            height=height,
        )
        return Player(view=view, first=first)

    return made


@pytest.fixture
def catalog_from() -> Callable[[dict[str, Any]], Catalog]:
    return catalog_of
