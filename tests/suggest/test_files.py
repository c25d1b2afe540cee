from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, Claim, apply, make_span
from annotate_kit.suggest import (
    FileSuggester,
    NameOf,
    New,
    Proposals,
    Suggester,
    accept,
    accept_all,
    read_annotation_file,
    read_lines,
)

from .conftest import NEWS, SOURCE, at, blank, catalog_of, question_of, shipped, with_record, words_of


def lines(*records: Any, text: str = NEWS, **more: Any) -> Proposals:
    raw = "\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
    return read_lines(raw.encode(), question_of(text, published="2023-05-17", **more), file="p.jsonl", source=SOURCE)


def line(words: str, kind: str = "official", **more: Any) -> dict[str, Any]:
    return {"class": kind, "text": words, **more}


def test_words_where_the_file_says_are_likely() -> None:
    start, end = at(NEWS, "KJE", 1)
    found = lines(line("KJE", "organization", interval=[start, end]))
    (only,) = found.suggestions
    assert (only.start, only.end, only.type, only.target) == (start, end, "organization", New())
    assert (only.score, only.is_doubtful, only.reason) == (0.9, False, "proposed by a file")
    assert found.problems == ()


@pytest.mark.parametrize("interval", [{"start": 22, "end": 30}, {"start_pos": 22}, {"begin": 22}])
def test_intervals_come_in_several_forms(interval: Any) -> None:
    assert lines(line("Kim Yoon", interval=interval)).suggestions[0].score == 0.9


@pytest.mark.parametrize("interval", [None, [], {}, ["x"], 7, [-3, 5], [True], {"other": 1}])
def test_words_that_stand_once_need_no_interval(interval: Any) -> None:
    (only,) = lines(line("Kim Yoon", interval=interval)).suggestions
    assert words_of(NEWS, [only]) == ["Kim Yoon"]
    assert 0 < only.score < 0.9


def test_words_that_are_written_otherwise_are_doubtful() -> None:
    (only,) = lines(line("Samyang Holdings Corporation", "organization", interval=[150, 178])).suggestions
    assert only.is_doubtful
    assert only.score == 0.4
    assert only.reason == "moved in the article"


def test_a_files_own_score_makes_it_less_likely_but_never_more() -> None:
    def score(given_: Any) -> float:
        return lines(line("Kim Yoon", interval=[22, 30], score=given_)).suggestions[0].score

    assert [score(s) for s in (0.5, 1, 0.95, 7, -1, True, "high", None)] == [0.5, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]


@pytest.mark.parametrize("kind", ["official", "Official", "OFFICIALS"])
def test_a_class_is_a_types_name_title_or_plural(kind: str) -> None:
    assert [s.type for s in lines(line("Kim Yoon", kind)).suggestions] == ["official"]


def test_attributes_become_values_of_the_fields_that_they_name() -> None:
    attributes = {
        "Born": "May 1953",
        "nationality": "KR",
        "nothing": "x",
        "Roles": ["chairman", {"title": "x"}],
        "died": {"deep": 1},
        "website": None,
    }
    (only,) = lines(line("Kim Yoon", attributes=attributes)).suggestions
    assert {v.pointer: v.value for v in only.fields} == {
        "/born": "1953-05",
        "/nationality": "KR",
        "/roles/0": {"title": "chairman"},
    }
    assert {(v.start, v.end) for v in only.fields} == {(only.start, only.end)}
    assert lines(line("Kim Yoon", attributes=[1])).suggestions[0].fields == ()


def test_attributes_of_every_kind_are_read() -> None:
    schema = {
        "type": "object",
        "properties": {
            "on": {"type": "boolean"},
            "off": {"type": "boolean"},
            "count": {"type": "integer"},
            "boss": {"type": "string", "x-annotate": {"ref": ["thing"]}},
            "peers": {"type": "array", "items": {"type": "string", "x-annotate": {"ref": ["thing"]}}},
            "tags": {"type": "array", "items": {"type": "string"}},
        },
    }
    attributes = {"on": True, "off": False, "count": 3, "boss": "Kim", "peers": ["Lee", 4], "tags": "a"}
    found = lines(line("Kim Yoon", "thing", attributes=attributes), catalog=catalog_of({"thing.schema.json": schema}))
    assert {v.pointer: v.value for v in found.suggestions[0].fields} == {
        "/on": True,
        "/off": False,
        "/count": 3,
        "/boss": NameOf(words="Kim"),
        "/peers/0": NameOf(words="Lee"),
        "/tags/0": "a",
    }


@pytest.mark.parametrize(
    ("bad", "code", "message"),
    [
        ("{", "AK001", None),
        ("7", "AK101", "the line holds no object"),
        ({"class": "official"}, "AK102", "text is missing"),
        ({"class": "official", "text": " "}, "AK102", "text is missing"),
        (line("Kim Yoon", "dragon"), "AK104", "class names no record type"),
        ({"class": 7, "text": "Kim Yoon"}, "AK104", "class names no record type"),
        (line("Nobody of that name at all"), "AK203", "its words do not stand in the article, or in several places"),
        (line("Kim"), "AK203", "its words do not stand in the article, or in several places"),
    ],
)
def test_a_line_that_cannot_be_used_is_a_problem_with_its_number(bad: Any, code: str, message: str | None) -> None:
    found = lines(line("Kim Yoon"), "", bad)
    assert len(found.suggestions) == 1
    (problem,) = found.problems
    assert (problem.code, problem.file) == (code, "p.jsonl")
    assert message in (None, problem.message)
    assert problem.place is not None
    assert problem.place.line == 3


