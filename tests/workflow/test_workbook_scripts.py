"""Whatever people do to a workbook, and others to the store meanwhile: what comes of it is what a plain model says."""

from pathlib import Path

import pytest
from tests.fakes.edit_scripts import judge, make_script
from tests.fakes.workbooks import needs_libreoffice, through_libreoffice


def test_random_scripts_come_out_as_a_plain_model_says() -> None:
    for seed in range(60):
        made = make_script(seed)
        assert judge(seed, made, made.bytes) is None


@needs_libreoffice
def test_a_script_that_libreoffice_saved_again_comes_out_alike(tmp_path: Path) -> None:
    made = make_script(7)
    assert judge(7, made, through_libreoffice(made.bytes, tmp_path, "xlsx").read_bytes()) is None


@pytest.mark.soak
@pytest.mark.timeout(7_200)
def test_ten_thousand_scripts() -> None:
    assert [found for seed in range(10_000) if (found := judge(seed, (made := make_script(seed)), made.bytes))] == []
