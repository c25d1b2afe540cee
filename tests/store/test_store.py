from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ARTICLE, PATH, ROOT, TEXT, a_disk, a_tag, an_article, blank

from annotate_kit.codec import DEFAULTS, encode_annotation, encode_article
from annotate_kit.core import LIMITS, Limits, apply
from annotate_kit.errors import (
    ExistsError,
    InputError,
    NotFoundError,
    UnreadableError,
    UnwritableError,
    UsageError,
)
from annotate_kit.store import DiskFs, Store, digest, shipped_files
from annotate_kit.store.folding import locked
from annotate_kit.store.shipped import _walk

FOLDER = f"{ROOT}/annotations/{ARTICLE}"


def a_store(fs: MemoryFs | None = None) -> Store:
    return Store(fs or a_disk(), ROOT)


def test_reading_never_writes() -> None:
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    store = a_store(fs)
    before = fs.snapshot()
    store.settings()
    store.schema_files()
    for id_ in store.article_ids():
        store.read_article(id_)
        store.read_text(id_)
        for annotator in store.annotators(id_):
            store.read_annotation(id_, annotator)
    assert fs.operations == []
    assert fs.snapshot() == before


def test_it_lists_what_is_there() -> None:
    fs = a_disk(annotation=blank())
    fs.put(f"{FOLDER}/final.json", b"{}")
    fs.put(f"{FOLDER}/Kim.json", b"{}")
    fs.put(f"{FOLDER}/.kim.json.0.tmp", b"{}")
    fs.put(f"{ROOT}/annotations/_register/city-1.json", b"{}")
    fs.put_folder(f"{ROOT}/annotations/half-imported")
    store = a_store(fs)
    assert store.article_ids() == (ARTICLE,)
    assert store.annotators(ARTICLE) == ("final", "kim")
    assert store.annotators("nowhere") == ()
    assert list(store.schema_files()) == ["city.schema.json"]
    assert store.settings() == DEFAULTS
    assert store.is_project()
    assert not store.is_empty()


def test_a_folder_that_is_not_there_is_empty() -> None:
    store = Store(MemoryFs(), "/nowhere")
    assert store.is_empty()
    assert not store.is_project()
    assert store.article_ids() == ()
    assert store.schema_files() == {}


def test_an_annotation_file_carries_its_bytes_and_their_digest() -> None:
    annotation = apply(a_tag(blank(), "Busan", 1), blank())
    loaded = a_store(a_disk(annotation=annotation)).read_annotation(ARTICLE, "kim")
    assert loaded.annotation == annotation
    assert loaded.raw == encode_annotation(annotation)
    assert loaded.sha256 == digest(loaded.raw)
    assert not loaded.is_damaged
    absent = a_store().read_annotation(ARTICLE, "kim")
    assert (absent.annotation, absent.raw, absent.sha256) == (None, None, None)


def test_where_a_file_stands_says_whose_it_is() -> None:
    fs = a_disk()
    fs.put(f"{FOLDER}/lee.json", encode_annotation(blank()).replace(b'"expo-vote"', b'"another"'))
    annotation = a_store(fs).read_annotation(ARTICLE, "lee").annotation
    assert annotation is not None
    assert (annotation.article, annotation.annotator) == (ARTICLE, "lee")
    fs.put(f"{FOLDER}/article.json", encode_article(an_article("another")))
    assert a_store(fs).read_article(ARTICLE).id == ARTICLE


@pytest.mark.parametrize("cut", [1, 30, 300, 500, 900])
def test_of_a_file_that_was_cut_the_whole_records_load(cut: int) -> None:
    annotation = blank()
    for number, words in enumerate(("Busan", "Rome", "Paris")):
        annotation = apply(a_tag(annotation, words, number), annotation)
    fs = a_disk()
    whole = encode_annotation(annotation)
    fs.put(PATH, whole[:cut])
    loaded = a_store(fs).read_annotation(ARTICLE, "kim")
    assert loaded.is_damaged
    assert loaded.annotation is not None
    assert all(annotation.records[id_] == record for id_, record in loaded.annotation.records.items())
    assert len(loaded.annotation.records) == whole[:cut].count(b'"type": "city"')


