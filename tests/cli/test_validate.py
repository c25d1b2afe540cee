"""`annotate-kit validate` and `annotate-kit schema`, as a person types them."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

TEXT = "Riyadh wins\n\nRiyadh won 119 votes.\n"


@pytest.fixture
def work(run: Run, project: Path) -> Path:
    """A project with one article and an annotation file without records."""
    source = project / "in.txt"
    source.write_text(TEXT)
    assert run("import", str(source)).code == 0
    article = json.loads((project / "annotations/riyadh-wins/article.json").read_bytes())
    write(
        project,
        {
            "annotator": "kim",
            "article": "riyadh-wins",
            "format": "annotate-kit/1",
            "notes": [],
            "records": [],
            "rejected": [],
            "schemas": {},
            "spans": [],
            "status": "in-work",
            "text_sha256": article["text_sha256"],
            "waivers": [],
        },
    )
    return project


def file_of(work: Path) -> Path:
    return work / "annotations/riyadh-wins/kim.json"


def write(work: Path, value: Any) -> None:
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    file_of(work).write_bytes(text.encode())


def change(work: Path, **changes: Any) -> None:
    write(work, {**json.loads(file_of(work).read_bytes()), **changes})


def test_a_valid_project_is_quiet_on_stdout(run: Run, work: Path) -> None:
    done = run("validate")
    assert (done.code, done.out, done.err) == (0, "", "No problems in 8 files.\n")
    assert work.is_dir()


def test_an_error_is_a_line_with_its_place_and_exit_status_1(run: Run, work: Path) -> None:
    change(work, status="finished")
    done = run("validate")
    assert done.code == 1
    assert done.out == (
        "annotations/riyadh-wins/kim.json:10:13: AK104 "
        'status "finished" is not in the list. Use in-work, needs-review or done.\n'
    )
    assert done.err == "1 error in 1 of 8 files.\n"


def test_warnings_alone_fail_only_where_that_is_asked_for(run: Run, work: Path) -> None:
    file_of(work).write_bytes(file_of(work).read_bytes() + b"\n")
    assert run("validate").code == 0
    assert run("validate").out.startswith("annotations/riyadh-wins/kim.json:15:1: AK006 warning: ")
    assert run("validate", "--fail-on", "warning").code == 1
    assert run("validate", "--fail-on", "warning", "--ignore", "not-canonical").code == 0
    (work / "annotate-kit.toml").write_text('[validate]\nfail-on = "warning"\n')
    assert run("validate").code == 1
    assert run("validate", "--fail-on", "error").code == 0


def test_paths_are_meant_from_where_one_stands(run: Run, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(work, status="finished")
    assert run("validate", "schemas").code == 0
    assert run("validate", "riyadh-wins").code == 1
    monkeypatch.chdir(work / "annotations/riyadh-wins")
    assert run("validate", "kim.json").code == 1
    assert run("validate", "article.json").code == 0
    assert run("validate", ".").err.endswith("in 1 of 3 files.\n")
    assert run("validate", str(work / "schemas")).code == 0


@pytest.mark.parametrize("arguments", [("nowhere",), ("--select", "AK9"), ("--format", "xml"), ("--fail-on", "never")])
def test_a_wrong_question_is_one_line_and_exit_status_2(run: Run, work: Path, arguments: tuple[str, ...]) -> None:
    done = run("validate", *arguments)
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert work.is_dir()


def test_a_path_outside_the_project_is_a_wrong_question(run: Run, work: Path) -> None:
    done = run("validate", "/etc")
    assert done.code == 2
    assert "is not in the project" in done.err
    assert run("--project", "/etc", "validate").code == 2
    assert work.is_dir()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_exit_status_3(run: Run, work: Path) -> None:
    file_of(work).chmod(0)
    assert run("validate").code == 3


def test_a_folder_in_place_of_a_file_is_exit_status_3(run: Run, work: Path) -> None:
    (work / "annotations/riyadh-wins/lee.json").mkdir()
    done = run("validate")
    assert done.code == 3
    assert done.err.count("\n") == 1


def test_json_goes_to_stdout_or_a_file(run: Run, work: Path) -> None:
    change(work, status="finished")
    done = run("validate", "--format", "json")
    assert json.loads(done.out)["problems"][0]["code"] == "AK104"
    assert run("validate", "--format", "json", "--output", "-").out == done.out
    quiet = run("validate", "--format", "json", "--output", "report.json")
    assert (quiet.code, quiet.out) == (1, "")
    assert (work / "report.json").read_text() == done.out
    refused = run("validate", "--output", "nowhere/report.txt")
    assert refused.code == 3
    assert "nowhere/report.txt cannot be written" in refused.err


def test_selected_rules_are_lists_with_commas(run: Run, work: Path) -> None:
    change(work, status="finished", text_sha256="0" * 64)
    assert run("validate", "--select", "AK104, AK5").out.count("\n") == 1
    assert run("validate", "--select", "AK104", "--select", "text-changed").out.count("\n") == 2
    assert run("validate", "--ignore", "AK1,AK2").code == 0


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b"[1, 2]", b"9" * 6000, b'{"records": {"a": []}}', b"[" * 10_000]
)
def test_a_broken_file_is_told_in_lines_without_a_traceback(run: Run, work: Path, raw: bytes) -> None:
    file_of(work).write_bytes(raw)
    done = run("validate")
    assert done.code == 1
    assert all(line.startswith("annotations/riyadh-wins/kim.json:1:") for line in done.out.splitlines())
    assert file_of(work).read_bytes() == raw


def test_edits_in_a_journal_are_mentioned_on_stderr(run: Run, work: Path) -> None:
    folder = work / ".annotate-kit/journal/riyadh-wins/kim"
    folder.mkdir(parents=True)
    (folder / "0.jsonl").write_bytes(b"x\n")
    assert "warning: edits of kim on riyadh-wins are in a journal" in run("validate").err


def test_validate_works_where_the_fast_engine_cannot_be_imported(
    run: Run, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(work, records=[{"data": {"name": ""}, "id": "organization-1", "type": "organization"}])
    fast = run("validate")
    monkeypatch.setitem(sys.modules, "annotate_kit.validate.fast", None)
    assert run("validate").out == fast.out
    assert fast.out.count("AK1") == 2


# Schemas.


def test_record_types_are_listed_and_shown(run: Run, work: Path) -> None:
    listed = run("schema", "show")
    assert listed.out.splitlines()[0].split() == ["type", "key", "title", "version"]
    assert "expo-bid" in listed.out
    shown = run("schema", "show", "expo-bid")
    assert shown.out.startswith("Expo bid (expo-bid): key b, version 1.0.0\n")
    unknown = run("schema", "show", "meeting")
    assert (unknown.code, unknown.out) == (2, "")
    for path in work.glob("schemas/*"):
        path.unlink()
    assert run("schema", "show").out == ""


def test_the_envelope_is_printed_without_a_project(run: Run) -> None:
    done = run("schema", "show", "--envelope")
    assert done.code == 0
    assert json.loads(done.out)["title"] == "Annotation file"


def test_schemas_are_linted(run: Run, work: Path) -> None:
    assert run("schema", "lint").code == 0
    (work / "schemas/meeting.schema.json").write_text('{"title": "Meeting", "properties": {"x": {}}}')
    warned = run("schema", "lint")
    assert (warned.code, warned.out.count("\n")) == (0, 1)
    (work / "schemas/meeting.schema.json").write_text('{"title": "Meeting", "type": "objekt"}')
    assert run("schema", "lint").code == 1
