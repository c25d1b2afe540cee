"""A whole workbook, cell for cell."""

from pathlib import Path

from tests.fakes.goldens import check_golden
from tests.fakes.sources import meetings
from tests.fakes.workbooks import dump, write

from annotate_kit.core import Problem

HERE = Path(__file__).parent / "golden"


def test_a_record_type_nobody_foresaw_gets_the_same_care() -> None:
    raw, _ = write(meetings())
    check_golden(HERE / "meetings.txt", dump(raw).encode())


def test_what_is_wrong_left_out_and_altered_is_said_in_the_workbook() -> None:
    problem = Problem(
        code="AK104", message="Kind is not in the list", hint="Choose one.", record="meeting-0000000002", file="a.json"
    )
    raw, _ = write(meetings(problems=[problem], left_out=["1 article not annotated: not exported."], has_words=False))
    check_golden(HERE / "warnings.txt", dump(raw, "Read me", "Summary", "Meetings", "Evidence", "Problems").encode())
