"""Record types out of Python classes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import uuid
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from pathlib import PurePath
from typing import Any, Literal

import attrs
import pytest
from pydantic import BaseModel, Field

from annotate_kit.schema import lint, load_catalog
from annotate_kit.schema.classes import UnknownTypeError, schema_of_class

CODE = uuid.UUID(int=1)


class Stage(enum.Enum):
    PUT_TO_VOTE = "vote"
    WON = "won"


@attrs.frozen
class Round:
    """One round of voting."""

    votes: int
    _cast: int | None = None


@attrs.define
class Bid:
    """A bid.

    With a second paragraph.
    """

    city: str = attrs.field(metadata={"title": "Host city", "description": "Where it is."})
    stage: Stage = Stage.WON
    kind: Literal["world", "other"] = "world"
    when: dt.date | None = None
    at: dt.datetime | str | None = None
    share: Decimal = Decimal("19.5")
    whole: Decimal = Decimal(2)
    rounds: list[Round] = attrs.Factory(list)
    rivals: Sequence[Bid] = ()
    tags: AbstractSet[str] = frozenset()
    names: Mapping[str, str] = attrs.Factory(dict)
    pair: tuple[int, str] = (1, "a")
    more: tuple[int, ...] = (1, 2)
    anything: Any = None
    since: dt.date = dt.date(2030, 5, 1)
    code: uuid.UUID = CODE
    path: PurePath | None = None
    plain: list = attrs.Factory(list)  # type: ignore[type-arg]  # people write so
    is_open: bool = True
    hidden: int = attrs.field(init=False, default=1)


@dataclasses.dataclass
class Place:
    name: str
    size: float = 1.5
    inner: Round | None = None
    parts: list[str] = dataclasses.field(default_factory=list)
    derived: int = dataclasses.field(init=False, default=0)


def test_an_attrs_class_becomes_a_schema() -> None:
    schema = schema_of_class(Bid)
    assert (schema["title"], schema["description"], schema["required"]) == ("Bid", "A bid.", ["city"])
    found = {name: {**one} for name, one in schema["properties"].items()}
    for one in found.values():
        del one["title"]
    assert found == {
        "city": {"type": "string", "description": "Where it is."},
        "stage": {
            "oneOf": [{"const": "vote", "title": "Put to vote"}, {"const": "won", "title": "Won"}],
            "default": "won",
        },
        "kind": {"enum": ["world", "other"], "default": "world"},
        "when": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        "at": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string"}, {"type": "null"}]},
        "share": {"type": "number", "default": 19.5},
        "whole": {"type": "number", "default": 2},
        "rounds": {"type": "array", "items": {"$ref": "#/$defs/Round"}},
        "rivals": {"type": "array", "items": {"$ref": "#/$defs/Bid"}, "default": []},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "names": {"type": "object", "additionalProperties": {"type": "string"}},
        "pair": {
            "type": "array",
            "prefixItems": [{"type": "integer"}, {"type": "string"}],
            "items": False,
            "minItems": 2,
            "default": [1, "a"],
        },
        "more": {"type": "array", "items": {"type": "integer"}, "default": [1, 2]},
        "anything": {},
        "since": {"type": "string", "format": "date", "default": "2030-05-01"},
        "code": {"type": "string", "format": "uuid", "default": "00000000-0000-0000-0000-000000000001"},
        "path": {"type": ["string", "null"]},
        "plain": {"type": "array"},
        "is_open": {"type": "boolean", "default": True},
    }
    assert schema["properties"]["city"]["title"] == "Host city"
    assert schema["properties"]["is_open"]["title"] == "Is open"
    assert schema["$defs"]["Round"]["properties"]["cast"]["type"] == ["integer", "null"]


def test_a_dataclass_becomes_a_schema() -> None:
    schema = schema_of_class(Place)
    assert "description" not in schema
    assert schema["required"] == ["name"]
    assert list(schema["properties"]) == ["name", "size", "inner", "parts"]
    assert schema["properties"]["size"] == {"title": "Size", "type": "number", "default": 1.5}


@pytest.mark.parametrize("class_", [Bid, Place])
def test_what_comes_of_a_class_is_a_record_type_without_problems(class_: type) -> None:
    documents = {"thing.schema.json": schema_of_class(class_)}
    assert lint(documents) == ()
    assert load_catalog(documents).types["thing"].is_closed


def test_a_model_says_its_schema_itself() -> None:
    class Model:
        @classmethod
        def model_json_schema(cls) -> dict[str, Any]:
            return {"title": "Mine", "type": "object"}

    assert schema_of_class(Model) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Mine",
        "type": "object",
    }


def test_a_pydantic_model_becomes_a_record_type() -> None:
    class Round2(BaseModel):
        votes: int = Field(title="Votes")

    class Meeting(BaseModel):
        """A meeting."""

        name: str = Field(title="Name", min_length=1)
        votes: int | None = Field(default=None, title="Votes", ge=0)
        rounds: list[Round2] = Field(default=[], title="Rounds")

    documents = {"meeting.schema.json": schema_of_class(Meeting)}
    record_type = load_catalog(documents).types["meeting"]
    assert [problem for problem in lint(documents) if problem.is_error] == []
    assert [(field.name, field.kind) for field in record_type.fields] == [
        ("name", "text"),
        ("votes", "integer"),
        ("rounds", "list"),
    ]


def test_two_classes_of_one_name_have_definitions_of_their_own() -> None:
    def another() -> type:
        return attrs.make_class("Round", {"x": attrs.field(type=str)})

    both = attrs.make_class("Both", {"a": attrs.field(type=Round), "b": attrs.field(type=another())})
    assert sorted(schema_of_class(both)["$defs"]) == ["Round", "Round1"]


@pytest.mark.parametrize("hint", [set, complex, type[int]])
def test_a_type_without_json_is_refused(hint: Any) -> None:
    class_ = attrs.make_class("Odd", {"x": attrs.field(type=hint)})
    with pytest.raises(UnknownTypeError, match="has no JSON Schema"):
        schema_of_class(class_)


def test_a_class_that_is_nothing_of_the_kind_is_refused() -> None:
    with pytest.raises(UnknownTypeError, match="Stage is no attrs class, dataclass or model"):
        schema_of_class(Stage)


def test_a_default_that_is_no_json_is_left_out() -> None:
    class_ = attrs.make_class("Odd", {"x": attrs.field(type=tuple, default=(1, object()))})
    assert "default" not in schema_of_class(class_)["properties"]["x"]
