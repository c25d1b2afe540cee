"""Whatever people do to a workbook, and others to the store meanwhile: what comes of it is what a plain model says."""

from pathlib import Path

import pytest
from tests.fakes.edit_scripts import judge, make_script
from tests.fakes.workbooks import by_libreoffice, needs_libreoffice, python_with_uno, through_libreoffice


def test_random_scripts_come_out_as_a_plain_model_says() -> None:
    for seed in range(60):
        made = make_script(seed)
        assert judge(seed, made, made.bytes) is None


@needs_libreoffice
def test_a_script_that_libreoffice_saved_again_comes_out_alike(tmp_path: Path) -> None:
    made = make_script(7)
    assert judge(7, made, through_libreoffice(made.bytes, tmp_path, "xlsx").read_bytes()) is None


@pytest.mark.skipif(python_with_uno() is None, reason="LibreOffice and a Python with its `uno` are not installed here")
def test_what_libreoffice_itself_does_comes_out_as_a_plain_model_says(tmp_path: Path) -> None:
    """It sorts, filters, inserts, copies, moves, deletes, types and moves columns in the whole exported book."""
    scripts = {seed: make_script(seed) for seed in (3, 54, 60)}
    done = {step[0] for made in scripts.values() for step in made.hands}
    assert done == {
        *("sort", "filter", "insert", "copy", "move", "delete", "type"),
        *("move_column", "rename_column", "add_column", "title_above"),
    }
    back = by_libreoffice({str(seed): (made.exported, made.job) for seed, made in scripts.items()}, tmp_path)
    assert [found for seed, made in scripts.items() if (found := judge(seed, made, back[str(seed)]))] == []


@pytest.mark.soak
@pytest.mark.timeout(7_200)
def test_ten_thousand_scripts() -> None:
    assert [found for seed in range(10_000) if (found := judge(seed, (made := make_script(seed)), made.bytes))] == []
