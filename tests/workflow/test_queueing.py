from __future__ import annotations

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import (
    ANNOTATOR,
    ARTICLE,
    PATH,
    ROOT,
    TEXT,
    a_disk,
    a_session,
    a_tag,
    an_article,
    blank,
    counted,
)

from annotate_kit.codec import encode_annotation, encode_article
from annotate_kit.core import Article
from annotate_kit.workflow.private import (
    Act,
    count_marks,
    keep_acts,
    keep_marks,
    keep_name,
    read_acts,
    read_marks,
    read_name,
)
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.queueing import (
    QueueEntry,
    Worked,
    assigned,
    forecast,
    hidden_annotators,
    queue_entry,
    worked,
)
from annotate_kit.workflow.session import open_session


def a_project(settings: str = "", fs: MemoryFs | None = None) -> Project:
    fs = fs or a_disk()
    fs.put(f"{ROOT}/annotate-kit.toml", settings.encode())
    return open_project(fs, ROOT)


def named(id_: str) -> Article:
    return attrs.evolve(an_article(), id=id_)


# The entries.


def test_an_article_that_nobody_has_begun_is_new() -> None:
    entry = queue_entry(a_project(), ARTICLE, ANNOTATOR)
    assert (entry.status, entry.words, entry.spans, entry.annotators) == ("new", 20, 0, ())


def test_what_an_annotator_has_is_counted() -> None:
    fs = a_disk()
    session = a_session(fs)
    session.do(a_tag(blank(), "Busan", 1))
    session.close()
    entry = queue_entry(a_project(fs=fs), ARTICLE, ANNOTATOR)
    assert (entry.status, entry.spans, entry.records, entry.annotators) == ("in-work", 1, 1, (ANNOTATOR,))
    assert queue_entry(a_project(fs=fs), ARTICLE, "lee").status == "new"


def test_a_file_that_cannot_be_read_is_damaged_and_stops_nothing() -> None:
    fs = a_disk()
    fs.put(PATH, b"{")
    assert queue_entry(a_project(fs=fs), ARTICLE, ANNOTATOR).status == "damaged"
    fs.put(PATH, encode_annotation(blank()).replace(b'"in-work"', b'"in-work", "status": "done"'))
    assert queue_entry(a_project(fs=fs), ARTICLE, ANNOTATOR).status == "damaged"
    fs.put(PATH, b'{"format": "annotate-kit/9"}')
    assert queue_entry(a_project(fs=fs), ARTICLE, ANNOTATOR).status == "damaged", "a newer version has written it"
    fs.put(f"{ROOT}/annotations/{ARTICLE}/text.txt", b"\xff")
    assert queue_entry(a_project(fs=fs), ARTICLE, ANNOTATOR).status == "damaged"


# Who annotates what.


def test_without_an_assignment_everything_is_everybody_s() -> None:
    project = a_project()
    assert assigned(project, an_article()) == ()
    assert queue_entry(project, ARTICLE, ANNOTATOR).is_for("anybody")


def test_articles_are_shared_out_evenly_and_keep_their_annotators_when_others_come() -> None:
    project = a_project('[assignment]\nannotators = ["kim", "lee", "park"]\neach = 2\n')
    got = {f"article-{n}": assigned(project, named(f"article-{n}")) for n in range(300)}
    counts = {name: sum(name in two for two in got.values()) for name in ("kim", "lee", "park")}
    assert all(len(two) == 2 for two in got.values())
    assert all(150 < count < 250 for count in counts.values())
    more = a_project('[assignment]\nannotators = ["kim", "lee", "park", "yoon"]\neach = 2\n')
    kept = sum(bool(set(got[id_]) & set(assigned(more, named(id_)))) for id_ in got)
    assert kept > 250


def test_settings_and_the_article_s_metadata_name_annotators() -> None:
    project = a_project('[assignment]\nannotators = ["kim"]\n[assignment.articles]\nexpo-vote = ["lee", "park"]\n')
    assert assigned(project, an_article()) == ("lee", "park")
    article = attrs.evolve(an_article(), extra={"assigned": ["yoon", 3, "No Name"]})
    assert assigned(project, article) == ("yoon",)
    entry = queue_entry(project, ARTICLE, ANNOTATOR)
    assert entry.is_for("lee")
    assert not entry.is_for(ANNOTATOR)


BOTH = '[assignment.articles]\nexpo-vote = ["kim", "lee"]\n'


def a_double(status: str = "in-work", settings: str = BOTH) -> Project:
    fs = a_disk(annotation=attrs.evolve(blank(), status="done"))
    other = attrs.evolve(blank(), annotator="lee", status=status)
    fs.put(f"{ROOT}/annotations/{ARTICLE}/lee.json", encode_annotation(other))
    fs.put(f"{ROOT}/annotations/{ARTICLE}/park.json", encode_annotation(attrs.evolve(blank(), annotator="park")))
    return a_project(settings, fs)


def test_the_other_s_file_is_hidden_until_both_are_done() -> None:
    assert hidden_annotators(a_double(), ARTICLE, "kim") == {"lee", "park"}
    assert hidden_annotators(a_double("done"), ARTICLE, "kim") == frozenset()
    assert hidden_annotators(a_project(BOTH), ARTICLE, "kim") == {"lee"}


