"""Exporting a project: what is gathered, refused, left out, and written."""

import errno
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.sources import FORUM, MEETING, ORGANIZATION, a_span, an_article, annotated

from annotate_kit.codec import encode, encode_annotation, encode_article
from annotate_kit.core import Annotation, Json, Record
from annotate_kit.core.changes import set_status
from annotate_kit.errors import HasProblemsError, NotFoundError, NothingChosenError, UnwritableError, UsageError
from annotate_kit.exporters import EXPORTERS, Options, Output, get_exporter
from annotate_kit.tables import Annotated, Receipt, Source, build_model, plain, receipt_lines
from annotate_kit.workflow.exporting import (
    Wanted,
    default_path,
    export_project,
    export_split,
    fold_first,
    gather,
    write_receipt,
)
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.register import decide_value, join, set_identifier
from annotate_kit.workflow.session import open_session

ROOT = "/work/corpus"


def an_annotated(id_: str = "forum", title: str = "Busan forum", **known: Any) -> Annotated:
    span = a_span(FORUM, "Busan", id_="s-0000000001")
    kind = known.pop("kind", "summit")
    data: Mapping[str, Json] = {"title": title, "kind": kind}
    record = Record(id=f"meeting-{id_}", type="meeting", data=data, mentions=(span.id,))
    status, annotator = known.pop("status", "done"), known.pop("annotator", "kim")
    return annotated(an_article(id_, FORUM, **known), FORUM, [record], [span], status=status, annotator=annotator)


def a_project(articles: Iterable[Annotated], fs: MemoryFs | None = None) -> Project:
    fs = fs or MemoryFs()
    fs.put(f"{ROOT}/schemas/meeting.schema.json", encode(MEETING))
    fs.put(f"{ROOT}/schemas/organization.schema.json", encode(ORGANIZATION))
    for one in articles:
        folder = f"{ROOT}/annotations/{one.article.id}"
        fs.put(f"{folder}/text.txt", one.text.encode())
        fs.put(f"{folder}/article.json", encode_article(one.article))
        fs.put(f"{folder}/{one.annotation.annotator}.json", encode_annotation(one.annotation))
    return open_project(fs, ROOT)


def files(project: Project) -> Mapping[str, bytes]:
    fs = project.store.fs
    assert isinstance(fs, MemoryFs)
    return {path: node.seen for path, node in fs.files.items() if "/exports/" in path}


@pytest.mark.parametrize("name", ["json", "jsonl", "xlsx"])
def test_an_export_is_a_file_under_exports(name: str) -> None:
    project = a_project([an_annotated()])
    exported = export_project(project, name)
    assert exported.path == default_path(get_exporter(name)) == f"exports/annotations.{name}"
    assert list(files(project)) == [f"{ROOT}/exports/annotations.{name}"]
    assert (exported.receipt.records, exported.receipt.articles) == (1, 1)
    assert exported.receipt.left_out == ()


def test_an_export_goes_to_a_stream_or_to_another_place_when_asked() -> None:
    project = a_project([an_annotated()])
    stream = io.BytesIO()
    assert export_project(project, "json", stream=stream).path == ""
    assert files(project) == {}
    assert export_project(project, "json", output=f"{ROOT}/mine.json").path == f"{ROOT}/mine.json"
    assert project.store.read("mine.json") == stream.getvalue()


def test_the_adjudicated_file_counts_and_else_the_only_one() -> None:
    project = a_project(
        [
            an_annotated("a", "by kim"),
            an_annotated("a", "adjudicated", annotator="final"),
            an_annotated("b", "by lee", annotator="lee"),
        ]
    )
    found = [(one.article.id, one.annotation.annotator) for one in gather(project).articles]
    assert found == [("a", "final"), ("b", "lee")]


def test_several_annotators_without_a_final_file_are_refused_and_listed() -> None:
    project = a_project([an_annotated(f"a-{n}", annotator=who) for n in range(7) for who in ("kim", "lee")])
    with pytest.raises(UsageError) as refused:
        gather(project)
    assert str(refused.value) == (
        "7 articles with several annotators and no final.json: a-0 (kim, lee); a-1 (kim, lee); a-2 (kim, lee); "
        "a-3 (kim, lee); a-4 (kim, lee) …. Choose with --annotator NAME, or adjudicate into final.json."
    )
    assert files(project) == {}


