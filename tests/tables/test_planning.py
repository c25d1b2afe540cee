"""Which columns and tables a schema makes."""

from collections.abc import Mapping

from tests.fakes.sources import shipped_catalog

from annotate_kit.core import Json
from annotate_kit.schema import RecordType, load_catalog
from annotate_kit.tables.plan import find_items
from annotate_kit.tables.planning import plan_record_type


def thing(**properties: Json) -> RecordType:
    return load_catalog({"thing.schema.json": {"type": "object", "properties": properties}}).types["thing"]


def tables(record_type: RecordType) -> Mapping[str, list[str]]:
    """Title of each table → titles of its columns."""
    plans = plan_record_type(record_type).tables()
    return {plan.title: [column.title for column in plan.columns] for plan in plans}


def test_the_shipped_types_make_these_tables() -> None:
    made = {title: columns for kind in shipped_catalog().types.values() for title, columns in tables(kind).items()}
    assert sorted(made) == [
        *("Agreement commitments", "Agreement occasion hosts", "Agreement parties", "Agreement relates to"),
        *("Agreement signatories", "Agreement topics", "Agreements"),
        *("Expo bid positions", "Expo bid rivals", "Expo bid votes", "Expo bids"),
        *("Official identifiers", "Official other names", "Official roles", "Officials"),
        *("Organization aliases", "Organization identifiers", "Organization members", "Organizations"),
    ]
    assert made["Agreement commitments"] == [
        *("Act", "Text", "By organization", "By country", "By official"),
        *("Toward organization", "Toward country", "Toward official"),
        *("Amount", "Amount currency", "Amount approximate", "Amount as printed", "Due"),
    ]
    assert made["Expo bid rivals"] == ["Rival"]


def test_the_names_of_tables_and_columns_are_places_in_the_data() -> None:
    plans = {plan.name: plan for plan in plan_record_type(shipped_catalog().types["agreement"]).tables()}
    assert "agreement/occasion/hosts/*" in plans
    assert [column.key for column in plans["agreement/occasion/hosts/*"].columns] == ["/occasion/hosts/*"]
    assert plans["agreement/parties/*"].orders == ("Party no.",)


def test_a_list_of_lists_has_a_row_an_innermost_item() -> None:
    matrix: Json = {
        "title": "Rows",
        "type": "array",
        "items": {"title": "Row", "type": "array", "items": {"title": "Row", "type": "integer"}},
    }
    plan, inner = plan_record_type(thing(matrix=matrix)).tables()
    assert plan.columns == ()
    assert (inner.title, inner.orders) == ("Thing rows", ("Row no.", "Row no. (2)"))
    assert [(numbers, item) for _, numbers, item in find_items({"matrix": [[5], [6, 7]]}, inner.steps)] == [
        ((0, 0), 5),
        ((1, 0), 6),
        ((1, 1), 7),
    ]


def test_short_lists_of_codes_are_numbered_columns_and_longer_ones_a_table() -> None:
    code: Json = {"title": "Language", "enum": ["en", "ko", "ja", "ar"]}
    three: Json = {"enum": ["en", "ko", "ja"]}
    record_type = thing(
        two={"title": "Languages", "type": "array", "items": code, "maxItems": 2},
        unique={"title": "Others", "type": "array", "items": three, "uniqueItems": True},
        many={"title": "More", "type": "array", "items": code},
        none={"title": "None", "type": "array", "items": code, "maxItems": 0},
    )
    assert tables(record_type) == {
        "Things": ["Language 1", "Language 2", "Others 1", "Others 2", "Others 3"],
        "Thing more": ["Language"],
        "Thing none": ["Language"],
    }


def test_items_with_titles_of_their_own_are_columns_and_unlike_ones_are_json() -> None:
    numbers: Json = [{"title": "Latitude", "type": "number"}, {"type": "number"}]
    record_type = thing(
        place={"title": "Place", "type": "array", "prefixItems": numbers, "maxItems": 2},
        open={"title": "Open", "type": "array", "prefixItems": numbers},
        mixed={"title": "Mixed", "type": "array", "prefixItems": [{"type": "object"}], "maxItems": 1},
    )
    assert tables(record_type) == {"Things": ["Latitude", "Place 2", "Open", "Mixed"]}


def test_a_value_of_several_kinds_has_a_column_and_what_the_others_need() -> None:
    record_type = thing(
        who={
            "title": "Who",
            "oneOf": [
                {"type": "string"},
                {"type": "object", "properties": {"name": {"title": "Name", "type": "string"}}},
                {"type": "array", "items": {"title": "Somebody", "type": "string"}},
            ],
        },
        items={
            "title": "Items",
            "type": "array",
            "items": {
                "title": "Item",
                "oneOf": [{"type": "string"}, {"type": "object", "properties": {"a": {"title": "A"}}}],
            },
        },
    )
    made = tables(record_type)
    assert made["Things"] == ["Who name", "Who"]
    assert made["Thing who"] == ["Somebody"]
    assert made["Thing items"] == ["A", "Item"]


def test_a_schema_that_contains_itself_ends() -> None:
    record_type = load_catalog(
        {
            "thing.schema.json": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "inner": {"title": "Inner", "$ref": "#"}},
            }
        }
    ).types["thing"]
    assert tables(record_type) == {"Things": ["Name", "Inner name", "Inner"]}


def test_titles_take_units_hints_and_numbers() -> None:
    record_type = thing(
        area={"title": "Area", "type": "number", "x-annotate": {"unit": "ha"}},
        other={"title": "AREA [HA]", "type": "number"},
        named={
            "title": "Long",
            "type": "object",
            "properties": {"x": {"title": "X", "x-annotate": {"column": {"title": "Short"}}}},
        },
        id={"title": "Record ID", "type": "string"},
    )
    assert tables(record_type) == {"Things": ["Area [ha]", "AREA [HA] (2)", "Long short", "Record ID (2)"]}


def test_hidden_and_grouped_fields_pass_it_on_and_only_always_required_ones_are_required() -> None:
    record_type = load_catalog(
        {
            "thing.schema.json": {
                "type": "object",
                "required": ["outer"],
                "properties": {
                    "outer": {
                        "type": "object",
                        "required": ["in"],
                        "properties": {"in": {"type": "string"}, "free": {"type": "string"}},
                        "x-annotate": {"group": "G", "column": False},
                    },
                    "maybe": {"type": "object", "required": ["in"], "properties": {"in": {"type": "string"}}},
                },
            }
        }
    ).types["thing"]
    columns = {column.key: column for column in plan_record_type(record_type).columns}
    assert [key for key, column in columns.items() if column.is_hidden] == ["/outer/in", "/outer/free"]
    assert [key for key, column in columns.items() if column.group == "G"] == ["/outer/in", "/outer/free"]
    assert [key for key, column in columns.items() if column.is_required] == ["/outer/in"]


def test_items_are_found_only_where_the_data_has_them() -> None:
    assert list(find_items({"a": {"b": 1}}, ("a", "*"))) == []
    assert list(find_items({"a": 1}, ("a", "b"))) == []
    assert list(find_items({"*": [4]}, ("*", "*"))) == [(("*", 0), (0,), 4)]
