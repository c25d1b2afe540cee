"""Where reports go: `--format` and `--output` together."""

from __future__ import annotations

import pytest

from annotate_kit.cli.targets import Target, targets
from annotate_kit.errors import UsageError

KNOWN = ("full", "sarif", "junit")


def gone(formats: str, outputs: str) -> list[tuple[str, str | None]]:
    made = targets(formats.split(), outputs.split(), known=KNOWN, default="full")
    return [(target.format, target.file) for target in made]


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ("", "", [("full", None)]),
        ("sarif", "", [("sarif", None)]),
        ("", "out.txt", [("full", "out.txt")]),
        ("sarif", "r.sarif", [("sarif", "r.sarif")]),
        ("sarif", "-", [("sarif", None)]),
        ("full sarif", "r.sarif", [("full", None), ("sarif", "r.sarif")]),
        ("sarif junit", "r.sarif r.xml", [("sarif", "r.sarif"), ("junit", "r.xml")]),
        ("", "sarif=r.sarif", [("full", None), ("sarif", "r.sarif")]),
        ("junit", "sarif=r.sarif", [("junit", None), ("sarif", "r.sarif")]),
        ("", "sarif=-", [("sarif", None)]),
        ("junit", "r.xml sarif=-", [("junit", "r.xml"), ("sarif", None)]),
        ("", "a=b.txt", [("full", "a=b.txt")]),
        ("", "sarif=a=b", [("full", None), ("sarif", "a=b")]),
        ("", "sarif", [("full", "sarif")]),
        ("", "./sariff=x", [("full", "./sariff=x")]),
    ],
)
def test_each_report_has_its_place(formats: str, outputs: str, expected: list[tuple[str, str | None]]) -> None:
    assert gone(formats, outputs) == expected


@pytest.mark.parametrize(
    ("formats", "outputs", "what"),
    [
        ("full sarif", "", "two reports would go to the standard output"),
        ("full", "sarif=-", "two reports would go to the standard output"),
        ("", "sarif=r junit=r", "two reports would go to r"),
        ("", "a b", "more files than formats"),
        ("", "sariff=r.sarif", "'sariff' is no format. Did you mean sarif=r.sarif"),
        ("", "JUnit=r.xml", "'JUnit' is no format. Did you mean junit=r.xml"),
    ],
)
def test_what_cannot_be_meant_is_refused(formats: str, outputs: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        gone(formats, outputs)


def test_a_target_is_the_standard_output_unless_it_says_otherwise() -> None:
    assert Target(format="full").file is None