def test_lines_for_other_articles_are_passed_over() -> None:
    found = lines(line("Kim Yoon", article="other"), line("Mikio Sasaki", article="news"))
    assert words_of(NEWS, found.suggestions) == ["Mikio Sasaki"]
    assert found.problems == ()


@given(st.binary(max_size=200))
def test_no_file_stops_the_reading(raw: bytes) -> None:
    read_lines(raw, question_of(NEWS), file="p", source=SOURCE)
    read_annotation_file(raw, question_of(NEWS), file="p", source=SOURCE)


# This kit's own form.


def annotated() -> Annotation:
    data: Any = {"name": "Kim Yoon", "born": "1953", "roles": [{"title": "chairman", "organization": "organization-a"}]}
    made = with_record(blank(NEWS), NEWS, "official-a", data, "Kim Yoon")
    made = with_record(made, NEWS, "organization-a", {"name": "Korea-Japan Economic Association"}, "KJE")
    role = make_span(id="s-role", text=NEWS, fragments=(at(NEWS, "chairman"),))
    kim = make_span(id="s-kim", text=NEWS, fragments=(at(NEWS, "Kim", 1),))
    person = attrs.evolve(
        made.records["official-a"],
        mentions=(*made.records["official-a"].mentions, "s-kim"),
        evidence={
            "/roles/0/title": (Claim(spans=("s-role",)),),
            "/roles/0/organization": (Claim(spans=("s-organization-a-0",)),),
            "/died": (Claim(spans=("s-role",)),),
            "/born": (Claim(spans=("s-role",), value="1954"),),
        },
    )
    return attrs.evolve(
        made,
        spans={**made.spans, "s-role": role, "s-kim": kim},
        records={**made.records, "official-a": person},
    )


def reread(annotation: Annotation, text: str = NEWS) -> Proposals:
    return read_annotation_file(encode_annotation(annotation), question_of(text), file="other.json", source=SOURCE)


def test_every_mention_of_an_annotation_file_is_proposed_the_first_with_the_values() -> None:
    found = reread(annotated())
    assert words_of(NEWS, found.suggestions) == ["Kim Yoon", "KJE", "Kim"]
    assert [s.target for s in found.suggestions] == [
        New(name="Kim Yoon"),
        New(name="Korea-Japan Economic Association"),
        New(name="Kim Yoon"),
    ]
    assert {v.pointer: v.value for v in found.suggestions[0].fields} == {
        "/roles/0/title": "chairman",
        "/roles/0/organization": NameOf(words="Korea-Japan Economic Association"),
    }
    assert found.problems == ()


def test_accepting_all_of_a_file_gives_its_records_again(ids: Callable[[str], str]) -> None:
    found = reread(annotated()).suggestions
    after = apply(accept_all(found, blank(NEWS), NEWS, ids, catalog=shipped()), blank(NEWS))
    assert sorted((r.type, len(r.mentions)) for r in after.records.values()) == [("official", 2), ("organization", 1)]


def test_a_file_for_an_older_text_is_found_again_in_the_new_one() -> None:
    text = "Corrected. " + NEWS.replace("Kim told", "He told")
    found = reread(annotated(), text)
    assert words_of(text, found.suggestions) == ["Kim Yoon", "KJE"]
    assert [(problem.code, problem.span) for problem in found.problems] == [("AK203", "s-kim")]


def test_a_span_in_several_pieces_is_doubtful_by_its_first() -> None:
    made = annotated()
    pieces = make_span(id="s-kim", text=NEWS, fragments=(at(NEWS, "Mikio"), at(NEWS, "KJE", 1)))
    found = reread(attrs.evolve(made, spans={**made.spans, "s-kim": pieces}))
    assert [s.is_doubtful for s in found.suggestions] == [False, False, True]
    lost = attrs.evolve(pieces, quotes=("Nobody at all", "KJE"))
    assert len(reread(attrs.evolve(made, spans={**made.spans, "s-kim": lost})).problems) == 1


def test_a_record_without_mentions_is_about_its_first_value(ids: Callable[[str], str]) -> None:
    made = annotated()
    person = attrs.evolve(made.records["official-a"], mentions=())
    odd = attrs.evolve(person, id="odd", type="dragon")
    bare = attrs.evolve(person, id="bare", evidence={}, data={})
    found = reread(attrs.evolve(made, records={"official-a": person, "odd": odd, "bare": bare}))
    (only,) = found.suggestions
    assert not only.is_mention
    # The organization that the role refers to has no record in the file.
    assert [v.pointer for v in only.fields] == ["/roles/0/title"]
    after = apply(accept(only, blank(NEWS), NEWS, ids, catalog=shipped()), blank(NEWS))
    assert [r.data for r in after.records.values()] == [{"roles": [{"title": "chairman"}]}]


@pytest.mark.parametrize(("raw", "code"), [(b"7", "AK101"), (b"{", "AK101"), (b'{"format": "x/9"}', "AK005")])
def test_a_file_that_is_none_is_a_problem(raw: bytes, code: str) -> None:
    found = read_annotation_file(raw, question_of(NEWS), file="x.json", source=SOURCE)
    assert found.suggestions == ()
    assert [problem.code for problem in found.problems][:1] in ([code], ["AK102"])


def test_a_file_is_a_suggester_for_its_own_article() -> None:
    suggester = FileSuggester(source=SOURCE, suggestions=lines(line("Kim Yoon")).suggestions, article="news")
    assert isinstance(suggester, Suggester)
    assert len(suggester.suggest(question_of(NEWS))) == 1
    question = question_of(NEWS)
    other = attrs.evolve(question, article=attrs.evolve(question.article, id="other"))
    assert suggester.suggest(other) == ()
