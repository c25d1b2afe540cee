"""Problems as people and programs read them."""

from __future__ import annotations

import json

import pytest

from annotate_kit.core import Place, Problem
from annotate_kit.report import problem_line, problems_json, problems_text, summary_line

STAGE = Problem(
    code="AK104",
    message='stage "candidature-submited" is not in the list; did you mean "candidature-submitted"?',
    file="expo-2030-vote/final.json",
    pointer="/records/3/data/stage",
    record="expo-bid-1",
    caption='expo-bid "Busan 2030"',
    data_pointer="/stage",
    found='"candidature-submited"',
    suggestion="candidature-submitted",
    place=Place(line=41, column=16, end_line=41, end_column=38),
)
SPAN = Problem(
    code="AK307", message="the span belongs to no record", hint="Take it out.", file="a/kim.json", span="s-1"
)


def test_a_problem_is_one_line_as_compilers_write_it() -> None:
    assert problem_line(STAGE) == (
        'expo-2030-vote/final.json:41:16: AK104 stage "candidature-submited" is not in the list; '
        'did you mean "candidature-submitted"?  [expo-bid "Busan 2030"]'
    )


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (SPAN, "a/kim.json: AK307 warning: the span belongs to no record. Take it out."),
        (Problem(code="AK001", message="broken"), "AK001 broken"),
        (Problem(code="AK001", message="broken?", hint="Mend it."), "AK001 broken? Mend it."),
        (
            Problem(code="AK001", message="bad \x1b[31m", file="a\nb\u202e.json"),
            "a␊b¤.json: AK001 bad ␛[31m",
        ),
    ],
)
def test_a_line_says_what_it_knows_and_is_safe_to_print(problem: Problem, line: str) -> None:
    assert problem_line(problem) == line


def test_text_has_one_line_a_problem() -> None:
    assert problems_text([]) == ""
    assert problems_text([STAGE, SPAN]).count("\n") == 2


@pytest.mark.parametrize(
    ("problems", "files", "more", "line"),
    [
        ([], 14, 0, "No problems in 14 files."),
        ([], 1, 0, "No problems in 1 file."),
        ([STAGE], 1, 0, "1 error in 1 of 1 file."),
        ([SPAN, SPAN], 3, 0, "2 warnings in 1 of 3 files."),
        ([STAGE, STAGE, SPAN], 1_234, 0, "2 errors and 1 warning in 2 of 1,234 files."),
        (
            [STAGE],
            2,
            1,
            (
                "1 error in 1 of 2 files. 1 file has more problems than limits.problems-per-file lists;"
                " the rest were not looked for."
            ),
        ),
    ],
)
def test_the_summary_is_a_sentence(problems: list[Problem], files: int, more: int, line: str) -> None:
    assert summary_line(problems, files=files, more=more) == line


def test_json_holds_everything_that_is_known_and_nothing_else() -> None:
    made = problems_json([STAGE, SPAN], files=["a/kim.json", "expo-2030-vote/final.json"], more=3)
    assert json.loads(made) == {
        "errors": 1,
        "files": ["a/kim.json", "expo-2030-vote/final.json"],
        "files_with_more": 3,
        "problems": [
            {
                "caption": 'expo-bid "Busan 2030"',
                "code": "AK104",
                "column": 16,
                "data_pointer": "/stage",
                "end_column": 38,
                "end_line": 41,
                "file": "expo-2030-vote/final.json",
                "found": '"candidature-submited"',
                "line": 41,
                "message": STAGE.message,
                "name": "unknown-value",
                "pointer": "/records/3/data/stage",
                "record": "expo-bid-1",
                "severity": "error",
                "suggestion": "candidature-submitted",
            },
            {
                "code": "AK307",
                "file": "a/kim.json",
                "hint": "Take it out.",
                "message": "the span belongs to no record",
                "name": "span-unused",
                "pointer": "",
                "severity": "warning",
                "span": "s-1",
            },
        ],
        "warnings": 1,
    }
    assert made == problems_json([STAGE, SPAN], files=["a/kim.json", "expo-2030-vote/final.json"], more=3)
    assert made.endswith(b"}\n")
