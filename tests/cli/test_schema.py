"""`annotate-kit schema`: the life of a schema on the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotate_kit.cli.schema_import import _type_name

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ANNOTATIONS = Path(__file__).parents[2] / "annotations"


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


def change(project: Path, type_: str, **keywords: object) -> None:
    path = project / f"schemas/{type_}.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**schema, **keywords}), "utf-8")


def git(*arguments: str) -> None:
    who = ("-c", "user.email=kim@example.org", "-c", "user.name=Kim")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def test_a_change_is_told_against_a_revision(run: Run, project: Path) -> None:
    git("init")
    git("add", ".")
    git("commit", "-m", "begin")
    done = run("schema", "diff", "HEAD")
    assert (done.code, done.out, done.err) == (0, "", "Nothing changed.\n")
    change(project, "official", required=["roles"])
    (project / "schemas/expo-bid.schema.json").unlink()
    (project / "schemas/thing.schema.json").write_text('{"title": "Thing", "type": "object"}', "utf-8")
    done = run("schema", "diff", "HEAD")
    assert done.code == 1
    assert done.out.splitlines() == [
        'official "Official"',
        "  changes:",
        '    /name "Name" is optional now',
        "  old data:",
        "    stays valid; proved",
        "  form:",
        "    as it was",
        "  workbook:",
        "    as it was",
        "  version:",
        '    1.0.0, but has to be 1.1.0, for the change is minor. Write "version": "1.1.0" in x-annotate.',
        "thing: the record type is new",
        "expo-bid: the record type is gone; its records cannot be checked any more",
    ]
    git("add", ".")
    git("commit", "-m", "change")
    assert run("schema", "diff", "HEAD~1", "HEAD").out == done.out
    as_json = run("schema", "diff", "HEAD~1", "HEAD", "--format", "json")
    assert as_json.code == 1
    official, thing, bid = json.loads(as_json.out)
    assert official == {
        "type": "official",
        "title": "Official",
        "state": "changed",
        "changes": [{"pointer": "/name", "message": '/name "Name" is optional now', "about_data": True}],
        "old_data": {"verdict": "valid", "records": 0, "examples": 0, "failed": 0, "problems": []},
        "form": [],
        "workbook": [],
        "version": {"old": "1.0.0", "new": "1.0.0", "step": "minor", "needed": "1.1.0", "is_enough": False},
    }
    assert thing == {"type": "thing", "title": "Thing", "state": "new"}
    assert bid == {"type": "expo-bid", "title": "Expo bid", "state": "gone"}
    (project / "sub").mkdir()
    assert run("--project", ".", "schema", "diff", "HEAD").err == "Nothing changed.\n"


def test_files_are_compared_whatever_they_are_called(run: Run, project: Path) -> None:
    new = project / "schemas/official.schema.json"
    old = project / "schemas/before.schema.json"
    new.rename(old)
    schema = json.loads(old.read_text("utf-8"))
    schema["x-annotate"] = {**schema["x-annotate"], "version": "2.0.0"}
    schema["properties"]["name"] = {**schema["properties"]["name"], "pattern": "^[A-Z]"}
    new.write_text(json.dumps(schema), "utf-8")
    done = run("schema", "diff", str(old), str(new))
    assert done.code == 0
    assert "    nothing is proved; 0 records and 1 example that were tried stay valid" in done.out
    assert "    2.0.0; the change is major, and 1.0.0 became at least 2.0.0" in done.out
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    old.rename(elsewhere / "official.schema.json")
    shutil.copy(project / "schemas/common.schema.json", elsewhere)
    assert "2.0.0; the change is major" in run("schema", "diff", "elsewhere/official.schema.json").out
    (found,) = json.loads(run("schema", "diff", "elsewhere/official.schema.json", "--format", "json").out)
    assert found["old_data"]["verdict"] == "seems-valid"


def test_folders_are_compared_outside_of_any_project(run: Run, tmp_path: Path) -> None:
    for name, schema in {
        "one": {"title": "T", "type": "object", "properties": {"a": {"title": "A"}}},
        "two/schemas": {"title": "T", "type": "object", "properties": {"a": {"title": "A", "type": "string"}}},
    }.items():
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "thing.schema.json").write_text(json.dumps(schema), "utf-8")
    done = run("schema", "diff", "one", "two")
    assert done.code == 1
    assert "does not all stay valid, which is proved; 0 records and 0 examples that were tried do" in done.out
    assert "none; the change is major, and the old schema has no version such as 1.0.0" in done.out
    (tmp_path / "empty").mkdir()
    (found,) = json.loads(run("schema", "diff", "one", "two", "--format", "json").out)
    assert found["old_data"]["verdict"] == "not-all-valid"
    assert json.loads(run("schema", "diff", "one", "one", "--format", "json").out) == []
    assert run("schema", "diff", "one", "empty").code == 2
    assert "'nowhere' is neither a file nor a revision" in run("schema", "diff", "nowhere", "one").err
    assert run("schema", "diff", "one").code == 2


def test_records_that_would_be_wrong_are_listed_up_to_a_point(run: Run, project: Path) -> None:
    assert run("init", "--examples").code == 0
    old = project / "old"
    shutil.copytree(project / "schemas", old)
    change(project, "official", properties={})
    done = run("schema", "diff", "old")
    assert done.code == 1
    (line,) = [line for line in done.out.splitlines() if "does not stay valid" in line]
    assert line.startswith("    does not stay valid: of 0 records and ")
    assert "    and " in done.out
    assert "schemas/examples/official/valid/" in done.out
    (found,) = json.loads(run("schema", "diff", "old", "--format", "json").out)
    assert found["old_data"]["verdict"] == "broken"
    assert found["old_data"]["problems"][0]["file"].startswith("schemas/examples/official/valid/")
    shutil.rmtree(project / "schemas/examples")
    assert "more" not in run("schema", "diff", "old").out


def test_what_no_field_shows_is_said_to_be_so(run: Run, project: Path) -> None:
    old = project / "old"
    shutil.copytree(project / "schemas", old)
    path = project / "schemas/official.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    schema["allOf"] = [{"not": {"required": ["born"]}}]
    path.write_text(json.dumps(schema), "utf-8")
    done = run("schema", "diff", "old")
    assert done.code == 1
    assert '"not" at /allOf/0 of the schema is new' in done.out or "in what no field shows" in done.out


def a_migration(project: Path, *steps: object) -> Path:
    folder = project / "schemas/migrations/official"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "2.0.0.json").write_text(json.dumps({"steps": steps}), "utf-8")
    return folder


def test_annotations_follow_a_schema_shown_first_then_done(run: Run, project: Path) -> None:
    shutil.copytree(ANNOTATIONS / "fki-new-name", project / "annotations/fki-new-name")
    a_migration(project, {"rename": "/name", "to": "called"})
    done = run("schema", "migrate")
    assert done.code == 0
    assert done.out.startswith(
        "--- a/annotations/fki-new-name/analyst.json\n+++ b/annotations/fki-new-name/analyst.json\n"
    )
    assert " in 1 file would change; --write does it." in done.err
    assert "of these files would still be wrong" in done.err
    schema = project / "schemas/official.schema.json"
    schema.write_text(schema.read_text("utf-8").replace('"name"', '"called"'), "utf-8")
    done = run("schema", "migrate", "official", "--write")
    assert (done.code, done.out) == (0, "")
    assert " in 1 file changed; undo takes it back.\n" in done.err
    assert "still be wrong" not in done.err
    assert run("schema", "migrate").err == "There is nothing to migrate.\n"
    assert run("validate").code == 0


def test_what_has_no_new_place_and_what_is_left_alone_is_told(run: Run, project: Path) -> None:
    shutil.copytree(ANNOTATIONS / "fki-new-name", project / "annotations/fki-new-name")
    (project / "annotations/fki-new-name/lee.json").write_text("{", "utf-8")
    a_migration(project, {"split": "/name", "by": "§", "to": ["/a", "/b"]})
    done = run("schema", "migrate", "--write")
    assert done.code == 1
    assert '/name stays where it is, for it has no "§" to be split by.' in done.err
    assert "warning: left alone: annotations/fki-new-name/lee.json is damaged." in done.err
    assert done.err.endswith("There is nothing else to migrate.\n")


def test_steps_that_are_none_are_one_clear_line(run: Run, project: Path) -> None:
    a_migration(project, {"renmae": "/name", "to": "called"})
    done = run("schema", "migrate")
    assert done.code == 3
    assert done.err.startswith("annotate-kit: schemas/migrations/official/2.0.0.json: step 1 is none of rename, move,")
    assert run("schema", "migrate", "nobody").code == 2


def test_examples_of_migrations_are_tests_too(run: Run, project: Path) -> None:
    folder = a_migration(project, {"rename": "/name", "to": "called"})
    (folder / "2.0.0").mkdir()
    (folder / "2.0.0/one.json").write_text('{"before": {"name": "Kim"}, "after": {"name": "Kim"}}', "utf-8")
    done = run("schema", "test", "official")
    assert done.code == 1
    assert done.out.startswith("schemas/migrations/official/2.0.0/one.json:1:")


def test_record_types_are_listed_and_shown(run: Run, project: Path) -> None:
    listed = run("schema", "show").out.splitlines()
    assert [line.split()[0] for line in listed[-4:]] == ["organization", "official", "agreement", "expo-bid"]
    page = run("schema", "show", "expo-bid").out
    assert page.startswith("Expo bid (expo-bid): key b, version 1.0.0\n")
    assert "stage*" in page
    assert "candidature-submitted" in page
    wrong = run("schema", "show", "expo")
    assert wrong.code == 2
    for path in project.glob("schemas/*"):
        path.unlink()
    assert run("schema", "show").out == ""
    assert json.loads(run("schema", "show", "--envelope").out)["title"]


MODELS = """
import attrs


