"""The shipped record types: each example file below `<type>/valid` and `<type>/invalid` is a test of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from annotate_kit.core import Record
from annotate_kit.core.dates import edtf_problem
from annotate_kit.schema import KEPT, field_at, lint, load_catalog
from annotate_kit.validate import check_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "schemas/examples"
SCHEMAS: dict[str, Any] = {
    path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "schemas").glob("*.schema.json"))
}
TYPES = [name.removesuffix(".schema.json") for name, schema in SCHEMAS.items() if "properties" in schema]
RESOURCES = [(name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()]
CATALOG = load_catalog(SCHEMAS)
REGISTRY: Registry[Any] = Registry().with_resources(RESOURCES)

FORMATS = FormatChecker()


@FORMATS.checks("edtf")
def is_edtf(value: object) -> bool:
    return not isinstance(value, str) or edtf_problem(value) is None


def examples(kind: str) -> list[Path]:
    return sorted(EXAMPLES.glob(f"*/{kind}/*.json"))


def name_of(path: Path) -> str:
    return f"{path.parts[-3]}/{path.stem}"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def problems(reference: str, data: object) -> list[str]:
    validator = Draft202012Validator({"$ref": reference}, registry=REGISTRY, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def rust_validator(type_name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {"$ref": f"local:///{type_name}.schema.json"},
        registry=jsonschema_rs.Registry([(f"local:///{name}", schema) for name, schema in SCHEMAS.items()]),
        formats={"edtf": is_edtf},
        validate_formats=True,
    )


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a schema with its JSON Pointer, example data left out."""
    if isinstance(value, dict):
        yield pointer, value
        for key, inner in value.items():
            if key != "examples":
                yield from walk(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, f"{pointer}/{index}")


def everywhere(wanted: Callable[[str, dict[str, Any]], bool]) -> list[Any]:
    return [
        pytest.param(name, pointer, node, id=f"{name}#{pointer}")
        for name, schema in SCHEMAS.items()
        for pointer, node in walk(schema)
        if wanted(pointer, node)
    ]


def is_property(pointer: str, _node: dict[str, Any]) -> bool:
    return (
        pointer.split("/")[-2:-1] == ["properties"]
        and not pointer.startswith(("/if", "/then"))
        and "/contains/" not in pointer
    )


def is_code_list(_pointer: str, node: dict[str, Any]) -> bool:
    return all("const" in code for code in node.get("oneOf", [{}]))


def synonyms(code: dict[str, Any]) -> list[str]:
    found: list[str] = code.get("x-annotate", {}).get("synonyms", [])
    return found


@pytest.mark.parametrize("path", examples("valid"), ids=name_of)
def test_valid_example_is_accepted(path: Path) -> None:
    assert problems(f"{path.parts[-3]}.schema.json", read(path)) == []
    assert rust_validator(path.parts[-3]).is_valid(read(path))


TWO_KEYWORDS = frozenset(
    {
        "agreement/amount-under-value.AK103",
        "agreement/parties-as-codes.AK101",
        "expo-bid/votes-for-under-votes.AK103",
        "official/other-name-under-name.AK103",
        "organization/two-kinds.AK101",
        "organization/type-for-kind.AK103",
    }
)
"""One slip of a person that two keywords refuse: a wrong name is also one that is missing."""


@pytest.mark.parametrize("path", examples("invalid"), ids=name_of)
def test_invalid_example_holds_exactly_one_mistake(path: Path) -> None:
    found = problems(f"{path.parts[-3]}.schema.json", read(path))
    assert len(found) == (2 if name_of(path) in TWO_KEYWORDS else 1)
    assert not rust_validator(path.parts[-3]).is_valid(read(path))


@pytest.mark.parametrize("path", [path for path in examples("invalid") if isinstance(read(path), dict)], ids=name_of)
def test_one_mistake_gets_one_message(path: Path) -> None:
    record = Record(id=f"{path.parts[-3]}-0123456789", type=path.parts[-3], data=read(path))
    found = [problem for problem in check_record(CATALOG, record) if problem.code.startswith(("AK1", "AK4"))]
    assert len(found) == 1, found


