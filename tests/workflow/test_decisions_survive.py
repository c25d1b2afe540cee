"""What a person decides about suggestions and entities outlives a kill and a loss of power, and undo goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.fakes.memory_fs import MemoryFs, chance
from tests.fakes.projects import ANNOTATOR, ARTICLE, ROOT, TEXT, a_disk, a_session, a_tag, an_article, counted
from tests.workflow.test_session_survives import Witness, stops

from annotate_kit.codec import encode_article
from annotate_kit.core import Annotation, Edit, SetEntity, apply
from annotate_kit.suggest import Elsewhere, Here, New, Source, Suggestion, accept, accept_all, reject
from annotate_kit.workflow import register
from annotate_kit.workflow.acts import take_back
from annotate_kit.workflow.everywhere import places_everywhere, tag_everywhere
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.reshaping import merge_records, retyped, split_record
from annotate_kit.workflow.session import Session

SOURCE = Source(name="names", version="1")
OTHER = "second-vote"
WHO: dict[str, Any] = {"by": ANNOTATOR, "clock": lambda: 1.0}


def proposed(words: str, target: Any = None, nth: int = 0) -> Suggestion:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Suggestion(
        start=start,
        end=start + len(words),
        type="city",
        target=target or New(),
        score=0.9,
        reason="a test",
        source=SOURCE,
    )


def catalog() -> Any:
    return open_project(a_disk(), ROOT).catalog


CATALOG = catalog()
IDS = counted(9_000)


def _record(annotation: Annotation, number: int) -> str:
    return annotation.ordered_records[number].id


DECISIONS: dict[str, Callable[[Annotation], Edit]] = {
    "accept a new thing": lambda now: accept(proposed("Rome"), now, TEXT, IDS, catalog=CATALOG),
    "accept for a record here": lambda now: accept(
        proposed("Paris", Here(record=_record(now, 0))), now, TEXT, IDS, catalog=CATALOG
    ),
    "accept what another article knows": lambda now: accept(
        proposed("Seoul", Elsewhere(entity="city-far")), now, TEXT, IDS, catalog=CATALOG
    ),
    "accept many": lambda now: accept_all(
        [proposed("Rome"), proposed("Seoul"), proposed("Paris")], now, TEXT, IDS, catalog=CATALOG
    ),
    "reject": lambda now: reject(proposed("Seoul"), now, TEXT),
    "reject everywhere": lambda now: reject(proposed("Seoul"), now, TEXT, everywhere=True),
    "merge": lambda now: merge_records(CATALOG, now, _record(now, 0), _record(now, 1)),
    "split": lambda now: split_record(CATALOG, now, _record(now, 0), list(now.ordered_records[0].mentions), "city-new"),
    "another type": lambda now: retyped(CATALOG, now, _record(now, 0), "city").edit,
    "link": lambda now: SetEntity(record=_record(now, 0), before=None, after="city-far"),
}


def begun(session: Session) -> None:
    for number, words in enumerate(("Riyadh", "Busan"), 1):
        session.do(a_tag(session.annotation, words, number))


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_survives_a_kill_and_a_loss_of_power_at_any_moment_and_so_does_its_undo(name: str) -> None:
    def work(fs: MemoryFs, witness: Witness) -> None:
        session = a_session(fs)
        begun(session)
        witness.saved = witness.wanted = session.annotation
        before = session.annotation
        edit = DECISIONS[name](before)
        witness.act(session, lambda: session.do(edit), apply(edit, before))
        session.close()
        session = a_session(fs, start=1_000)
        assert session.annotation == witness.saved
        witness.act(session, session.undo, before)
        session.close()

    tried = 0
    for fs, witness in stops(a_disk, work):
        if not witness.saved.records:
            continue
        tried += 1
        for left in (fs.after_kill(), fs.after_power_loss(chance(tried))):
            session = a_session(left, start=5_000)
            assert session.annotation in (witness.saved, witness.wanted), (name, fs.operations[-1])
    assert tried > 10


def two_articles() -> MemoryFs:
    fs = a_disk()
    fs.put(f"{ROOT}/annotations/{OTHER}/text.txt", TEXT.encode())
    fs.put(f"{ROOT}/annotations/{OTHER}/article.json", encode_article(an_article(OTHER)))
    return fs


def _everything(fs: MemoryFs) -> dict[str, Any]:
    """What is said about each article, and what the register holds."""
    project = open_project(fs, ROOT)
    said: dict[str, Any] = {"register": register.read_register(project).decisions}
    for article in (ARTICLE, OTHER):
        found = project.annotation(article, ANNOTATOR) if ANNOTATOR in project.annotators(article) else None
        said[article] = (found.spans, found.records) if found is not None and found.spans else None
    return {name: value for name, value in said.items() if value}


def _tag(project: Project) -> None:
    places = places_everywhere(project, ("Busan",), "city", ANNOTATOR, entity=None)
    tag_everywhere(project, places, ids=counted(), **WHO)


def _join(project: Project) -> None:
    register.join(project, "city-a", "city-b", ids=counted(), **WHO)


def _apart(project: Project) -> None:
    register.keep_apart(project, "city-a", "city-b", ids=counted(), **WHO)


@pytest.mark.parametrize("act", [_tag, _join, _apart])
def test_an_act_over_the_project_cut_short_anywhere_is_taken_back_whole(
    act: Callable[[Project], None],
) -> None:
    def work(fs: MemoryFs, _witness: Witness) -> None:
        act(open_project(fs, ROOT))

    whole = two_articles()
    act(open_project(whole, ROOT))
    assert _everything(whole)
    tried = 0
    for fs, _ in stops(two_articles, work):
        tried += 1
        for left in (fs.after_kill(), fs.after_power_loss(chance(tried))):
            take_back(open_project(left, ROOT), ids=counted(5_000), **WHO)
            assert _everything(left) == {}, fs.operations[-1]
    assert tried > 5
    assert take_back(open_project(whole, ROOT), ids=counted(7_000), **WHO) is not None
    assert _everything(whole) == {}