def test_nothing_is_hidden_from_those_who_do_not_annotate_or_where_it_is_not_blind() -> None:
    assert hidden_annotators(a_double(), ARTICLE, "park") == frozenset()
    assert hidden_annotators(a_double(settings="[assignment]\nblind = false\n"), ARTICLE, "kim") == frozenset()
    assert hidden_annotators(a_double(settings='[assignment]\nannotators = ["kim"]\n'), ARTICLE, "kim") == frozenset()


# Times.


def test_how_long_somebody_worked_leaves_breaks_out() -> None:
    fs = a_disk()
    now = [1_700_000_000.0]
    session = open_session(a_project(fs=fs), ARTICLE, ANNOTATOR, clock=lambda: now[0], ids=counted())
    for number, (word, wait) in enumerate((("Busan", 20.0), ("Seoul", 40.0), ("Rome", 4000.0), ("Paris", 10.0))):
        now[0] += wait
        session.do(a_tag(session.annotation, word, number))
        if word == "Seoul":
            session.fold()
    found = worked(a_project(fs=fs).store, ARTICLE, ANNOTATOR)
    assert found.last == 1_700_004_070.0
    assert found.seconds == 50.0, "the break, and the time before the first edit, are no work"
    session.close()
    assert worked(a_project(fs=fs).store, ARTICLE, ANNOTATOR) == found
    assert worked(a_project(fs=fs).store, ARTICLE, "lee") == Worked()


def test_journals_that_cannot_be_read_tell_nothing() -> None:
    fs = a_disk()
    folder = f"{ROOT}/.annotate-kit/history/{ARTICLE}/{ANNOTATOR}"
    fs.put(f"{folder}/000001-session-a.jsonl", b"nonsense")
    fs.put(f"{folder}/notes.txt", b"no journal")
    fs.put_folder(f"{folder}/000002-session-b.jsonl")
    assert worked(a_project(fs=fs).store, ARTICLE, ANNOTATOR) == Worked()


def test_the_forecast_goes_by_the_words_that_are_left() -> None:
    entries = [
        QueueEntry(article="a", words=400, status="done"),
        QueueEntry(article="b", words=600, status="done"),
        QueueEntry(article="c", words=500, status="in-work"),
        QueueEntry(article="d", words=100, status="new"),
        QueueEntry(article="e", words=100, status="damaged"),
    ]
    times = {"a": 400.0, "b": 600.0, "c": 200.0, "d": 0.0, "e": 0.0}
    found = forecast(entries, {name: Worked(seconds=seconds) for name, seconds in times.items()})
    assert found is not None
    assert (found.each, found.left) == (500.0, 400.0)
    assert forecast(entries, {name: Worked() for name in times}) is None


# Private files.


def test_bookmarks_come_back_and_are_found_again_in_a_corrected_text() -> None:
    store = a_project().store
    at = TEXT.index("Seoul")
    keep_marks(store, ARTICLE, ANNOTATOR, TEXT, (at, 0))
    assert read_marks(store, ARTICLE, ANNOTATOR, TEXT) == (0, at)
    assert read_marks(store, ARTICLE, ANNOTATOR, "Yesterday. " + TEXT) == (11, at + 11)
    assert read_marks(store, ARTICLE, ANNOTATOR, "Quite another text") == ()
    assert count_marks(store, ARTICLE, ANNOTATOR) == 2
    assert read_marks(store, ARTICLE, "lee", TEXT) == ()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"bookmarks": 3}', b'{"bookmarks": [3, {"at": "x"}]}'])
def test_spoilt_private_files_are_as_good_as_none(raw: bytes) -> None:
    fs = a_disk()
    store = a_project(fs=fs).store
    fs.put(f"{ROOT}/.annotate-kit/bookmarks/{ARTICLE}/{ANNOTATOR}.json", raw)
    assert read_marks(store, ARTICLE, ANNOTATOR, TEXT) == ()
    fs.put(f"{ROOT}/.annotate-kit/timer/{ARTICLE}/{ANNOTATOR}/s.json", raw.replace(b"bookmarks", b"acts"))
    assert list(read_acts(store, ARTICLE, ANNOTATOR)) == []


def test_a_private_file_that_cannot_be_read_stops_nothing() -> None:
    fs = a_disk()
    fs.put_folder(f"{ROOT}/.annotate-kit/bookmarks/{ARTICLE}/{ANNOTATOR}.json")
    assert count_marks(a_project(fs=fs).store, ARTICLE, ANNOTATOR) == 0
    fs.put_folder(f"{ROOT}/.annotate-kit/annotator")
    assert read_name(a_project(fs=fs).store) is None


def test_who_annotates_on_this_machine_is_remembered_where_it_can_be_a_name() -> None:
    store = a_project(fs=(fs := a_disk())).store
    assert read_name(store) is None
    keep_name(store, "kim-y")
    assert read_name(store) == "kim-y"
    fs.put(f"{ROOT}/.annotate-kit/annotator", b"Kim Yoon\n")
    assert read_name(store) is None


def test_acts_come_back_session_by_session() -> None:
    store = a_project().store
    acts = (Act(act="tag", type="city", keys=2, seconds=1.5), Act(act="undo", keys=1, seconds=0.25))
    keep_acts(store, ARTICLE, ANNOTATOR, "session-a", acts[:1])
    keep_acts(store, ARTICLE, ANNOTATOR, "session-b", acts[1:])
    keep_acts(store, ARTICLE, ANNOTATOR, "session-c", ())
    assert tuple(read_acts(store, ARTICLE, ANNOTATOR)) == acts
    assert encode_article(an_article()), "metadata are untouched"
