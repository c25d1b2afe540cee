from __future__ import annotations

import errno
from typing import Any

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import (
    ANNOTATOR,
    ARTICLE,
    ROOT,
    TEXT,
    a_disk,
    a_session,
    a_tag,
    an_article,
    blank,
    counted,
)

from annotate_kit.codec import decode_decisions, encode_article, encode_decisions, parse_json
from annotate_kit.core import Json
from annotate_kit.core.entities import Decisions, Ruling
from annotate_kit.errors import InputError, UnwritableError, UsageError
from annotate_kit.workflow import acts, register
from annotate_kit.workflow.acts import Act, ArticleEdit, do_act, take_back
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.register import read_register

WHO: dict[str, Any] = {"by": "kim", "clock": lambda: 1.0, "ids": counted()}
ONE, OTHER, THIRD = "city-0000000001", "city-0000000002", "city-0000000003"


def a_project(fs: MemoryFs | None = None) -> Project:
    return open_project(fs or a_disk(), ROOT)


def back(project: Project, by: str = "kim") -> acts.TakenBack | None:
    return take_back(project, by=by, clock=lambda: 1.0, ids=counted(500))


# The files.


def test_decisions_survive_a_round_trip_and_unknown_fields_too() -> None:
    decisions = Decisions(
        entity=ONE,
        same=(OTHER,),
        apart=(THIRD,),
        values={"/year": Ruling(value="2030", because="of the vote", by="kim"), "/name": Ruling(value=None)},
        identifiers={"wikidata": "Q884"},
        extra={"later": 1},
    )
    raw = encode_decisions(decisions)
    assert decode_decisions(parse_json(raw, file="x").value, ONE) == decisions
    assert not decisions.is_empty
    assert Decisions(entity=ONE).is_empty


@pytest.mark.parametrize("value", [None, [], "x", {}, {"format": "annotate-kit/9"}])
def test_what_holds_no_decisions_is_none(value: Json) -> None:
    assert decode_decisions(value, ONE) is None


def test_what_cannot_be_meant_is_left_out() -> None:
    value: Json = {
        "format": "annotate-kit/1",
        "same": "x",
        "apart": [1, OTHER],
        "values": {"/a": 1, "/b": {"value": 2, "because": 3, "by": 4}},
        "identifiers": {"a": 1},
    }
    found = decode_decisions(value, ONE)
    assert found == Decisions(entity=ONE, apart=(OTHER,), values={"/b": Ruling(value=2)})


# Deciding.


def test_two_are_one_until_that_is_taken_back() -> None:
    project = a_project()
    register.join(project, OTHER, ONE, **WHO)
    register.join(project, THIRD, OTHER, **WHO)
    found = read_register(project)
    assert {found.leader(id_) for id_ in (ONE, OTHER, THIRD)} == {ONE}
    assert found.leader("city-9") == "city-9"
    taken = back(project)
    assert taken is not None
    assert taken.label == f"{THIRD} and {OTHER} are one"
    assert read_register(project).leader(THIRD) == THIRD
    assert back(project) is not None
    assert read_register(project).decisions == {}
    assert back(project) is None
    assert project.store.list_folder("annotations/_register") == ()


def test_kept_apart_is_kept_apart_either_way_round_and_joining_ends_it() -> None:
    project = a_project()
    register.keep_apart(project, OTHER, ONE, **WHO)
    found = read_register(project)
    assert found.are_apart(ONE, OTHER)
    assert found.are_apart(OTHER, ONE)
    assert not found.are_apart(ONE, THIRD)
    assert found.pairs_apart == {(ONE, OTHER)}
    register.set_identifier(project, OTHER, "wikidata", "Q1", **WHO)
    register.join(project, ONE, OTHER, **WHO)
    found = read_register(project)
    assert found.leader(OTHER) == ONE
    assert not found.are_apart(ONE, OTHER)
    register.keep_apart(project, ONE, OTHER, **WHO)
    assert read_register(project).leader(OTHER) == OTHER


def test_what_is_decided_already_is_no_act() -> None:
    project = a_project()
    register.join(project, ONE, OTHER, **WHO)
    register.join(project, ONE, OTHER, **WHO)
    assert len(project.store.list_folder(acts.FOLDER)) == 1


def test_values_and_identifiers_are_decided() -> None:
    project = a_project()
    register.decide_value(project, ONE, "/votes", 88, because="the minutes", **WHO)
    register.set_identifier(project, ONE, "wikidata", "Q884", **WHO)
    found = read_register(project)
    assert found.ruling([OTHER, ONE], "/votes") == Ruling(value=88, because="the minutes", by="kim")
    assert found.ruling([ONE], "/year") is None
    assert found.decisions[ONE].identifiers == {"wikidata": "Q884"}