def test_an_annotator_can_be_chosen_and_what_others_did_is_left_out_and_said() -> None:
    project = a_project(
        [an_annotated("a"), an_annotated("a", annotator="final"), an_annotated("b", annotator="lee"), an_annotated("c")]
    )
    source = gather(project, Wanted(annotator="kim"))
    assert [one.article.id for one in source.articles] == ["a", "c"]
    assert source.left_out == ("1 article not annotated by kim: not exported.",)
    with pytest.raises(NotFoundError, match=r"there is no annotator 'park'\. Known: final, kim, lee"):
        gather(project, Wanted(annotator="park"))


def test_only_articles_of_a_status_are_exported_and_the_others_counted() -> None:
    project = a_project([an_annotated("a"), an_annotated("b", status="in-work"), an_annotated("c", status="in-work")])
    source = gather(project, Wanted(status="done"))
    assert [one.article.id for one in source.articles] == ["a"]
    assert source.left_out == ("2 articles of another status than done: not exported.",)
    with pytest.raises(NotFoundError, match="there is no status 'ready'"):
        gather(project, Wanted(status="ready"))


def test_articles_that_nobody_annotated_are_counted() -> None:
    project = a_project([an_annotated("a")])
    fs = project.store.fs
    assert isinstance(fs, MemoryFs)
    fs.put(f"{ROOT}/annotations/b/text.txt", b"x\n")
    fs.put(f"{ROOT}/annotations/b/article.json", encode_article(an_article("b", "x\n")))
    assert gather(open_project(fs, ROOT)).left_out == ("1 article not annotated: not exported.",)


@pytest.mark.parametrize(
    ("licence", "has_words"),
    [("no-text", False), ("Press use, NO_TEXT", False), ("no-texture", True), ("CC-BY-4.0", True), (None, True)],
)
def test_words_are_left_out_where_the_licence_asks(licence: str | None, has_words: bool) -> None:  # a table
    project = a_project([an_annotated("a", licence=licence)])
    source = gather(project)
    assert [one.has_words for one in source.articles] == [has_words]
    said = "Quotes and sentences of 1 article were left out, as the licence asks: a."
    assert source.left_out == (() if has_words else (said,))


def test_many_articles_whose_words_are_left_out_are_named_in_part() -> None:
    project = a_project([an_annotated(f"a-{n}", licence="no-text") for n in range(6)])
    (said,) = gather(project).left_out
    assert said.endswith("6 articles were left out, as the licence asks: a-0, a-1, a-2, a-3, a-4 ….")


def test_words_are_left_out_everywhere_when_asked() -> None:
    project = a_project([an_annotated("a")])
    source = gather(project, Wanted(no_text=True))
    assert not next(iter(source.articles)).has_words
    assert source.left_out == ("Quotes and sentences were left out, as was asked for.",)


def test_what_is_not_valid_is_refused_and_nothing_is_written() -> None:
    project = a_project([an_annotated("a", kind="party"), an_annotated("b", kind=5)])
    with pytest.raises(HasProblemsError) as refused:
        export_project(project, "xlsx")
    assert refused.value.errors == 2
    assert files(project) == {}


def test_what_is_not_valid_is_exported_when_allowed_and_the_file_says_so() -> None:
    project = a_project([an_annotated("a", kind="party"), an_annotated("b")])
    exported = export_project(project, "json", Wanted(allow_problems=True))
    assert exported.receipt.problems == 1
    document = json.loads(project.store.read(exported.path))
    (problem,) = [one for one in document["problems"] if one["severity"] == "error"]
    assert (problem["code"], problem["record"], problem["file"]) == ("AK104", "meeting-a", "annotations/a/kim.json")
    assert problem["line"] > 1


def test_warnings_alone_neither_hinder_an_export_nor_are_in_it() -> None:
    bare = attrs.evolve(an_annotated("a"), annotation=attrs.evolve(an_annotated("a").annotation, spans={}, records={}))
    record = Record(id="meeting-0000000001", type="meeting", data={"title": "x", "kind": "summit"})
    annotation: Annotation = attrs.evolve(bare.annotation, records={record.id: record})
    project = a_project([attrs.evolve(bare, annotation=annotation)])
    assert gather(project).problems == ()


