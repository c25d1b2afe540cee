from __future__ import annotations

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ARTICLE, PATH, ROOT, TEXT, a_disk, a_tag, an_article, blank

from annotate_kit._version import __version__
from annotate_kit.codec import encode_annotation, encode_article
from annotate_kit.core import apply
from annotate_kit.errors import InputError, NoProjectError, NotFoundError, UsageError
from annotate_kit.workflow.project import find_project_root, open_project


def test_a_project_reads_nothing_but_its_settings_when_it_opens() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/annotate-kit.toml", b'annotator = "lee"\n')
    read: list[str] = []

    def note(operation: str, path: str) -> None:
        if operation == "read":
            read.append(path)

    fs.fault = note
    project = open_project(fs, ROOT)
    assert project.settings.annotator == "lee"
    assert read == [f"{ROOT}/annotate-kit.toml"]
    assert fs.operations == []


def test_articles_are_read_when_they_are_asked_for_and_once() -> None:
    fs = a_disk()
    project = open_project(fs, ROOT)
    assert project.article_ids == (ARTICLE,)
    assert list(project.articles) == [ARTICLE]
    assert len(project.articles) == 1
    assert project.articles[ARTICLE] is project.article(ARTICLE)
    assert project.article(ARTICLE) == an_article()
    assert project.text(ARTICLE) is project.text(ARTICLE)
    assert project.text(ARTICLE) == TEXT
    assert project.name == "corpus"


def test_an_article_that_is_not_there_is_named_with_those_that_are() -> None:
    project = open_project(a_disk(), ROOT)
    with pytest.raises(NotFoundError, match=f"Known: {ARTICLE}"):
        project.article("nowhere")
    with pytest.raises(NotFoundError):
        project.article("../nowhere")
    with pytest.raises(KeyError):
        project.articles["nowhere"]


def test_an_article_imported_after_the_opening_can_be_opened() -> None:
    fs = a_disk()
    project = open_project(fs, ROOT)
    assert project.article_ids == (ARTICLE,)
    project.store.add_article(an_article("later"), TEXT)
    assert project.article("later").id == "later"


def test_a_schema_that_is_no_json_is_a_problem_and_the_others_load() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/schemas/broken.schema.json", b"{")
    fs.put(f"{ROOT}/schemas/notes.txt", b"not a schema")
    catalog = open_project(fs, ROOT).catalog
    assert list(catalog.types) == ["city"]
    assert [(problem.code, problem.file) for problem in catalog.problems if problem.code == "AK001"] == [
        ("AK001", "schemas/broken.schema.json")
    ]


def test_annotations_are_read_anew_each_time() -> None:
    fs = a_disk()
    project = open_project(fs, ROOT)
    assert project.annotators(ARTICLE) == ()
    assert project.annotation(ARTICLE, "kim") is None
    annotation = apply(a_tag(blank(), "Busan", 1), blank())
    fs.put(PATH, encode_annotation(annotation))
    assert project.annotators(ARTICLE) == ("kim",)
    assert project.annotation(ARTICLE, "kim") == annotation
    assert project.loaded(ARTICLE, "kim").raw == encode_annotation(annotation)


def test_known_records_are_those_of_the_other_articles_and_of_the_adjudicated_file_alone() -> None:
    annotation = apply(a_tag(blank(), "Busan", 1), blank())
    fs = a_disk(annotation=annotation)
    other = f"{ROOT}/annotations/other"
    fs.put(f"{other}/article.json", encode_article(an_article("other")))
    fs.put(f"{other}/kim.json", encode_annotation(annotation))
    fs.put(f"{other}/final.json", encode_annotation(apply(a_tag(annotation, "Rome", 2), annotation)))
    fs.put(f"{ROOT}/annotations/unread/article.json", encode_article(an_article("unread")))
    fs.put(f"{ROOT}/annotations/unread/kim.json", b'{"format": "annotate-kit/9"}')
    project = open_project(fs, ROOT)
    assert [(known.article, known.annotator, known.quotes) for known in project.known_records()] == [
        (ARTICLE, "kim", ("Busan",)),
        ("other", "final", ("Busan",)),
        ("other", "final", ("Rome",)),
    ]
    assert [known.article for known in project.known_records("other")] == [ARTICLE]


def test_a_folder_without_schemas_and_annotations_is_no_project() -> None:
    fs = MemoryFs()
    fs.put_folder("/work/empty")
    with pytest.raises(NoProjectError):
        open_project(fs, "/work/empty")
    with pytest.raises(NoProjectError):
        open_project(fs, "/nowhere")


def test_the_project_is_the_nearest_folder_above() -> None:
    fs = a_disk()
    assert find_project_root(fs, f"{ROOT}/annotations/{ARTICLE}/") == ROOT
    assert find_project_root(fs, ROOT) == ROOT
    with pytest.raises(NoProjectError, match="/elsewhere"):
        find_project_root(fs, "/elsewhere/deep")
    fs.put_folder("/schemas")
    assert find_project_root(fs, "/elsewhere") == "/"
    assert open_project(fs, "/").name == "/"


def test_a_project_that_wants_another_version_is_not_opened() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/annotate-kit.toml", b'required-version = ">=99"\n')
    with pytest.raises(UsageError, match=f"wants annotate-kit >=99, and this is {__version__}"):
        open_project(fs, ROOT)


def test_metadata_that_cannot_be_used_name_the_place() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/annotations/{ARTICLE}/article.json", b'{\n  "id": oops\n}')
    with pytest.raises(InputError, match=r"annotations/expo-vote/article\.json:2:9"):
        open_project(fs, ROOT).article(ARTICLE)
    fs.put(f"{ROOT}/annotations/{ARTICLE}/article.json", b'{"id": "expo-vote"}')
    with pytest.raises(InputError, match=r"annotations/expo-vote/article\.json: "):
        open_project(fs, ROOT).article(ARTICLE)
