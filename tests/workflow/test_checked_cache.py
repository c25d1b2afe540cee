"""The cache of what was checked: it saves time, and nothing that it says is ever wrong."""

from __future__ import annotations

import errno
import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ARTICLE, PATH, ROOT, a_disk, a_tag, blank

from annotate_kit.codec import encode
from annotate_kit.core import RULES, Place, Problem, Rule, Severity, apply
from annotate_kit.store import Store
from annotate_kit.workflow import checking
from annotate_kit.workflow.checked_cache import FILE, CheckedCache, key_of
from annotate_kit.workflow.outcomes import Outcome, outcome_from_json, outcome_to_json
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import Report, validate_project

CACHE = f"{ROOT}/{FILE}"


def a_spoilt_disk() -> MemoryFs:
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    spoil(fs, lambda value: value["records"][0]["mentions"].append("s-gone"))
    return fs


def spoil(fs: MemoryFs, change: Any) -> None:
    value = json.loads(fs.read(PATH, 10**6))
    change(value)
    fs.put(PATH, encode(value))


def validated(fs: MemoryFs, *paths: str) -> Report:
    project = open_project(fs, ROOT)
    return validate_project(project, paths, cache=CheckedCache(project.store))


def without_cache(fs: MemoryFs, *paths: str) -> Report:
    return validate_project(open_project(fs, ROOT), paths)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were really checked, in order."""
    seen: list[str] = []
    check, lint = checking.FolderCheck.check, checking.lint_schemas

    def watched(self: checking.FolderCheck, path: str, raw: bytes) -> Outcome:
        seen.append(path.rpartition("/")[2])
        return check(self, path, raw)

    def linted(project: Any) -> Any:
        seen.append("schemas")
        return lint(project)

    monkeypatch.setattr(checking.FolderCheck, "check", watched)
    monkeypatch.setattr(checking, "lint_schemas", linted)
    return seen


ALL = ["article.json", "kim.json", "text.txt", "schemas"]


def test_what_has_not_changed_is_not_checked_again(checked: list[str]) -> None:
    fs = a_spoilt_disk()
    first = validated(fs)
    assert checked == ALL
    assert first.problems
    checked.clear()
    assert validated(fs) == first == without_cache(fs)
    assert checked == ALL  # by the run without a cache alone


@pytest.mark.parametrize(
    ("path", "again"),
    [
        (f"annotations/{ARTICLE}/kim.json", ["kim.json"]),
        (f"annotations/{ARTICLE}/text.txt", ["article.json", "kim.json", "text.txt"]),
        (f"annotations/{ARTICLE}/article.json", ["article.json", "kim.json", "text.txt"]),
        ("schemas/city.schema.json", ALL),
        ("schemas/new.schema.json", ALL),
    ],
)
def test_a_change_is_seen_by_all_that_depends_on_it(checked: list[str], path: str, again: list[str]) -> None:
    fs = a_spoilt_disk()
    validated(fs)
    checked.clear()
    before = fs.files[f"{ROOT}/{path}"].seen if f"{ROOT}/{path}" in fs.files else b'{"title": "New", "type": "object"}'
    fs.put(f"{ROOT}/{path}", before + b"\n")
    report = validated(fs)
    assert checked == again
    assert report == without_cache(fs)


def test_a_file_that_is_gone_is_forgotten() -> None:
    fs = a_spoilt_disk()
    validated(fs)
    fs.remove(PATH)
    report = validated(fs)
    assert report == without_cache(fs)
    assert b"kim.json" not in fs.read(CACHE, 10**6)


def test_a_run_over_a_few_files_keeps_what_is_known_of_the_others(checked: list[str]) -> None:
    fs = a_spoilt_disk()
    validated(fs)
    fs.put(PATH, fs.read(PATH, 10**6) + b"\n")
    validated(fs, f"annotations/{ARTICLE}/kim.json")
    checked.clear()
    validated(fs)
    assert checked == []


def test_a_run_in_which_nothing_is_new_writes_nothing() -> None:
    fs = a_spoilt_disk()
    validated(fs)
    fs.operations.clear()
    validated(fs)
    assert fs.operations == []


def test_the_cache_alone_is_written_and_git_does_not_see_it() -> None:
    fs = a_spoilt_disk()
    before = fs.snapshot()
    validated(fs)
    new = {path: raw for path, raw in fs.snapshot().items() if path not in before}
    assert set(new) == {CACHE, f"{ROOT}/.annotate-kit/cache/.gitignore"}
    assert {path: raw for path, raw in fs.snapshot().items() if path in before} == before
    assert new[f"{ROOT}/.annotate-kit/cache/.gitignore"] == b"*\n"


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3), st.booleans())
def test_a_torn_cache_is_never_trusted(at: int, put: bytes, is_cut: bool) -> None:
    fs = a_spoilt_disk()
    first = validated(fs)
    whole = fs.read(CACHE, 10**6)
    at %= len(whole)
    torn = whole[:at] if is_cut else whole[:at] + put + whole[at + len(put) :]
    fs.put(CACHE, torn)
    store = Store(fs, ROOT)
    known = CheckedCache(store)._known
    assert known == {} or torn == whole
    assert validated(fs) == first


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"a": 1}', b'{"a": []}', b"{", b"\xff", b"[" * 100_000])
def test_a_cache_of_another_shape_is_no_cache(body: bytes) -> None:
    fs = a_spoilt_disk()
    store = Store(fs, ROOT)
    seal = CheckedCache(store)._seal(body)
    fs.put(CACHE, seal + b"\n" + body)
    assert CheckedCache(store)._known == {}
    assert validated(fs) == without_cache(fs)


@pytest.mark.parametrize(
    "kept",
    [[1], [[{"code": "AK999", "message": "x"}]], [[{"nocode": 1}]], [[], "x"], [[], 0, [], []], [[], 0, [], {}, 1]],
)
def test_an_outcome_of_another_shape_is_no_outcome(kept: list[Any]) -> None:
    fs = a_spoilt_disk()
    store = Store(fs, ROOT)
    cache = CheckedCache(store)
    cache._known = {"a": ["key", *kept]}
    assert cache.find("a", "key") is None
    assert cache.find("a", "other") is None


def test_a_copy_of_a_project_does_not_trust_the_cache_that_came_with_it(checked: list[str]) -> None:
    fs = a_spoilt_disk()
    validated(fs)
    checked.clear()
    copy = MemoryFs()
    for path, raw in fs.snapshot().items():
        copy.put(path.replace(ROOT, "/elsewhere"), raw)
    project = open_project(copy, "/elsewhere")
    validate_project(project, cache=CheckedCache(project.store))
    assert checked == ALL


def test_where_nothing_can_be_written_nothing_is_lost_but_time() -> None:
    fs = a_spoilt_disk()
    expected = without_cache(fs)

    def refuse(_operation: str, path: str) -> None:
        if path.endswith("/.annotate-kit/cache") or "/cache/" in path:
            raise OSError(errno.EROFS, "read-only file system")

    fs.fault = refuse
    assert validated(fs) == expected
    fs.fault = lambda _operation, _path: None
    assert CACHE not in fs.files
    assert validated(fs) == expected


def test_a_cache_that_grew_too_large_is_not_written() -> None:
    fs = a_spoilt_disk()
    longest = max(len(raw) for raw in fs.snapshot().values())
    fs.put(f"{ROOT}/annotate-kit.toml", f"[limits]\njson-bytes = {longest}\n".encode())
    assert validated(fs) == without_cache(fs)
    assert CACHE not in fs.files


TEXTS = st.text(max_size=8)
PLACES = st.builds(
    Place,
    line=st.integers(1, 9),
    column=st.integers(1, 9),
    end_line=st.integers(1, 9),
    end_column=st.integers(1, 9),
)
PROBLEMS = st.builds(
    Problem,
    code=st.sampled_from(sorted(RULES)),
    message=TEXTS,
    hint=TEXTS,
    file=TEXTS,
    pointer=TEXTS,
    at_key=st.booleans(),
    record=st.none() | TEXTS,
    caption=TEXTS,
    data_pointer=st.none() | TEXTS,
    span=st.none() | TEXTS,
    found=TEXTS,
    suggestion=st.none() | TEXTS,
    place=st.none() | PLACES,
)
PROBLEMS |= PROBLEMS.map(
    lambda one: attrs.evolve(one, own=Rule(code=one.code, name=one.message, severity=Severity.ERROR))
)


@given(
    st.builds(
        Outcome,
        problems=st.lists(PROBLEMS, max_size=3).map(tuple),
        has_more=st.booleans(),
        records=st.lists(TEXTS, max_size=3).map(tuple),
        linked=st.dictionaries(TEXTS, PROBLEMS, max_size=2),
        unchecked=st.dictionaries(TEXTS, st.integers(1, 9), max_size=2),
        is_unread=st.booleans(),
        identities=st.dictionaries(TEXTS, st.tuples(TEXTS, TEXTS), max_size=2),
    )
)
def test_an_outcome_comes_back_as_it_was(outcome: Outcome) -> None:
    assert outcome_from_json(json.loads(json.dumps(outcome_to_json(outcome)))) == outcome


def test_every_field_of_a_problem_is_kept() -> None:
    # A field that is added to problems has to be added to what is remembered.
    assert {field.name for field in attrs.fields(Problem)} == {
        *("code", "message", "hint", "file", "pointer", "at_key", "record", "caption", "data_pointer"),
        *("span", "found", "suggestion", "place", "own"),
    }


PARTS = st.lists(st.none() | st.binary(max_size=4), max_size=4)


@given(PARTS, PARTS)
def test_keys_tell_lists_of_parts_apart(one: list[bytes | None], other: list[bytes | None]) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)