def test_ids_that_are_none_are_refused() -> None:
    project = a_project()
    for one, other in ((ONE, ONE), ("../x", ONE)):
        with pytest.raises(UsageError):
            register.join(project, one, other, **WHO)


def test_a_damaged_register_file_is_told_and_never_overwritten() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/annotations/_register/{ONE}.json", b"{")
    fs.put(f"{ROOT}/annotations/_register/notes.txt", b"x")
    project = a_project(fs)
    assert read_register(project).damaged == (f"annotations/_register/{ONE}.json",)
    with pytest.raises(InputError):
        register.join(project, ONE, OTHER, **WHO)


# Acts.


def an_act(fs: MemoryFs) -> tuple[Project, Act]:
    """The same city tagged in two articles."""
    fs.put(f"{ROOT}/annotations/second/text.txt", TEXT.encode())
    fs.put(f"{ROOT}/annotations/second/article.json", encode_article(an_article("second")))
    project = a_project(fs)
    edits = tuple(
        ArticleEdit(article=id_, annotator=ANNOTATOR, edit=a_tag(blank(), "Busan", n))
        for n, id_ in enumerate((ARTICLE, "second"))
    )
    return project, Act(label="tag", by="kim", edits=edits)


def records(project: Project) -> list[int]:
    found = [project.annotation(id_, ANNOTATOR) for id_ in (ARTICLE, "second")]
    return [len(one.records) if one is not None else 0 for one in found]


def test_an_act_over_articles_is_taken_back_as_a_whole() -> None:
    project, act = an_act(a_disk())
    do_act(project, act, clock=lambda: 1.0, ids=counted(100))
    assert records(project) == [1, 1]
    assert back(project, "park") is None
    taken = back(project)
    assert taken is not None
    assert taken.left == ()
    assert records(project) == [0, 0]


def test_what_has_changed_since_is_left_and_told() -> None:
    fs = a_disk()
    project, act = an_act(fs)
    do_act(project, act, clock=lambda: 1.0, ids=counted(100))
    session = a_session(fs, start=300)
    session.undo()
    session.close()
    taken = back(project)
    assert taken is not None
    assert taken.left == (f"{ARTICLE} has changed since; its own undo goes back step by step.",)
    assert records(project) == [0, 0]


def test_a_register_file_that_changed_since_is_left() -> None:
    fs = a_disk()
    project = a_project(fs)
    register.join(project, ONE, OTHER, **WHO)
    path = f"annotations/_register/{ONE}.json"
    fs.put(f"{ROOT}/{path}", encode_decisions(Decisions(entity=ONE, same=(THIRD,))))
    taken = back(project)
    assert taken is not None
    assert taken.left == (f"{path} has changed since.",)


def test_an_act_cut_short_can_be_taken_back() -> None:
    fs = a_disk()
    project, act = an_act(fs)

    def fault(operation: str, path: str) -> int | None:
        if operation == "write" and "second" in path:
            raise OSError(errno.ENOSPC, "No space left on device")
        return None

    fs.fault = fault
    with pytest.raises(UnwritableError):
        do_act(project, act, clock=lambda: 1.0, ids=counted(100))
    fs.fault = lambda _operation, _path: None
    assert records(project) == [1, 0]
    taken = back(project)
    assert taken is not None
    assert records(project) == [0, 0]


def test_a_file_that_was_not_made_any_more_is_not_missed() -> None:
    fs = a_disk()
    project = a_project(fs)
    register.join(project, ONE, OTHER, **WHO)
    project.store.fs.remove(f"{ROOT}/annotations/_register/{ONE}.json")
    taken = back(project)
    assert taken is not None
    assert taken.left == ()


def test_an_act_that_cannot_be_read_is_passed_over() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/{acts.FOLDER}/000001.json", b"{}")
    fs.put(f"{ROOT}/{acts.FOLDER}/notes.txt", b"")
    project = a_project(fs)
    assert back(project) is None
    register.join(project, ONE, OTHER, **WHO)
    assert project.store.exists(f"{acts.FOLDER}/000002.json")


def test_files_that_were_there_before_come_back() -> None:
    project = a_project()
    register.join(project, ONE, OTHER, **WHO)
    register.set_identifier(project, ONE, "lei", "1", **WHO)
    back(project)
    assert read_register(project).decisions[ONE] == Decisions(entity=ONE, same=(OTHER,))


def test_decisions_and_acts_survive_a_kill() -> None:
    fs = a_disk()
    project, act = an_act(fs)
    do_act(project, act, clock=lambda: 1.0, ids=counted(100))
    register.join(project, ONE, OTHER, **WHO)
    again = a_project(fs.after_kill())
    assert read_register(again).leader(OTHER) == ONE
    assert records(again) == [1, 1]
    back(again)
    back(again)
    assert read_register(again).decisions == {}
    assert records(again) == [0, 0]
