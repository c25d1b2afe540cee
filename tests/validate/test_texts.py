"""Spans stand on the words they quote, or somebody is told."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.codec import encode_article
from annotate_kit.core import Article, Fragment, Problem, Span, make_span
from annotate_kit.validate import check_article_file, digest_of
from annotate_kit.validate.texts import article_problems

TEXT = "Seoul backs Busan for the World Expo 2030.\nKim Yoon leads Samyang Holdings and the KJE. 김윤 회장.\n"
FAMILY = "a \U0001f468‍\U0001f469‍\U0001f467 b"


def span(**changes: Any) -> Span:
    start = TEXT.index("Busan")
    return attrs.evolve(make_span(id="s-1", text=TEXT, fragments=[(start, start + 5)]), **changes)


def test_a_span_on_its_words_is_right(draft: Any) -> None:
    assert draft.span("s-1", "Busan").problems("AK201", "AK202", "AK203", "AK204", "AK205", "AK206") == []


def test_a_text_that_changed_is_told_once_with_the_number_of_spans_astray(draft: Any) -> None:
    made = draft.span("s-1", "Busan").span("s-2", "Seoul")
    (problem,) = made.problems("AK201", "AK202", "AK203", text=TEXT.replace("Busan", "Pusan"))
    assert problem.pointer == "/text_sha256"
    assert problem.message == "the text changed since it was annotated: 1 of 2 spans are astray"
    (problem,) = made.problems("AK201", text=TEXT + "More.\n")
    assert problem.message == "the text changed since it was annotated: all spans still stand on their words"


@pytest.mark.parametrize(
    ("kind", "quote", "message"),
    [
        ("lost", "Rome", 'the text was corrected, and "Rome" is not in it any more'),
        ("changed", "Pusan", 'the text was corrected, and where "Pusan" was it reads "Busan" now'),
        ("changed", "Busan", 'the text was corrected, and "Busan" may be another mention now: the words around it'),
    ],
)
def test_a_span_that_a_correction_put_in_doubt_is_told_once(draft: Any, kind: str, quote: str, message: str) -> None:
    made = draft.span("s-1", "Busan")
    doubtful = attrs.evolve(made.annotation.spans["s-1"], quotes=(quote,), prefix="another ")
    notes = ({"id": "doubt-s-1", "by": "kim", "doubt": kind, "span": "s-1", "text": "…"},)
    annotation = attrs.evolve(made.annotation, spans={"s-1": doubtful}, notes=notes)
    (problem,) = attrs.evolve(made, annotation=annotation).problems("AK203", "AK205", "AK208")
    assert problem.code == "AK208"
    assert problem.message.startswith(message)


def test_a_digest_that_is_none_is_not_called_a_changed_text(draft: Any) -> None:
    broken = attrs.evolve(draft, annotation=attrs.evolve(draft.annotation, text_sha256="abc"))
    assert broken.problems("AK201") == []


@pytest.mark.parametrize(
    ("wrong", "code", "below", "message", "hint"),
    [
        (
            span(fragments=(Fragment(13, 18),)),
            "AK203",
            "/quotes/0",
            'the span quotes "Busan", but the text has "usan" there',
            "It is probably [12, 17].",
        ),
        (
            span(quotes=("Bussan",)),
            "AK203",
            "/quotes/0",
            'the span quotes "Bussan", but the text has "Busan" there',
            'It is probably [12, 17], which reads "Busan".',
        ),
        (
            span(fragments=(Fragment(200, 205),)),
            "AK202",
            "/fragments/0",
            f'the span "Busan" ends at 205, but the text has {len(TEXT)} code points',
            "It is probably [12, 17].",
        ),
        (
            span(fragments=(Fragment(200, 204),), quotes=("Rome",), prefix="", suffix=""),
            "AK202",
            "/fragments/0",
            f'the span "Rome" ends at 204, but the text has {len(TEXT)} code points',
            "Mark the words again: the words stand nowhere in the text.",
        ),
    ],
)
def test_a_span_astray_is_told_where_it_belongs(
    draft: Any, wrong: Span, code: str, below: str, message: str, hint: str
) -> None:
    (problem,) = draft.with_spans({"s-1": wrong}).problems("AK202", "AK203")
    assert (problem.code, problem.pointer, problem.message, problem.hint, problem.span) == (
        code,
        f"/spans/0{below}",
        message,
        hint,
        "s-1",
    )


def test_each_fragment_is_looked_at(draft: Any) -> None:
    both = make_span(id="s-1", text=TEXT, fragments=[(0, 5), (12, 17)])
    (problem,) = draft.with_spans({"s-1": attrs.evolve(both, quotes=("Seoul", "Rome"))}).problems("AK203")
    assert problem.pointer == "/spans/0/quotes/1"


def test_an_edge_inside_a_character_is_told_with_the_whole_character(draft: Any) -> None:
    (problem,) = with_text(draft, FAMILY, (2, 3)).problems("AK204", text=FAMILY)
    assert problem.message == 'the span "\U0001f468" cuts a character in two'
    assert problem.hint.startswith("Write [2, 7] and ")
    assert with_text(draft, FAMILY, (2, 7)).problems("AK204", text=FAMILY) == []


@pytest.mark.parametrize(
    ("start", "end", "hint"), [(5, 11, "Write [6, 11]."), (5, 12, "Write [6, 11]."), (5, 6, "Take it out.")]
)
def test_white_space_at_an_edge_is_a_warning(draft: Any, start: int, end: int, hint: str) -> None:
    (problem,) = with_text(draft, TEXT, (start, end)).problems("AK205")
    assert problem.hint == hint
    assert not problem.is_error


def test_two_spans_on_the_same_words_are_one_too_many(draft: Any) -> None:
    (problem,) = draft.span("s-1", "Busan").span("s-2", "Busan").problems("AK206")
    assert problem.message == 'the span "Busan" stands on the same words as s-1'
    assert (problem.span, problem.suggestion) == ("s-2", "s-1")


def test_a_file_in_another_folder_is_told(draft: Any) -> None:
    moved = Article(id="other", title="Other", text_sha256=digest_of(TEXT), length=len(TEXT))
    (problem,) = draft.problems("AK207", article=moved)
    assert problem.message == 'the file is about the article "expo", but lies in the folder of "other"'
    assert problem.suggestion == "other"
    assert draft.problems("AK207", article=None) == []


def test_without_a_text_nothing_is_said_of_the_words(draft: Any) -> None:
    assert draft.with_spans({"s-1": span(quotes=("x",))}).problems("AK202", "AK203", text=None) == []


# article.json


def about(text: str, **changes: Any) -> Article:
    article = Article(id="expo", title="Expo", text_sha256=digest_of(text), length=len(text))
    return attrs.evolve(article, **changes)


def told(article: Article, text: str) -> list[tuple[str, str, str]]:
    found: list[Problem] = list(article_problems(article, text, "a/article.json"))
    return [(problem.code, problem.pointer, problem.message) for problem in found]


def test_the_text_of_an_article_is_the_one_that_was_imported() -> None:
    assert told(about(TEXT), TEXT) == []
    assert told(about(TEXT), TEXT + " ") == [("AK201", "/text_sha256", "text.txt is not the text that was imported")]
    assert told(about(TEXT, length=7), TEXT) == [
        ("AK201", "/length", f"length is 7, but text.txt has {len(TEXT)} code points")
    ]


def test_line_ends_of_windows_are_recognized() -> None:
    ((_, _, message),) = told(about(TEXT), TEXT.replace("\n", "\r\n"))
    assert message == "text.txt has the line ends of Windows, which shifts every offset"


def test_article_files_are_checked_with_places() -> None:
    raw = (
        b'{\n  "format": "annotate-kit/1",\n  "id": "b",\n  "length": 3,\n  "published": "17/05/2023",\n'
        b'  "text_sha256": "' + digest_of("abc").encode() + b'",\n  "title": "T"\n}\n'
    )
    checked = check_article_file(raw, text="abc", file="a/article.json", folder="a")
    assert [(problem.code, problem.place.line if problem.place else 0) for problem in checked.problems] == [
        ("AK207", 3),
        ("AK106", 5),
    ]
    right = raw.replace(b'"b"', b'"a"').replace(b"17/05/2023", b"2023")
    (problem,) = check_article_file(right, text=None, file="a/article.json", folder="a").problems
    assert (problem.code, problem.message) == ("AK207", "there is no readable text.txt beside this file")
    (problem,) = check_article_file(right.replace(b"\n", b" "), text="abc", file="a/article.json", folder="a").problems
    assert problem.code == "AK006"
    untitled = right.replace(b'"T"', b"5").replace(b"2023", b"May")
    told = check_article_file(untitled, text="abc", file="a/article.json", folder="a").problems
    assert [problem.code for problem in told] == ["AK106", "AK101"]
    for broken in (b"", b"[]", b"{}", b"\xff"):
        assert check_article_file(broken, text="abc", file="a/article.json", folder="a").problems


@pytest.mark.parametrize(
    ("licence", "is_told"),
    [("no-text", False), ("No text", True), ("NO_TEXT", True), ("notext", True), ("CC-BY-4.0", False), (None, False)],
)
def test_a_licence_that_was_meant_to_keep_the_text_back_is_told(licence: str | None, is_told: bool) -> None:
    raw = encode_article(attrs.evolve(about(TEXT), licence=licence))
    found = check_article_file(raw, text=TEXT, file="a/article.json", folder=about(TEXT).id).problems
    expected = [("AK104", "/licence", "no-text")] * is_told
    assert [(problem.code, problem.pointer, problem.suggestion) for problem in found] == expected


def with_text(draft: Any, text: str, *fragments: tuple[int, int]) -> Any:
    made = make_span(id="s-1", text=text, fragments=fragments)
    annotation = attrs.evolve(draft.annotation, text_sha256=digest_of(text), spans={"s-1": made})
    return attrs.evolve(draft, annotation=annotation)
