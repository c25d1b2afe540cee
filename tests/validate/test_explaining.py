"""Every keyword of JSON Schema that somebody may write, in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate_kit.core import Problem, Record
from annotate_kit.schema import load_catalog
from annotate_kit.validate import Finding, check_record
from annotate_kit.validate.explaining import explain

Problems = Callable[..., tuple[Problem, ...]]

CODES = {
    "oneOf": [{"const": "a", "title": "Alpha"}, {"const": "b", "title": "Beta", "x-annotate": {"synonyms": ["2nd"]}}]
}
TEXTS: dict[str, Any] = {
    "type": "object",
    "properties": {"a": {"title": "First", "type": "string"}, "b": {"title": "Second"}},
}


def under(**properties: Any) -> dict[str, Any]:
    return {"title": "Thing", "type": "object", "properties": properties}


SAID: list[tuple[Any, Any, str, str, str]] = [
    # the schema; the data; the code, the message, the hint
    (
        under(x={"enum": ["a", "b"]}),
        {"x": "c"},
        "AK104",
        'x "c" is not in the list',
        "Use a or b.",
    ),
    (
        under(x={"enum": [1, None, True]}),
        {"x": 3},
        "AK104",
        "x 3 is not in the list",
        "Use 1, null or true.",
    ),
    (
        under(x={"const": "a"}),
        {"x": "b"},
        "AK104",
        'x must be "a", not "b"',
        "",
    ),
    (
        under(x={"const": {"a": 1}}),
        {"x": {}},
        "AK104",
        'x must be {"a": 1}, not an object',
        "",
    ),
    (
        under(x=CODES),
        {"x": "Beta"},
        "AK104",
        'x "Beta" is not in the list; did you mean "b" (Beta)?',
        "",
    ),
    (
        under(x=CODES),
        {"x": "2ND"},
        "AK104",
        'x "2ND" is not in the list; did you mean "b" (Beta)?',
        "",
    ),
    (
        under(x=CODES),
        {"x": ["a"]},
        "AK104",
        "x is a list, which is not in the list",
        "Use a or b.",
    ),
    (
        under(x={"anyOf": [*CODES["oneOf"], {"const": "a"}]}),
        {"x": "q"},
        "AK104",
        'x "q" is not in the list',
        "Use a, b or a.",
    ),
    (
        under(x={"type": ["string", "null"]}),
        {"x": 1},
        "AK101",
        "x is the number 1, but must be text or null",
        'Write "1".',
    ),
    (
        under(x={"type": "null"}),
        {"x": 1},
        "AK101",
        "x is the number 1, but must be null",
        "",
    ),
    (
        under(x={"type": "boolean"}),
        {"x": "no"},
        "AK101",
        'x is the text "no", but must be true or false',
        "Write false.",
    ),
    (
        under(x={"type": "number"}),
        {"x": "1,200.50"},
        "AK101",
        'x is the text "1,200.50", but must be a number',
        "Write 1200.50.",
    ),
    (
        under(x={"type": "integer"}),
        {"x": "1.5"},
        "AK101",
        'x is the text "1.5", but must be a whole number',
        "",
    ),
    (
        under(x={"type": "array"}),
        {"x": 5},
        "AK101",
        "x is the number 5, but must be a list",
        "Write [5].",
    ),
    (
        under(x={"type": "string"}),
        {"x": True},
        "AK101",
        "x is true, but must be text",
        "",
    ),
    (
        under(x={"type": "string"}),
        {"x": None},
        "AK101",
        "x is null",
        "Leave it out where it is not known.",
    ),
    (
        under(x={"type": "string"}),
        {"x": []},
        "AK101",
        "x is a list, but must be text",
        "",
    ),
    (
        under(x={"minLength": 3}),
        {"x": "ab"},
        "AK107",
        "x has 2 characters, but needs at least 3",
        "",
    ),
    (
        under(x={"minLength": 3}),
        {"x": ""},
        "AK107",
        "x is empty, but needs 3 characters at least",
        "Leave it out where it is not known.",
    ),
    (
        under(x={"maxLength": 1}),
        {"x": "ab"},
        "AK107",
        "x has 2 characters, but may have at most 1",
        "",
    ),
    (
        under(x={"maxItems": 0}),
        {"x": [1]},
        "AK107",
        "x has 1 entry, but may have at most 0",
        "Take the others out.",
    ),
    (
        under(x={"maxProperties": 1}),
        {"x": {"a": 1, "b": 2}},
        "AK107",
        "x has 2 properties, but may have at most 1",
        "",
    ),
    (
        under(x={"maximum": 3}),
        {"x": 4},
        "AK107",
        "x is 4, but must be 3 or less",
        "",
    ),
    (
        under(x={"exclusiveMinimum": 3}),
        {"x": 3},
        "AK107",
        "x is 3, but must be more than 3",
        "",
    ),
    (
        under(x={"exclusiveMaximum": 3}),
        {"x": 3},
        "AK107",
        "x is 3, but must be less than 3",
        "",
    ),
    (
        under(x={"multipleOf": 5}),
        {"x": 7},
        "AK107",
        "x is 7, but must be a multiple of 5",
        "",
    ),
    (
        under(x={"pattern": "^[a-z]+$"}),
        {"x": ""},
        "AK105",
        "x is empty",
        "It must match ^[a-z]+$.",
    ),
    (
        under(x={"pattern": "^[a-z]+$"}),
        {"x": "B1"},
        "AK105",
        'x "B1" does not have the right form',
        "It must match ^[a-z]+$.",
    ),
    (
        under(x={"pattern": "^[a-z]+$"}),
        {"x": "BUSAN"},
        "AK105",
        'x "BUSAN" does not have the right form; did you mean "busan"?',
        "",
    ),
    (
        under(x={"format": "date"}),
        {"x": "May"},
        "AK106",
        'x "May" is not a day',
        "Write it like 2023-05-17.",
    ),
    (
        under(x={"format": "email"}),
        {"x": ""},
        "AK106",
        "x is empty and is not an e-mail address",
        "Write it like name@example.org.",
    ),
    (
        under(x={"format": "uri"}),
        {"x": "no address"},
        "AK106",
        'x "no address" is not a full web address',
        "Write it like https://www.example.org/page.",
    ),
    (
        under(x={"format": "json-pointer"}),
        {"x": "a"},
        "AK106",
        'x "a" is not of the format "json-pointer"',
        "",
    ),
    (
        under(x={"uniqueItems": True}),
        {"x": [{"a": 1}, {"a": 1.0}]},
        "AK111",
        "x has the same entry twice, as number 1 and number 2",
        "Take one of them out.",
    ),
    (
        under(x={"contains": {"const": 1}}),
        {"x": [2]},
        "AK110",
        "x needs at least 1 entry of the right kind",
        "",
    ),
    (
        under(x={"contains": {"title": "One", "const": 1}, "minContains": 2, "maxContains": 3}),
        {"x": [1]},
        "AK110",
        'x needs 2 to 3 entries of the kind "One"',
        "",
    ),
    (
        under(x={"not": {"type": "string", "title": "Text"}}),
        {"x": "a"},
        "AK109",
        'x "a" is what may not stand here',
        "Text.",
    ),
    (
        under(x={"not": {"type": "array"}}),
        {"x": [1]},
        "AK109",
        "x is what may not stand here",
        "",
    ),
    (
        under(x={**TEXTS, "not": {"required": ["a", "b"]}}),
        {"x": {"a": "1", "b": 2}},
        "AK109",
        "x: first and second may not stand together",
        "",
    ),
    (
        {**TEXTS, "not": {"required": ["a"]}},
        {"a": "1"},
        "AK109",
        "first may not stand here",
        "",
    ),
    (
        under(x=False),
        {"x": 1},
        "AK109",
        "x may not stand here",
        "Take it out.",
    ),
    (
        under(x={"prefixItems": [True], "items": False}),
        {"x": [1, 2]},
        "AK109",
        "x 2 may not stand here",
        "Take it out.",
    ),
    (
        under(x={"prefixItems": [True], "unevaluatedItems": False}),
        {"x": [1, 2]},
        "AK109",
        "x has more entries than its schema describes",
        "Take the last ones out.",
    ),
    (
        under(x={"propertyNames": {"pattern": "^[a-z]+$"}}),
        {"x": {"B1": 1}},
        "AK105",
        'the name "B1" does not have the right form',
        "It must match ^[a-z]+$.",
    ),
    (
        under(x={"propertyNames": {"enum": ["left", "right"]}}),
        {"x": {"rigth": 1}},
        "AK104",
        'the name "rigth" is not in the list; did you mean "right"?',
        "",
    ),
    (
        under(x={"propertyNames": {"anyOf": [{"const": "a"}, {"const": "b"}]}}),
        {"x": {"c": 1}},
        "AK104",
        'the name "c" is not in the list',
        "Use a or b.",
    ),
    (
        under(x={"propertyNames": False}),
        {"x": {"c": 1}},
        "AK109",
        "x may not stand here",
        "Take it out.",
    ),
    (
        under(x={**TEXTS, "unevaluatedProperties": False}),
        {"x": {"frist": 1, "a": "1"}},
        "AK103",
        'x has no property "frist"',
        "Take it out; the properties are a, b.",
    ),
    (
        under(x={"allOf": [TEXTS], "unevaluatedProperties": False}),
        {"x": {"aa": 1}},
        "AK103",
        'x has no property "aa"',
        "Take it out; the properties are a, b.",
    ),
    (
        under(x={"type": "object", "additionalProperties": False}),
        {"x": {"aa": 1}},
        "AK103",
        'x has no property "aa"',
        "Take it out.",
    ),
    (
        under(x={**TEXTS, "dependentRequired": {"a": ["b"]}}),
        {"x": {"a": "1"}},
        "AK112",
        "x: second is missing; it is needed where there is first",
        'Add "b".',
    ),
    (
        under(x={**TEXTS, "dependentSchemas": {"a": {"required": ["b"]}}}),
        {"x": {"a": "1"}},
        "AK102",
        "x: second is missing; it is needed because first is there",
        'Add "b".',
    ),
    (
        under(x={"oneOf": [{"title": "Even", "multipleOf": 2}, {"title": "Triple", "multipleOf": 3}]}),
        {"x": 6},
        "AK108",
        "x fits more than one alternative, but may fit only one: even and triple",
        "Take out what belongs to only one.",
    ),
    (
        under(x={"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}),
        {"x": 6},
        "AK108",
        "x fits more than one alternative, but may fit only one",
        "Take out what belongs to only one.",
    ),
    (
        under(x={"anyOf": [{"type": "integer"}, {"type": ["boolean", "null"]}]}),
        {"x": "a"},
        "AK101",
        'x is the text "a", but must be a whole number, true or false or null',
        "",
    ),
    (
        under(x={"anyOf": [{"type": "integer"}, {"type": "string"}]}),
        {"x": None},
        "AK101",
        "x is null",
        "Leave it out where it is not known.",
    ),
    (
        under(x={"anyOf": [{"type": "string", "maxLength": 1}, {"type": "null"}]}),
        {"x": "abc"},
        "AK107",
        "x has 3 characters, but may have at most 1",
        "",
    ),
    (
        under(x={"oneOf": [{"minimum": 5}, {"multipleOf": 7}]}),
        {"x": 3},
        "AK108",
        "x fits none of the 2 alternatives",
        "",
    ),
    (
        under(x={"anyOf": [False, {"if": {"type": "array"}, "then": False}]}),
        {"x": []},
        "AK108",
        "x fits none of the 2 alternatives",
        "",
    ),
    (
        under(x={"anyOf": [{"type": "string"}]}),
        {"x": []},
        "AK101",
        "x is a list, but must be text",
        "",
    ),
    (
        under(x={"contentEncoding": "base64"}, y={"minimum": 1}),
        {"x": "***", "y": 0},
        "AK107",
        "y is 0, but must be 1 or more",
        "",
    ),
]


@pytest.mark.parametrize(("schema", "data", "code", "message", "hint"), SAID, ids=[said[3] for said in SAID])
def test_a_keyword_speaks_in_the_words_of_the_schema(
    schema: Any, data: Any, code: str, message: str, hint: str, problems_under: Problems
) -> None:
    (problem,) = problems_under(schema, data)
    assert (problem.code, problem.message, problem.hint) == (code, message, hint)


def test_a_condition_gives_its_reason(problems_under: Problems) -> None:
    schema = {
        **under(kind={"title": "Kind"}, a={"title": "First"}, b={"title": "Second"}, list={"title": "List"}),
        "if": {"properties": {"kind": {"const": "x"}, "list": {"minItems": 1}}, "required": ["kind"]},
        "then": {
            "required": ["a"],
            "properties": {"b": False, "list": {"maxItems": 1}, "kind": {"not": {"const": "x"}}},
        },
        "else": {"required": ["b"], "description": "Otherwise the second says it"},
    }
    said = {problem.message: problem.hint for problem in problems_under(schema, {"kind": "x", "b": 1, "list": [1, 2]})}
    assert said == {
        'first is missing; it is needed because kind is "x"': 'Add "a".',
        'second may not stand here because kind is "x"': "Take it out.",
        'list has 2 entries, but may have at most 1 because kind is "x"': "Take the others out.",
        'kind "x" is what may not stand here because kind is "x"': "",
    }
    (problem,) = problems_under(schema, {"kind": "y"})
    assert problem.message == 'second is missing; it is needed because kind is "y"'
    assert problem.hint == 'Add "b". Otherwise the second says it.'
    (problem,) = problems_under(schema, {})
    assert problem.message == "second is missing"


def test_a_condition_deep_inside_reads_its_own_object(problems_under: Problems) -> None:
    item = {
        "properties": {"kind": {"title": "Kind"}},
        "if": {"properties": {"kind": {"const": "x"}}},
        "then": {"contains": {"const": 1}, "required": ["a"]},
    }
    (problem,) = problems_under(under(list={"title": "List", "items": item}), {"list": [{"kind": "y"}, {"kind": "x"}]})
    assert problem.message == 'list 2: "a" is missing; it is needed because kind is "x"'


def test_required_and_dependent_required_of_one_property_are_one_message(problems_under: Problems) -> None:
    schema = {**TEXTS, "required": ["b"], "dependentRequired": {"a": ["b"]}, "allOf": [{"required": ["b"]}]}
    (problem,) = problems_under(schema, {"a": "1"})
    assert problem.message == "second is missing"


def test_two_schemas_that_refuse_the_same_name_are_one_message(problems_under: Problems) -> None:
    closed = {"properties": {"a": {}}, "additionalProperties": False}
    (problem,) = problems_under({"allOf": [closed, closed]}, {"b": 1})
    assert problem.message == 'thing has no property "b"'


def test_a_property_called_like_a_keyword_is_only_a_property(problems_under: Problems) -> None:
    schema = {"properties": {"additionalProperties": False, "properties": {"additionalProperties": False}}}
    said = [problem.data_pointer for problem in problems_under(schema, {"additionalProperties": {"a": 1}})]
    assert said == ["/additionalProperties"]
    (problem,) = problems_under(schema, {"properties": {"b": 1}})
    assert (problem.code, problem.data_pointer) == ("AK103", "/properties/b")


def test_a_long_text_is_cut_and_not_mended(problems_under: Problems) -> None:
    (problem,) = problems_under(under(x={"pattern": "^[a-z]+$"}), {"x": "A" * 1_000_000})
    assert len(problem.message) < 120
    assert problem.suggestion is None


def test_decimals_inside_lists_are_shown_as_numbers(problems_under: Problems) -> None:
    (problem,) = problems_under(under(x={"type": "array"}), {"x": Decimal("1.5")})
    assert problem.hint == "Write [1.5]."


def test_draft_07_dependencies_are_told_like_their_successors(problems_under: Problems) -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **TEXTS,
        "dependencies": {"a": ["b"], "c": {"required": ["d"]}},
        "properties": {**TEXTS["properties"], "e": {"items": [True], "additionalItems": False}},
    }
    said = [problem.message for problem in problems_under(schema, {"a": "1", "c": 1, "e": [1, 2]})]
    assert said == [
        '"d" is missing; it is needed because "c" is there',
        "second is missing; it is needed where there is first",
        "e has more entries than its schema describes",
    ]


def test_the_branch_that_was_meant_is_the_one_that_is_explained(problems_under: Problems) -> None:
    branch = {"type": "object", "required": ["kind", "size"]}
    size = {"title": "Size"}
    shapes = {
        "oneOf": [
            {
                **branch,
                "title": "Circle",
                "properties": {"kind": {"const": "circle"}, "size": {**size, "type": "integer"}},
            },
            {**branch, "title": "Square", "properties": {"kind": {"const": "square"}, "size": {**size, "maximum": 3}}},
        ]
    }
    (problem,) = problems_under(under(x=shapes), {"x": {"kind": "square", "size": 7}})
    assert problem.message == "x: size is 7, but must be 3 or less"
    (problem,) = problems_under(under(x=shapes), {"x": {"kind": "circle", "size": "big"}})
    assert problem.message == 'x: size is the text "big", but must be a whole number'


def test_alternatives_of_alternatives_are_followed_down(problems_under: Problems) -> None:
    inner = {"anyOf": [{"type": "object", "required": ["a"], "properties": {"a": CODES}}, {"type": "integer"}]}
    schema = under(x={"anyOf": [inner, {"type": "boolean"}]})
    (problem,) = problems_under(schema, {"x": {"a": "Beta"}})
    assert problem.message == 'x: a "Beta" is not in the list; did you mean "b" (Beta)?'


def test_a_reference_chain_and_a_recursive_schema_never_show(problems_under: Problems) -> None:
    parts = {"title": "Parts", "items": {"$ref": "#"}}
    tree = {"title": "Tree", "properties": {"name": {"$ref": "common.schema.json#/$defs/line"}, "parts": parts}}
    common = {"$defs": {"line": {"$ref": "#/$defs/text", "title": "Name"}, "text": {"type": "string", "maxLength": 3}}}
    (problem,) = problems_under(tree, {"parts": [{"parts": [{"name": "long"}]}]}, common=common)
    assert problem.message.endswith("name has 4 characters, but may have at most 3")


def test_names_with_slashes_and_tildes_keep_their_place(problems_under: Problems) -> None:
    (problem,) = problems_under(under(**{"a/b~c": {"type": "integer"}}), {"a/b~c": "x"})
    assert problem.data_pointer == "/a~1b~0c"
    (problem,) = problems_under({"properties": {}, "additionalProperties": False}, {"a/b": 1})
    assert (problem.data_pointer, problem.at_key) == ("/a~1b", True)


def test_a_path_that_cannot_be_followed_still_gives_a_message() -> None:
    kind = load_catalog({"thing.schema.json": {"title": "Thing", "properties": {"x": {}}}}).types["thing"]
    lost = [
        ("type", 'x is the text "a", but must be something else'),
        ("minimum", 'x is "a", but must be what is allowed or more'),
        ("enum", 'x "a" is not in the list'),
        ("pattern", 'x "a" does not have the right form'),
        ("oneOf", "x fits more"),
        ("myKeyword", 'x does not meet the schema\'s "myKeyword"'),
        ("$ref", "x cannot be checked"),
    ]
    for keyword, message in lost:
        path = ("properties", "gone", "allOf", 0, keyword)
        branches = ((),) if keyword == "oneOf" else ()
        finding = Finding(keyword=keyword, pointer="/x", path=path, branches=branches)
        (problem,) = explain(kind, {"x": "a"}, [finding])
        assert problem.message.startswith(message)
    reference = Finding(keyword="type", pointer="/x", path=("properties", "x", "$ref", "type"))
    assert explain(kind, {"x": "a"}, [reference])[0].code == "AK101"
    assert explain(kind, {"x": {}}, [Finding(keyword="required", pointer="/x", path=("gone", "required"))]) == ()


SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3) | st.decimals(-3, 3, places=1)
NAMES = st.sampled_from("abcx")
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
PLAIN = st.sampled_from(
    [
        *({"type": name} for name in ("string", "number", "integer", "boolean", "object", "array", "null")),
        *({"minLength": 2}, {"maximum": 1}, {"enum": ["a", 1]}, {"const": "b"}, {"pattern": "^a"}, {"minItems": 2}),
        *({"uniqueItems": True}, {"required": ["a", "b"]}, {"format": "edtf"}, {"multipleOf": 2}, {"maxProperties": 1}),
        *({"dependentRequired": {"a": ["c"]}}, {"additionalProperties": False}, {"unevaluatedProperties": False}),
        {"title": "T"},
    ]
)


def wider(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    one = st.sampled_from(("items", "not", "contains", "propertyNames", "additionalProperties", "unevaluatedItems"))
    many = st.sampled_from(("allOf", "anyOf", "oneOf", "prefixItems"))
    named = st.sampled_from(("properties", "patternProperties", "dependentSchemas"))
    schema = inner | st.booleans()
    return (
        st.dictionaries(one, schema, min_size=1, max_size=2)
        | st.dictionaries(many, st.lists(schema, min_size=1, max_size=3), min_size=1, max_size=2)
        | st.dictionaries(named, st.dictionaries(NAMES, schema, max_size=3), min_size=1, max_size=2)
        | st.fixed_dictionaries({"if": schema, "then": schema, "else": schema})
        | st.tuples(inner, inner).map(lambda pair: {**pair[0], **pair[1]})
    )


@settings(max_examples=120, deadline=None)
@given(schema=st.recursive(PLAIN, wider, max_leaves=8), data=VALUES)
def test_any_schema_and_any_data_give_sentences_exactly_where_the_data_is_invalid(schema: Any, data: Any) -> None:
    catalog = load_catalog({"thing.schema.json": {"properties": {"v": schema}}})
    problems = check_record(catalog, Record(id="thing-0", type="thing", data={"v": data}))
    for problem in problems:
        assert problem.message
        assert problem.message == problem.message.strip()
        assert (problem.data_pointer or "").startswith("/v")
    assert len({(problem.code, problem.pointer, problem.at_key) for problem in problems}) == len(problems)
