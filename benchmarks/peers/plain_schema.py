"""One plain JSON Schema for the annotation files of a project: the envelope, and each record by its type's schema.

    .venv/bin/python benchmarks/peers/plain_schema.py PROJECT > SCHEMA

It says about an annotation file what a validator can say that knows JSON Schema alone. All of it stands in one document
with references inside it: with documents of several addresses check-jsonschema takes three times as long.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from annotate_kit.codec import ENVELOPE_SCHEMA

SUFFIX = ".schema.json"


def moved(schema: Any, file: str) -> Any:
    """A document, or a part of it, for where it stands now: each reference leads to `#/$defs/<file>`."""
    if isinstance(schema, list):
        return [moved(part, file) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: moved(part, file) for key, part in schema.items() if key not in {"$id", "$schema"}}
    if isinstance(reference := schema.get("$ref"), str):
        target, _, place = reference.partition("#")
        kept["$ref"] = f"#/$defs/{target or file}{place}"
    return kept


def main() -> None:
    schema: dict[str, Any] = json.loads(json.dumps(ENVELOPE_SCHEMA))
    files = sorted(Path(sys.argv[1], "schemas").glob(f"*{SUFFIX}"))
    documents = {file.name: json.loads(file.read_text("utf-8")) for file in files}
    schema["$defs"] |= {name: moved(document, name) for name, document in documents.items()}
    schema["properties"]["records"]["items"]["allOf"] = [
        {
            "if": {"properties": {"type": {"const": name.removesuffix(SUFFIX)}}},
            "then": {"properties": {"data": {"$ref": f"#/$defs/{name}"}}},
        }
        for name, document in documents.items()
        if "properties" in document
    ]
    json.dump(schema, sys.stdout)


if __name__ == "__main__":
    main()
