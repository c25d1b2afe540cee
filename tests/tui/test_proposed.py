"""Values that are proposed show where they would go: in the filling menu and in the form."""

from __future__ import annotations

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.tui.stage import ANALYST, DONE, ENGLISH, ROOT, Stage, a_disk, a_project, clock, ids

from annotate_kit import keys
from annotate_kit.errors import UnreadableError
from annotate_kit.suggest import FieldValue, Here, New, Question, Source, Suggestion
from annotate_kit.tui import advising
from annotate_kit.tui.workbench import Workbench


def proposing(*fields: FieldValue) -> Stage:
    """A new official in hand, for whom these values are proposed."""
    stage = Stage(ENGLISH).play("tab p")
    suggestion = Suggestion(
        start=0,
        end=8,
        type="official",
        target=Here(record=stage.view.hand or ""),
        score=0.9,
        reason="a test",
        source=Source(name="patterns", version="1"),
        is_mention=False,
        fields=fields,
    )
    stage.desk.view = keys.with_suggestions(stage.view, [suggestion])
    return stage


def test_the_filling_menu_and_the_form_show_what_is_proposed_for_empty_fields() -> None:
    stage = proposing(FieldValue(pointer="/born", value="1953-09-22", start=0, end=8))
    assert "‹1953-09-22›? *" in stage.play("enter").text()
    assert "‹1953-09-22›? y takes it" in stage.play("escape e").text()


def test_what_is_proposed_for_a_list_stands_behind_its_name() -> None:
    text = proposing(FieldValue(pointer="/roles/0/title", value="chief", start=0, end=8)).play("e").text()
    line = next(line for line in text.splitlines() if "y takes it" in line)
    assert "‹chief›" in line


def test_an_article_opens_beside_a_register_that_cannot_be_read() -> None:
    fs = a_disk()
    fs.put_folder(f"{ROOT}/annotations/_register/organization-x.json")
    assert Stage(ENGLISH, fs=fs).view.apart == frozenset()


def test_an_article_opens_beside_an_annotation_file_that_cannot_be_read() -> None:
    fs = a_disk()
    fs.remove(f"{ROOT}/annotations/{DONE}/{ANALYST}.json")
    fs.put_folder(f"{ROOT}/annotations/{DONE}/{ANALYST}.json")
    assert Stage(ENGLISH, fs=fs).view.known


def test_suggesters_that_are_not_there_are_told_of() -> None:
    fs = a_disk(**{"annotate-kit.toml": b'[suggest]\nsources = ["nonsense", "other"]\n'})
    bench = suggesting(fs)
    desk = bench.desk
    assert desk is not None
    assert desk.view.message == (
        "nonsense: no such suggester is here. See [suggest] sources in annotate-kit.toml. (and 1 more)"
    )
    bench.close()


class Repeating:
    """A suggester that was learned: it proposes the article's first word."""

    source = Source(name="learned", version="1")

    def suggest(self, question: Question) -> tuple[Suggestion, ...]:
        start = question.text.index("Japan")
        return (
            Suggestion(
                start=start,
                end=start + 5,
                type="organization",
                target=New(),
                score=0.9,
                reason="a test",
                source=self.source,
            ),
        )


def test_what_was_learned_is_asked_once_it_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advising, "learned_suggester", lambda *_arguments, **_named: Repeating())
    bench = suggesting(a_disk(**{"annotate-kit.toml": b'[suggest]\nsources = ["learned"]\n'}))
    assert bench.desk is not None
    assert bench.desk.view.advice.standing
    bench.close()


def test_learning_that_fails_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise UnreadableError("annotations/x/kim.json", "it is not there")

    monkeypatch.setattr(advising, "learned_suggester", broken)
    bench = suggesting(a_disk(**{"annotate-kit.toml": b'[suggest]\nsources = ["learned"]\n'}))
    assert bench.desk is not None
    assert bench.desk.view.message.startswith("learned: annotations/x/kim.json")
    bench.close()


def suggesting(fs: MemoryFs) -> Workbench:
    """An open article, about which the suggesters have been asked, and which has been learned from."""
    bench = Workbench(
        a_project(fs),
        article_id=ENGLISH,
        annotator="tester",
        clock=clock,
        ids=ids,
        size=(80, 24),
        suggesting=lambda: (),
    )
    for _ in bench.loading():
        bench.lines()
    while (think := bench.think()) is not None:
        think()()
    return bench
