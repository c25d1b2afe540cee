"""Problems that people live with: waived one by one, or all of a day in a baseline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.projects import blank

from annotate_kit.core import Problem, apply
from annotate_kit.errors import InputError, UsageError
from annotate_kit.validate.waivers import Sieve, Waiver, read_waivers
from annotate_kit.workflow.waiving import Baseline, compare, encode_baseline, read_baseline, waive

FILE = "annotations/a/kim.json"
ON_VALUE = Problem(
    code="AK404", message="x", file=FILE, record="city-1", data_pointer="/name", pointer="/records/7/data/name"
)
ON_RECORD = Problem(code="AK306", message="x", file=FILE, record="city-1", pointer="/records/7")
ON_SPAN = Problem(code="AK205", message="x", file=FILE, span="s-1", pointer="/spans/3")
ON_FILE = Problem(code="AK201", message="x", file=FILE, pointer="/text_sha256")
ALL = (ON_VALUE, ON_RECORD, ON_SPAN, ON_FILE)


@pytest.mark.parametrize("problem", ALL)
def test_a_waiver_covers_the_problem_that_it_was_made_for_and_no_other(problem: Problem) -> None:
    after = apply(waive(blank(), problem, reason=" the statute says so ", by="kim"), blank())
    ((_, waiver),) = read_waivers(after.waivers)
    left = list(Sieve(after.waivers).passed(ALL))
    assert [other for other in ALL if other not in left] == [problem]
    assert isinstance(waiver, Waiver)


def test_a_waiver_needs_a_reason() -> None:
    with pytest.raises(UsageError, match="a waiver needs a reason"):
        waive(blank(), ON_FILE, reason="  ", by="kim")


def test_what_a_baseline_knows_is_not_new_wherever_it_stands_now() -> None:
    baseline = read_baseline(encode_baseline(ALL), file="baseline.json")
    moved = Problem(
        code="AK404", message="y", file=FILE, record="city-1", data_pointer="/name", pointer="/records/0/data/name"
    )
    compared = compare(baseline, (moved, ON_SPAN), (FILE,))
    assert (compared.new, compared.known, compared.gone) == ((), 2, 2)


def test_one_more_of_a_kind_is_new() -> None:
    baseline = read_baseline(encode_baseline((ON_FILE,)), file="b")
    compared = compare(baseline, (ON_FILE, ON_FILE), (FILE,))
    assert (compared.new, compared.known) == ((ON_FILE,), 1)
    twice = read_baseline(encode_baseline((ON_FILE, ON_FILE)), file="b")
    assert compare(twice, (ON_FILE, ON_FILE), (FILE,)).new == ()


def test_of_files_that_were_not_checked_nothing_is_gone() -> None:
    baseline = read_baseline(encode_baseline(ALL), file="b")
    assert compare(baseline, (), ()).gone == 0
    assert compare(Baseline(), ALL, (FILE,)).new == ALL


@given(st.lists(st.sampled_from(ALL)))
def test_nothing_is_new_beside_its_own_baseline(problems: list[Problem]) -> None:
    compared = compare(read_baseline(encode_baseline(problems), file="b"), problems, (FILE,))
    assert (compared.new, compared.known, compared.gone) == ((), len(problems), 0)
    assert encode_baseline(problems) == encode_baseline(reversed(problems))


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b'{"problems": []}',
        b'{"format": "annotate-kit/1"}',
        b'{"format": "annotate-kit/1", "problems": [1]}',
        b'{"format": "annotate-kit/1", "problems": [{"code": 1}]}',
        b'{"format": "annotate-kit/1", "problems": [{"count": 0}]}',
        b'{"format": "annotate-kit/1", "problems": [{"count": true}]}',
        b"{",
        b"\xff\xfe",
        b"",
    ],
)
def test_what_is_no_baseline_is_refused(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"^baseline\.json"):
        read_baseline(raw, file="baseline.json")
