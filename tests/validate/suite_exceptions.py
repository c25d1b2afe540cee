"""Where the official JSON Schema Test Suite and an engine differ, and why; for the tests and for the printed counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["DIALECTS", "FINDING_EXCEPTIONS", "exceptions_of", "remotes_in"]

DIALECTS = ("draft2020-12", "draft7")
_ANNOTATIONS_ONLY = "the suite wants formats unchecked by default; annotate-kit always checks them"
_STRICTER_FORMATS = "jsonschema's checkers of formats are looser (or, for leap seconds, stricter) than the suite wants"
_NO_VOCABULARIES = "jsonschema takes a schema with a meta-schema of its own for plain 2020-12"

_FAST: Mapping[str, Mapping[str, str]] = {"draft2020-12": {"format.json": _ANNOTATIONS_ONLY}, "draft7": {}}
_PORTABLE: Mapping[str, Mapping[str, str]] = {
    "draft2020-12": {
        "format.json": _ANNOTATIONS_ONLY,
        "vocabulary.json": _NO_VOCABULARIES,
        **{
            f"optional/format/{name}.json": _STRICTER_FORMATS
            for name in (
                *("date-time", "duration", "ecmascript-regex", "email", "hostname", "idn-hostname", "iri", "time"),
                *("relative-json-pointer", "uri", "uri-reference", "uri-template", "uuid"),
            )
        },
    },
    "draft7": {},
}
FINDING_EXCEPTIONS: Mapping[str, str] = {
    **_PORTABLE["draft2020-12"],
    "defs.json": "inside a meta-schema jsonschema's own classes are at work, which do not count references",
    "ref.json": "the same",
    "unevaluatedProperties.json": "where another keyword has failed as well, the engines count differently",
}
"""Files of 2020-12 → why the engines' findings differ there."""


def exceptions_of(dialect: str, engine: str) -> Mapping[str, str]:
    """Files of a dialect's suite → why some answers of an engine in them differ from the suite's."""
    return (_FAST if engine == "jsonschema-rs" else _PORTABLE)[dialect]


def remotes_in(suite: Path) -> dict[str, Any]:
    """The documents to which tests of the suite refer, by address."""
    folder = suite / "remotes"
    return {
        f"http://localhost:1234/{path.relative_to(folder).as_posix()}": json.loads(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.json"))
        if path.relative_to(folder).parts[0] not in ("draft3", "v1")
    }
