"""The way in for scripts and notebooks: what the command line does, in a few lines."""

import io
import json
from pathlib import Path

import pytest

import annotate_kit
from annotate_kit import open_project
from annotate_kit.api import OpenProject, init_project
from annotate_kit.core import ABSENT, Claim, Record, SetMentions, changes, make_span
from annotate_kit.errors import NoProjectError, NotFoundError
from annotate_kit.exporters import Options
from annotate_kit.store import DiskFs, Store, shipped_files
from annotate_kit.workflow.starting import start_project


@pytest.fixture
def sample(tmp_path: Path) -> OpenProject:
    """The sample project, in a folder of its own."""
    start_project(Store(DiskFs(), str(tmp_path)), shipped_files("schemas", "annotations"))
    return open_project(tmp_path)


@pytest.fixture
def fresh(tmp_path: Path) -> OpenProject:
    """A project with one short article."""
    start_project(Store(DiskFs(), str(tmp_path)), shipped_files("schemas"))
    project = open_project(tmp_path)
    project.import_article(b"Title: Expo vote\nSource: BIE\n\nKim Yoon spoke for Busan.\n")
    return open_project(tmp_path)


def test_the_sample_articles_have_records_with_their_words(sample: OpenProject) -> None:
    assert set(sample.types) == {"organization", "official", "agreement", "expo-bid"}
    records = list(sample.records("expo-bid"))
    busan = next(
        record for record in records if record.article == "expo-2030-vote" and record.value("/city") == "Busan"
    )
    assert "Busan" in {quote.text for quote in busan.mentions}
    text = sample.article("expo-2030-vote").text
    for claims in busan.evidence.values():
        for claim in claims:
            assert claim.claim in {"stated", "inferred", "reported", "planned", "denied"}
            assert claim.value is ABSENT
            assert all(text[quote.start : quote.end] == quote.text for quote in claim.quotes)
    assert busan.value("/nothing/here") is None
    assert len(records) < len(list(sample.records()))


def test_the_samples_have_no_problem_and_export(sample: OpenProject) -> None:
    assert sample.problems() == ()
    stream = io.BytesIO()
    exported = sample.export("json", stream)
    assert json.loads(stream.getvalue())
    assert exported.path == ""
    assert (sample.root / sample.export("xlsx").path).is_file()
    assert sample.status().problems == 0


def test_an_export_is_chosen_and_written_as_from_the_command_line(sample: OpenProject) -> None:
    stream = io.BytesIO()
    done = sample.export(
        "jsonl", stream, types=["official"], status="done", rows="records", options=Options(is_formula_safe=True)
    )
    rows = list(map(json.loads, stream.getvalue().splitlines()))
    assert {row["type"] for row in rows} == {"official"}
    assert done.receipt.records == len(rows)
    folder = sample.export("csv", columns=["name"])
    header = (sample.root / folder.path / "officials.csv").read_bytes().splitlines()[0]
    assert header == b"Entity ID,Name,Annotation status,Articles,First article,Evidence"


def test_a_file_that_cannot_be_read_is_not_among_those_of_an_article(fresh: OpenProject) -> None:
    folder = fresh.root / "annotations" / fresh.articles[0].id
    (folder / "kim.json").write_bytes(b'{"format": "annotate-kit/9"}')
    assert fresh.article(folder.name).annotations == {}


def test_articles_and_their_files_are_there(sample: OpenProject) -> None:
    article = next(article for article in sample.articles if article.annotations)
    file = article.annotations["analyst"]
    assert (file.annotator, file.status, file.problems) == ("analyst", "done", ())
    assert article.title
    assert article.id == article.info.id
    with pytest.raises(NotFoundError):
        sample.article("nothing")


def test_a_session_writes_what_was_done(fresh: OpenProject) -> None:
    with fresh.annotate("expo-vote", "script") as session:
        span = make_span(id="s-1", text=session.text, fragments=[(0, 8)])
        record = Record(id="official-1", type="official", data={"name": "Kim Yoon"})
        session.do(changes.new_record(session.annotation, record, span))
        session.do(changes.add_claim(session.annotation, "official-1", "/name", Claim(spans=("s-1",))))
    file = fresh.article("expo-vote").annotations["script"]
    (found,) = file.records
    assert found.caption == "Kim Yoon"
    assert [quote.text for quote in found.evidence["/name"][0].quotes] == ["Kim Yoon"]
    assert [problem.code for problem in file.problems] == ["AK102"]


def test_words_whose_span_is_gone_and_types_nobody_knows_do_not_break_reading(fresh: OpenProject) -> None:
    with fresh.annotate("expo-vote", "script") as session:
        session.do(changes.new_record(session.annotation, Record(id="x-1", type="unheard-of")))
        broken = SetMentions(record="x-1", before=(), after=("s-gone",))
        session.do(broken)
    (found,) = fresh.article("expo-vote").annotations["script"].records
    assert (found.caption, found.mentions) == ("x-1", ())


def test_what_the_commands_find_is_found_from_python_too(sample: OpenProject) -> None:
    assert sample.lint() == ()
    assert sample.problems(["expo-2030-vote"], select=["AK1"]) == ()
    assert any(len(entity.members) > 1 for entity in sample.entities())
    assert {found.type for found in sample.find("Busan", "expo-bid") if found.kind == "record"} == {"expo-bid"}


def test_entities_are_compared_joined_and_kept_apart_from_python(fresh: OpenProject) -> None:
    for annotator in ("one", "two"):
        with fresh.annotate("expo-vote", annotator) as session:
            record = Record(id=f"city-{annotator}", type="city", data={"name": "Busan", "seen_by": annotator})
            session.do(changes.new_record(session.annotation, record))
    assert fresh.pairs() == (), "both stand in one article"
    one, other = (entity.entity for entity in fresh.entities())
    fresh.join(one, other, by="one")
    (both,) = fresh.entities()
    assert both.ids == (one, other)
    assert [difference.pointer for difference in fresh.differences(both)] == ["/seen_by"]
    fresh.keep_apart(one, other, by="one")
    assert len(fresh.entities()) == 2


def test_a_project_is_started_from_python(tmp_path: Path) -> None:
    assert "official" in init_project(tmp_path / "full").types
    assert not init_project(tmp_path / "bare", types=False).types


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoProjectError):
        open_project(tmp_path)


def test_the_package_offers_nothing_else() -> None:
    assert annotate_kit.__version__
    with pytest.raises(AttributeError, match="nonsense"):
        _ = annotate_kit.nonsense