@pytest.mark.parametrize("path", examples("valid"), ids=name_of)
def test_every_place_in_an_example_has_a_titled_field(path: Path) -> None:
    record_type = CATALOG.types[path.parts[-3]]
    places = [f"{pointer}/{key}" for pointer, node in walk(read(path)) for key in node]
    fields = [field_at(record_type, place) for place in places]
    assert [place for place, field in zip(places, fields, strict=True) if not (field and field.title)] == []


def test_lint_finds_nothing() -> None:
    assert lint(SCHEMAS) == ()


@pytest.mark.parametrize("type_name", TYPES)
def test_type_has_examples_of_both_kinds(type_name: str) -> None:
    assert len(list((EXAMPLES / type_name / "valid").glob("*.json"))) >= 8
    assert len(list((EXAMPLES / type_name / "invalid").glob("*.json"))) >= 15


@pytest.mark.parametrize("type_name", TYPES)
def test_valid_examples_together_use_every_field(type_name: str) -> None:
    used = {
        key for path in (EXAMPLES / type_name / "valid").glob("*.json") for _, node in walk(read(path)) for key in node
    }
    fields = {
        pointer.split("/")[-1]
        for pointer, node in walk(SCHEMAS[f"{type_name}.schema.json"])
        if is_property(pointer, node)
    }
    assert fields - used == set()


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_schema_obeys_its_meta_schema(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


def test_the_four_types_are_there() -> None:
    assert TYPES == ["agreement", "expo-bid", "official", "organization"]


@pytest.mark.parametrize(("name", "pointer", "node"), everywhere(lambda _pointer, node: "examples" in node))
def test_example_within_a_schema_is_valid(name: str, pointer: str, node: dict[str, Any]) -> None:
    for example in node["examples"]:
        assert problems(f"{name}#{pointer}", example) == []


@pytest.mark.parametrize(("name", "pointer", "node"), everywhere(is_property))
def test_property_says_what_it_is(name: str, pointer: str, node: dict[str, Any]) -> None:
    assert node["title"].strip(), (name, pointer)
    assert node["description"].endswith("."), (name, pointer)
    assert node.get("examples") or node.get("type") == "object", (name, pointer)


@pytest.mark.parametrize(("name", "pointer", "node"), everywhere(lambda _pointer, node: node.get("type") == "object"))
def test_object_is_closed(name: str, pointer: str, node: dict[str, Any]) -> None:
    assert node["additionalProperties"] is False, (name, pointer)
    assert node["title"], (name, pointer)
    assert node["description"], (name, pointer)


@pytest.mark.parametrize(("name", "pointer", "node"), everywhere(is_code_list))
def test_words_name_one_code_each(name: str, pointer: str, node: dict[str, Any]) -> None:
    taken: dict[str, str] = {}
    for code in node["oneOf"]:
        for words in {text.casefold() for text in (code["title"], *synonyms(code))}:
            assert taken.setdefault(words, code["const"]) == code["const"], (name, pointer, words)


@pytest.mark.parametrize(
    ("name", "pointer", "node"),
    everywhere(lambda _pointer, node: "properties" in node and "additionalProperties" in node),
)
def test_fields_of_one_object_have_letters_of_their_own(name: str, pointer: str, node: dict[str, Any]) -> None:
    letters = [field["x-annotate"]["shortcut"] for field in node["properties"].values()]
    assert len(letters) == len(set(letters)), (name, pointer, letters)


def test_types_have_free_letters_of_their_own() -> None:
    letters = [SCHEMAS[f"{name}.schema.json"]["x-annotate"]["shortcut"] for name in TYPES]
    assert len(set(letters)) == len(TYPES)
    assert not set(KEPT) & set(letters)


@pytest.mark.parametrize("type_name", TYPES)
def test_caption_and_identity_name_properties(type_name: str) -> None:
    schema = SCHEMAS[f"{type_name}.schema.json"]
    assert {*schema["x-annotate"]["caption"], *schema["x-annotate"]["identity"]} <= set(schema["properties"])


@pytest.mark.parametrize(("name", "pointer", "node"), everywhere(lambda _pointer, node: "ref" in node))
def test_reference_names_a_type(name: str, pointer: str, node: dict[str, Any]) -> None:
    assert set(node["ref"]) <= set(TYPES), (name, pointer)