def test_only_what_is_exported_must_be_valid() -> None:
    project = a_project([an_annotated("a"), an_annotated("b", kind="party", status="in-work")])
    assert export_project(project, "json", Wanted(status="done")).receipt.records == 1


def test_a_schema_that_is_none_is_a_reason_to_refuse() -> None:
    fs = MemoryFs()
    fs.put(f"{ROOT}/schemas/odd.schema.json", b"{")
    project = a_project([an_annotated("a")], fs)
    with pytest.raises(HasProblemsError):
        gather(project)


@pytest.mark.parametrize("settings", [b"", b'[validate]\nignore = ["AK0"]\n'])
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_exported(settings: bytes) -> None:
    fs = MemoryFs()
    fs.put(f"{ROOT}/annotate-kit.toml", settings)
    project = a_project([an_annotated("a"), an_annotated("b")], fs)
    fs.put(f"{ROOT}/annotations/a/kim.json", b'{"format": "annotate-kit/9"}')
    source = gather(project)
    assert [one.article.id for one in source.articles] == ["b"]
    assert source.unreadable == ("annotations/a/kim.json cannot be read: not exported.",)
    assert source.left_out == ()


def test_of_a_damaged_file_what_can_be_read_is_exported_when_allowed() -> None:
    fs = MemoryFs()
    project = a_project([an_annotated("a")], fs)
    path = f"{ROOT}/annotations/a/kim.json"
    fs.put(path, fs.files[path].seen.replace(b'"prefix"', b'"pre"', 1).rstrip()[:-1])
    source = gather(project, Wanted(allow_problems=True))
    assert [record.data["title"] for one in source.articles for record in one.annotation.records.values()] == [
        "Busan forum"
    ]
    assert source.errors


def test_an_export_that_cannot_be_written_leaves_the_one_before_as_it_was() -> None:
    project = a_project([an_annotated("a")])
    export_project(project, "json")
    before = dict(files(project))
    fs = project.store.fs
    assert isinstance(fs, MemoryFs)

    def full(operation: str, path: str) -> int | None:
        if operation == "write" and "/exports/" in path:
            raise OSError(errno.ENOSPC, "No space left on device")
        return None

    fs.fault = full
    with pytest.raises(UnwritableError, match="no space left on device"):
        export_project(project, "json", Wanted(allow_problems=True))
    fs.fault = lambda _operation, _path: None
    assert files(project) == before


def test_edits_that_are_not_folded_yet_are_told() -> None:
    project = a_project([an_annotated("a"), an_annotated("b")])
    fs = project.store.fs
    assert isinstance(fs, MemoryFs)
    fs.put(f"{ROOT}/.annotate-kit/journal/a/kim/x.jsonl", b"")
    fs.put(f"{ROOT}/.annotate-kit/journal/b/lee/x.jsonl", b"")
    (said,) = gather(project).left_out
    assert said.startswith("Edits of kim on a are in a journal, not yet in the file: not exported.")


def test_each_article_is_a_step_of_progress() -> None:
    steps: list[None] = []
    gather(a_project([an_annotated("a"), an_annotated("b")]), progress=lambda: steps.append(None))
    assert len(steps) >= 2 * 2  # each is read, and each is checked


def test_a_project_without_anything_exports_nothing() -> None:
    fs = MemoryFs()
    fs.put(f"{ROOT}/annotations/.keep", b"")
    exported = export_project(open_project(fs, ROOT), "json")
    assert (exported.receipt.articles, exported.receipt.records) == (0, 0)


def test_an_exporter_that_is_none_is_refused() -> None:
    with pytest.raises(
        NotFoundError, match=r"there is no exporter 'pdf'\. Known: csv, json, jsonl, parquet, sqlite, xlsx"
    ):
        export_project(a_project([]), "pdf")


