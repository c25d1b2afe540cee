"""Files from strangers: nothing outside is read, nothing runs for ever, and each oddity is one clear line."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.codec import parse_json
from annotate_kit.core import LIMITS, Record
from annotate_kit.errors import UnreadableError
from annotate_kit.schema import load_catalog
from annotate_kit.store import DiskFs
from annotate_kit.validate import Engine, check_record, find_engine, schema_problems
from annotate_kit.validate.portable import find_portable_engine
from annotate_kit.validate.schemas import bounded
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import lint_schemas, validate_project

URI = "https://test.invalid/thing.json"
CITY = {"title": "City", "type": "object", "properties": {"name": {"title": "Name", "type": "string"}}}
ENGINES: tuple[Callable[..., Engine | None], ...] = (find_engine, find_portable_engine)

each_engine = pytest.mark.parametrize("find", ENGINES, ids=["fast", "portable"])


def an_engine(find: Callable[..., Engine | None], schema: Any) -> Engine:
    engine = find(URI, {URI: schema})
    assert engine
    return engine


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("somebody asks the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


# References.


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    "reference",
    [
        "http://127.0.0.1:9/secret.json",
        "https://json.schemastore.org/package.json",
        "ftp://127.0.0.1/secret.json",
        "file:///etc/hostname",
        "file:secret.json",
        "/secret.json",
        "../secret.json",
        "../../../../../../etc/hostname",
        "%2e%2e/secret.json",
        "secret.json",
        "//127.0.0.1/secret.json",
        "jar:file:///x!/y",
        "data:application/json,{}",
        "urn:uuid:deadbeef-1234-0000-0000-4321feebdaed",
    ],
)
def test_a_reference_reaches_no_file_outside_and_no_network(reference: str, tmp_path: Path) -> None:
    # If it were read, the secret would refuse every record.
    secret = json.dumps({"type": "object", "required": ["never"]})
    for folder in (tmp_path, tmp_path / "schemas", tmp_path.parent):
        folder.mkdir(exist_ok=True)
        (folder / "secret.json").write_text(secret, "utf-8")
    schema = {**CITY, "properties": {"a": {"title": "A", "$ref": reference}}}
    (tmp_path / "schemas/city.schema.json").write_text(json.dumps(schema), "utf-8")
    project = open_project(DiskFs(), str(tmp_path))
    (problem,) = lint_schemas(project)
    assert (problem.code, problem.pointer) == ("AK607", "/properties/a/$ref")
    assert problem.place
    found = check_record(project.catalog, Record(id="city-1", type="city", data={"a": {}}))
    assert not any("never" in one.message for one in found)


def test_a_link_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.schema.json"
    outside.write_text('{"title": "Secret", "type": "object"}', "utf-8")
    project = tmp_path / "project"
    (project / "schemas").mkdir(parents=True)
    (project / "schemas/evil.schema.json").symlink_to(outside)
    with pytest.raises(UnreadableError, match="leads out of the project") as error:
        validate_project(open_project(DiskFs(), str(project)))
    assert "Secret" not in str(error.value)


def test_a_schema_that_is_another_ones_address_takes_nothing_from_outside(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    inner = {**CITY, "$id": "https://example.org/city.json", "properties": {"a": {"title": "A", "$ref": "land.json"}}}
    (tmp_path / "schemas/city.schema.json").write_text(json.dumps(inner), "utf-8")
    assert [problem.code for problem in lint_schemas(open_project(DiskFs(), str(tmp_path)))] == ["AK607"]


# Patterns.

COSTLY = {"properties": {"a": {"pattern": "^(?=.)(([a-z])+.)+[A-Z]([a-z])+$"}}}


@each_engine
def test_a_pattern_that_backtracks_for_ever_ends(find: Callable[..., Engine | None]) -> None:
    # A plain backtracking engine would need longer than the age of the universe; which answer it is does not matter.
    assert an_engine(find, COSTLY).is_valid({"a": "a" * 100_000}) in (True, False)


@each_engine
@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|aa)+$", "^([a-zA-Z]+)*$", "(x+x+)+y", "^(.*?,){25}P"])
def test_the_classic_catastrophes_run_in_linear_time(find: Callable[..., Engine | None], pattern: str) -> None:
    engine = an_engine(find, {"pattern": pattern})
    assert engine.is_valid("a" * 100_000 + "!") in (True, False)
    assert (
        list(
            schema_problems(load_catalog({"x.schema.json": {"title": "X", "properties": {"a": {"pattern": pattern}}}}))
        )
        == []
    )


def test_a_pattern_that_needs_backtracking_is_told_by_lint() -> None:
    found = list(schema_problems(load_catalog({"x.schema.json": {"title": "X", **COSTLY}})))
    assert [problem.code for problem in found] == ["AK610"]


# Bombs.


def doubling(count: int) -> dict[str, Any]:
    steps = {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(count)}
    return {
        **CITY,
        "$defs": {**steps, f"d{count}": {"type": "string"}},
        "properties": {"a": {"$ref": "#/$defs/d0", "title": "A"}},
    }


def test_references_that_double_again_and_again_are_refused_and_said() -> None:
    catalog = load_catalog({"city.schema.json": doubling(60)})
    record = Record(id="city-1", type="city", data={"a": 1})
    assert [problem.code for problem in check_record(catalog, record)] == ["AK601"]
    (problem,) = schema_problems(catalog)
    assert (problem.code, problem.file) == ("AK601", "schemas/city.schema.json")
    assert "more than 200,000 steps" in problem.message
    assert [problem.code for problem in check_record(load_catalog({"city.schema.json": doubling(4)}), record)] == [
        "AK101"
    ]


def test_a_schema_that_is_nested_too_deep_is_one_line() -> None:
    deep: Any = {"type": "string"}
    for _ in range(150):
        deep = {"title": "A", "type": "object", "properties": {"a": deep}}
    found = load_catalog({"city.schema.json": deep}).problems
    assert [problem.code for problem in found] == ["AK601"]


def test_so_many_problems_of_a_schema_are_cut_and_counted(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    many = {**CITY, "properties": {f"p{number}": {} for number in range(1_200)}, "typpe": "object"}
    (tmp_path / "schemas/city.schema.json").write_text(json.dumps(many), "utf-8")
    found = lint_schemas(open_project(DiskFs(), str(tmp_path)))
    assert len(found) == 1_000
    assert [problem.hint for problem in found if "more in this file" in problem.hint] == [
        (
            "Give it a title; forms, columns and messages call it so. "
            "There are 201 more in this file: limits.problems-per-file is 1,000."
        )
    ]


def test_errors_are_kept_before_warnings() -> None:
    (error,) = load_catalog({"a.schema.json": []}).problems
    warnings = [
        *load_catalog({"a.schema.json": {"title": "A", "type": "object", "x-annotate": {"shortcut": "e"}}}).problems
    ] * 1_500
    kept = bounded([*warnings, error], LIMITS)
    assert error in kept
    assert len(kept) == 1_000


# Odd files.

DEEP = 100_000


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (b'{"a": 1, "a": 2}', "AK002", "'a' stands twice"),
        (b'{"a": NaN}', "AK004", "NaN"),
        (b'{"a": -Infinity}', "AK004", "Infinity"),
        (b'{"a": 1e999999999}', "AK004", ""),
        (b"\xef\xbb\xbf{}", "AK003", "byte order mark"),
        ("{}".encode("utf-16"), "AK003", "UTF-16"),
        ("{}".encode("utf-16-be"), "AK003", "UTF-16"),
        (b'{"a": "\xff"}', "AK003", "0xFF"),
        (b'{"a": "\\ud800"}', "AK003", ""),
        (b"[" * DEEP + b"]" * DEEP, "AK001", ""),
        (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "AK001", ""),
        (b"[" * DEEP, "AK001", ""),
        (b'{"a": ' + b"9" * 5_000 + b"}", "AK004", ""),
        (b'{"a": 0.' + b"9" * 5_000 + b"}", "AK004", ""),
        (b"", "AK001", ""),
        (b"\0\0\0", "AK003", ""),
        (b'{"a": "' + b"x" * 100, "AK001", ""),
    ],
    ids=lambda value: repr(value)[:30] if isinstance(value, bytes) else None,
)
def test_what_is_no_plain_json_is_one_clear_line_wherever_it_stands(
    raw: bytes, code: str, words: str, tmp_path: Path
) -> None:
    (problem,) = parse_json(raw, file="f.json").problems
    assert problem.code in (code, "AK001", "AK003", "AK004")
    assert words in problem.message
    assert len(problem.message) < 200
    assert problem.place
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/city.schema.json").write_bytes(raw)
    found = lint_schemas(open_project(DiskFs(), str(tmp_path)))
    assert [(one.code, one.file) for one in found if one.is_error][:1] == [(problem.code, "schemas/city.schema.json")]


# Numbers.


@each_engine
@pytest.mark.parametrize(
    ("number", "divisor", "is_multiple"),
    [
        ("19.99", "0.01", True),
        ("19.995", "0.01", False),
        ("0.3", "0.1", True),
        ("1e22", "0.01", True),
        ("123456789012345678901234567890.01", "0.01", True),
        ("123456789012345678901234567890.015", "0.01", False),
        ("9007199254740993", "2", False),
        ("1E+300", "7", False),
    ],
)
def test_numbers_are_exact(find: Callable[..., Engine | None], number: str, divisor: str, is_multiple: bool) -> None:
    schema, data = (parse_json(text.encode(), file="").value for text in (f'{{"multipleOf": {divisor}}}', number))
    assert isinstance(data, int | Decimal)
    assert an_engine(find, schema).is_valid(data) is is_multiple


@each_engine
def test_great_numbers_are_compared_exactly(find: Callable[..., Engine | None]) -> None:
    engine = an_engine(find, {"maximum": 9007199254740992})
    assert engine.is_valid(9007199254740992)
    assert not engine.is_valid(9007199254740993)
    assert not engine.is_valid(Decimal("9007199254740992.5"))
