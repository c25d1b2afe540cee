"""What a machine can put right, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import Annotation, Batch, Claim, Fragment, Problem, Record, Span, apply, invert, make_span
from annotate_kit.schema import load_catalog
from annotate_kit.validate import check_annotation, digest_of
from annotate_kit.validate.mending import Mended, mend

TEXT = "Riyadh won 119 votes. Busan won 29, and Rome 17. The cafe\u0301 was full.\n"
CATALOG = load_catalog(
    {
        "city.schema.json": {
            "title": "City",
            "additionalProperties": False,
            "properties": {
                "name": {"title": "Name", "type": "string"},
                "stage": {"title": "Stage", "enum": ["selected", "eliminated"]},
                "rival": {"title": "Rival", "type": "string", "x-annotate": {"ref": ["city"]}},
                "mail": {"title": "Mail", "type": "string", "format": "email"},
            },
        }
    }
)


def words(id_: str, quote: str, **more: Any) -> Span:
    start = TEXT.index(quote)
    return attrs.evolve(make_span(id=id_, text=TEXT, fragments=[(start, start + len(quote))]), **more)


def city(id_: str = "city-1", data: Any = None, mentions: tuple[str, ...] = (), **more: Any) -> Record:
    return Record(id=id_, type="city", data=data or {}, mentions=mentions, **more)


def annotated(*items: Span | Record, **more: Any) -> Annotation:
    spans = {item.id: item for item in items if isinstance(item, Span)}
    records = {item.id: item for item in items if isinstance(item, Record)}
    more.setdefault("text_sha256", digest_of(TEXT))
    return Annotation(article="a", annotator="kim", spans=spans, records=records, **more)


def mended(annotation: Annotation, *codes: str, unsafe: bool = False, more: tuple[Problem, ...] = ()) -> Mended:
    found = [p for p in check_annotation(CATALOG, None, TEXT, annotation) if not codes or p.code in codes]
    made = mend(CATALOG, TEXT, annotation, (*found, *more), is_unsafe_too=unsafe)
    assert apply(Batch(label="", edits=made.edits), annotation) == made.annotation
    assert apply(invert(made.act), made.annotation) == annotation
    # Nothing is mended twice.
    again = [p for p in check_annotation(CATALOG, None, TEXT, made.annotation) if not codes or p.code in codes]
    assert mend(CATALOG, TEXT, made.annotation, again, is_unsafe_too=unsafe).edits == ()
    return made


def test_the_digest_of_a_text_in_which_every_span_stands_is_put_right() -> None:
    made = mended(annotated(words("s-1", "Busan"), text_sha256="0" * 64))
    assert made.annotation.text_sha256 == digest_of(TEXT)
    assert [problem.code for problem in made.fixed] == ["AK201"]
    assert made.act == Batch(label="fix 1 problem", edits=made.edits)


def test_the_digest_of_a_text_in_which_a_span_is_astray_is_left() -> None:
    astray = attrs.evolve(words("s-1", "Busan"), quotes=("Seoul",))
    assert mended(annotated(astray, city(mentions=("s-1",)), text_sha256="0" * 64), unsafe=True).edits == ()


def test_white_space_at_the_edges_of_a_span_goes_and_its_context_is_right() -> None:
    made = mended(annotated(words("s-1", " Busan ", extra={"kept": 1}), city(mentions=("s-1",))))
    assert made.annotation.spans["s-1"] == words("s-1", "Busan", extra={"kept": 1})


def test_a_span_of_white_space_alone_is_left() -> None:
    assert mended(annotated(words("s-1", " "), city(mentions=("s-1",)))).edits == ()


def test_spans_on_the_same_words_become_one_and_everybody_uses_it() -> None:
    evidence = {"/name": (Claim(spans=("s-1", "s-2")), Claim(spans=()))}
    before = annotated(
        words("s-1", "Busan"),
        words("s-2", "Busan"),
        city("city-1", {"name": "Busan"}, ("s-2",), evidence=evidence),
        city("city-2", {}, ("s-1",)),
        notes=({"id": "n-1", "span": "s-2", "text": "?"}, {"id": "n-2", "text": "!"}),
    )
    made = mended(before).annotation
    assert list(made.spans) == ["s-1"]
    assert made.records["city-1"].mentions == ("s-1",)
    assert made.records["city-1"].evidence == {"/name": (Claim(spans=("s-1",)), Claim(spans=()))}
    assert made.notes == ({"id": "n-1", "span": "s-1", "text": "?"}, {"id": "n-2", "text": "!"})


def test_a_span_that_is_a_twin_only_once_its_edges_are_right_is_left_for_the_next_time() -> None:
    before = annotated(words("s-1", "Busan"), words("s-2", " Busan"), city(mentions=("s-1", "s-2")))
    first = mend(CATALOG, TEXT, before, check_annotation(CATALOG, None, TEXT, before), is_unsafe_too=False)
    assert len(first.annotation.spans) == 2
    assert list(mended(first.annotation).annotation.spans) == ["s-1"]


def waiver(number: int) -> Problem:
    return Problem(code="AK310", message="not needed", pointer=f"/waivers/{number}")


def test_waivers_that_are_not_needed_go() -> None:
    before = annotated(waivers=({"n": 0}, {"n": 1}, {"n": 2}))
    made = mend(CATALOG, TEXT, before, (waiver(0), waiver(2)), is_unsafe_too=False)
    assert made.annotation.waivers == ({"n": 1},)
    assert made.act == Batch(label="fix 2 problems", edits=made.edits)


SLIPS = annotated(
    words("s-1", "Busan"),
    city("city-1", {"stage": "seleced", "rival": "city-00000000003", "nmae": "Busan"}, ("s-1", "s-9")),
    city("city-0000000003", {}, ("s-1",)),
)


def test_guesses_are_made_only_on_request() -> None:
    assert mended(SLIPS).edits == ()


def test_what_was_probably_meant_is_written() -> None:
    made = mended(SLIPS, unsafe=True).annotation.records["city-1"]
    assert made.data == {"stage": "selected", "rival": "city-0000000003", "name": "Busan"}
    assert made.mentions == ("s-1",)


def test_evidence_goes_with_its_value_and_to_the_value_that_was_meant() -> None:
    named = city("city-1", {"nmae": "Busan", "stage": "seleced"}, evidence={"/nmae": (Claim(spans=("s-1",)),)})
    made = mended(annotated(words("s-1", "Busan"), named), "AK103", unsafe=True)
    assert made.annotation.records["city-1"].evidence == {"/name": (Claim(spans=("s-1",)),)}
    lost = city("city-1", {"name": "Busan"}, evidence={"/nmae": (Claim(spans=("s-1",)),)})
    made = mended(annotated(words("s-1", "Busan"), lost), unsafe=True)
    assert made.annotation.records["city-1"].evidence == {"/name": (Claim(spans=("s-1",)),)}


def test_evidence_without_its_span_goes_with_it() -> None:
    kept = {"/stage": (Claim(spans=("s-1",)),)}
    held = city(data={"name": "Busan", "stage": "selected"}, evidence={"/name": (Claim(spans=("s-9",)),), **kept})
    made = mended(annotated(words("s-1", "Busan"), held), unsafe=True)
    assert made.annotation.records["city-1"].evidence == kept


def test_a_span_that_is_astray_goes_where_its_words_are() -> None:
    right = words("s-1", "Busan")
    moved = attrs.evolve(right, fragments=(Fragment(3, 8),))
    made = mended(annotated(moved, city(mentions=("s-1",))), unsafe=True)
    assert made.annotation.spans["s-1"] == right
    beyond = attrs.evolve(right, fragments=(Fragment(900, 905),))
    assert mended(annotated(beyond, city(mentions=("s-1",))), unsafe=True).annotation.spans["s-1"] == right


def test_a_span_whose_words_are_nowhere_is_left() -> None:
    lost = attrs.evolve(words("s-1", "Busan"), quotes=("Ulaanbaatar",))
    assert mended(annotated(lost, city(mentions=("s-1",))), unsafe=True).edits == ()
    near = attrs.evolve(words("s-1", "Busan won 29"), quotes=("Busan won 28",))
    assert mended(annotated(near, city(mentions=("s-1",))), unsafe=True).edits == ()


def test_a_span_that_cuts_a_character_takes_the_whole() -> None:
    made = mended(annotated(words("s-1", "cafe"), city(mentions=("s-1",))), unsafe=True)
    assert made.annotation.spans["s-1"].quote == "cafe\u0301"


def test_a_span_that_nobody_uses_goes() -> None:
    assert mended(annotated(words("s-1", "Busan")), unsafe=True).annotation.spans == {}


def test_two_parts_of_a_span_that_would_overlap_are_left() -> None:
    start = TEXT.index("Busan")
    parts = (Fragment(start, start + 5), Fragment(start + 6, start + 9))
    torn = Span(id="s-1", fragments=parts, quotes=("Busan", "Busan"))
    assert mended(annotated(torn, city(mentions=("s-1",))), "AK203", unsafe=True).edits == ()


def told(code: str, **more: Any) -> Problem:
    return Problem(code=code, message="x", **more)


@pytest.mark.parametrize(
    "problem",
    [
        told("AK201"),
        told("AK203"),
        told("AK204"),
        told("AK205"),
        told("AK205", span="s-1"),
        told("AK206"),
        told("AK206", span="s-1", suggestion="s-1"),
        told("AK206", span="s-1", suggestion="s-9"),
        told("AK307"),
        told("AK307", span="s-1"),
        told("AK304", record="city-1", found='"s-1"'),
        told("AK304", record="city-9"),
        told("AK305", record="city-9", pointer="/x"),
        told("AK305", record="city-1", pointer="/evidence/~1nmae"),
        told("AK305", record="city-1", suggestion="/name"),
        told("AK103", record="city-9"),
        told("AK103", record="city-1", data_pointer="/nothing", suggestion="name"),
        told("AK103", record="city-1", data_pointer="/stage", suggestion="name"),
        told("AK103", record="city-1", data_pointer="/name"),
        told("AK104", record="city-9"),
        told("AK104", record="city-1", data_pointer="/stage"),
        told("AK104", record="city-1", data_pointer="/stage", suggestion="won"),
        told("AK104", record="city-1", data_pointer="/nothing", suggestion="won"),
        told("AK302", record="city-9"),
        told("AK302", record="city-1", data_pointer="/gone", suggestion="city-2"),
    ],
)
def test_a_problem_that_is_none_any_more_changes_nothing(problem: Problem) -> None:
    record = city("city-1", {"name": "Busan", "stage": "selected"}, ("s-1",))
    before = annotated(words("s-1", "Busan"), record)
    assert mend(CATALOG, TEXT, before, [problem], is_unsafe_too=True).edits == ()


@given(st.data())
def test_mending_ends_and_leaves_fewer_problems_of_its_kinds(data: st.DataObject) -> None:
    spans = []
    for number in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(TEXT) - 2))
        end = data.draw(st.integers(start + 1, min(len(TEXT), start + 8)))
        spans.append(make_span(id=f"s-{number}", text=TEXT, fragments=[(start, end)]))
    annotation = annotated(*spans, city(mentions=tuple(span.id for span in spans)))
    codes = {"AK204", "AK205", "AK206"}
    before = [p for p in check_annotation(CATALOG, None, TEXT, annotation) if p.code in codes]
    made = mend(CATALOG, TEXT, annotation, before, is_unsafe_too=True)
    assert set(made.annotation.records) == set(annotation.records)
    for span in made.annotation.spans.values():
        assert TEXT[span.start : span.end] == span.quote