@attrs.define
class BoardMeeting:
    name: str
    votes: int = 0


@attrs.define
class Odd:
    what: complex


number = 1
"""


def test_a_class_becomes_a_record_type(run: Run, project: Path) -> None:
    (project / "own_models.py").write_text(MODELS, "utf-8")
    printed = run("schema", "import", "own_models:BoardMeeting")
    assert json.loads(printed.out)["properties"]["votes"] == {"default": 0, "title": "Votes", "type": "integer"}
    done = run("schema", "import", "own_models:BoardMeeting", "--save")
    assert done.out == "made  schemas/board-meeting.schema.json\n"
    assert (project / "schemas/board-meeting.schema.json").read_text("utf-8") == printed.out
    assert run("schema", "lint").code == 0
    assert run("schema", "show", "board-meeting").out.startswith("Board meeting (board-meeting)")
    assert "is there already" in run("schema", "import", "own_models:BoardMeeting", "--save").err
    assert run("schema", "import", "own_models:BoardMeeting", "--save", "--name", "other").code == 0
    assert run("schema", "import", "own_models:BoardMeeting", "--save", "--name", "Not One").code == 2


def test_a_class_that_cannot_be_had_is_one_clear_line(run: Run, project: Path) -> None:
    (project / "own_models_too.py").write_text(MODELS, "utf-8")
    for where, what in {
        "nothing": "names no class",
        ":Class": "names no class",
        "no_such_module:Class": "cannot be imported: ModuleNotFoundError",
        "own_models_too:Nobody": "cannot be imported: AttributeError",
        "own_models_too:number": "is no class",
        "own_models_too:Odd": "cannot be a record type: complex has no JSON Schema",
    }.items():
        done = run("schema", "import", where)
        assert done.code == 2
        assert what in done.err


def test_a_file_that_is_no_schema_is_not_taken_for_a_change(run: Run, project: Path) -> None:
    (project / "broken.schema.json").write_text("{", "utf-8")
    done = run("schema", "diff", "schemas/official.schema.json", "broken.schema.json")
    assert done.code == 3
    assert done.err.startswith("annotate-kit: broken.schema.json: schemas/broken.schema.json: ")
    done = run("schema", "diff", "schemas/common.schema.json")
    assert done.code == 2
    assert "neither side has a record type 'common'" in done.err


@pytest.mark.parametrize(
    ("name", "type_name"),
    [
        ("BoardMeeting", "board-meeting"),
        ("HTTPServer", "http-server"),
        ("Expo2030Bid", "expo2030-bid"),
        ("_Private_Thing_", "private-thing"),
        ("UN", "un"),
    ],
)
def test_a_class_gives_its_type_a_name(name: str, type_name: str) -> None:
    assert _type_name(name) == type_name
