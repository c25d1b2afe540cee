"""`annotate-kit schema`: the life of a schema on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_the_shipped_examples_are_as_they_should_be(run: Run) -> None:
    assert run("init", "--examples").code == 0
    done = run("schema", "test")
    assert (done.code, done.out) == (0, "")
    tried = int(done.err.split()[0])
    assert tried > 150
    assert f"{tried} of {tried} examples as they should be." in done.err


def test_a_file_dropped_in_becomes_a_test(run: Run, project: Path) -> None:
    assert not (project / "schemas/examples").exists()
    folder = project / "schemas/examples/official/invalid"
    folder.mkdir(parents=True)
    (folder / "no-name.AK104.json").write_text("{}", "utf-8")
    done = run("schema", "test", "official")
    assert done.code == 1
    assert done.out.startswith(
        "schemas/examples/official/invalid/no-name.AK104.json:1:1: AK606 AK104 was expected, but"
    )
    assert "0 of 1 example as they should be." in done.err
    (folder / "no-name.AK104.json").rename(folder / "no-name.AK102.json")
    done = run("schema", "test")
    assert done.code == 0
    assert "No examples: organization, agreement, expo-bid." in done.err


def test_examples_are_no_record_types(run: Run, project: Path) -> None:
    folder = project / "schemas/examples/thing/valid"
    folder.mkdir(parents=True)
    (folder / "a.schema.json").write_text(json.dumps({"title": "A"}), "utf-8")
    assert "thing" not in run("schema", "show").out
    assert run("schema", "lint").code == 0
    assert run("validate").code == 0
