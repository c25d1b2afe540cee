from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from annotate_kit.suggest import (
    Here,
    NameOf,
    New,
    PatternSuggester,
    Suggestion,
    organization_type,
    person_type,
)
from annotate_kit.suggest.knowing import role_field
from annotate_kit.suggest.organizations import organization_score

from .conftest import blank, catalog_of, question_of, shipped, with_record

TEXT = {"type": "string"}


def suggested(text: str, type_name: str, **more: Any) -> list[Suggestion]:
    return [s for s in PatternSuggester().suggest(question_of(text, **more)) if s.type == type_name]


def people(text: str, **more: Any) -> list[tuple[str, dict[str, Any]]]:
    """The people with what is proposed of their first role."""
    return [
        (text[s.start : s.end], {f.pointer.removeprefix("/roles/0/"): _plain(f.value) for f in s.fields})
        for s in suggested(text, "official", **more)
    ]


def _plain(value: Any) -> Any:
    return value.words if isinstance(value, NameOf) else value


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Prime Minister Han Duck-soo flew.",
            "Han Duck-soo",
            {"title": "Prime Minister", "position": "prime-minister"},
        ),
        (
            "SK Group Chairman Chey Tae-won spoke.",
            "Chey Tae-won",
            {"title": "Chairman", "position": "chair", "organization": "SK Group"},
        ),
        (
            "Chey Tae-won, who is chairman of the SK Group, spoke.",
            "Chey Tae-won",
            {"title": "chairman", "position": "chair", "organization": "SK Group"},
        ),
        (
            "It met Sadayuki Sakakibara, a former chairman of Keidanren.",
            "Sadayuki Sakakibara",
            {"title": "chairman", "position": "chair", "organization": "Keidanren", "status": "former"},
        ),
        ("Mayor\nPark Heong-joon came.", "Park Heong-joon", {"title": "Mayor", "position": "mayor"}),
        ("류진 회장이 말했다.", "류진", {"title": "회장", "position": "chair"}),
        ("류진 풍산그룹 회장이 말했다.", "류진", {"title": "회장", "position": "chair", "organization": "풍산그룹"}),
        ("풍산그룹 류진 회장이 말했다.", "류진", {"title": "회장", "position": "chair", "organization": "풍산그룹"}),
        ("어제 김병준 회장 직무대행은 갔다.", "김병준", {"title": "회장 직무대행", "position": "acting-chair"}),
        (
            "도쿠라 마사카즈 게이단렌 회장이 왔다.",
            "도쿠라 마사카즈",
            {"title": "회장", "position": "chair", "organization": "게이단렌"},
        ),
        ("岸田文雄首相は東京で会談した。", "岸田文雄", {"title": "首相", "position": "prime-minister"}),
        (
            "経団連の十倉雅和会長が述べた。",
            "十倉雅和",
            {"title": "会長", "position": "chair", "organization": "経団連"},
        ),
    ],
)
def test_a_role_beside_a_name_makes_a_person_with_that_role(text: str, name: str, role: dict[str, str]) -> None:
    assert people(text) == [(name, role)]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Mr. Sasaki left.", "Sasaki"), ("Mrs Okonjo left.", "Okonjo"), ("김윤 씨는 갔다.", "김윤"), ("田中氏は", "田中")],
)
def test_a_form_of_address_makes_a_person_without_a_role(text: str, name: str) -> None:
    assert people(text) == [(name, {})]


@pytest.mark.parametrize(
    "text",
    [
        "President of the United States",
        "the chairman said",
        "President POSCO said",
        "President Korea University said",
        "President 100 Group",
        "풍산그룹 회장은 말했다.",
        "전국경제인연합회(전경련)는 갔다. 전경련 부회장은 왔다.",
        "새 회장이 왔다.",
        "회장이 왔다.",
        "経済団体連合会会長は",
        "Prime Minister, Han Duck-soo",
        "Mr. Korea Association left.",
    ],
)
def test_a_role_without_a_person_beside_it_makes_none(text: str) -> None:
    assert people(text) == []


def test_the_same_name_is_proposed_once_for_two_roles() -> None:
    text = "President Kim Yoon, chairman of Samyang, left."
    assert [name for name, _ in people(text)] == ["Kim Yoon"]