def test_a_receipt_is_written_as_json() -> None:
    project = a_project([an_annotated("a")])
    receipt = export_project(project, "xlsx").receipt
    write_receipt(project, [receipt], f"{ROOT}/receipt.json")
    written = json.loads(project.store.read("receipt.json"))
    assert (written["format"], written["tables"]["Meetings"]) == ("xlsx", 1)


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_file_for_each_table_stands_in_a_folder(name: str) -> None:
    project = a_project([an_annotated()])
    exported = export_project(project, name)
    assert exported.path == f"exports/annotations-{name}"
    made = {path.removeprefix(f"{ROOT}/exports/annotations-{name}/") for path in files(project)}
    assert {f"meetings.{name}", f"evidence.{name}", f"articles.{name}"} <= made
    elsewhere = export_project(project, name, output=f"{ROOT}/away/deep")
    assert elsewhere.path == f"{ROOT}/away/deep"
    assert project.store.read(f"away/deep/meetings.{name}") == files(project)[f"{ROOT}/{exported.path}/meetings.{name}"]
    with pytest.raises(UsageError, match=f"{name} writes a file for each table"):
        export_project(project, name, stream=io.BytesIO())


def test_a_table_that_is_gone_leaves_no_file_behind_in_our_folder() -> None:
    fs = MemoryFs()
    project = a_project([an_annotated()], fs)
    export_project(project, "csv")
    fs.put(f"{ROOT}/exports/annotations-csv/mine.txt", b"mine")
    export_project(project, "csv", Wanted(types=("organization",)))
    left = {path.rpartition("/")[2] for path in files(project)}
    assert "meetings.csv" not in left
    assert {"mine.txt", "organizations.csv"} <= left
    export_project(project, "csv", output=f"{ROOT}/away")
    export_project(project, "csv", Wanted(types=("organization",)), output=f"{ROOT}/away")
    assert project.store.exists("away/meetings.csv")  # whose folder it is, nobody knows


def test_no_file_of_a_folder_is_written_before_all_are_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    project = a_project([an_annotated()])
    broken = attrs.evolve(EXPORTERS["csv"], write=_broken)
    monkeypatch.setattr("annotate_kit.workflow.exporting.get_exporter", lambda _name: broken)
    with pytest.raises(RuntimeError):
        export_project(project, "csv")
    assert files(project) == {}


def _broken(_source: Source, output: Output, _options: Options) -> Receipt:
    with output("one.csv") as stream:
        stream.write(b"half")
    raise RuntimeError


def test_one_article_that_cannot_be_read_stops_no_other() -> None:
    project = a_project([an_annotated("a"), an_annotated("b")])
    fs = project.store.fs
    assert isinstance(fs, MemoryFs)
    fs.put(f"{ROOT}/annotations/a/article.json", b"{")
    exported = export_project(project, "json")
    (said,) = exported.receipt.unreadable
    assert said.startswith("annotations/a is not exported: annotations/a/article.json")
    assert exported.receipt.articles == 1
    assert json.loads(project.store.read(exported.path))["left_out"] == [said]
    assert receipt_lines(exported.receipt)[1] == said


def test_where_nothing_is_left_to_export_nothing_is_written() -> None:
    project = a_project([an_annotated("a", status="in-work")])
    with pytest.raises(NothingChosenError) as refused:
        export_project(project, "xlsx", Wanted(status="done"))
    assert str(refused.value) == (
        "nothing is left to export. 1 article of another status than done: not exported. "
        "Ask for less, or annotate first; nothing was written."
    )
    assert files(project) == {}


def test_a_row_is_an_entity_with_what_the_register_decides() -> None:
    fs = MemoryFs()
    project = a_project([an_annotated("a"), an_annotated("b", title="Assembly"), an_annotated("c")], fs)
    a, b = "meeting-a", "meeting-b"
    join(project, a, b, by="lee", clock=lambda: 0.0, ids=lambda prefix: f"{prefix}-1")
    decide_value(project, b, "/title", "B", because="asked", by="lee", clock=lambda: 0.0, ids=lambda p: f"{p}-2")
    decide_value(project, a, "/kind", "other", because="", by="lee", clock=lambda: 0.0, ids=lambda p: f"{p}-3")
    set_identifier(project, b, "wikidata", "Q1", by="lee", clock=lambda: 0.0, ids=lambda p: f"{p}-4")
    source = gather(project)
    assert (source.rows, source.leaders) == ("entities", {b: a})
    assert source.identifiers == {a: {"wikidata": "Q1"}}
    assert {pointer: ruling.value for pointer, ruling in source.rulings[a].items()} == {"/kind": "other", "/title": "B"}
    assert _titles_and_kinds(source) == [("B", "other"), ("Busan forum", "summit")]
    alone = gather(project, Wanted(rows="records"))
    assert _titles_and_kinds(alone) == [("Busan forum", "summit"), ("Assembly", "summit"), ("Busan forum", "summit")]


