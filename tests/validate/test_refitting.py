"""Values that do not fit and can be put so that they do: what says the same, and what was probably meant."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import Annotation, Claim, Problem, Record, apply, invert
from annotate_kit.schema import load_catalog
from annotate_kit.validate import check_record
from annotate_kit.validate.mending import SAFE, UNSAFE, mend
from annotate_kit.validate.refitting import CODES, refit
from annotate_kit.validate.rules import PAGES

YEAR = {"title": "Year", "type": "string", "pattern": "^[0-9]{4}$", "examples": ["2030"]}
CATALOG = load_catalog(
    {
        "bid.schema.json": {
            "title": "Bid",
            "type": "object",
            "additionalProperties": False,
            "required": ["city"],
            "properties": {
                "city": {"title": "City", "type": "string", "pattern": "^\\S(.*\\S)?$"},
                "year": YEAR,
                "votes": {"title": "Votes", "type": "integer", "maximum": 200},
                "share": {"title": "Share", "type": "number"},
                "is_open": {"title": "Open", "type": "boolean"},
                "level": {"title": "Level", "enum": [1, 2]},
                "stage": {
                    "title": "Stage",
                    "oneOf": [
                        {"const": "won", "title": "Won"},
                        {"const": "lost", "title": "Lost", "x-annotate": {"synonyms": ["defeated", "closed"]}},
                        {"const": "withdrawn", "title": "Withdrawn", "x-annotate": {"synonyms": ["closed"]}},
                    ],
                },
                "day": {"title": "Day", "type": "string", "format": "edtf"},
                "page": {"title": "Page", "type": "string", "format": "uri"},
                "aliases": {
                    "title": "Aliases",
                    "type": "array",
                    "minItems": 1,
                    "items": {"title": "Alias", "type": "string", "minLength": 1, "maxLength": 20},
                },
                "rounds": {
                    "title": "Rounds",
                    "type": "array",
                    "items": {"title": "Round", "type": "object", "properties": {"day": {"$ref": "#/properties/day"}}},
                },
                "place": {
                    "title": "Place",
                    "type": "object",
                    "required": ["name"],
                    "properties": {"name": {"title": "Name", "type": "string"}},
                },
                "theme": {"title": "Theme", "type": "string", "minLength": 1},
            },
        }
    }
)


def bid(data: Any, **evidence: str) -> Record:
    held = {f"/{name.replace('__', '/')}": (Claim(spans=(span,)),) for name, span in evidence.items()}
    return Record(id="bid-1", type="bid", data={"city": "Busan", **data}, evidence=held)


def put_right(record: Record, *, unsafe: bool = False) -> Record:
    """The record after everything that can be done, which can be undone, and of which nothing is left to do."""
    annotation = Annotation(article="a", annotator="kim", text_sha256="", records={record.id: record})
    made = mend(CATALOG, "", annotation, check_record(CATALOG, record), is_unsafe_too=unsafe)
    assert apply(invert(made.act), made.annotation) == annotation
    return made.annotation.records[record.id]


SAME: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"city": "Busan "}, {"city": "Busan"}),
    ({"city": "\tNew  York\n"}, {"city": "New  York"}),
    ({"city": "New\n   York"}, {"city": "New York"}),
    ({"year": " 2030 "}, {"year": "2030"}),
    ({"year": 2030}, {"year": "2030"}),
    ({"votes": "29"}, {"votes": 29}),
    ({"votes": " -3\n"}, {"votes": -3}),
    ({"share": "19.90"}, {"share": Decimal("19.90")}),
    ({"is_open": "true"}, {"is_open": True}),
    ({"is_open": "False"}, {"is_open": False}),
    ({"level": "2"}, {"level": 2}),
    ({"stage": "Won "}, {"stage": "won"}),
    ({"stage": "WITHDRAWN"}, {"stage": "withdrawn"}),
    ({"stage": "Defeated"}, {"stage": "lost"}),
    ({"day": " 2023-11-28"}, {"day": "2023-11-28"}),
    ({"page": "https://www.sk.com "}, {"page": "https://www.sk.com"}),
    ({"aliases": ["KCCI", 3]}, {"aliases": ["KCCI", "3"]}),
    ({"theme": ""}, {}),
    ({"theme": None}, {}),
    ({"year": "  "}, {}),
    ({"aliases": []}, {}),
    ({"Is Open": True}, {"is_open": True}),
]
MEANT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"votes": "029"}, {"votes": 29}),
    ({"votes": "twenty-nine"}, {"votes": 29}),
    ({"votes": "29 votes"}, {"votes": 29}),
    ({"year": Decimal("2.03E+3")}, {"year": "2030"}),
    ({"year": "Expo 2030"}, {"year": "2030"}),
    ({"day": {"from": "2023", "to": "2024"}}, {"day": "2023/2024"}),
    ({"theme": ["A"]}, {"theme": "A"}),
    ({"share": "1,190"}, {"share": 1190}),
    ({"is_open": "yes"}, {"is_open": True}),
    ({"stage": "wihdrawn"}, {"stage": "withdrawn"}),
    ({"day": "28 November 2023"}, {"day": "2023-11-28"}),
    ({"day": "2024/2023"}, {"day": "2023/2024"}),
    ({"page": "www.sk.com"}, {"page": "https://www.sk.com"}),
    ({"year": "２０３０"}, {"year": "2030"}),
    ({"aliases": "KCCI"}, {"aliases": ["KCCI"]}),
    ({"place": "Busan"}, {"place": {"name": "Busan"}}),
    ({"city": {"name": "Busan"}}, {"city": "Busan"}),
    ({"vots": 3}, {"votes": 3}),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_what_says_the_same_is_put_right(before: Any, after: Any) -> None:
    made = put_right(bid(before))
    assert made == bid(after)
    assert all(type(made.data[name]) is type(value) for name, value in after.items())
    assert check_record(CATALOG, made) == ()


@pytest.mark.parametrize(("before", "after"), MEANT)
def test_what_was_probably_meant_is_put_right_only_on_request(before: Any, after: Any) -> None:
    assert put_right(bid(before)) == bid(before)
    made = put_right(bid(before), unsafe=True)
    assert made == bid(after)
    assert put_right(made, unsafe=True) == made


@pytest.mark.parametrize(
    "data",
    [
        {"votes": "201"},
        {"votes": "2.5"},
        {"votes": "1e2"},
        {"votes": Decimal("1E+2000")},
        {"year": Decimal("2.03E+30")},
        {"year": True},
        {"stage": "closed"},
        {"city": None},
        {"city": ""},
        {"aliases": ["KCCI", ""]},
        {"aliases": {"a": "KCCI", "b": "FKI"}},
        {"aliases": "the whole name of the chamber"},
        {"place": {}},
        {"city": {"name": 3}},
        {"city": {"name": "Busan", "country": "KR"}},
        {"day": "soon"},
    ],
)
def test_what_would_not_fit_or_may_mean_something_else_is_left(data: Any) -> None:
    assert put_right(bid(data), unsafe=True) == bid(data)


def test_evidence_stays_with_its_value() -> None:
    made = put_right(bid({"votes": "29", "city": "Busan "}, votes="s-1", city="s-2"))
    assert made == bid({"votes": 29}, votes="s-1", city="s-2")


def test_evidence_follows_its_value_into_a_list_and_an_object() -> None:
    made = put_right(bid({"aliases": "KCCI", "place": "Busan"}, aliases="s-1", place="s-2"), unsafe=True)
    assert made == bid({"aliases": ["KCCI"], "place": {"name": "Busan"}}, aliases__0="s-1", place__name="s-2")


def test_evidence_for_the_item_of_a_list_stays_where_only_the_list_was_missing() -> None:
    made = put_right(bid({"rounds": {"day": "2023"}}, rounds__0__day="s-1", rounds__day="s-2"), unsafe=True)
    assert made.data["rounds"] == [{"day": "2023"}]
    assert made.evidence == {"/rounds/0/day": (Claim(spans=("s-1",)), Claim(spans=("s-2",)))}


def test_evidence_to_which_its_value_comes_back_is_not_sent_elsewhere() -> None:
    record = bid({"place": "Busan"}, place__name="s-1")
    astray = Problem(code="AK305", message="x", record="bid-1", pointer="/evidence/~1place~1name", suggestion="/place")
    annotation = Annotation(article="a", annotator="kim", text_sha256="", records={record.id: record})
    made = mend(CATALOG, "", annotation, [*check_record(CATALOG, record), astray], is_unsafe_too=True)
    assert made.annotation.records["bid-1"] == bid({"place": {"name": "Busan"}}, place__name="s-1")


def test_evidence_follows_its_value_out_of_an_object() -> None:
    made = put_right(bid({"city": {"name": "Busan"}}, city__name="s-1", city="s-2"), unsafe=True)
    assert made.data["city"] == "Busan"
    assert made.evidence == {"/city": (Claim(spans=("s-1",)), Claim(spans=("s-2",)))}


def test_evidence_follows_its_value_out_of_a_list() -> None:
    made = put_right(bid({"theme": ["A"]}, theme__0="s-1"), unsafe=True)
    assert made == bid({"theme": "A"}, theme="s-1")


def test_nothing_that_has_evidence_is_left_out() -> None:
    record = bid({"theme": ""}, theme="s-1")
    assert put_right(record, unsafe=True) == record


def test_what_is_wrong_within_a_list_comes_to_light_once_it_is_one() -> None:
    made = put_right(bid({"rounds": {"day": "28 November 2023"}}), unsafe=True)
    assert made == bid({"rounds": [{"day": "28 November 2023"}]})
    assert put_right(made, unsafe=True) == bid({"rounds": [{"day": "2023-11-28"}]})


def test_a_problem_of_what_is_right_by_now_changes_nothing() -> None:
    told = [Problem(code="AK105", message="x", record="bid-1", data_pointer=at) for at in ("/city", "/gone", "", None)]
    assert refit(CATALOG, bid({}), told, is_unsafe_too=True) == ((), ())
    gone = mend(CATALOG, "", Annotation(article="a", annotator="k", text_sha256=""), told, is_unsafe_too=True)
    assert gone.edits == ()


def test_only_the_problems_that_are_asked_about_are_put_right() -> None:
    record = bid({"votes": "29", "year": 2030})
    asked = [problem for problem in check_record(CATALOG, record) if problem.data_pointer == "/votes"]
    edits, ended = refit(CATALOG, record, asked, is_unsafe_too=True)
    assert [(edit.pointer, edit.after) for edit in edits] == [("/votes", 29)]
    assert ended == tuple(asked)


def test_the_pages_say_what_is_put_right_for_just_the_codes_that_are() -> None:
    written_anew = {"AK006"}
    assert {code for code, page in PAGES.items() if page.safe} == {*SAFE, *CODES, *written_anew} - {"AK401"}
    assert {code for code, page in PAGES.items() if page.unsafe} == {*UNSAFE, *CODES} - {"AK107"}


VALUES = st.one_of(
    *(st.just(value) for before, _ in [*SAME, *MEANT] for value in before.values()),
    st.none(),
    st.text(max_size=3),
    st.integers(-1, 300),
)


@given(
    st.dictionaries(st.sampled_from([field.name for field in CATALOG.types["bid"].root.fields]), VALUES, max_size=5),
    st.booleans(),
)
def test_mending_ends_leaves_fewer_problems_and_keeps_all_evidence(data: Any, is_unsafe: bool) -> None:
    record = bid(data, **dict.fromkeys(data, "s-1"))
    before = check_record(CATALOG, record)
    made = put_right(record, unsafe=is_unsafe)
    assert len(check_record(CATALOG, made)) <= len(before)
    kept = [claim for claims in made.evidence.values() for claim in claims]
    assert kept == [Claim(spans=("s-1",))] * len(data)
    assert isinstance(made.data, dict)
    for _ in range(3):
        made = put_right(made, unsafe=is_unsafe)
    assert put_right(made, unsafe=is_unsafe) == made