def test_two_people_may_have_the_same_role() -> None:
    text = "President Kim Yoon met President Lee Young."
    assert [roles["position"] for _, roles in people(text)] == ["president", "president"]


def test_a_person_with_a_record_is_offered_the_role_only_while_it_has_none() -> None:
    text = "President Kim Yoon left. Mr. Lee Young too."
    annotation = with_record(blank(text), text, "official-a", {"name": "Kim Yoon"}, "Kim Yoon")
    annotation = with_record(annotation, text, "official-b", {"name": "Lee Young"}, "Lee Young")
    (only,) = suggested(text, "official", annotation=annotation)
    assert (text[only.start : only.end], only.target, only.is_mention) == (
        "President",
        Here(record="official-a"),
        False,
    )
    filled = {"name": "Kim Yoon", "roles": [{"title": "chief"}]}
    annotation = with_record(blank(text), text, "official-a", filled, "Kim Yoon", "Lee Young")  # type: ignore[arg-type]
    assert suggested(text, "official", annotation=annotation) == []


def typed(**properties: Any) -> Any:
    return catalog_of({"person.schema.json": {"title": "Person", "type": "object", "properties": properties}})


@pytest.mark.parametrize(
    ("properties", "pointers"),
    [
        ({"name": TEXT, "position": TEXT}, ["/position"]),
        ({"name": TEXT, "roles": {"type": "array", "items": TEXT}}, ["/roles/0"]),
        ({"name": TEXT, "roles": {"type": "array", "items": {"type": "object", "properties": {"x": TEXT}}}}, []),
        ({"name": TEXT}, []),
    ],
)
def test_the_role_goes_where_the_schema_has_a_place_for_it(properties: Any, pointers: list[str]) -> None:
    catalog = typed(**properties)
    (only,) = PatternSuggester().suggest(question_of("President Kim Yoon left.", catalog=catalog))
    assert [value.pointer for value in only.fields] == pointers
    assert (role_field(catalog.types["person"]) is None) == (not pointers)


def test_types_are_told_by_their_names_and_fields() -> None:
    assert (person_type(shipped()), organization_type(shipped())) == ("official", "organization")
    nothing = catalog_of({"thing.schema.json": {"type": "object", "properties": {"name": TEXT}}})
    assert (person_type(nothing), organization_type(nothing)) == (None, None)
    assert person_type(catalog_of({})) is None
    told = catalog_of({"x.schema.json": {"type": "object", "properties": {"born": TEXT, "family_name": TEXT}}})
    assert person_type(told) == "x"
    assert PatternSuggester().suggest(question_of("President Kim of Samyang Corp.", catalog=nothing)) == ()


# Organizations.


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Korea-Japan Economic Association", True),
        ("Ministry of Trade", True),
        ("Royal Commission for Riyadh City", True),
        ("Korea Electric Power Corp.", True),
        ("SK Group", True),
        ("National Assembly", True),
        ("173rd General Assembly", False),
        ("Korea-Saudi Investment Forum", False),
        ("Kim Yoon", False),
        ("Association", False),
        ("Group", False),
        ("풍산그룹", True),
        ("산업통상자원부", True),
        ("그룹", False),
        ("류진", False),
        ("국제회의", True),
        ("日本経済団体連合会", True),
        ("経団連", True),
        ("経済人会議", True),
        ("岸田文雄", False),
        ("協会", False),
        ("省庁", False),
        ("", False),
    ],
)
def test_organizations_are_told_by_how_their_names_end(name: str, is_one: bool) -> None:
    assert (organization_score(name) > 0) == is_one


def test_an_organization_brings_its_kind_where_its_name_says_it() -> None:
    text = "The Korea-Japan Economic Association and Ministry of Nothing Corp. Bank met."
    first, second = suggested(text, "organization")
    assert [(value.pointer, value.value) for value in first.fields] == [("/kind", "association")]
    assert second.fields == ()


