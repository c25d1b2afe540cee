"""What the settings change in the app: keys, the timer, who sees what."""

from __future__ import annotations

import pytest
from tests.tui.stage import ANALYST, DONE, ENGLISH, ROOT, Stage, a_disk, a_project

from annotate_kit.errors import UsageError
from annotate_kit.tui.run import check_keymap
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.queueing import blinded
from annotate_kit.workflow.timing import time_spent


def with_settings(toml: str, article: str | None = ENGLISH, annotator: str = "tester") -> Stage:
    return Stage(article, annotator=annotator, fs=a_disk(**{"annotate-kit.toml": toml.encode()}))


def test_other_keys_count_in_the_article_and_the_queue() -> None:
    toml = '[keymap]\n"next candidate" = "z"\n"next suggestion or candidate" = "z"\n'.replace(
        '"next candidate" = "z"\n', ""
    )
    toml += '[keymap.queue]\nopen = "z"\n'
    stage = with_settings(toml)
    assert stage.play("z").view.words == "South Korea"
    assert "z" in stage.play("?").text()
    queue = with_settings(toml, None).play("z")
    assert queue.bench.desk is not None


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (
            '[keymap]\nundo = "o"\n',
            "'record type organization' and 'undo'. Give one another key. See the settings.",
        ),
        ('[keymap]\nundo = "o"\nredo = "p"\n', "And 1 more like it."),
    ],
)
def test_keys_that_clash_stop_the_app_before_it_begins(toml: str, said: str) -> None:
    project = a_project(a_disk(**{"annotate-kit.toml": toml.encode()}))
    with pytest.raises(UsageError, match="keymap") as error:
        check_keymap(project)
    assert said in str(error.value)
    check_keymap(a_project())
    check_keymap(a_project(a_disk(**{"annotate-kit.toml": b'[keymap]\nundo = "z"\n'})))


def test_the_timer_counts_keys_and_seconds_and_never_a_word() -> None:
    now = [1_700_000_000.0]

    def ticking() -> float:
        now[0] += 2.0
        return now[0]

    stage = Stage(clock=ticking, fs=a_disk(**{"annotate-kit.toml": b"[timer]\non = true\n"}))
    stage.play('tab tab o enter quotation_mark "secret" enter u')
    stage.bench.close()
    kept = {path: raw for path, raw in stage.fs.snapshot().items() if "/timer/" in path}
    assert len(kept) == 1
    raw = next(iter(kept.values()))
    assert b"secret" not in raw
    assert b"Japan" not in raw
    found = time_spent(open_project(stage.fs, ROOT))
    assert {name: (spent.acts, spent.keys) for name, spent in found.by_act.items()} == {
        "take": (1, 4),
        "keep the comment": (1, 8),
        "undo": (1, 1),
    }
    assert found.by_act["undo"].seconds > 0
    assert found.by_type["organization"].keys == 13
    assert [*found.by_article] == [ENGLISH]


def test_without_being_asked_nothing_is_counted() -> None:
    stage = Stage().play("tab tab o enter")
    stage.bench.close()
    assert not any("/timer/" in path for path in stage.fs.snapshot())


def test_a_timer_that_cannot_write_keeps_nobody_from_working() -> None:
    fs = a_disk(**{"annotate-kit.toml": b"[timer]\non = true\n"})
    fs.put(f"{ROOT}/.annotate-kit/timer", b"a file where a folder should be")
    stage = Stage(fs=fs).play("tab tab o enter")
    stage.bench.close()
    assert stage.bench.trouble is None


BLIND = f'[assignment.articles]\n{DONE} = ["{ANALYST}", "tester"]\n{ENGLISH} = ["tester"]\n'


def test_what_the_other_says_is_not_come_across_before_both_are_done() -> None:
    project = open_project(a_disk(**{"annotate-kit.toml": BLIND.encode()}), ROOT)
    assert project.annotators(DONE) == (ANALYST,)
    assert blinded(project, "tester").annotators(DONE) == ()
    assert blinded(project, "somebody-else").annotators(DONE) == (ANALYST,)
    assert [known.article for known in blinded(project, "tester").known_records()].count(DONE) == 0
    open_project(a_disk(), ROOT)
    assert blinded(project, "tester").annotators("no-such-article") == ()


def test_the_next_article_is_one_of_mine() -> None:
    toml = f'[assignment]\nannotators = ["somebody"]\n[assignment.articles]\n{ENGLISH} = ["tester"]\n'
    toml += 'wto-director-general-2021 = ["tester"]\n'
    stage = with_settings(toml).play(">")
    assert stage.desk.session.article.id == "wto-director-general-2021"
    stage = with_settings(toml)
    stage.fs.put(f"{ROOT}/annotations/expo-2030-vote/article.json", b"{")
    assert "expo-2030-vote" in stage.play(">").text()


def test_the_queue_shows_what_is_mine_until_all_is_asked_for() -> None:
    stage = with_settings(
        f'[assignment]\nannotators = ["somebody"]\n[assignment.articles]\n{ENGLISH} = ["tester"]\n', None
    )
    assert "1 article · 0 done" in stage.screen()[0]
    assert "wto" not in stage.text()
    assert "9 articles" in stage.play("m").screen()[0]
    assert "new (someb" in stage.text()
