"""The lines and sentences around problems, whatever the files hold."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ARTICLE, PATH, ROOT, TEXT, a_disk, a_tag, blank

from annotate_kit.core import Problem, apply
from annotate_kit.report import Words
from annotate_kit.store import Store
from annotate_kit.workflow.sources import ProjectSources

FILE = f"annotations/{ARTICLE}/kim.json"
TEXT_FILE = f"annotations/{ARTICLE}/text.txt"


def a_disk_with_spans(spans: Any) -> MemoryFs:
    fs = a_disk()
    fs.put(PATH, json.dumps({"spans": spans}).encode())
    return fs


def words_of(fs: MemoryFs, span: str | None = "s-1", file: str = FILE) -> Words | None:
    sources = ProjectSources(Store(fs, ROOT))
    return sources.words(Problem(code="AK203", message="x", file=file, span=span))


def test_lines_are_those_of_the_file() -> None:
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    fs.put(f"{ROOT}/schemas/x.schema.json", b"{\r\n\xff}\r\n")
    sources = ProjectSources(Store(fs, ROOT))
    assert sources.line(FILE, 1) == "{"
    assert sources.line("schemas/x.schema.json", 1) == "{"
    assert sources.line("schemas/x.schema.json", 2) == "\ufffd}"
    assert sources.line("schemas/x.schema.json", 4) is None
    assert sources.line("schemas/x.schema.json", 0) is None
    assert sources.line("schemas/gone.schema.json", 1) == ""
    assert sources.line(FILE, 2) == '  "annotator": "kim",'


def test_words_stand_in_their_sentence() -> None:
    start = TEXT.index("Seoul")
    words = words_of(a_disk_with_spans([{"id": "s-1", "fragments": [[start, start + 5]]}]))
    assert words is not None
    assert (words.file, words.line) == (TEXT_FILE, 1)
    assert words.sentence == "Busan, backed by Seoul, won 29, and Rome 17."
    assert words.sentence[words.start : words.end] == "Seoul"


def test_words_that_cross_sentences_are_shown_whole() -> None:
    words = words_of(a_disk_with_spans([{"id": "s-1", "fragments": [[0, 30], [40, 45]]}]))
    assert words is not None
    assert words.sentence == TEXT[0:30]


def test_the_line_is_the_one_in_the_text() -> None:
    fs = a_disk_with_spans([{"id": "s-1", "fragments": [[8, 12]]}])
    fs.put(f"{ROOT}/{TEXT_FILE}", b"Title.\n\nRome won.\n")
    words = words_of(fs)
    assert words == Words(file=TEXT_FILE, line=3, sentence="Rome won.", start=0, end=4)


@pytest.mark.parametrize(
    "spans",
    [
        None,
        {},
        [1],
        [{"id": "s-1"}],
        [{"id": "s-1", "fragments": []}],
        [{"id": "s-1", "fragments": [[1]]}],
        [{"id": "s-1", "fragments": [["a", 2]]}],
        [{"id": "s-1", "fragments": [[5, 5]]}],
        [{"id": "s-1", "fragments": [[5, 900]]}],
        [{"id": "s-1", "fragments": [[-5, 3]]}],
        [{"id": 1, "fragments": [[0, 3]]}],
    ],
)
def test_a_span_that_is_nowhere_has_no_words(spans: Any) -> None:
    assert words_of(a_disk_with_spans(spans)) is None


def test_what_cannot_be_read_has_no_words() -> None:
    fs = a_disk_with_spans([{"id": "s-1", "fragments": [[0, 3]]}])
    assert words_of(fs, None) is None
    assert words_of(fs, "s-2") is None
    assert words_of(fs, file="annotations/gone/kim.json") is None
    fs.put(PATH, b"[1]")
    assert words_of(fs) is None
    fs.put(PATH, b"{")
    assert words_of(fs) is None
    fs.put(f"{ROOT}/{TEXT_FILE}", b"\xff")
    assert words_of(fs) is None


def test_a_file_is_read_once_for_all_its_problems() -> None:
    fs = a_disk_with_spans([{"id": "s-1", "fragments": [[0, 3]]}])
    sources = ProjectSources(Store(fs, ROOT))
    problem = Problem(code="AK203", message="x", file=FILE, span="s-1")
    first = (sources.words(problem), sources.line(FILE, 1))
    for path in list(fs.files):
        fs.files[path] = attrs.evolve(fs.files[path], seen=b"")
    assert (sources.words(problem), sources.line(FILE, 1)) == first
