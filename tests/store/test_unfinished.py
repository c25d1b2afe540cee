"""An annotation file with git's conflict markers in it loads with both sides, as conflicts still to be decided."""

from __future__ import annotations

import pytest
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, a_disk, a_session, a_tag, blank

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, apply, changes
from annotate_kit.core.conflicts import conflicts_of
from annotate_kit.store import Store
from annotate_kit.store.unfinished import Sides, has_markers, sides_of

OURS = apply(a_tag(blank(), "Busan", 1), blank())
THEIRS = apply(a_tag(blank(), "Rome", 2), blank())


def renamed(annotation: Annotation, name: str) -> Annotation:
    (record,) = annotation.records.values()
    return apply(changes.set_value(annotation, record.id, "/name", name), annotation)


def marked(ours: bytes, theirs: bytes, base: bytes | None = None) -> bytes:
    middle = b"" if base is None else b"||||||| 1a2b3c\n" + base
    return b"<<<<<<< HEAD\n" + ours + middle + b"=======\n" + theirs + b">>>>>>> topic: more\n"


def loaded(raw: bytes) -> Annotation:
    fs = a_disk()
    fs.put(PATH, raw)
    annotation = Store(fs, ROOT).read_annotation(ARTICLE, ANNOTATOR).annotation
    assert annotation is not None
    return annotation


def test_what_each_side_added_is_there() -> None:
    annotation = loaded(marked(encode_annotation(OURS), encode_annotation(THEIRS)))
    assert annotation.records.keys() == OURS.records.keys() | THEIRS.records.keys()
    assert conflicts_of(annotation) == ()


def test_what_both_changed_is_a_conflict_to_decide_and_the_bytes_are_kept() -> None:
    ours, theirs = (encode_annotation(renamed(OURS, name)) for name in ("Pusan", "Fusan"))
    raw = marked(ours, theirs, encode_annotation(OURS))
    fs = a_disk()
    fs.put(PATH, raw)
    session = a_session(fs)
    (conflict,) = session.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Busan", "Pusan", "Fusan")
    assert "is damaged; what could be read was loaded" in session.notices[0]
    session.decide(conflict, take_ours=True)
    session.close()
    assert [record.data["name"] for record in loaded(fs.snapshot()[PATH]).records.values()] == ["Pusan"]
    assert raw in fs.snapshot().values()


def test_a_file_half_of_which_git_merged_loads_too() -> None:
    ours, theirs = (encode_annotation(renamed(OURS, name)).splitlines(keepends=True) for name in ("Pusan", "Fusan"))
    at = next(number for number, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other)
    raw = b"".join((*ours[:at], marked(ours[at], theirs[at]), *ours[at + 1 :]))
    (conflict,) = conflicts_of(loaded(raw))
    assert (conflict.ours, conflict.theirs) == ("Pusan", "Fusan")


def test_the_first_marker_is_the_place_of_the_problem() -> None:
    fs = a_disk()
    fs.put(PATH, marked(encode_annotation(OURS), encode_annotation(THEIRS)))
    (problem,) = Store(fs, ROOT).read_annotation(ARTICLE, ANNOTATOR).problems
    assert problem.message == "git has left an unfinished merge here: both sides stand in the file"
    assert problem.place is not None
    assert (problem.place.line, problem.place.column, problem.place.end_column) == (1, 1, 8)


@pytest.mark.parametrize(
    "raw",
    [
        b"<<<<<<< a\n{}\n",
        b"<<<<<<< a\n{}\n=======\n{}\n",
        b"<<<<<<< a\n{}\n>>>>>>> b\n",
        b"=======\n{}\n>>>>>>> b\n",
        b"<<<<<<< a\n||||||| c\n||||||| c\n=======\n>>>>>>> b\n",
    ],
)
def test_markers_that_are_not_all_there_name_no_sides(raw: bytes) -> None:
    assert sides_of(raw) is None


def test_lines_between_the_markers_go_to_their_side_and_the_others_to_both() -> None:
    assert sides_of(b"a\n<<<<<<< x\r\nb\n||||||| y\nc\n=======\nd\n>>>>>>> z\ne") == Sides(
        ours=b"a\nb\ne", base=b"a\nc\ne", theirs=b"a\nd\ne"
    )


def test_a_text_that_begins_like_a_marker_is_none() -> None:
    assert not has_markers(b'{"a": "<<<<<<< "}\n<<<<<<<<\n')
    assert has_markers(b"{\n<<<<<<<\n")


@pytest.mark.parametrize(
    "raw",
    [
        marked(b"{\n", encode_annotation(THEIRS)),
        marked(encode_annotation(OURS), encode_annotation(THEIRS).replace(b'"text_sha256": "', b'"text_sha256": "0')),
        b"<<<<<<< a\n" + encode_annotation(THEIRS),
    ],
)
def test_sides_that_cannot_be_put_together_leave_the_whole_records(raw: bytes) -> None:
    assert THEIRS.records.keys() <= loaded(raw).records.keys()
