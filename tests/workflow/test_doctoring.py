"""Every kind of damage is found and explained; looking writes nothing; what is repaired can be taken back."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, TEXT, a_disk, a_session, a_tag, counted, tag_all

from annotate_kit.codec import encode_article
from annotate_kit.core import Annotation
from annotate_kit.importers import Metadata
from annotate_kit.store import Store, pending_journals
from annotate_kit.workflow.acts import take_back
from annotate_kit.workflow.correcting import correct_article
from annotate_kit.workflow.doctoring import BY, Finding, examine, repair
from annotate_kit.workflow.importing import Source
from annotate_kit.workflow.project import open_project

FOLDER = f"{ROOT}/annotations/{ARTICLE}"


def look(fs: MemoryFs) -> list[Finding]:
    before = fs.snapshot()
    found = list(examine(Store(fs, ROOT)))
    assert fs.snapshot() == before, "looking writes nothing"
    return found


def kinds(fs: MemoryFs) -> list[tuple[str, str]]:
    return [(finding.kind, finding.path) for finding in look(fs)]


def heal(fs: MemoryFs) -> list[str]:
    can = (finding for finding in look(fs) if finding.heal is not None)
    return [repair(finding, clock=lambda: 1_700_000_100.0, ids=counted(900)) for finding in can]


def now(fs: MemoryFs) -> Annotation:
    annotation = open_project(fs, ROOT).annotation(ARTICLE, ANNOTATOR)
    assert annotation is not None
    return annotation


@pytest.fixture
def tagged() -> MemoryFs:
    fs = a_disk()
    session = a_session(fs, start=100)
    tag_all(session, ("Riyadh", "Busan", "Rome"))
    session.close()
    return fs


def test_a_project_that_is_whole_has_nothing(tagged: MemoryFs) -> None:
    assert look(tagged) == []


def test_a_damaged_annotation_file_is_mended_from_what_is_whole_and_the_log(tagged: MemoryFs) -> None:
    before = now(tagged)
    raw = tagged.snapshot()[PATH]
    damaged = raw.replace(b'"Busan"', b'"Bus', 1)
    tagged.put(PATH, damaged)
    assert kinds(tagged) == [("damaged-annotation", f"annotations/{ARTICLE}/{ANNOTATOR}.json")]
    (done,) = heal(tagged)
    assert done.startswith("written anew; ")
    assert now(tagged) == before
    assert damaged in tagged.snapshot().values(), "the damaged bytes are kept"
    assert [finding.kind for finding in look(tagged)] == ["quarantine"]


def test_without_a_log_what_is_whole_is_written(tagged: MemoryFs) -> None:
    tagged.put(PATH, tagged.snapshot()[PATH].replace(b'"Busan"', b'"Bus', 1))
    for path in [path for path in tagged.files if "/.annotate-kit/" in path]:
        tagged.remove(path)
    assert heal(tagged) == ["written anew; 0 spans and 0 records came back from the log"]
    assert "damaged-annotation" not in [finding.kind for finding in look(tagged)]


def test_a_log_about_an_older_text_brings_no_spans_back(tagged: MemoryFs) -> None:
    source = Source(name="new.txt", read=("New. " + TEXT).encode)
    project = open_project(tagged, ROOT)
    correct_article(project, ARTICLE, source, given=Metadata(), by="kim", clock=lambda: 0.0, ids=counted(500))
    last = max(path for path in tagged.files if "/history/" in path)
    tagged.remove(last)
    tagged.put(PATH, tagged.snapshot()[PATH].replace(b'"Busan"', b'"Bus', 1))
    assert heal(tagged) == ["written anew; 0 spans and 0 records came back from the log"]


def test_a_newer_format_is_told_and_left_alone(tagged: MemoryFs) -> None:
    tagged.put(PATH, tagged.snapshot()[PATH].replace(b"annotate-kit/1", b"annotate-kit/9"))
    (finding,) = look(tagged)
    assert (finding.kind, finding.heal) == ("unreadable-annotation", None)


def test_windows_line_ends_go_and_can_be_had_back(tagged: MemoryFs) -> None:
    windows = TEXT.replace("\n", "\r\n").encode()
    tagged.put(f"{FOLDER}/text.txt", windows)
    assert kinds(tagged) == [("changed-text", f"annotations/{ARTICLE}/text.txt")]
    assert heal(tagged) == ["the text that was imported is back; the other is kept in quarantine"]
    assert tagged.snapshot()[f"{FOLDER}/text.txt"] == TEXT.encode()
    taken = take_back(open_project(tagged, ROOT), by=BY, clock=lambda: 0.0, ids=counted(950))
    assert taken is not None
    assert tagged.snapshot()[f"{FOLDER}/text.txt"] == windows


def test_another_text_comes_back_only_if_the_imported_one_is_kept(tagged: MemoryFs) -> None:
    project = open_project(tagged, ROOT)
    source = Source(name="new.txt", read=("New. " + TEXT).encode)
    tagged.put(f"{FOLDER}/text.txt", b"Something else.\n")
    (finding,) = look(tagged)
    assert (finding.message, finding.heal) == ("it is not the text that was imported", None)
    tagged.put(f"{FOLDER}/text.txt", TEXT.encode())
    correct_article(project, ARTICLE, source, given=Metadata(), by="kim", clock=lambda: 0.0, ids=counted(500))
    tagged.put(f"{FOLDER}/text.txt", b"Something else.\n")
    assert len(heal(tagged)) == 1
    assert tagged.snapshot()[f"{FOLDER}/text.txt"] == ("New. " + TEXT).encode()
    kept = next(path for path, raw in tagged.snapshot().items() if "/texts/" in path and b"New. " in raw)
    tagged.put(kept, b"damaged too")
    tagged.put(f"{FOLDER}/text.txt", b"Something else.\n")
    assert [finding.heal for finding in look(tagged) if finding.kind == "changed-text"] == [None]


def test_an_annotation_of_another_text_is_told_what_moves_its_spans(tagged: MemoryFs) -> None:
    article = attrs.evolve(open_project(tagged, ROOT).article(ARTICLE), text_sha256="0" * 64)
    tagged.put(f"{FOLDER}/article.json", encode_article(article))
    assert kinds(tagged) == [
        ("changed-text", f"annotations/{ARTICLE}/text.txt"),
        ("other-text", f"annotations/{ARTICLE}/{ANNOTATOR}.json"),
    ]


def test_journals_of_sessions_that_died_are_folded_and_open_ones_left(tagged: MemoryFs) -> None:
    session = a_session(tagged, start=300)
    session.do(a_tag(session.annotation, "Seoul", 300))
    left = tagged.after_kill()
    assert kinds(left) == [("unfolded-journal", f"annotations/{ARTICLE}/{ANNOTATOR}.json")]
    assert heal(left) == ["1 edit is in the file now"]
    assert pending_journals(Store(left, ROOT)) == ()
    assert heal(tagged) == ["a session is still open; its edits are safe in the journal"]
    another = a_session(tagged, start=400)
    another.do(a_tag(another.annotation, "Paris", 400))
    assert look(tagged)[0].message.startswith("2 journals of it are not folded")


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"article.json": None}, "no-article", "its article.json is missing"),
        ({"article.json": None, f"{ANNOTATOR}.json": None}, "no-article", "an import was cut short here"),
        ({"text.txt": None}, "no-text", "its text.txt is missing"),
        ({"article.json": b"{"}, "unreadable-article", "article.json"),
        ({".kim.json.0.tmp": b"half"}, "left-over", "a write was cut short"),
    ],
)
def test_files_that_are_missing_broken_or_left_over_are_told(
    tagged: MemoryFs, changes: dict[str, bytes | None], kind: str, words: str
) -> None:
    for name, raw in changes.items():
        if raw is None:
            tagged.remove(f"{FOLDER}/{name}")
        else:
            tagged.put(f"{FOLDER}/{name}", raw)
    found = look(tagged)
    assert found[0].kind == kind
    assert words in found[0].message


def test_what_was_left_over_moves_to_quarantine(tagged: MemoryFs) -> None:
    tagged.put(f"{FOLDER}/.kim.json.0.tmp", b"half")
    assert heal(tagged) == ["moved to quarantine"]
    assert f"{FOLDER}/.kim.json.0.tmp" not in tagged.files
    (path,) = (path for path, raw in tagged.snapshot().items() if raw == b"half")
    assert look(tagged)[0].kind == "quarantine"
    assert "/quarantine/left-over/" in path
    tagged.put(f"{ROOT}/.annotate-kit/quarantine/{ARTICLE}/kim-0.json", b"")
    assert look(tagged)[0].message == "2 damaged files are kept here"


def test_left_overs_are_found_wherever_we_write_and_links_that_are_called_so_are_not(tagged: MemoryFs) -> None:
    places = {
        ".annotate-kit.toml.9-0.tmp",
        "exports/.annotations.xlsx.9-1.tmp",
        "exports/annotations-csv/.city.csv.9-2.tmp",
        ".annotate-kit/cache/.x.9-3.tmp",
        f".annotate-kit/history/{ARTICLE}/.x.9-4.tmp",
        "annotations/_register/.x.9-5.tmp",
    }
    for place in places:
        tagged.put(f"{ROOT}/{place}", b"half")
    tagged.put(f"{ROOT}/elsewhere/.x.9-6.tmp", b"")
    tagged.links[f"{FOLDER}/.kim.json.9-7.tmp"] = PATH
    assert {one.path for one in look(tagged) if one.kind == "left-over"} == places
    assert set(heal(tagged)) == {"moved to quarantine"}
    assert PATH in tagged.files

    def fault(operation: str, path: str) -> None:
        if operation == "list" and path == f"{ROOT}/exports":
            raise OSError(13, "Permission denied")

    tagged.put(f"{FOLDER}/.kim.json.9-8.tmp", b"half")
    tagged.fault = fault
    assert {one.path for one in look(tagged) if one.kind == "left-over"} == {
        f"{FOLDER}/.kim.json.9-8.tmp".removeprefix(f"{ROOT}/")
    }


def test_what_a_session_is_writing_just_now_is_left_alone(tagged: MemoryFs) -> None:
    path = f"{FOLDER}/.kim.json.9-0.tmp"
    tagged.put(path, b"half")
    with tagged.open_append(path) as handle:
        assert tagged.lock(handle, 0)
        assert heal(tagged) == ["left alone: somebody may be writing it just now"]
    assert path in tagged.files


def test_names_that_no_article_can_have_are_told(tagged: MemoryFs) -> None:
    tagged.put(f"{ROOT}/annotations/Two Words/text.txt", b"")
    tagged.put(f"{ROOT}/annotations/notes.txt", b"")
    tagged.put(f"{ROOT}/annotations/.hidden", b"")
    assert [finding.kind for finding in look(tagged)] == ["bad-name", "no-folder"]


def test_settings_and_register_that_cannot_be_read_are_told(tagged: MemoryFs) -> None:
    tagged.put(f"{ROOT}/annotations/_register/city-1.json", b"[]")
    assert kinds(tagged) == [("damaged-register", "annotations/_register/city-1.json")]
    tagged.put(f"{ROOT}/annotate-kit.toml", b"nonsense =")
    assert [finding.kind for finding in look(tagged)] == ["settings"]


def test_files_that_the_disk_does_not_give_are_told(tagged: MemoryFs) -> None:
    def fault(operation: str, path: str) -> None:
        if operation == "read" and path == PATH:
            raise OSError(5, "Input/output error")

    tagged.fault = fault
    assert [finding.kind for finding in look(tagged)] == ["unreadable-annotation"]


def test_a_repair_that_fails_says_why(tagged: MemoryFs) -> None:
    tagged.put(f"{FOLDER}/.kim.json.0.tmp", b"half")

    def fault(operation: str, _path: str) -> None:
        if operation == "remove":
            raise OSError(30, "Read-only file system")

    tagged.fault = fault
    (done,) = heal(tagged)
    assert done.startswith("could not be put right: ")


def test_progress_is_told_article_by_article(tagged: MemoryFs) -> None:
    steps: list[Any] = []
    list(examine(Store(tagged, ROOT), progress=lambda: steps.append(1)))
    assert len(steps) == 1
