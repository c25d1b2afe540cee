"""Bad input anywhere on the main way: one clear line, an exit code, no traceback, and nothing changed."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def begun(run: Run, project: Path) -> Path:
    """A project with one article and one annotation file."""
    (project / "a.txt").write_text("Riyadh wins\n\nRiyadh won 119 votes.\n")
    assert run("import", "a.txt").code == 0
    article = json.loads((project / "annotations/riyadh-wins/article.json").read_bytes())
    span = {"fragments": [[0, 6]], "id": "s-1", "prefix": "", "quotes": ["Riyadh"], "suffix": " wins"}
    record = {
        "data": {"kind": "other", "name": "Riyadh"},
        "evidence": {"/name": [{"spans": ["s-1"]}], "/kind": [{"claim": "inferred", "spans": []}]},
        "id": "organization-1",
        "mentions": ["s-1"],
        "type": "organization",
    }
    write(project, {"spans": [span], "records": [record], "text_sha256": article["text_sha256"]})
    assert run("validate", "--ignore", "AK006").code == 0
    return project


def write(project: Path, changes: dict[str, Any]) -> None:
    annotation = {
        "annotator": "kim",
        "article": "riyadh-wins",
        "format": "annotate-kit/1",
        "notes": [],
        "rejected": [],
        "schemas": {},
        "status": "done",
        "waivers": [],
    }
    path = project / "annotations/riyadh-wins/kim.json"
    path.write_text(json.dumps({**annotation, **changes}))


def everything(project: Path) -> dict[str, bytes]:
    """All files but the cache, the only part that can be made again."""
    files = (path for path in sorted(project.rglob("*")) if path.is_file() and "cache" not in path.parts)
    return {str(path): path.read_bytes() for path in files}


def test_broken_json_is_named_by_file_line_and_column(run: Run, begun: Path) -> None:
    (begun / "annotations/riyadh-wins/kim.json").write_text('{\n  "article": oops\n}\n')
    before = everything(begun)
    result = run("validate")
    assert result.code == 1
    assert "annotations/riyadh-wins/kim.json:2:14: AK001" in result.out
    for command in (("export", "json"), ("export", "xlsx")):
        refused = run(*command)
        assert refused.code == 1
        assert "annotate-kit validate" in refused.err
    assert everything(begun) == before


def test_an_unknown_type_in_an_annotation_is_a_problem(run: Run, begun: Path) -> None:
    path = begun / "annotations/riyadh-wins/kim.json"
    path.write_text(path.read_text().replace('"type": "organization"', '"type": "organisation"'))
    before = everything(begun)
    result = run("validate")
    assert result.code == 1
    assert 'did you mean "organization"' in result.out
    assert run("export", "json").code == 1
    assert run("status").code == 0
    assert everything(begun) == before


def test_a_missing_schema_is_a_problem(run: Run, begun: Path) -> None:
    (begun / "schemas/organization.schema.json").unlink()
    result = run("validate")
    assert result.code == 1
    assert "organization" in result.out
    assert run("export", "xlsx").code == 1
    (begun / "schemas/common.schema.json").write_text("{")
    broken = run("validate")
    assert broken.code == 1
    assert "schemas/common.schema.json:1:2: AK001" in broken.out


@pytest.mark.parametrize("raw", [b"\xff\xfeb\x00", b"", b"  \n"])
def test_a_text_that_can_be_no_article_is_refused(run: Run, begun: Path, raw: bytes) -> None:
    (begun / "bad.txt").write_bytes(raw)
    before = everything(begun)
    result = run("import", "bad.txt")
    assert result.code == 3
    assert result.err.startswith("refused  bad.txt")
    assert everything(begun) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("annotate", "riyadh-wins", "--as", "kim"),
        ("annotate",),
        ("annotate", "nothing", "--as", "kim"),
        ("annotate", "riyadh-wins", "--as", "../kim"),
        ("export", "pdf"),
        ("export",),
        ("export", "json", "--status", "perhaps"),
        ("export", "json", "--annotator", "nobody"),
        ("validate", "nowhere"),
        ("validate", "--select", "AK999"),
        ("validate", "--format", "poem"),
        ("schema", "show", "nothing"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_exit_code_2(run: Run, begun: Path, arguments: tuple[str, ...]) -> None:
    before = everything(begun)
    result = run(*arguments)
    assert result.code == 2, result
    assert len(result.err.strip().splitlines()) == 1, result.err
    assert everything(begun) == before


def test_settings_that_cannot_be_meant_stop_every_command(run: Run, begun: Path) -> None:
    (begun / "annotate-kit.toml").write_text("annotator = = 3")
    for command in (("status",), ("validate",), ("export", "json")):
        result = run(*command)
        assert result.code in {2, 3}
        assert "annotate-kit.toml:1:" in result.err


def test_a_place_that_cannot_be_written_is_exit_code_3(run: Run, begun: Path) -> None:
    # A file stands where the folder would have to be: refused for everybody, root included.
    (begun / "exports").write_text("mine")
    before = everything(begun)
    for name in ("json", "xlsx"):
        result = run("export", name)
        assert result.code == 3, result
        assert len([line for line in result.err.splitlines() if line.startswith("annotate-kit:")]) == 1
    assert run("export", "json", "--output", str(begun / "a.txt" / "x.json")).code == 3
    assert run("init", str(begun / "a.txt" / "inner")).code == 3
    assert everything(begun) == before


def test_an_export_takes_the_place_of_no_pipe_and_no_folder(run: Run, begun: Path) -> None:
    os.mkfifo(begun / "pipe")
    for name, kind in (("pipe", "pipe or device"), ("annotations", "folder")):
        result = run("export", "json", "--output", str(begun / name))
        assert result.code == 3
        assert f"there is a {kind}, not a file" in result.err
    assert (begun / "pipe").is_fifo()


def test_one_damaged_article_leaves_the_others_in_the_status(run: Run, begun: Path) -> None:
    (begun / "b.txt").write_text("Osaka won\n\nOsaka won.\n")
    run("import", "b.txt")
    (begun / "annotations/osaka-won/article.json").write_text("[]")
    result = run("status")
    assert result.code == 0
    assert "damaged" in result.out
    assert "riyadh-wins" in result.out


def test_status_counts_the_problems_that_validate_finds(run: Run, begun: Path) -> None:
    path = begun / "annotations/riyadh-wins/kim.json"
    path.write_text(path.read_text().replace('"annotator": "kim"', '"annotator": "x", "annotator": "kim"'))
    found = json.loads(run("validate", "--format", "json").out)
    counted = json.loads(run("status", "--format", "json").out)
    assert counted["articles"][0]["problems"] == len(found["problems"]) > 0
    path.write_bytes(b"\xff")
    assert json.loads(run("status", "--format", "json").out)["articles"][0]["problems"] == 1
    path.write_text("[]")
    assert json.loads(run("status", "--format", "json").out)["articles"][0]["status"] == "damaged"
