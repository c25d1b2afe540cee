"""Problems as a checker finds them, and the lines around them."""

from __future__ import annotations

import attrs
import pytest

from annotate_kit.core import Place, Problem
from annotate_kit.report import Findings, Words

STAGE = Problem(
    code="AK104",
    message='stage "candidature-submited" is not in the list; did you mean "candidature-submitted"?',
    file="annotations/expo-2030-vote/final.json",
    pointer="/records/3/data/stage",
    record="expo-bid-1",
    caption='expo-bid "Busan 2030"',
    data_pointer="/stage",
    found='"candidature-submited"',
    suggestion="candidature-submitted",
    place=Place(line=41, column=16, end_line=41, end_column=38),
)
QUOTE = Problem(
    code="AK203",
    message='the quote is "부산", but the text has "산은"',
    hint="Write [37, 39].",
    file="annotations/expo-2030-vote/kim.json",
    pointer="/spans/2/quotes/0",
    span="s-1",
    place=Place(line=7, column=18, end_line=7, end_column=22),
)
UNUSED = Problem(
    code="AK307",
    message="the span belongs to no record",
    hint="Take it out.",
    file="annotations/expo-2030-vote/kim.json",
    pointer="/spans/3",
    span="s-2",
    place=Place(line=9, column=5, end_line=15, end_column=6),
)
HOSTILE = Problem(
    code="AK103",
    message="unknown \x1b[31m | <b>@all</b> [x](http://x.example) ##[error] ::error::\r\n`x` % , :",
    file="annotations/a b/%41\u202e\x07.json",
    at_key=True,
)
LINES = {
    STAGE.file: {41: '      "stage": "candidature-submited",'},
    QUOTE.file: {7: '      "부산": ["부산"],'.replace('"부산": [', '"quotes": ['), 9: "    {"},
}
WORDS = Words(
    file="annotations/expo-2030-vote/text.txt", line=3, sentence="Busan (부산은) came second.", start=8, end=10
)


@attrs.frozen
class Known:
    """Sources that know a few lines, and the words of one span."""

    def line(self, file: str, number: int) -> str | None:
        return LINES.get(file, {}).get(number)

    def words(self, problem: Problem) -> Words | None:
        return WORDS if problem.span == "s-1" else None


@pytest.fixture
def findings() -> Findings:
    problems = tuple(sorted((STAGE, QUOTE, UNUSED, HOSTILE), key=lambda problem: problem.sort_key))
    files = tuple(sorted({*(problem.file for problem in problems), "annotations/expo-2030-vote/article.json"}))
    return Findings(problems=problems, files=files, sources=Known(), prefix="data/news/")