def _titles_and_kinds(source: Source) -> list[tuple[Json, Json]]:
    table = build_model(source).get("meeting")
    title, kind = ([column.key for column in table.columns].index(key) for key in ("/title", "/kind"))
    return [(plain(row.cells[title]), plain(row.cells[kind])) for row in table.rows()]


def test_types_and_columns_can_be_chosen() -> None:
    project = a_project([an_annotated()])
    source = gather(project, Wanted(types=("organization",), columns=("name",)))
    assert (source.types, source.columns) == (frozenset({"organization"}), ("name",))
    assert export_project(project, "jsonl", Wanted(types=("organization",))).receipt.records == 0
    with pytest.raises(NotFoundError, match="there is no record type 'party'"):
        gather(project, Wanted(types=("party",)))
    with pytest.raises(NotFoundError, match="there is no column 'nothing'"):
        export_project(project, "xlsx", Wanted(columns=("nothing",)))


def test_a_file_for_each_article_or_for_each_annotator() -> None:
    project = a_project([an_annotated("a"), an_annotated("a", annotator="lee"), an_annotated("b", annotator="lee")])
    made = export_split(project, "json", "annotator")
    assert [(one.path, one.receipt.articles) for one in made] == [
        ("exports/annotations-by-annotator/kim.json", 1),
        ("exports/annotations-by-annotator/lee.json", 2),
    ]
    made = export_split(project, "csv", "article", Wanted(annotator="lee"), output=f"{ROOT}/away")
    assert [one.path for one in made] == [f"{ROOT}/away/a", f"{ROOT}/away/b"]
    assert b"meeting-a" in project.store.read("away/a/meetings.csv")
    write_receipt(project, [one.receipt for one in made], f"{ROOT}/receipt.json")
    assert [one["records"] for one in json.loads(project.store.read("receipt.json"))] == [1, 1]


def test_of_several_files_each_has_its_own_problems() -> None:
    fs = MemoryFs()
    fs.put(f"{ROOT}/schemas/odd.schema.json", b"{")
    project = a_project([an_annotated("a", kind="party"), an_annotated("b")], fs)
    made = export_split(project, "json", "article", Wanted(allow_problems=True))
    documents = [json.loads(project.store.read(one.path)) for one in made]
    about = [{problem["file"] for problem in one["problems"] if problem["severity"] == "error"} for one in documents]
    assert about == [{"annotations/a/kim.json", "schemas/odd.schema.json"}, {"schemas/odd.schema.json"}]


def test_edits_in_journals_are_folded_first() -> None:
    fs = MemoryFs()
    project = a_project([an_annotated("a")], fs)
    ids = iter(range(1000, 2000))
    session = open_session(project, "a", "kim", clock=lambda: 0.0, ids=lambda prefix: f"{prefix}-{next(ids)}")
    session.do(set_status(session.annotation, "in-work"))
    left = {path: node.seen for path, node in fs.files.items() if "/journal/" in path}
    session.close()
    for path, raw in left.items():
        fs.put(path, raw)
    for path in [path for path in fs.files if "/history/" in path]:
        fs.remove(path)
    fs.put(f"{ROOT}/annotations/a/kim.json", encode_annotation(an_annotated("a").annotation))
    fs.put(f"{ROOT}/.annotate-kit/journal/gone/kim/x.jsonl", b"")
    project = open_project(fs, ROOT)
    assert gather(project).left_out
    fold_first(project, clock=lambda: 0.0, ids=lambda prefix: f"{prefix}-{next(ids)}")
    source = gather(project)
    assert [one.annotation.status for one in source.articles] == ["in-work"]
    assert source.left_out == ()