def test_a_byte_order_mark_is_a_problem_and_everything_loads() -> None:
    annotation = apply(a_tag(blank(), "Busan", 1), blank())
    fs = a_disk()
    fs.put(PATH, b"\xef\xbb\xbf" + encode_annotation(annotation))
    loaded = a_store(fs).read_annotation(ARTICLE, "kim")
    assert loaded.is_damaged
    assert loaded.annotation is not None
    assert (loaded.annotation.records, loaded.annotation.spans) == (annotation.records, annotation.spans)


def test_chunks_that_are_something_else_are_no_records() -> None:
    fs = a_disk()
    fs.put(
        PATH, b'{\n  "notes": [\n    {\n      "text": "x"\n    },\n    {\n      "text": \n    }\n  ],\n  "records": 5\n'
    )
    annotation = a_store(fs).read_annotation(ARTICLE, "kim").annotation
    assert annotation is not None
    assert (annotation.records, annotation.spans) == ({}, {})


def test_an_article_is_added_whole_and_once() -> None:
    fs = a_disk()
    store = a_store(fs)
    store.add_article(an_article("second"), TEXT)
    assert store.article_ids() == (ARTICLE, "second")
    assert store.read_article("second") == an_article("second")
    assert store.read_text("second") == TEXT
    with pytest.raises(ExistsError):
        store.add_article(an_article("second"), "other")
    assert store.read_text("second") == TEXT


