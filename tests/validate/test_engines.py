"""Two engines behind one interface: the same verdicts and the same findings, on everything there is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.validate.suite_exceptions import FINDING_EXCEPTIONS, exceptions_of, remotes_in

from annotate_kit.schema import CHECKED_FORMATS, Catalog
from annotate_kit.validate import Engine, Finding, find_engine
from annotate_kit.validate.fast import FastEngine, find_fast_engine
from annotate_kit.validate.findings import dialect_of
from annotate_kit.validate.portable import PortableEngine, find_portable_engine

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parents[1] / "schemas/examples").glob("*/*/*.json"))
SUITE = HERE.parents[2] / "shared/data/json-schema-test-suite"
URI = "https://test.invalid/thing.json"


def both(schema: Any, documents: Mapping[str, Any] | None = None, uri: str = URI) -> tuple[FastEngine, PortableEngine]:
    everything = {**(documents or {}), uri: schema}
    fast, portable = find_fast_engine(uri, everything), find_portable_engine(uri, everything)
    assert fast is not None
    assert portable is not None
    return fast, portable


def listed(findings: Iterator[Finding]) -> list[Finding]:
    return sorted(findings, key=repr)


def verdict(schema: Any, data: Any) -> bool:
    """What both engines say, which also find something exactly where the data is invalid."""
    fast, portable = both(schema)
    found = listed(fast.findings(data))
    assert found == listed(portable.findings(data))
    assert fast.is_valid(data) is portable.is_valid(data) is (not found)
    return not found


@pytest.fixture(scope="module")
def engines(catalog: Catalog) -> dict[str, tuple[FastEngine, PortableEngine]]:
    documents = {uri: catalog.registry[uri].contents for uri in catalog.uris.values()}
    return {
        name: both(documents[catalog.uris[file]], documents, catalog.uris[file]) for name, file in catalog.files.items()
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: "/".join(path.parts[-3:]))
def test_engines_find_the_same_in_every_example(
    path: Path, engines: dict[str, tuple[FastEngine, PortableEngine]]
) -> None:
    data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    fast, portable = engines[path.parts[-3]]
    assert fast.is_valid(data) is portable.is_valid(data) is (path.parts[-2] == "valid")
    assert listed(fast.findings(data)) == listed(portable.findings(data))


def test_members_without_a_name_are_found_where_they_are() -> None:
    text = {"type": "string", "pattern": "^a$"}
    empty = {"properties": {"": text, "b": text}, "additionalProperties": {"items": {"properties": {"": text}}}}
    schema = {"properties": {"it": empty, "": {"properties": {"": text, "c": empty}}}}
    assert not verdict(schema, {"it": {"": "x", "b": "x"}})
    assert not verdict(schema, {"": {"": "x", "c": {"": "x", "b": "x"}}})
    assert not verdict(schema, {"it": {"more": [{"": "x"}]}})
    assert verdict(schema, {"it": {"": "a"}})


# The official suite.

FAST_EXCEPTIONS = exceptions_of("draft2020-12", "jsonschema-rs")
PORTABLE_EXCEPTIONS = exceptions_of("draft2020-12", "jsonschema")


def suite_files() -> list[str]:
    folder = SUITE / "tests/draft2020-12"
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.json"))]


@pytest.fixture(scope="module")
def remotes() -> dict[str, Any]:
    return remotes_in(SUITE)


@pytest.mark.skipif(not SUITE.exists(), reason="the official JSON Schema test suite is not beside the project")
@pytest.mark.parametrize("name", suite_files() or [pytest.param("", marks=pytest.mark.skip(reason="no suite"))])
def test_engines_give_the_answers_of_the_official_suite(name: str, remotes: dict[str, Any]) -> None:
    wrong: dict[str, set[str]] = {"fast": set(), "portable": set(), "findings": set()}
    for group in json.loads((SUITE / "tests/draft2020-12" / name).read_text(encoding="utf-8")):
        schema = group["schema"]
        named = schema.get("$id", "") if isinstance(schema, dict) else ""
        fast, portable = both(schema, remotes, named if "://" in named else URI)
        for test in group["tests"]:
            title = f"{group['description']}: {test['description']}"
            data, answer = test["data"], test["valid"]
            wrong["fast"] |= {title} if fast.is_valid(data) is not answer else set()
            wrong["portable"] |= {title} if portable.is_valid(data) is not answer else set()
            same = listed(fast.findings(data)) == listed(portable.findings(data))
            wrong["findings"] |= set() if same else {title}
    assert bool(wrong["fast"]) == (name in FAST_EXCEPTIONS), wrong["fast"]
    assert bool(wrong["portable"]) == (name in PORTABLE_EXCEPTIONS), wrong["portable"]
    if name not in FINDING_EXCEPTIONS:
        assert not wrong["findings"]


SEVEN = "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    ("dialect", "schema", "good", "bad"),
    [
        (SEVEN, {"items": [{"type": "string"}], "additionalItems": False}, ["a"], ["a", 1]),
        (SEVEN, {"definitions": {"n": {"minimum": 3}}, "$ref": "#/definitions/n"}, 3, 2),
        (SEVEN, {"dependencies": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
        ("http://json-schema.org/draft-06/schema", {"contains": {"const": 1}}, [1], [2]),
        ("https://json-schema.org/draft/2019-09/schema", {"dependentRequired": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
    ],
)  # fmt: skip
def test_older_drafts_are_read_as_what_they_are(dialect: str, schema: dict[str, Any], good: Any, bad: Any) -> None:
    schema = {"$schema": dialect, **schema}
    assert verdict(schema, good)
    assert not verdict(schema, bad)


def test_a_dialect_that_nobody_knows_is_read_as_2020_12() -> None:
    engine = find_engine(URI, {URI: {"$schema": "https://example.org/unknown", "prefixItems": [{"type": "string"}]}})
    assert engine is not None
    assert engine.is_valid(["a"])
    assert not engine.is_valid([1])


def test_a_schema_may_refer_to_one_of_another_draft() -> None:
    old = {"$schema": SEVEN, "items": [{"type": "string"}]}
    fast, portable = both({"$ref": "old.json"}, {"https://test.invalid/old.json": old})
    for engine in (fast, portable):
        assert engine.is_valid(["a", 1])
        assert not engine.is_valid([1])
    assert dialect_of(old) == "7"
    assert dialect_of(True) == dialect_of({"$schema": 7}) == "2020-12"


# Numbers.


@pytest.mark.parametrize(
    ("number", "divisor", "is_multiple"),
    [
        ("19.99", "0.01", True),
        ("19.991", "0.01", False),
        ("1E+300", "0.01", True),
        ("1E+300", "3", False),
        ("3E+300", "3", True),
        ("1E-300", "0.01", False),
        ("0E-300", "0.01", True),
        ("-0.3", "0.1", True),
        ("12345678901234567890123.45", "0.01", True),
        ("12345678901234567890123.455", "0.01", False),
        ("7", "2", False),
    ],
)
def test_multiples_are_exact(number: str, divisor: str, *, is_multiple: bool) -> None:
    data = Decimal(number) if "." in number or "E" in number else int(number)
    assert verdict({"multipleOf": Decimal(divisor)}, data) is is_multiple


@given(st.integers(-(10**6), 10**6), st.integers(1, 999), st.integers(0, 4))
def test_every_multiple_of_a_decimal_is_one(factor: int, digits: int, places: int) -> None:
    divisor = Decimal(digits).scaleb(-places)
    assert verdict({"multipleOf": divisor}, divisor * factor)


@pytest.mark.parametrize(
    ("schema", "data", "is_valid"),
    [
        ({"type": "integer"}, Decimal("1.0"), True),
        ({"type": "integer"}, Decimal("1.5"), False),
        ({"type": "integer"}, Decimal("1E+2"), True),
        ({"type": "integer"}, 2.0, True),
        ({"type": "integer"}, True, False),
        ({"type": "number"}, Decimal("1.5"), True),
        ({"const": 1}, Decimal("1.0"), True),
        ({"const": 1}, True, False),
        ({"enum": [Decimal("1.10")]}, Decimal("1.1"), True),
        ({"maximum": Decimal("0.3")}, Decimal("0.30000000000000000000001"), False),
        ({"uniqueItems": True}, [1, Decimal("1.0")], False),
        ({"uniqueItems": True}, [1, True, [1], [True], {"a": 1}, {"a": True}, "1", None], True),
        ({"uniqueItems": True}, [{"a": [1]}, {"a": [1]}], False),
        ({"uniqueItems": False}, [1, 1], True),
        ({"type": "array"}, (1, 2), True),
    ],
)
def test_values_are_compared_as_json_schema_says(schema: dict[str, Any], data: Any, *, is_valid: bool) -> None:
    assert verdict(schema, data) is is_valid


# Patterns and formats.


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        (r"^\S+$", "Busan", "Busan　2030"),
        (r"^[^\s]+$", "Busan", "a b"),
        (r"^[\S]+$", "Busan", "a b"),
        (r"^\d+$", "2030", "٣"),
        (r"^\p{Letter}+$", "김윤", "2030"),
        (r"^\p{Script=Hangul}+$", "김윤", "Kim"),
        (r"^\u0041\u{42}$", "AB", "AC"),
        (r"^\cJ$", "\n", "J"),
        (r"^a\/b\-c$", "a/b-c", "a/b/c"),
        (r"^[a\-z]$", "-", "b"),
        (r"a$", "ba", "a\n"),
        (r"(?<year>\d{4})", "2030", "year"),
    ],
)
def test_patterns_mean_what_ecmascript_says(pattern: str, matching: str, other: str) -> None:
    assert verdict({"pattern": pattern}, matching)
    assert not verdict({"pattern": pattern}, other)
    assert not verdict({"patternProperties": {pattern: False}}, {matching: 1})
    assert not verdict({"patternProperties": {pattern: True}, "additionalProperties": False}, {other: 1})
    assert not verdict({"propertyNames": {"pattern": pattern}}, {other: 1})


@pytest.mark.timeout(120)  # against a hang: a quadratic way would take hours
def test_a_costly_pattern_costs_nothing() -> None:
    fast, portable = both({"pattern": "^(a+)+$", "patternProperties": {"^(a+)+$": True}})
    for engine in (fast, portable):
        assert not engine.is_valid("a" * 100_000 + "!")


@pytest.mark.timeout(120)  # against a hang: a quadratic way would take hours
def test_a_pattern_that_must_look_around_is_run_under_a_budget_or_not_at_all() -> None:
    fast, portable = both({"pattern": r"^(?!b)(a+)+\1$"})
    assert not fast.is_valid("b")
    assert not fast.is_valid("a" * 40 + "!")
    assert portable.is_valid("b")


@pytest.mark.parametrize("name", sorted(CHECKED_FORMATS))
def test_every_format_that_is_said_to_be_checked_is(name: str) -> None:
    refused = "not\nsuch" if name != "regex" else "("
    if name in ("uri-reference", "iri-reference"):
        refused = "\\\\host\\share"
    if name == "uri-template":
        refused = "{broken"
    fast, portable = both({"format": name})
    assert not fast.is_valid(refused)
    assert not portable.is_valid(refused)
    assert fast.is_valid(7)


def test_unknown_formats_refuse_nothing() -> None:
    assert verdict({"format": "postcode"}, "x")


# What must not happen.


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/x.json", "file:///etc/passwd", "missing.json", "#/$defs/no"])
def test_a_reference_to_nothing_is_never_followed_and_spoils_no_other_schema(target: str) -> None:
    documents = {"https://test.invalid/bad.json": {"$ref": target}, URI: {"type": "string"}}
    assert find_fast_engine("https://test.invalid/bad.json", documents) is None
    portable = find_portable_engine("https://test.invalid/bad.json", documents)
    assert portable is not None
    assert [finding.keyword for finding in portable.findings("x")] == ["$ref"]
    fast, other = find_fast_engine(URI, documents), find_portable_engine(URI, documents)
    assert fast is not None
    assert other is not None
    assert fast.is_valid("x")
    assert other.is_valid("x")


@pytest.mark.parametrize("schema", [{"type": "stringg"}, {"pattern": 7}, {"minimum": "0"}, {"properties": []}])
def test_a_schema_that_is_none_has_no_engine(schema: dict[str, Any]) -> None:
    assert find_engine(URI, {URI: schema}) is None
    assert find_engine(URI, {}) is None


def test_a_pattern_that_is_none_is_refused_by_the_fast_engine_and_ignored_by_the_other() -> None:
    documents = {URI: {"pattern": "("}}
    assert find_fast_engine(URI, documents) is None
    portable = find_portable_engine(URI, documents)
    assert portable is not None
    assert portable.is_valid("x")


@pytest.mark.parametrize("data", [MappingProxyType({"a": 1}), {"a": "\ud800"}, {"\ud800": ("x",)}])
def test_data_that_no_file_can_hold_is_answered_all_the_same(data: Any) -> None:
    fast, portable = both({"type": "object", "required": ["b"], "patternProperties": {"a": {"pattern": "x"}}})
    assert not fast.is_valid(data)
    assert not portable.is_valid(data)
    assert {finding.keyword for finding in fast.findings(data)} >= {"required"}


def test_the_portable_engine_gives_up_on_bottomless_data_without_a_crash() -> None:
    data: Any = 1
    for _ in range(2000):
        data = {"a": data}
    _, portable = both({"properties": {"a": {"$ref": "#"}}})
    assert [finding.keyword for finding in portable.findings(data)] == ["$ref"]


def test_the_portable_engine_takes_over_where_the_fast_one_cannot_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(find_engine(URI, {URI: {}}), FastEngine)
    monkeypatch.setitem(sys.modules, "annotate_kit.validate.fast", None)
    engine = find_engine(URI, {URI: {"type": "string"}})
    assert isinstance(engine, PortableEngine)
    assert not engine.is_valid(1)


def test_engines_say_which_hints_apply_the_use_before_the_definition() -> None:
    schema = {
        "$defs": {"line": {"type": "string", "x-annotate": {"widget": "text", "shortcut": "z"}}},
        "properties": {"a": {"$ref": "#/$defs/line", "x-annotate": {"shortcut": "a"}}, "b": {"x-annotate": 3}},
    }
    fast, portable = both(schema)
    assert fast.hints({"a": "x", "b": 1}) == {"/a": {"widget": "text", "shortcut": "a"}}
    assert fast.hints({"a": 1}) is None
    asked: Engine = portable
    assert asked.hints({"a": "x"}) is None


@pytest.mark.timeout(120)  # against a hang: a quadratic way would take hours
def test_findings_of_the_first_few_of_very_many_come_at_once(engines: dict[str, tuple[FastEngine, Any]]) -> None:
    fast, _ = engines["organization"]
    data: Any = {"name": "x", "kind": "group", "members": [7] * 100_000}
    assert next(fast.findings(data)).pointer.startswith("/members")
