"""A project's own rules in a project: where they lie, who is asked, what is chosen of what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ANNOTATOR, ARTICLE, ROOT, a_disk, a_tag, blank

from annotate_kit.core import apply
from annotate_kit.errors import UsageError
from annotate_kit.store import Store
from annotate_kit.workflow.changed import touched
from annotate_kit.workflow.checkable import Files
from annotate_kit.workflow.checked_cache import CheckedCache
from annotate_kit.workflow.own_rules import GROUP
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import validate_project

FILE = f"annotations/{ARTICLE}/{ANNOTATOR}.json"
RULES = f"{ROOT}/rules/city.json"
SETTINGS = f"{ROOT}/annotate-kit.toml"
ROME = {"code": "EXPO001", "name": "rome-only", "type": "city", "must": {"name": "Rome"}, "message": "all is Rome"}
LONG = {**ROME, "code": "EXPO002", "name": "long", "must": {"name": {"matches": "^.{9}"}}, "severity": "error"}


def a_disk_with(*rules: Any) -> MemoryFs:
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    schema = {"title": "City", "type": "object", "properties": {"name": {"title": "Name"}}}
    fs.put(f"{ROOT}/schemas/city.schema.json", json.dumps(schema).encode())
    fs.put(RULES, json.dumps({"rules": rules}).encode())
    return fs


def told(fs: MemoryFs, *paths: str, **options: Any) -> list[tuple[str, str]]:
    found = validate_project(open_project(fs, ROOT), paths, **options).problems
    return [(problem.code, problem.file) for problem in found]


def test_rules_lie_in_a_folder_of_their_own_and_can_be_chosen_like_files() -> None:
    fs = a_disk_with(ROME)
    assert told(fs) == [("EXPO001", FILE)]
    assert told(fs, "rules") == []
    fs.put(RULES, b'{"rules": [')
    assert told(fs) == [("AK001", "rules/city.json")]
    assert told(fs, "rules/city.json") == [("AK001", "rules/city.json")]
    assert told(fs, "annotations") == []


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({"select": ["EXPO"]}, ["EXPO001", "EXPO002"]),
        ({"select": ["EXPO002"]}, ["EXPO002"]),
        ({"select": ["AK1", "rome-only"]}, ["EXPO001"]),
        ({"ignore": ["rome-only"]}, ["EXPO002"]),
        ({"ignore": ["EXPO"]}, []),
        ({"select": ["AK"]}, []),
    ],
)
def test_own_rules_are_selected_like_others(options: Any, codes: list[str]) -> None:
    assert [code for code, _ in told(a_disk_with(ROME, LONG), **options)] == codes


@pytest.mark.parametrize("name", ["EXPI", "EXPO003", "", "rome"])
def test_what_no_rule_is_called_is_a_wrong_question(name: str) -> None:
    with pytest.raises(UsageError, match="there is no rule"):
        told(a_disk_with(ROME), select=[name])


def test_settings_choose_by_path() -> None:
    fs = a_disk_with(ROME, LONG)
    for said, codes in (
        ('"annotations/*" = {ignore = ["EXPO001"]}', ["EXPO002"]),
        ('"annotations/other-*" = {ignore = ["EXPO001"]}', ["EXPO001", "EXPO002"]),
        (f'"annotations/{ARTICLE}/*.json" = {{select = ["EXPO001"]}}\n"*" = {{ignore = ["rome-only"]}}', []),
    ):
        fs.put(SETTINGS, f"[validate.paths]\n{said}\n".encode())
        assert [code for code, _ in told(fs)] == codes


def test_what_is_remembered_is_forgotten_with_the_rules() -> None:
    fs = a_disk_with(ROME, LONG)

    def again() -> list[str]:
        project = open_project(fs, ROOT)
        found = validate_project(project, cache=CheckedCache(project.store)).problems
        return [f"{problem.code} {problem.rule.name} {problem.severity.value}" for problem in found]

    both = ["EXPO001 rome-only warning", "EXPO002 long error"]
    assert [again(), again()] == [both, both]
    fs.put(RULES, json.dumps({"rules": [LONG]}).encode())
    assert again() == both[1:]


def test_a_change_of_the_rules_touches_everything() -> None:
    files = Files(Store(a_disk_with(ROME), ROOT))
    assert touched(files, files.all, ["rules/city.json"]) == files.all


# Functions of packages.

PACKAGE = """
from annotate_kit.core.own_rules import Remark

number = 1

def check(annotation, text):
    yield Remark(code="NEWS001", message=f"{len(annotation.records)} record in {len(text)} code points")
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that offers rules, as it would be installed."""
    (tmp_path / "newsroom_rules.py").write_text(PACKAGE, "utf-8")
    info = tmp_path / "newsroom-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom\nVersion: 1.0\n", "utf-8")
    points = ("newsroom = newsroom_rules:check", "number = newsroom_rules:number", "gone = newsroom_rules:gone")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n" + "\n".join(points) + "\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("package")
def test_a_function_is_called_where_the_settings_name_it() -> None:
    fs = a_disk_with(ROME)
    assert told(fs) == [("EXPO001", FILE)]
    fs.put(SETTINGS, b'[validate]\nplugins = ["newsroom"]\n')
    assert told(fs) == [("NEWS001", FILE), ("EXPO001", FILE)]
    project = open_project(fs, ROOT)
    cache = CheckedCache(project.store)
    assert len(validate_project(project, cache=cache).problems) == 2
    cache.save()
    assert not any("cache" in path for path in fs.files), "nobody knows what a function looks at"


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(("select", "codes"), [("NEWS", ["NEWS001"]), ("NEWS002", []), ("AK", [])])
def test_what_a_function_will_say_is_selected_by_the_beginning_of_its_codes(select: str, codes: list[str]) -> None:
    fs = a_disk_with()
    fs.put(SETTINGS, b'[validate]\nplugins = ["newsroom"]\n')
    assert [code for code, _ in told(fs, select=[select])] == codes


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("newspaper", "annotate-kit.toml: no package offers the rules 'newspaper'"),
        ("number", "annotate-kit.toml: newsroom_rules:number is no function"),
        ("gone", "annotate-kit.toml: the rules 'gone' of newsroom_rules:gone do not load"),
    ],
)
def test_a_function_that_there_is_not_is_a_wrong_setting(name: str, said: str) -> None:
    fs = a_disk_with()
    fs.put(SETTINGS, f'[validate]\nplugins = ["{name}"]\n'.encode())
    with pytest.raises(UsageError, match=said):
        told(fs)
