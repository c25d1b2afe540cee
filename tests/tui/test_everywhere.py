"""What reaches beyond the open article, in the app without a terminal: finding, tagging, pairs, taking back."""

from __future__ import annotations

import json

from tests.tui.stage import ENGLISH, ROOT, Stage, a_disk

from annotate_kit.codec import encode_annotation
from annotate_kit.core import Annotation, Record, make_span
from annotate_kit.keys import OpenArticle, Picker


def palette(stage: Stage, name: str) -> Stage:
    stage.play(":")
    for character in name:
        stage.bench.press("space" if character == " " else character)
    return stage.play("enter")


def rows(stage: Stage) -> list[str]:
    overlay = stage.view.overlay
    assert isinstance(overlay, Picker)
    return [row.label for row in overlay.rows]


def search(stage: Stage, words: str) -> Stage:
    stage.play("/")
    for character in words:
        stage.bench.press("space" if character == " " else character)
    return stage.play("enter")


def said_about(article: str, annotator: str, *names: tuple[str, str]) -> bytes:
    """An annotation file with a record for each (id, words): the words are in the article."""
    folder = f"{ROOT}/annotations/{article}"
    fs = a_disk()
    disk = fs.snapshot()
    text = disk[f"{folder}/text.txt"].decode()
    sha256 = json.loads(disk[f"{folder}/article.json"])["text_sha256"]
    spans, records = {}, {}
    for id_, words in names:
        at = text.index(words)
        span = make_span(id=f"s-{id_}", text=text, fragments=[(at, at + len(words))])
        spans[span.id] = span
        kind = id_.rpartition("-")[0]
        records[id_] = Record(id=id_, type=kind, data={"name": words}, mentions=(span.id,))
    return encode_annotation(
        Annotation(article=article, annotator=annotator, text_sha256=sha256, spans=spans, records=records)
    )


def test_words_are_found_in_all_articles_and_opened_there() -> None:
    stage = Stage(ENGLISH)
    search(stage, "Japan")
    palette(stage, "find in all articles")
    overlay = stage.view.overlay
    assert isinstance(overlay, Picker)
    place = next(n for n, row in enumerate(overlay.rows) if "sentence" in row.detail and ENGLISH not in row.detail)
    stage.play(" ".join(["down"] * place + ["enter"]))
    assert stage.desk.session.article.id in overlay.rows[place].detail
    assert stage.view.words == "Japan"


def test_the_same_words_are_previewed_by_article_tagged_in_one_and_taken_back() -> None:
    stage = Stage(ENGLISH)
    search(stage, "Japan")
    stage.play("o")
    if isinstance(stage.view.overlay, Picker):
        stage.play("end enter")
    before = _files(stage)
    palette(stage, "tag these words in all articles")
    listed = rows(stage)
    assert listed[0].startswith("tag ")
    assert any(label.startswith("only ") for label in listed)
    assert _files(stage) == before
    stage.play("down enter")
    assert "tagged in 1 article" in stage.text()
    assert any(path.endswith("/tester.json") and ENGLISH not in path for path in _files(stage))
    palette(stage, "undo what was done over several articles")
    assert "Taken back" in stage.text()
    palette(stage, "undo what was done over several articles")
    assert "Nothing was done over several articles." in stage.text()


def _files(stage: Stage) -> dict[str, bytes]:
    return {path: raw for path, raw in stage.fs.snapshot().items() if "/annotations/" in path}


def test_things_that_may_be_one_are_shown_with_their_words_and_joined_or_kept_apart() -> None:
    more = {
        "annotations__busan-chambers-2023__tester.json": said_about(
            "busan-chambers-2023", "tester", ("organization-a000000002", "Korea Chamber of Commerce and Industry")
        )
    }
    stage = Stage(ENGLISH, fs=a_disk(**more))
    palette(stage, "things of all articles that may be one")
    pairs = rows(stage)
    assert any("Korea Chamber of Commerce and Industry" in label for label in pairs)
    at = next(n for n, label in enumerate(pairs) if "Korea Chamber of Commerce and Industry" in label)
    stage.play(" ".join(["down"] * at + ["enter"]))
    shown = rows(stage)
    assert shown[:2] == ["they are one", "they are two"]
    assert len(shown) >= 4
    stage.play("enter")
    register = [path for path in _files(stage) if "/_register/" in path]
    assert len(register) == 1
    left = rows(stage) if isinstance(stage.view.overlay, Picker) else []
    assert len(left) == len(pairs) - 1
    if left:
        stage.play("backspace")
    palette(stage, "undo what was done over several articles")
    palette(stage, "things of all articles that may be one")
    assert rows(stage) == pairs
    stage.play(" ".join(["down"] * at + ["enter"]) + " down enter")
    assert pairs[at] not in (rows(stage) if isinstance(stage.view.overlay, Picker) else [])


def test_an_article_opens_although_the_register_cannot_be_read() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/annotations/_register/x.json", b"{}")

    def refused(_operation: str, path: str) -> int | None:
        if "/_register" in path:
            raise PermissionError(13, "Permission denied", path)
        return None

    fs.fault = refused
    stage = Stage(ENGLISH, fs=fs)
    assert stage.view.known
    assert stage.view.apart == frozenset()


def test_a_place_in_the_open_article_is_gone_to_without_opening_it_again() -> None:
    stage = Stage(ENGLISH)
    desk = stage.desk
    at = stage.view.text.index("Japan")
    assert stage.bench._open_at(OpenArticle(ENGLISH, (at, at + 5))) == ()
    assert stage.desk is desk
    assert stage.view.words == "Japan"
    assert stage.bench._open_at(OpenArticle(ENGLISH)) == ()
    assert stage.view.words == "Japan"


def test_what_the_disk_refuses_is_said() -> None:
    stage = Stage(ENGLISH)
    search(stage, "Japan")

    def fault(operation: str, path: str) -> None:
        if operation == "read" and path.endswith("text.txt"):
            raise OSError(5, "Input/output error")

    stage.fs.fault = fault
    palette(stage, "find in all articles")
    assert "cannot be read" in stage.view.message