def test_an_import_that_was_cut_short_is_no_article_and_can_be_done_again() -> None:
    fs = a_disk()

    def fault(operation: str, path: str) -> int | None:
        if operation == "move_new" and path.endswith("article.json"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return None

    fs.fault = fault
    with pytest.raises(UnwritableError):
        a_store(fs).add_article(an_article("second"), "half")
    fs.fault = MemoryFs().fault
    assert a_store(fs).article_ids() == (ARTICLE,)
    a_store(fs).add_article(an_article("second"), TEXT)
    assert a_store(fs).read_text("second") == TEXT


def test_files_are_added_and_never_overwritten() -> None:
    fs = a_disk()
    store = a_store(fs)
    assert store.add_file("schemas/new.schema.json", b"{}")
    assert not store.add_file("schemas/new.schema.json", b"other")
    assert store.read("schemas/new.schema.json") == b"{}"
    store.add_folder("exports/deep")
    assert f"{ROOT}/exports/deep" in fs.folders

    def other(operation: str, path: str) -> None:
        if operation == "move_new":
            fs.files[path] = fs.files[f"{ROOT}/schemas/new.schema.json"]

    fs.fault = other
    assert not store.add_file("README", b"x")


def test_links_out_of_the_project_are_refused_both_ways() -> None:
    fs = a_disk()
    fs.put("/etc/secret", b"secret")
    fs.links[f"{FOLDER}/lee.json"] = "/etc/secret"
    fs.links[f"{ROOT}/exports"] = "/etc"
    fs.links[f"{ROOT}/schemas/inside.schema.json"] = f"{ROOT}/schemas/city.schema.json"
    store = a_store(fs)
    with pytest.raises(UnreadableError, match="leads out of the project"):
        store.read_annotation(ARTICLE, "lee")
    with pytest.raises(UnreadableError, match="leads out of the project"):
        store.read("../../etc/secret")
    with pytest.raises(UnwritableError, match="leads out of the project"):
        store.write("exports/book.xlsx", lambda _stream: None)
    assert store.schema_files()["inside.schema.json"] == store.schema_files()["city.schema.json"]


def test_a_project_may_itself_stand_behind_a_link() -> None:
    fs = a_disk()
    fs.links["/short"] = ROOT
    assert Store(fs, "/short").read_text(ARTICLE) == TEXT


def test_what_is_no_regular_file_is_refused_in_one_line() -> None:
    fs = a_disk()
    fs.others.add(f"{FOLDER}/lee.json")
    fs.put_folder(f"{FOLDER}/park.json")
    for annotator, reason in (("lee", "it is no regular file"), ("park", "is a directory")):
        with pytest.raises(UnreadableError, match=f"{annotator}.json cannot be read: {reason}"):
            a_store(fs).read_annotation(ARTICLE, annotator)
    with pytest.raises(UnreadableError, match="not a directory"):
        a_store(fs).list_folder(f"annotations/{ARTICLE}/text.txt")
    with pytest.raises(UnreadableError, match="no such file"):
        a_store(fs).read("annotations/nothing")


def test_names_that_are_none_never_become_paths() -> None:
    store = a_store()
    for id_ in ("../x", "", "A", "con", "_register", "a/b", "a\0"):
        with pytest.raises(NotFoundError):
            store.read_article(id_)
    for name in ("../x", "", "Kim", "article", "text", "nul"):
        with pytest.raises(UsageError):
            store.read_annotation(ARTICLE, name)


def test_a_text_that_is_not_utf8_is_named_with_its_line() -> None:
    fs = a_disk()
    fs.put(f"{FOLDER}/text.txt", b"one\ntwo \xff\n")
    with pytest.raises(InputError, match=r"text\.txt:2:1: the text is not UTF-8"):
        a_store(fs).read_text(ARTICLE)


def test_a_file_over_the_limit_is_refused_without_reading_it_all() -> None:
    fs = a_disk()
    fs.put(f"{FOLDER}/text.txt", b"x" * (LIMITS.article_bytes + 1))
    with pytest.raises(
        InputError, match=r"more than 16,777,216 bytes\. Split it, or raise limits\.article-bytes in annotate-kit\.toml"
    ):
        a_store(fs).read_text(ARTICLE)


def test_a_disk_that_does_not_answer_is_one_clear_line() -> None:
    fs = a_disk()
    store = a_store(fs)

    def fault(_operation: str, path: str) -> int | None:
        if path.startswith(f"{ROOT}/"):
            raise OSError(errno.EIO, "Input/output error")
        return None

    fs.fault = fault
    with pytest.raises(UnreadableError, match="input/output error"):
        store.settings()
    with pytest.raises(UnreadableError, match="input/output error"):
        store.schema_files()


def test_the_shipped_files_make_a_project() -> None:
    found = shipped_files("schemas", "annotations")
    assert "schemas/organization.schema.json" in found
    assert all(not path.rpartition("/")[2].startswith(".") for path in found)
    assert list(found) == sorted(found)
    assert not any(path.startswith("schemas/examples/") for path in found)
    examples = shipped_files("schemas/examples")
    assert "schemas/examples/official/valid/every-field.json" in examples
    assert all(path.startswith("schemas/examples/") for path in examples)
    with pytest.raises(NotFoundError):
        shipped_files("nothing-of-the-kind")


def test_hidden_files_are_not_shipped(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").write_bytes(b"")
    (tmp_path / "deep" / "shown").write_bytes(b"x")
    assert dict(_walk(tmp_path, "top")) == {"top/deep/shown": b"x"}


def test_a_real_project_is_read_from_disk(tmp_path: Path) -> None:
    store = Store(DiskFs(), str(tmp_path / "new"))
    store.add_article(an_article(), TEXT)
    assert store.article_ids() == (ARTICLE,)
    (tmp_path / "outside.json").write_bytes(b"{}")
    (tmp_path / "new" / "annotations" / ARTICLE / "lee.json").symlink_to(tmp_path / "outside.json")
    os.mkfifo(tmp_path / "new" / "annotations" / ARTICLE / "park.json")
    with pytest.raises(UnreadableError, match="leads out"):
        store.read_annotation(ARTICLE, "lee")
    with pytest.raises(UnreadableError, match="no regular file"):
        store.read_annotation(ARTICLE, "park")


def test_a_relative_root_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(DiskFs(), "new")
    store.add_folder("annotations")
    assert (tmp_path / "new" / "annotations").is_dir()
    assert store.root == str(tmp_path.resolve() / "new")


def test_a_file_that_another_session_holds_is_waited_for_as_long_as_the_project_says() -> None:
    fs = a_disk()
    store = Store(fs, ROOT, Limits(lock_seconds=1))
    with (
        locked(store, ARTICLE, "kim"),
        pytest.raises(UnwritableError, match=r"another session has been writing it for 1 s \(limits\.lock-seconds\)"),
        locked(store, ARTICLE, "kim"),
    ):
        pass
