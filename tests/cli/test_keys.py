"""`annotate-kit keys`: the key table, and what fields cost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from annotate_kit.keys import KEYMAP


def test_every_key_is_printed_with_what_it_does(run: Any) -> None:
    outcome = run("keys")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0].split() == ["where", "keys", "does"]
    assert len(lines) == 1 + sum(bool(row.keys) for row in KEYMAP)
    assert any(line.startswith("article") and "The next candidate" in line for line in lines)


def test_the_key_table_for_programs(run: Any) -> None:
    rows = json.loads(run("keys", "--format", "json").out)["keys"]
    assert {"where": "fill", "keys": ["tab"], "shown": "Tab"}.items() <= next(
        row for row in rows if row["name"] == "another record"
    ).items()


def test_what_the_fields_of_a_type_cost(run: Any, project: Path) -> None:
    del project
    outcome = run("keys", "--for", "official")
    assert outcome.code == 0
    assert any(line.split()[:4] == ["/roles/*/title", "Enter", "r", "t"] for line in outcome.out.splitlines())
    assert "With the words selected" in outcome.out
    told = json.loads(run("keys", "--for", "official", "--format", "json").out)
    assert (told["type"], told["key"]) == ("official", "p")
    assert {"pointer", "title", "kind", "keys", "least", "most", "advice"} == told["fields"][0].keys()


def test_what_would_make_a_field_cheaper_is_said(run: Any, project: Path) -> None:
    schema = {"title": "Sink", "type": "object", "properties": {"when": {"type": "string"}, "name": {"type": "string"}}}
    (project / "schemas" / "sink.schema.json").write_text(json.dumps(schema), "utf-8")
    outcome = run("keys", "--for", "sink")
    assert '/when: "format": "edtf" lets dates be read' in outcome.out


def test_a_type_that_is_not_there_is_refused_with_those_that_are(run: Any, project: Path) -> None:
    del project
    outcome = run("keys", "--for", "offical")
    assert outcome.code != 0
    assert "official" in outcome.err
