"""Annotation files as bytes: every mistake in the frame, each with its place; nothing raises, whatever the bytes."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_kit.codec import ENVELOPE_SCHEMA, decode_article, encode, parse_json
from annotate_kit.core import ABSENT, LIMITS, Article, Json
from annotate_kit.core.pointers import walk, with_value
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate import CheckedFile, check_annotation_file, check_article_file, check_envelope
from annotate_kit.validate.fast import Compiler

SAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "annotations").glob("*/analyst.json"))
FILE = "annotations/expo-2030-vote/analyst.json"


@attrs.frozen(kw_only=True)
class Sample:
    """A finished annotation file with its article."""

    catalog: Catalog
    article: Article
    text: str
    raw: bytes

    def check(self, raw: bytes | None = None, file: str = FILE, **changes: Any) -> CheckedFile:
        known = {"catalog": self.catalog, "article": self.article, "text": self.text, **changes}
        return check_annotation_file(self.raw if raw is None else raw, file=file, **known)

    def changed(self, change: Callable[[Any], object]) -> CheckedFile:
        value = json.loads(self.raw)
        change(value)
        return self.check(encode(value))


def sample_in(folder: Path, catalog: Catalog) -> Sample:
    article = decode_article(parse_json((folder / "article.json").read_bytes(), file="").value, file="").article
    assert article is not None
    text = (folder / "text.txt").read_bytes().decode()
    return Sample(catalog=catalog, article=article, text=text, raw=(folder / "analyst.json").read_bytes())


@pytest.fixture(scope="module")
def sample(catalog: Catalog) -> Sample:
    return sample_in(next(folder for folder in SAMPLES if folder.name == "expo-2030-vote"), catalog)


def told(checked: CheckedFile) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in checked.problems]


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_finished_samples_have_no_problems(folder: Path, catalog: Catalog) -> None:
    checked = sample_in(folder, catalog).check(file=f"annotations/{folder.name}/analyst.json")
    assert checked.problems == ()
    assert checked.annotation is not None


def test_a_wrong_value_is_told_on_its_line(sample: Sample) -> None:
    (problem,) = sample.changed(lambda value: value["records"][0]["data"].update(stage="withdrawnn")).problems
    lines = sample.raw.decode().splitlines()
    number, line = next((n, line) for n, line in enumerate(lines, 1) if '"stage"' in line)
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (number, line.index('": ') + 4)
    assert problem.place.end_column == problem.place.column + len('"withdrawnn"')
    assert problem.pointer == "/records/0/data/stage"
    assert (problem.file, problem.caption) == (FILE, 'expo-bid "Moscow 2030"')


def test_an_unknown_property_is_told_at_its_name_and_a_missing_one_at_its_object(sample: Sample) -> None:
    (strange,) = sample.changed(lambda value: value["records"][0]["data"].update(a=1)).problems
    (missing,) = sample.changed(lambda value: value["records"][0]["data"].pop("city")).problems[:1]
    assert strange.place is not None
    assert missing.place is not None
    assert (strange.place.line, strange.place.column) == (9, 9)
    assert (missing.place.line, missing.place.column) == (8, 15)


FRAME: list[tuple[str, Callable[[Any], object], list[tuple[str, str]]]] = [
    ("status missing", lambda value: value.pop("status"), [("AK102", "status is missing")]),
    ("status", lambda value: value.update(status="finished"), [("AK104", 'status "finished" is not in the list')]),
    (
        "digest",
        lambda value: value.update(text_sha256="abc"),
        [("AK105", 'digest "abc" does not have the right form')],
    ),
    (
        "newer version",
        lambda value: value.update(format="annotate-kit/2", records=7),
        [("AK005", 'the format "annotate-kit/2" is unknown to this version')],
    ),
    ("format a number", lambda value: value.update(format=1), [("AK005", "this format is unknown")]),
    (
        "claim",
        lambda value: value["records"][0]["evidence"]["/city"][0].update(claim="herd"),
        [("AK104", 'record 1, evidence, claim 1: how it is claimed "herd" is not in the list')],
    ),
    (
        "record without data",
        lambda value: value["records"][-1].pop("data"),
        [("AK102", "record 19: data is missing")],
    ),
    (
        "spans no list",
        lambda value: value.update(spans={}, records=[]),
        [("AK101", "spans is an object, but must be a list")],
    ),
    (
        "fragments in no order",
        lambda value: value["spans"][3].update(fragments=[[5, 2]]),
        [("AK202", "fragments stand in text order and hold at least one code point")],
    ),
    (
        "quotes",
        lambda value: value["spans"][3].update(quotes=["a", "b"]),
        [("AK203", "quotes and fragments are not equally many")],
    ),
    ("no fragments", lambda value: value["spans"][3].update(fragments=[]), [("AK107", "span 4: fragments is empty")]),
    (
        "id twice",
        lambda value: value["records"].append(value["records"][2]),
        [("AK301", 'the id "expo-bid-0m6qgpqj4p" is there already')],
    ),
    (
        "annotator",
        lambda value: value.update(annotator="kim"),
        [("AK104", 'annotator is "kim", but the file is "analyst"\'s')],
    ),
    (
        "article",
        lambda value: value.update(article="other"),
        [("AK207", 'the file is about the article "other", but lies in the folder of "expo-2030-vote"')],
    ),
    ("null", lambda value: value.update(records=None), [("AK101", "records is null")]),
]


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in FRAME], ids=[case[0] for case in FRAME])
def test_a_mistake_in_the_frame_is_one_message(
    sample: Sample, change: Callable[[Any], object], expected: list[tuple[str, str]]
) -> None:
    found = sample.changed(change)
    # What follows from a record or span that could not be read is left for when it can.
    assert [problem for problem in told(found) if problem[0] != "AK307"] == expected
    assert all(problem.place for problem in found.problems)


def test_the_adjudicated_file_is_nobodys(sample: Sample) -> None:
    assert sample.check(file="annotations/expo-2030-vote/final.json").problems == ()


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"", "AK001", 1),
        (b'{\n "a": 1,\n}', "AK001", 3),
        (b'{"a": 1,\n "a": 2}', "AK002", 2),
        (b"\xef\xbb\xbf{}", "AK003", 1),
        (b'{\n"a": "\xff"}', "AK003", 2),
        (b'{"a":\n NaN}', "AK004", 2),
        (b"[" * 100_000, "AK001", 1),
        (b"9" * 5000, "AK001", 1),
        (b"[]", "AK101", 1),
        (b"null", "AK101", 1),
        (b"{}", "AK102", 1),
    ],
)
def test_what_is_no_annotation_file_gets_one_clear_line(sample: Sample, raw: bytes, code: str, line: int) -> None:
    problem = next(problem for problem in sample.check(raw).problems if problem.code == code)
    assert problem.place is not None
    assert problem.place.line == line
    assert "\n" not in problem.message


@pytest.mark.parametrize("raw", [b"[]", b"null", b"7"])
def test_what_is_no_object_is_said_to_be_restored(sample: Sample, raw: bytes) -> None:
    (problem,) = sample.check(raw).problems
    assert (problem.code, problem.hint) == ("AK101", "Restore the file, or delete it.")


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e99999999999"])
def test_what_is_no_number_is_one_message(sample: Sample, number: bytes) -> None:
    raw = sample.raw.replace(b'"year": "2030"', b'"year": ' + number, 1)
    assert [code for code, _ in told(sample.check(raw))] == ["AK004"]


def test_a_file_written_otherwise_is_a_warning_on_the_first_line_that_differs(sample: Sample) -> None:
    (problem,) = sample.check(sample.raw.replace(b'  "format"', b' "format"')).problems
    assert (problem.code, problem.is_error) == ("AK006", False)
    assert problem.place is not None
    assert problem.place.line == 4
    lines = sample.raw.count(b"\n")
    for raw, line in ((sample.raw + b"\n", lines + 2), (sample.raw[:-1], lines + 1)):
        (problem,) = sample.check(raw).problems
        assert problem.code == "AK006"
        assert problem.place is not None
        assert problem.place.line == line


def test_without_text_or_metadata_the_rest_is_checked(sample: Sample) -> None:
    assert told(sample.check(text=None)) == [("AK207", "there is no readable text.txt beside this file")]
    assert told(sample.check(article=None)) == [("AK207", "there is no readable article.json beside this file")]


def test_entities_of_other_articles_are_handed_on(sample: Sample) -> None:
    first, second = "expo-bid-zzzzzzzzzz", json.loads(sample.raw)["records"][1]["id"]
    value = json.loads(sample.raw)
    value["records"][0]["entity"] = first
    value["records"][2]["entity"] = second
    linked = sample.check(encode(value)).linked
    assert {entity: problem.pointer for entity, problem in linked.items()} == {first: "/records/0/entity"}


def test_very_many_problems_end_in_bounded_time(sample: Sample) -> None:
    span = {"fragments": [[0, 1]], "id": "s", "quotes": ["x"]}
    spans = [{**span, "id": f"s-{n:06}"} for n in range(5_000)]
    checked = sample.changed(lambda value: value.update(records=[], spans=spans))
    assert len(checked.problems) == LIMITS.problems_per_file
    assert checked.has_more


def test_the_envelope_alone_can_be_checked() -> None:
    (problem,) = check_envelope({"format": "annotate-kit/1"}, "x.json")
    assert problem.message == "annotator, article, records, spans, status and digest are missing"
    assert problem.file == "x.json"
    assert ENVELOPE_SCHEMA["required"] == sorted(ENVELOPE_SCHEMA["required"])


# Whatever it is.

KEYS = st.sampled_from(
    [
        "format",
        "records",
        "spans",
        "data",
        "id",
        "type",
        "mentions",
        "evidence",
        "fragments",
        "quotes",
        "/name",
        "notes",
    ]
)
ODD = st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.just("annotate-kit/1")
JSON = st.recursive(
    ODD, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=3), inner), max_leaves=20
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"id": ODD, "type": st.sampled_from(["official", "expo-bid", "x"]) | ODD, "data": JSON},
        optional={"mentions": JSON, "evidence": st.dictionaries(st.text(max_size=3), JSON, max_size=3), "entity": ODD},
    )
    | JSON,
    max_size=3,
)
SPANS = st.lists(
    st.fixed_dictionaries(
        {"id": ODD, "fragments": st.lists(st.lists(st.integers(-2, 3000), max_size=3), max_size=3), "quotes": JSON}
    )
    | JSON,
    max_size=3,
)
FRAMES = st.fixed_dictionaries(
    {"format": st.just("annotate-kit/1"), "records": RECORDS, "spans": SPANS},
    optional={"status": ODD, "text_sha256": ODD, "article": ODD, "annotator": ODD, "notes": JSON, "schemas": JSON},
)


@settings(max_examples=80, deadline=None)
@given(value=JSON | FRAMES)
def test_any_json_in_place_of_an_annotation_file_gives_problems_and_no_exception(sample: Sample, value: Any) -> None:
    raw = json.dumps(value).encode()
    for checked in (sample.check(raw), check_article_file(raw, text="x", file="a/article.json", folder="a")):
        assert checked.problems
        for problem in checked.problems:
            assert problem.message
            assert "\n" not in problem.message + problem.hint
            assert problem.place is not None


@settings(max_examples=80, deadline=None)
@given(start=st.integers(0, 48_000), removed=st.integers(0, 40), put=st.binary(max_size=12))
def test_any_damage_to_a_file_gives_problems_and_no_exception(
    sample: Sample, start: int, removed: int, put: bytes
) -> None:
    raw = sample.raw[:start] + put + sample.raw[start + removed :]
    for problem in sample.check(raw).problems:
        assert problem.message
        assert problem.place is not None


OTHERS: tuple[Any, ...] = (ABSENT, None, 7, "", "nothing of the kind", [], {})


def of_schemas(checked: CheckedFile) -> list[tuple[str, str, str]]:
    return [(p.code, p.pointer, p.message) for p in checked.problems if p.code.startswith("AK1")]


def test_the_schemas_alone_say_the_same_whether_or_not_anything_else_is_asked(sample: Sample) -> None:
    value = json.loads(sample.raw)
    places = [pointer for pointer, _ in walk(value) if pointer]
    found = 0
    for pointer in places[::371]:
        for other in OTHERS:
            raw = encode(cast("Json", with_value(value, pointer, other)))
            alone, among = sample.check(raw, families=frozenset({"AK1"})), sample.check(raw)
            assert of_schemas(alone) == of_schemas(among), (pointer, other)
            found += bool(of_schemas(alone))
    assert found > 20


def test_a_sound_file_is_not_taken_apart_for_the_schemas_alone(sample: Sample) -> None:
    alone = sample.check(families=frozenset({"AK1"}))
    assert (alone.problems, alone.annotation) == ((), None)
    assert sample.check(families=frozenset({"AK1", "AK3"})).annotation is not None
    wrong = sample.check(file="annotations/expo-2030-vote/kim.json", families=frozenset({"AK1"}))
    assert [problem.code for problem in wrong.problems] == ["AK104"]


def compilers() -> int:
    gc.collect()
    return sum(isinstance(one, Compiler) for one in gc.get_objects())


def test_what_was_found_out_about_a_catalog_goes_with_it(sample: Sample) -> None:
    before = compilers()
    catalog = load_catalog(sample.catalog.documents)
    assert sample.check(catalog=catalog).problems == ()
    assert compilers() > before
    kept = weakref.ref(catalog)
    del catalog
    assert compilers() == before
    assert kept() is None
