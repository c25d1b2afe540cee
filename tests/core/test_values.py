from __future__ import annotations

from decimal import Decimal

import pytest

from annotate_kit.core import (
    ABSENT,
    RULES,
    Annotation,
    Claim,
    Fragment,
    Place,
    Problem,
    Record,
    Severity,
    Span,
    has_errors,
    is_annotator_name,
    is_article_id,
    is_type_name,
    make_id,
    make_span,
    same,
)
from annotate_kit.core.names import CROCKFORD


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (1, 1.0, True),
        (1, Decimal("1.00"), True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (None, None, True),
        (None, ABSENT, False),
        (ABSENT, ABSENT, True),
        ("1", 1, False),
        ([1, [True]], (1, (True,)), True),
        ([1], [True], False),
        ([1], [1, 2], False),
        ({"a": 1, "b": [0]}, {"b": [0], "a": 1}, True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, ["a"], False),
        ("ab", ["a", "b"], False),
    ],
)
def test_values_are_the_same_as_json_schema_sees_it(one: object, other: object, is_same: bool) -> None:
    assert same(one, other) is is_same
    assert same(other, one) is is_same


def test_absent_says_its_name() -> None:
    assert repr(ABSENT) == "ABSENT"


def test_a_span_quotes_its_text_with_what_stands_around() -> None:
    text = "The Korea-Japan Economic Association said so."
    span = make_span(id="s-1", text=text, fragments=[(25, 36), (4, 15)])
    assert span.quotes == ("Korea-Japan", "Association")
    assert span.quote == "Korea-Japan … Association"
    assert (span.start, span.end) == (4, 36)
    assert (span.prefix, span.suffix) == ("The ", " said so.")
    assert span.sort_key == (4, -36, "s-1")
    assert span.overlaps(14, 15)
    assert not span.overlaps(15, 25)


def test_a_span_remembers_so_much_and_no_more() -> None:
    span = make_span(id="s-1", text="x" * 100 + "Busan" + "y" * 100, fragments=[(100, 105)])
    assert (span.prefix, span.suffix) == ("x" * 32, "y" * 32)


@pytest.mark.parametrize("fragments", [[], [(3, 3)], [(4, 3)], [(-1, 2)], [(0, 11)], [(0, 5), (4, 6)]])
def test_ranges_that_are_none_make_no_span(fragments: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match=r"\(|\["):
        make_span(id="s-1", text="0123456789", fragments=fragments)


def test_fragments_know_whether_they_share_words() -> None:
    assert Fragment(0, 5).overlaps(Fragment(4, 6))
    assert not Fragment(0, 5).overlaps(Fragment(5, 6))
    assert Fragment(0, 5).contains(Fragment(1, 5))
    assert not Fragment(0, 5).contains(Fragment(1, 6))


def test_an_annotation_is_ordered_as_its_file() -> None:
    spans = {
        id_: Span(id=id_, fragments=(Fragment(start, end),), quotes=("x",))
        for id_, start, end in (("s-3", 4, 9), ("s-2", 4, 6), ("s-1", 4, 6), ("s-9", 0, 1))
    }
    records = {
        id_: Record(id=id_, type=kind, mentions=mentions, evidence={"/name": (Claim(spans=("s-9", "s-1")),)})
        for id_, kind, mentions in (("r-2", "city", ("s-1",)), ("r-1", "city", ("s-1", "s-2")), ("r-0", "mayor", ()))
    }
    annotation = Annotation(article="a", annotator="kim", text_sha256="", spans=spans, records=records, notes=[{}])
    assert [span.id for span in annotation.ordered_spans] == ["s-9", "s-3", "s-1", "s-2"]
    assert [record.id for record in annotation.ordered_records] == ["r-1", "r-2", "r-0"]
    assert annotation.mentioned == {"s-1": ("r-2", "r-1"), "s-2": ("r-1",)}
    assert annotation.evidenced["s-9"] == (("r-2", "/name"), ("r-1", "/name"), ("r-0", "/name"))
    assert list(records["r-1"].span_ids()) == ["s-1", "s-2", "s-9", "s-1"]
    assert annotation.notes == ({},)


def test_a_record_without_an_entity_is_its_own() -> None:
    assert Record(id="r-1", type="city").entity_id == "r-1"
    assert Record(id="r-1", type="city", entity="r-0").entity_id == "r-0"


@pytest.mark.parametrize("name", ["kim", "a", "lee-2", "0", "a" * 40])
def test_these_can_be_annotators(name: str) -> None:
    assert is_annotator_name(name)


BAD = ["", "_x", ".x", "../x", "a/b", "A", "a b", "con", "nul", "com1", "lpt9", "é", "a\n", "a\0", "-a"]


@pytest.mark.parametrize("name", [*BAD, "article", "final", "text", "a" * 41])
def test_these_cannot_be_annotators(name: str) -> None:
    assert not is_annotator_name(name)


def test_articles_and_types_have_names_of_their_own() -> None:
    assert is_article_id("korea-japan-forum-2023")
    assert is_article_id("text")
    assert is_type_name("expo-bid")
    assert not is_type_name("9lives")
    assert not is_type_name("a" * 42)
    assert not is_article_id("a" * 81)
    assert not any(is_article_id(name) or is_type_name(name) for name in BAD)


def test_an_id_is_its_prefix_and_fifty_bits() -> None:
    assert make_id("s", 0) == "s-0000000000"
    assert make_id("s", (1 << 50) - 1) == "s-zzzzzzzzzz"
    assert make_id("city", 1 << 45) == "city-1000000000"
    assert len(CROCKFORD) == len(set(CROCKFORD)) == 32
    assert not set("ilou") & set(CROCKFORD)


def test_every_code_has_one_name_and_a_severity() -> None:
    assert list(RULES) == sorted(RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert RULES["AK001"].severity is Severity.ERROR
    assert RULES["AK006"].severity is Severity.WARNING


def test_problems_are_ordered_by_file_and_place() -> None:
    early = Problem(code="AK301", message="b", file="a", place=Place(line=1, column=9, end_line=1, end_column=9))
    late = Problem(code="AK006", message="a", file="a", place=Place(line=2, column=1, end_line=2, end_column=2))
    nowhere = Problem(code="AK001", message="c", file="a")
    assert sorted([late, early, nowhere], key=lambda problem: problem.sort_key) == [nowhere, early, late]
    assert early.rule.name == "duplicate-id"
    assert early.is_error
    assert not late.is_error
    assert has_errors([late, early])
    assert not has_errors([late])
