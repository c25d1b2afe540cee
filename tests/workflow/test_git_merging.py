"""git merges annotation files by id: what each side did is there, and what both did is shown."""

from __future__ import annotations

import random
import sys

import attrs
import pytest
from tests.fakes.merges import Case, a_case, flat

from annotate_kit.codec import decode_annotation, encode_annotation, parse_json
from annotate_kit.core import Annotation, Record
from annotate_kit.core.conflicts import conflicts_of
from annotate_kit.workflow.git_merging import MergedFile, merge_versions


def read(raw: bytes) -> Annotation:
    annotation = decode_annotation(parse_json(raw, file="").value, file="").annotation
    assert annotation is not None
    return annotation


def merged(case: Case) -> MergedFile:
    return merge_versions(*map(encode_annotation, (case.base, case.ours, case.theirs)))


def disagreements(seed: int, count: int) -> list[int]:
    """The seeds of merges that differ from the plain model."""
    wrong = []
    for number in range(seed, seed + count):
        case = a_case(random.Random(number))  # noqa: S311  # nothing here is secret
        found = merged(case)
        result = read(found.raw)
        if (
            flat(result) != case.wanted
            or len(found.undecided) != case.conflicts
            or len({conflict.id for conflict in conflicts_of(result)}) > case.conflicts
        ):
            wrong.append(number)
    return wrong


def test_random_merges_are_what_a_plain_model_says() -> None:
    assert disagreements(0, 400) == []


@pytest.mark.soak
def test_many_random_merges_are_what_a_plain_model_says(capsys: pytest.CaptureFixture[str]) -> None:
    count, seed = 20_000, 1_000_000
    wrong = disagreements(seed, count)
    with capsys.disabled():
        sys.stdout.write(f"\nmerges: {count}, wrong: {len(wrong)}, seeds from {seed}\n")
    assert wrong == []


def test_the_model_tells_a_merge_in_which_the_last_writer_wins() -> None:
    cases = [a_case(random.Random(number)) for number in range(50)]  # noqa: S311  # nothing here is secret
    assert any(flat(case.theirs) != case.wanted for case in cases)
    assert any(case.conflicts for case in cases)


def an_annotation(**data: object) -> Annotation:
    record = Record(id="city-1", type="city", data=data)  # type: ignore[arg-type]  # a test's shorthand
    return Annotation(article="a", annotator="kim", text_sha256="0", records={record.id: record})


def test_a_file_that_both_sides_added_is_put_together_and_every_difference_is_shown() -> None:
    ours, theirs = an_annotation(name="Busan", votes=29), an_annotation(name="Busan", votes=30)
    found = merge_versions(b"", encode_annotation(ours), encode_annotation(theirs))
    assert read(found.raw).records["city-1"].data == {"name": "Busan", "votes": 30}
    assert found.undecided == ("two sessions changed /votes of city-1: 29 and 30",)


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        (b"{", "theirs cannot be read as it is"),
        (
            encode_annotation(attrs.evolve(an_annotation(), text_sha256="1")),
            "the two are about different versions of the article's text",
        ),
    ],
)
def test_what_cannot_be_put_together_stands_whole_between_markers(theirs: bytes, why: str) -> None:
    ours = encode_annotation(an_annotation())
    found = merge_versions(ours, ours, theirs)
    assert found.undecided == (why,)
    lines = theirs if theirs.endswith(b"\n") else theirs + b"\n"
    assert found.raw == b"<<<<<<< ours\n" + ours + b"=======\n" + lines + b">>>>>>> theirs\n"


def test_ours_that_is_damaged_is_named() -> None:
    whole = encode_annotation(an_annotation())
    assert merge_versions(whole, b"[]", whole).undecided == ("ours cannot be read as it is",)
