"""Keys through the real app, headless: what they leave in the files, and how much they repaint."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.tui.stage import ANALYST, DONE, ENGLISH, KOREAN, Stage, a_disk, a_project, clock, ids, play
from textual.pilot import Pilot

from annotate_kit.errors import AccessError
from annotate_kit.tui import replay
from annotate_kit.tui.app import AnnotateApp
from annotate_kit.tui.styles import PLAIN
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.project import Project


def saved(project: Project, article: str = ENGLISH, annotator: str = "tester") -> dict[str, Any]:
    raw = project.store.read(f"annotations/{article}/{annotator}.json")
    return dict(json.loads(raw))


def test_only_the_last_screen_is_kept_unless_all_are_asked_for() -> None:
    result = replay(a_project(), article_id=ENGLISH, annotator="tester", keys=("tab", "tab"), clock=clock, ids=ids)
    assert len(result.screens) == 1
    assert "⟦Japan⟧" in result.screens[0]
    assert result.screens[0].count("\n") == 40


def test_a_tag_and_a_field_are_in_the_file_afterwards() -> None:
    project = a_project()
    result = play("tab tab o enter enter k", project=project)
    assert result.return_code == 0
    kept = saved(project)
    assert [span["quotes"] for span in kept["spans"]] == [["Japan"]]
    assert [record["data"]["name"] for record in kept["records"]] == ["Japan"]
    assert "● saved" in result.screens[-1]


def test_space_and_a_letter_tag_the_next_new_name_and_its_abbreviation_joins_it() -> None:
    project = a_project()
    play('/ "building" enter space o space o *', project=project)
    kept = saved(project)
    name = "Federation of Korean Industries"
    assert sorted(span["quotes"] for span in kept["spans"]) == [["FKI"], ["FKI"], ["FKI"], [name]]
    assert [record["data"]["name"] for record in kept["records"]] == [name]
    assert len(kept["records"][0]["mentions"]) == len(kept["spans"])


def test_undo_reaches_back_across_a_restart() -> None:
    project = a_project()
    play("tab tab o enter", project=project)
    play("u", project=project)
    assert saved(project)["records"] == []
    play("U", project=project)
    assert len(saved(project)["records"]) == 1


def test_looking_leaves_no_trace() -> None:
    fs = a_disk()
    before = dict(fs.files)
    play("tab down pagedown f escape g down q / K o r e a enter n N ? q : escape e q", project=a_project(fs))
    assert fs.files.keys() == before.keys()


def test_korean_letters_tag_in_a_korean_article() -> None:
    project = a_project()
    play("tab ㅐ", article=KOREAN, project=project)
    assert [record["type"] for record in saved(project, KOREAN)["records"]] == ["organization"]


def test_done_opens_the_next_article_that_is_not_done() -> None:
    project = a_project()
    result = play(">", project=project, annotator=ANALYST)
    assert saved(project, ENGLISH, ANALYST)["status"] == "done"
    assert "wto-director-general-2021" in result.screens[-1].splitlines()[0]


def test_behind_the_last_article_comes_the_queue_and_before_the_first_too() -> None:
    assert "by article" in play(">", article="wto-director-general-2021").screens[-1]
    assert "by article" in play("<", article="busan-chambers-2023").screens[-1]
    assert "busan-chambers-2023" in play("<").screens[-1].splitlines()[0]


def test_from_the_queue_into_an_article_and_back_to_its_row() -> None:
    result = play("down down enter q", article=None)
    assert "▸ fki-new-name" in result.screens[-1] or "▸ expo-2030-vote" in result.screens[-1]
    assert "expo-2030-vote" in result.screens[2].splitlines()[0] or "opening" in result.screens[2]


def test_keys_that_come_while_an_article_opens_are_not_lost() -> None:
    project = a_project()
    play("down enter tab tab o enter q", article=None, project=project)
    assert [record["type"] for record in saved(project)["records"]] == ["organization"]


@pytest.mark.parametrize(("keys", "code"), [("ctrl+c", 130), (": l e a v e enter", 0), ("q q", 0)])
def test_leaving_gives_the_exit_code(keys: str, code: int) -> None:
    assert play(f"tab tab o enter {keys} tab").return_code == code


def test_a_crash_inside_the_app_is_raised_outside() -> None:
    def broken() -> float:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        play("tab tab o enter", clock=broken)


def test_the_card_of_the_first_keys_lies_over_the_article_until_a_key() -> None:
    result = play("enter", card=True)
    assert "The first keys" not in result.screens[-1]
    assert "The first keys" in play(card=True).screens[-1]


def test_after_a_failed_write_the_screen_goes_back_to_what_is_on_disk() -> None:
    fs = a_disk()
    project = a_project(fs)

    def full(operation: str, _path: str) -> int | None:
        if operation == "fsync":
            raise OSError(28, "No space left on device")
        return None

    fs.fault = full
    result = play("tab tab o enter", project=project)
    screen = result.screens[-1]
    assert "✗ not saved" in screen.splitlines()[0]
    assert "taken back" in screen.splitlines()[-1]
    assert "[Japan]o" not in screen
    assert "⟦Japan⟧o" not in screen


def test_once_the_disk_takes_edits_again_the_next_one_is_kept() -> None:
    stage = Stage()

    def full(operation: str, _path: str) -> int | None:
        if operation == "fsync":
            raise OSError(28, "No space left on device")
        return None

    stage.fs.fault = full
    assert "✗ not saved: no space left" in stage.play("tab tab o enter").text()
    assert "✗ not saved" in stage.play("o enter").text()
    stage.fs.fault = lambda _operation, _path: None
    assert "● saved" in stage.play("o enter").text()
    stage.bench.close()
    assert len(saved(stage.bench.project)["records"]) == 1


def test_what_cannot_be_put_into_the_file_is_said_when_the_app_has_left() -> None:
    fs = a_disk()
    project = a_project(fs)

    def no_replacing(operation: str, path: str) -> int | None:
        if operation == "replace" and path.endswith("tester.json"):
            raise OSError(30, "Read-only file system")
        return None

    fs.fault = no_replacing
    with pytest.raises(AccessError):
        play("tab tab o enter", project=project)
    fs.fault = lambda _operation, _path: None
    play("", project=a_project(fs))
    assert len(saved(project)["records"]) == 1


# How much work a key is.


class Counted:
    """The app with its keys played, and what they cost."""

    def __init__(self, keys: str, *, article: str = DONE, size: tuple[int, int] = (120, 40)) -> None:
        bench = Workbench(a_project(), article_id=article, annotator=ANALYST, clock=clock, ids=ids, size=size)
        self.app = AnnotateApp(bench, PLAIN)
        self.rows: list[int] = []
        self.layouts: list[int] = []

        async def run(pilot: Pilot[object]) -> None:
            await self.app.settle()
            await pilot.pause(0.05)
            for key in keys.split():
                rows, layouts = self.app.canvas.rows_repainted, self.app.screen._layout_updates
                self.app.press(key)
                await pilot.pause(0)
                await pilot.pause(0)
                self.rows.append(self.app.canvas.rows_repainted - rows)
                self.layouts.append(self.app.screen._layout_updates - layouts)
            self.app.exit()

        self.app.run(headless=True, size=size, auto_pilot=run)
        if self.app.crash is not None:
            raise self.app.crash


def test_a_move_repaints_the_rows_it_leaves_and_enters_and_lays_nothing_out() -> None:
    counted_keys = Counted("right right right tab tab down up ; L H")
    # Two rows of the article, the footer, and what the pane says of the record that is shown.
    assert max(counted_keys.rows) <= 8
    assert sorted(counted_keys.rows)[len(counted_keys.rows) // 2] <= 4
    assert counted_keys.layouts == [0] * 10


def test_no_key_lays_anything_out() -> None:
    counted_keys = Counted("pagedown f escape g q e down q ? q / a enter r escape")
    assert set(counted_keys.layouts) == {0}


def test_a_key_that_changes_nothing_repaints_at_most_the_footer() -> None:
    assert max(Counted("home home f12 f12").rows[1:]) <= 2
