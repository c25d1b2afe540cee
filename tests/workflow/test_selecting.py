"""What nobody asks for is not looked for, and what is asked for is told all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ROOT

from annotate_kit.codec import encode
from annotate_kit.core import Problem
from annotate_kit.store import Store
from annotate_kit.workflow.checked_cache import CheckedCache
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.selecting import families_of
from annotate_kit.workflow.validation import validate_project

SHIPPED = Path(__file__).parents[2]
FOLDER = "annotations/expo-2030-vote"


@pytest.fixture(scope="module")
def spoilt() -> MemoryFs:
    """One article of the shipped project, with mistakes of every family."""
    fs = MemoryFs()
    for path in [*SHIPPED.glob("schemas/*.json"), *SHIPPED.glob(f"{FOLDER}/*.*")]:
        fs.put(f"{ROOT}/{path.relative_to(SHIPPED).as_posix()}", path.read_bytes())
    file = f"{ROOT}/{FOLDER}/analyst.json"
    value = json.loads(fs.read(file, 10**7))
    value["status"] = "finished"
    value["spans"][0]["quotes"] = ["Nowhere"]
    value["waivers"] = [{"code": "AK405", "pointer": "", "reason": "so", "by": "kim"}]
    for record in value["records"][:3]:
        record["mentions"] = ["s-gone"]
        record["evidence"] = {}
    value["records"].append({**value["records"][-1], "id": "organization-0000000001"})
    value["records"][-1].pop("entity", None)
    value["records"][0]["data"]["stage"] = "chosen"
    fs.put(file, encode(value))
    fs.put(f"{ROOT}/schemas/city.schema.json", b'{"title": "City", "properties": {"name": {}}}')
    return fs


def told(fs: MemoryFs, *select: str, cache: CheckedCache | None = None) -> tuple[Problem, ...]:
    return validate_project(open_project(fs, ROOT), select=select, cache=cache).problems


FAMILIES = ["AK0", "AK1", "AK2", "AK3", "AK4", "AK5", "AK6"]


def test_the_spoilt_article_has_mistakes_of_every_family_but_that_of_files(spoilt: MemoryFs) -> None:
    assert {problem.code[:3] for problem in told(spoilt)} >= set(FAMILIES[1:])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_alone_is_what_is_told_of_it_among_all(spoilt: MemoryFs, family: str) -> None:
    everything = [problem for problem in told(spoilt) if problem.code.startswith(family) and problem.code != "AK310"]
    assert [problem for problem in told(spoilt, family) if problem.code != "AK310"] == everything


def test_what_was_remembered_of_some_rules_is_not_taken_for_all(spoilt: MemoryFs) -> None:
    def again(*select: str) -> tuple[Problem, ...]:
        return told(spoilt, *select, cache=CheckedCache(Store(spoilt, ROOT)))

    some, everything = again("AK1"), again()
    assert len(some) < len(everything)
    assert again("AK1") == some
    assert again() == everything


@pytest.mark.parametrize(
    ("select", "families"),
    [
        ((), None),
        (("AK",), frozenset(FAMILIES)),
        (("AK104", "not-canonical"), frozenset({"AK0", "AK1"})),
        (("AK1", "EXPO"), None),
        (("",), None),
    ],
)
def test_the_families_that_are_asked_for(spoilt: MemoryFs, select: tuple[str, ...], families: object) -> None:
    assert families_of(open_project(spoilt, ROOT), select) == families


@pytest.mark.parametrize("pattern", [FOLDER, f"{FOLDER}/", f"{FOLDER}/*", "annotations/*/analyst.json", "annotations"])
def test_what_lies_at_a_path_is_selected_by_settings(spoilt: MemoryFs, pattern: str) -> None:
    spoilt.put(f"{ROOT}/annotate-kit.toml", f'[validate.paths."{pattern}"]\nselect = ["AK203"]\n'.encode())
    there = {problem.code for problem in told(spoilt) if problem.file == f"{FOLDER}/analyst.json"}
    spoilt.remove(f"{ROOT}/annotate-kit.toml")
    assert there == {"AK203"}
