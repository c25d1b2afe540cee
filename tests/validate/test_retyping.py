"""What is meant by a value of another type, a name that is unknown, a date or an address in another spelling."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from tests.validate.conftest import Problems

from annotate_kit.core.pointers import find_value
from annotate_kit.schema import field_at, load_catalog
from annotate_kit.validate.retyping import retyped

TEXT = {"type": "string"}
SCHEMA = {
    "title": "Thing",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": {"title": "Name", **TEXT},
        "tags": {"title": "Tags", "type": "array", "items": {"title": "Tag", **TEXT}},
        "years": {"title": "Years", "type": "array", "items": {"title": "Year", "type": "integer"}},
        "any": {"title": "Any", "type": "array"},
        "roles": {
            "title": "Roles",
            "type": "array",
            "items": {
                "title": "Role",
                "type": "object",
                "required": ["post"],
                "additionalProperties": False,
                "properties": {"post": {"title": "Post", **TEXT}, "since": {"title": "Since", **TEXT}},
            },
        },
        "bags": {"title": "Bags", "type": "array", "items": {"title": "Bag", "type": "object"}},
        "place": {"title": "Place", "type": "object", "properties": {"name": TEXT, "country": TEXT}},
        "sum": {"title": "Sum", "type": "object", "properties": {"amount": TEXT, "currency": {"enum": ["USD", "EUR"]}}},
        "point": {"title": "Point", "type": "object", "properties": {"x": {"type": "number"}}},
        "day": {"title": "Day", "type": "string", "format": "edtf"},
        "votes": {"title": "Votes", "type": "integer"},
        "share": {"title": "Share", "type": "number"},
        "is_open": {"title": "Open", "type": "boolean"},
        "kind": {"title": "Kind", "enum": ["won", "lost"]},
        "round": {"title": "Round", "enum": ["1", "2"]},
        "of": {"title": "Of", "type": "string", "x-annotate": {"ref": ["thing"]}},
        "parts": {"title": "Parts", "type": "array", "items": {"type": "string", "x-annotate": {"ref": ["thing"]}}},
        "page": {"title": "Page", "type": "string", "format": "uri"},
        "code": {"title": "Code", "type": "string", "pattern": "^[A-Z]{2}$", "examples": ["KR"]},
    },
}
(THING,) = load_catalog({"thing.schema.json": SCHEMA}).types.values()


@pytest.mark.parametrize(
    ("name", "before", "after", "below", "above"),
    [
        ("tags", "a", ["a"], "/0", ""),
        ("tags", 3, ["3"], "/0", ""),
        ("tags", {"name": "a"}, ["a"], "/0", "/name"),
        ("years", "2030", [2030], "/0", ""),
        ("years", 2030, [2030], "/0", ""),
        ("any", 7, [7], "/0", ""),
        ("roles", "chair", [{"post": "chair"}], "/0/post", ""),
        ("roles", {"post": "chair"}, [{"post": "chair"}], "/0", ""),
        ("bags", {"any": 1}, [{"any": 1}], "/0", ""),
        ("place", "Busan", {"name": "Busan"}, "/name", ""),
        ("sum", "30 million dollars", {"amount": "30000000", "currency": "USD"}, "", ""),
        ("name", ["a"], "a", "", "/0"),
        ("name", [7], "7", "", "/0"),
        ("name", [{"name": "a"}], "a", "", "/0/name"),
        ("name", {"a/b": "c"}, "c", "", "/a~1b"),
        ("name", Decimal("2030.0"), "2030", "", ""),
        ("name", Decimal("19.90"), "19.90", "", ""),
        ("place", [{"name": "Busan"}], {"name": "Busan"}, "", "/0"),
        ("day", 1953, "1953", "", ""),
        ("round", 2, "2", "", ""),
        ("day", ["2023", "2024"], "2023/2024", "", ""),
        ("day", {"from": "2023", "to": "2024"}, "2023/2024", "", ""),
        ("votes", "twenty-nine", 29, "", ""),
        ("votes", "1,190", 1190, "", ""),
        ("share", "2.5", Decimal("2.5"), "", ""),
        ("is_open", " Yes", True, "", ""),
    ],
)
def test_what_is_meant_by_a_value_of_another_type(name: str, before: Any, after: Any, below: str, above: str) -> None:
    found = retyped(before, field_at(THING, f"/{name}"))
    assert found is not None
    assert (found.value, found.below, found.above) == (after, below, above)
    assert isinstance(found.value, type(after))
    if below:
        # What stood there is where it is said to be, as a text or as the number that the text was.
        assert str(find_value(found.value, below)) == str(find_value(before, above))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("roles", 3),
        ("roles", None),
        ("roles", {"chair": "Kim"}),
        ("name", True),
        ("name", ["a", "b"]),
        ("name", []),
        ("name", [None]),
        ("name", {"a": "b", "c": "d"}),
        ("name", {"a": 3}),
        ("name", [{"a": 3}]),
        ("day", 53),
        ("kind", 3),
        ("round", 3),
        ("of", 3),
        ("parts", 3),
        ("day", ["2024", "2023"]),
        ("day", ["2023", 3]),
        ("day", {"from": "2024", "to": "2023"}),
        ("votes", "many"),
        ("votes", {"a": "3"}),
        ("votes", ""),
        ("votes", "9 " * 400),
        ("point", "here"),
        ("point", 3),
        ("gone", "here"),
    ],
)
def test_nothing_is_meant_for_certain(name: str, value: Any) -> None:
    assert retyped(value, field_at(THING, f"/{name}")) is None


def test_the_type_of_a_schema_says_more_than_the_kind_of_its_field() -> None:
    found = retyped("7", field_at(THING, "/name"), ["integer", "null"])
    assert found is not None
    assert found.value == 7


@pytest.mark.parametrize(
    ("data", "hint", "suggestion"),
    [
        ({"tags": "a, b"}, 'Write ["a, b"], or each in quotes of its own where they are several.', '["a, b"]'),
        ({"tags": 'the "one"'}, 'Write ["the \\"one\\""].', '["the \\"one\\""]'),
        ({"name": {"a": 'the "one"'}}, 'Write "the "one"".', '"the \\"one\\""'),
        ({"place": "x" * 300}, "", None),
        ([], "Write one object, in braces.", None),
        ({"kind": ["won", "lost"]}, "Use won or lost.", None),
        ({"name": ["a", "b"]}, 'Write just one of them, such as "a".', None),
        ({"name": [1, "b"]}, "", None),
    ],
)
def test_a_value_of_another_type_is_written_out(
    problems_under: Problems, data: Any, hint: str, suggestion: str | None
) -> None:
    (problem,) = problems_under(SCHEMA, data)
    assert (problem.hint, problem.suggestion) == (hint, suggestion)
    if suggestion is not None:
        json.loads(suggestion)


def test_a_list_does_not_lack_what_its_entries_are_not(problems_under: Problems) -> None:
    item = {"title": "Party", "type": "object", "required": ["name"], "properties": {"name": TEXT}}
    schema = {"properties": {"parties": {"title": "Parties", "type": "array", "items": item, "contains": item}}}
    assert [problem.code for problem in problems_under(schema, {"parties": ["KR"]})] == ["AK101"]
    assert [problem.code for problem in problems_under(schema, {"parties": []})] == ["AK110"]


@pytest.mark.parametrize(
    ("data", "hint", "suggestion"),
    [
        ({"post": "chair"}, 'Write it within "roles": [{"post": "chair"}].', None),
        ({"amount": "3"}, 'Write it within "sum": {"amount": "3"}.', None),
        ({"place": {}, "Place": "x"}, 'Take it out; there is "place" already.', None),
        ({"vot": 3}, "", "votes"),
        ({"result": "Won"}, "", "kind"),
        ({"roles": [{"position": "chair"}]}, "", "post"),
        ({"roles": [{"position": True}]}, "Take it out; the properties are post, since.", None),
        ({"roles": [{"position": 3}]}, "Take it out; the properties are post, since.", None),
        ({"x1": 1}, None, None),
    ],
)
def test_an_unknown_name_is_told_with_what_was_meant_or_where_it_belongs(
    problems_under: Problems, data: Any, hint: str | None, suggestion: str | None
) -> None:
    problem = problems_under(SCHEMA, data)[0]
    assert (problem.code, problem.suggestion) == ("AK103", suggestion)
    assert hint is None or problem.hint == hint
    assert hint is not None or problem.hint.startswith("Take it out; the properties are name, tags, ")


def test_two_names_are_no_slip_of_one_that_is_missing(problems_under: Problems) -> None:
    found = problems_under(SCHEMA, {"roles": [{"position": "chair", "from": "2020"}]})
    assert [problem.code for problem in found] == ["AK103", "AK103", "AK102"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2023-5-7", "2023-05-07"),
        ("2023/05/07", "2023-05-07"),
        ("2023.5.7.", "2023-05-07"),
        ("20230507", "2023-05-07"),
        ("2023-5", "2023-05"),
        ("2023.05", "2023-05"),
        ("2020-2023", "2020/2023"),
        ("2020 – 2023", "2020/2023"),
        ("2020-", "2020/.."),
        ("2023-05-16~2023-05-17", "2023-05-16/2023-05-17"),
        (" 2023 ", "2023"),
        ("7.5.2023", None),
        ("2023-13-1", None),
        ("2023-2020", None),
        ("2023/5/31/7", None),
    ],
)
def test_a_date_whose_year_comes_first_is_known_in_any_spelling(
    problems_under: Problems, text: str, meant: str | None
) -> None:
    (problem,) = problems_under(SCHEMA, {"day": text})
    assert (problem.code, problem.suggestion) == ("AK106", meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("www.bok.or.kr/a b", None),
        ("www.bok.or.kr/a?b#c", "https://www.bok.or.kr/a?b#c"),
        ("http//bok.or.kr", "http://bok.or.kr"),
        ("HTTPS//bok.or.kr", "https://bok.or.kr"),
        ("https://bok.or.kr ", "https://bok.or.kr"),
        ("bok", None),
        ("한국은행.kr", None),
        (" ", None),
    ],
)
def test_an_address_with_a_slip_is_known(problems_under: Problems, text: str, meant: str | None) -> None:
    (problem,) = problems_under(SCHEMA, {"page": text})
    assert problem.suggestion == meant


def test_an_address_with_a_slip_is_known_where_a_pattern_asks_for_one_too(problems_under: Problems) -> None:
    schema = {"properties": {"page": {"type": "string", "pattern": "^https?://"}}}
    (problem,) = problems_under(schema, {"page": "http:/bok.or.kr"})
    assert problem.suggestion == "http://bok.or.kr"


@pytest.mark.parametrize("data", [{"day": "unknown"}, {"kind": "n/a"}, {"code": "?"}])
def test_what_is_not_known_is_left_out(problems_under: Problems, data: Any) -> None:
    (problem,) = problems_under(SCHEMA, data)
    assert (problem.hint, problem.suggestion) == ("Leave it out where it is not known.", None)


@pytest.mark.parametrize(("value", "meant"), [("Unknown", "unknown"), ("not known", None), ("n/a", None)])
def test_a_code_for_what_is_not_known_is_that_code(problems_under: Problems, value: str, meant: str | None) -> None:
    (problem,) = problems_under({"properties": {"status": {"enum": ["unknown", "signed"]}}}, {"status": value})
    assert problem.suggestion == meant


@pytest.mark.parametrize(
    ("format_", "text", "meant"),
    [
        ("email", " kim@example.org", "kim@example.org"),
        ("email", " kim at example ", None),
        ("uri", " www.bok.or.kr\t", "https://www.bok.or.kr"),
        ("uri", " bok ", None),
        ("date", "2023-05-17 ", "2023-05-17"),
    ],
)
def test_only_what_then_has_the_format_is_meant_by_a_text_with_white_space_at_an_end(
    problems_under: Problems, format_: str, text: str, meant: str | None
) -> None:
    (problem,) = problems_under({"properties": {"x": {"type": "string", "format": format_}}}, {"x": text})
    assert (problem.code, problem.suggestion) == ("AK106", meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Expo 2030", "2030"),
        ("Expo-2030", "2030"),
        ("2030년", "2030"),
        ("No. 30", "30"),
        ("'30", "30"),
        ("“30”", "30"),
        ("(30)", None),
        ("30 billion", None),
        ("30bn", None),
        ("-30", None),
        ("minus: -30", None),
        ("2 of 30", None),
    ],
)
def test_digits_are_meant_only_where_the_words_do_not_make_another_number_of_them(
    problems_under: Problems, text: str, meant: str | None
) -> None:
    (problem,) = problems_under({"properties": {"x": {"type": "string", "pattern": "^[0-9]+$"}}}, {"x": text})
    assert problem.suggestion == meant


def test_a_code_with_words_behind_it_is_that_code(problems_under: Problems) -> None:
    schema = {"properties": {"status": {"enum": ["signed", "announced"]}}}
    (problem,) = problems_under(schema, {"status": "Signed on Monday"})
    assert problem.suggestion == "signed"
    (problem,) = problems_under(schema, {"status": "not signed yet"})
    assert problem.suggestion is None