def test_a_short_name_in_brackets_is_the_same_organization() -> None:
    text = "The Korea-Japan Economic Association (KJE) met Kim Yoon (KY)."
    long, short = suggested(text, "organization")
    assert (long.target, short.target) == (New(), New(name="Korea-Japan Economic Association"))
    assert text[short.start : short.end] == "KJE"


# Amounts.


def valued(text: str, record_id: str, data: dict[str, Any], *words: str, **more: Any) -> list[tuple[str, str, Any]]:
    annotation = with_record(blank(text), text, record_id, data, *words)
    suggestions = PatternSuggester().suggest(question_of(text, annotation, **{"published": "2023-05-17", **more}))
    return [(text[s.start : s.end], s.fields[0].pointer, s.fields[0].value) for s in suggestions if not s.is_mention]


@pytest.mark.parametrize(
    ("text", "type_name", "word", "expected"),
    [
        (
            "The dates proposed for Busan are 2030-05-01 ~ 2030-10-31 at most.",
            "expo-bid",
            "Busan",
            [("2030-05-01 ~ 2030-10-31", "/proposed_dates", "2030-05-01/2030-10-31")],
        ),
        ("The BIE, founded in 1928, met.", "organization", "BIE", [("1928", "/founded", "1928")]),
        ("류진은 1958년에 태어난 회장이다.", "official", "류진", [("1958년", "/born", "1958")]),
        (
            "日韓共同宣言は1998年10月8日に署名された。",
            "agreement",
            "日韓共同宣言",
            [("1998年10月8日", "/dates/signed", "1998-10-08")],
        ),
        (
            "The deal is worth $3.4 billion.",
            "agreement",
            "deal",
            [("$3.4 billion", "/amount", {"amount": "3400000000", "currency": "USD"})],
        ),
        (
            "Busan would hold the exposition from 1 May to 31 October 2030 there.",
            "expo-bid",
            "Busan",
            [("1 May to 31 October 2030", "/proposed_dates", "2030-05-01/2030-10-31")],
        ),
        (
            "Busan would hold the exposition from May 3, 2029 to Nov. 3, 2030 there.",
            "expo-bid",
            "Busan",
            [("May 3, 2029 to Nov. 3, 2030", "/proposed_dates", "2029-05-03/2030-11-03")],
        ),
        ("The BIE met in 1928.", "organization", "BIE", []),
        ("The BIE met. It was founded in 1928.", "organization", "BIE", []),
        ("The deal is worth $3.4 billion.", "unknown", "deal", []),
        ("Busan hold exposition 31 October 2030 to 1 May 2030.", "expo-bid", "Busan", []),
        ("The deal, worth 5 XYZ and $ million, was signed.", "agreement", "deal", []),
    ],
)
def test_an_amount_goes_to_the_field_that_the_words_around_it_name(
    text: str, type_name: str, word: str, expected: list[tuple[str, str, Any]]
) -> None:
    assert valued(text, f"{type_name}-a", {}, word) == expected


def test_a_field_that_is_filled_is_not_proposed() -> None:
    assert valued("The BIE, founded in 1928.", "organization-a", {"name": "BIE", "founded": "1928"}, "BIE") == []


def test_a_number_goes_to_a_number_and_a_quantity() -> None:
    catalog = catalog_of(
        {
            "club.schema.json": {
                "type": "object",
                "properties": {
                    "name": TEXT,
                    "members": {"type": "integer"},
                    "share": {"type": "object", "properties": {"value": {"type": "number"}, "unit": TEXT}},
                    "deep": {"type": "object", "properties": {"name": TEXT}},
                },
            }
        }
    )
    text = "Gavi has 164 member states. Gavi holds a stake of 12.5%. Gavi counts 1:30 members."
    annotation = with_record(blank(text), text, "club-a", {"name": "Gavi"}, "Gavi", "Gavi holds", "Gavi counts")
    suggestions = PatternSuggester().suggest(question_of(text, annotation, catalog=catalog))
    assert [(s.fields[0].pointer, s.fields[0].value) for s in suggestions] == [
        ("/members", 164),
        ("/share", {"value": Decimal("12.5"), "unit": "%"}),
    ]


def test_every_suggester_is_called_by_name_and_version() -> None:
    assert PatternSuggester().source.origin == "patterns/1"
