"""The app without a terminal: mouse, paste, the editor, requests, loading."""

from __future__ import annotations

import hashlib
import json

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.tui.stage import ANALYST, DONE, ENGLISH, JAPANESE, KOREAN, ROOT, Stage, a_disk, a_project

from annotate_kit import keys
from annotate_kit.codec import encode_article
from annotate_kit.core import ABSENT, Annotation, Article, changes
from annotate_kit.core.conflicts import Conflict, with_conflicts
from annotate_kit.keys import Card, ConflictsList, FormView, Hints, NotesList, Picker, StepsList, margin, refreshed
from annotate_kit.suggest import New, Source, Suggestion
from annotate_kit.text import cell_width
from annotate_kit.tui import opening
from annotate_kit.tui.desk import Desk
from annotate_kit.tui.effects import Browse, Copy, Edit, Leave, Suspend
from annotate_kit.tui.geometry import geometry
from annotate_kit.tui.grid import text_of
from annotate_kit.tui.linear import Reader
from annotate_kit.tui.lists import conflicts_box, notes_box
from annotate_kit.tui.styles import PLAIN
from annotate_kit.workflow.session import SaveState
from annotate_kit.workflow.validation import validate_project


def cell_of(stage: Stage, words: str, *, line: int = 0) -> tuple[int, int]:
    """Where words are on the screen, as (x, y); `line` is where to begin looking."""
    for y, shown in enumerate(stage.screen()):
        if y >= line and words in shown:
            before = shown[: shown.index(words)]
            return sum(2 if ord(character) > 0x1100 and character.isalpha() else 1 for character in before), y
    pytest.fail(f"{words} is not on the screen:\n{stage.text()}")


# Mouse.


def test_a_click_selects_the_word_two_the_name_three_the_sentence() -> None:
    stage = Stage()
    x, y = cell_of(stage, "Korean Industries")
    stage.bench.click(x, y)
    assert stage.view.words == "Korean"
    stage.bench.click(x, y, 2)
    assert stage.view.words == "Federation of Korean Industries"
    stage.bench.click(x, y, 3)
    assert stage.view.words.startswith("The 29th Korea-Japan Business Council")


def test_a_click_in_wide_text_finds_its_word() -> None:
    stage = Stage(KOREAN)
    stage.bench.click(*cell_of(stage, "서울,"))
    assert stage.view.words == "서울"


def test_a_click_behind_brackets_finds_the_word_that_is_drawn_there() -> None:
    stage = Stage(DONE, annotator=ANALYST)
    stage.bench.click(*cell_of(stage, "beating"))
    assert stage.view.words == "beating"


def test_dragging_selects_from_word_to_word() -> None:
    stage = Stage()
    stage.bench.click(*cell_of(stage, "Federation"))
    stage.bench.drag(*cell_of(stage, "Industries"))
    assert stage.view.words == "Federation of Korean Industries"
    before = stage.view
    stage.bench.drag(0, 0)
    assert stage.view == before


@pytest.mark.parametrize("place", [(0, 0), (0, 5), (79, 5), (5, 1), (5, 21), (5, 23)])
def test_a_click_outside_the_words_changes_nothing(place: tuple[int, int]) -> None:
    stage = Stage()
    before = stage.view
    assert stage.bench.click(*place) == ()
    assert stage.view.selection == before.selection
    assert stage.view.overlay is None


def test_a_click_below_the_text_changes_nothing() -> None:
    stage = Stage(size=(120, 100))
    stage.bench.click(10, 90)
    assert stage.view.words == "Business"


def test_a_click_on_a_row_of_a_picker_takes_it() -> None:
    stage = Stage().play("tab tab o")
    assert isinstance(stage.view.overlay, Picker)
    stage.bench.click(*cell_of(stage, "a new organization"))
    stage.settle()
    assert [record.data["name"] for record in stage.view.annotation.records.values()] == ["Japan"]


def test_a_click_on_the_edge_of_a_box_changes_nothing_and_one_beside_closes_it() -> None:
    stage = Stage().play("tab tab o")
    x, y = cell_of(stage, "is a mention of")
    stage.bench.click(x, y)
    assert isinstance(stage.view.overlay, Picker)
    stage.bench.click(5, 2)
    assert stage.view.overlay is None


def test_clicks_in_the_form_open_a_field_and_take_a_choice() -> None:
    stage = Stage().play("tab tab o enter e")
    stage.bench.click(*cell_of(stage, "Kind *"))
    assert isinstance(stage.view.overlay, FormView)
    assert stage.view.overlay.open is not None
    stage.bench.click(*cell_of(stage, "Company"))
    stage.settle()
    assert [record.data["kind"] for record in stage.view.annotation.records.values()] == ["company"]


def test_a_click_on_a_record_takes_it_in_hand_and_jumps_to_its_words() -> None:
    stage = Stage(DONE, annotator=ANALYST, size=(120, 40))
    stage.bench.click(*cell_of(stage, "Ban Ki-moon  "))
    assert stage.view.words == "Ban Ki-moon"
    hand = stage.view.hand
    stage.bench.click(*cell_of(stage, "Officials"))
    assert stage.view.hand == hand


def test_a_click_on_the_folded_line_opens_the_records_and_one_there_jumps() -> None:
    stage = Stage(DONE, annotator=ANALYST)
    stage.bench.click(3, 22)
    stage.bench.click(*cell_of(stage, "Ban Ki-moon  "))
    assert stage.view.words == "Ban Ki-moon"
    assert stage.view.overlay is None


def test_the_wheel_scrolls_the_article_and_moves_in_lists() -> None:
    stage = Stage()
    stage.bench.scroll(3)
    assert stage.view.top == 3
    stage.bench.scroll(-9)
    assert stage.view.top == 0
    stage.play("tab tab o")
    stage.bench.scroll(2)
    assert isinstance(stage.view.overlay, Picker)
    shown = stage.view.overlay
    assert shown.cursor == 2
    stage.bench.scroll(-1)
    assert stage.view.overlay == attrs.evolve(shown, cursor=1)


def test_clicks_and_the_wheel_in_the_queue() -> None:
    stage = Stage(None)
    stage.bench.scroll(1)
    assert stage.bench.hall is not None
    assert stage.bench.hall.queue.cursor == 1
    for place in ((5, 0), (5, 20)):
        stage.bench.click(*place)
        assert stage.bench.hall is not None
    x, y = cell_of(stage, KOREAN)
    stage.bench.click(x, y, 2)
    assert stage.bench.hall is not None
    stage.bench.click(x, y)
    stage.settle()
    assert stage.desk.session.article.id == KOREAN
    stage.bench.drag(5, 5)


def test_before_anything_is_open_the_mouse_does_nothing() -> None:
    stage = Stage()
    stage.bench.go(KOREAN)
    assert stage.bench.click(5, 5) == ()
    stage.bench.drag(5, 5)
    stage.bench.say("nobody hears this")
    assert "opening" in stage.text()


# Paste, clipboard, browser, editor.


def test_pasted_text_is_text_where_text_is_typed_and_nothing_elsewhere() -> None:
    stage = Stage()
    stage.bench.paste("opb")
    assert not stage.view.annotation.records
    stage.play("/")
    stage.bench.paste("Korea\n")
    assert stage.view.words == "Korea"
    assert Stage(None).bench.paste("x") == ()


def test_commands_that_only_the_app_can_do_are_asked_for() -> None:
    stage = Stage()
    assert command(stage, "copy the words") == (Copy("Business"),)
    assert command(stage, "leave") == (Leave(0),)
    assert stage.bench.press("ctrl+c") == (Leave(130),)
    assert stage.bench.press("ctrl+z") == (Suspend(),)
    assert Stage(None).bench.press("ctrl+z") == (Suspend(),)
    source = stage.desk.session.article.url
    expected = (Browse(source),) if source else ()
    assert command(stage, "open the source") == expected


def command(stage: Stage, name: str) -> tuple[object, ...]:
    stage.bench.press(":")
    for character in name:
        stage.bench.press("space" if character == " " else character)
    return stage.bench.press("enter")


def test_a_value_is_edited_as_json_elsewhere() -> None:
    stage = Stage().play("tab tab o enter e")
    (effect,) = stage.bench.press("o")
    assert isinstance(effect, Edit)
    assert effect.text == '"Japan"\n'
    stage.bench.json_edited(effect, '"Nippon"')
    stage.settle()
    assert names(stage) == ["Nippon"]
    stage.bench.json_edited(effect, "{")
    assert "no JSON" in stage.view.message
    stage.bench.json_edited(effect, None)
    assert "editor failed" in stage.view.message
    assert names(stage) == ["Nippon"]


def test_without_an_editor_a_value_is_edited_as_json_in_the_form() -> None:
    stage = Stage().play("tab tab o enter e")
    (effect,) = stage.bench.press("o")
    assert isinstance(effect, Edit)
    stage.bench.open_json(effect)
    assert '["Japan"' in stage.text()
    stage.play('backspace "ese" quotation_mark enter')
    assert names(stage) == ["Japanese"]
    stage.play("down down")
    (missing,) = stage.bench.press("o")
    assert isinstance(missing, Edit)
    assert missing.text == ""
    stage.bench.open_json(missing)
    stage.play("escape escape")
    stage.bench.open_json(effect)
    assert "EDITOR" in stage.view.message


def test_what_comes_from_an_editor_after_the_article_was_left_is_dropped() -> None:
    stage = Stage().play("tab tab o enter e")
    (effect,) = stage.bench.press("o")
    assert isinstance(effect, Edit)
    stage.bench.go(None)
    stage.bench.json_edited(effect, '"Nippon"')
    stage.bench.open_json(effect)
    stage.bench.fold()
    assert stage.bench.check() is None


def names(stage: Stage) -> list[object]:
    return [record.data["name"] for record in stage.view.annotation.records.values()]


# Undo.


def test_undo_says_what_it_undid() -> None:
    stage = Stage().play("u")
    assert stage.view.message == "Nothing to undo."
    stage.play("tab tab o enter u")
    assert 'Undone: a new organization: "Japan"' in stage.view.message
    assert not stage.view.annotation.records
    stage.play("U")
    assert "Done again" in stage.view.message
    assert len(stage.view.annotation.records) == 1
    stage.play("U")
    assert stage.view.message == "Nothing to do again."


def test_undoing_within_the_list_of_what_was_done_shows_it_there() -> None:
    stage = Stage().play("tab tab o enter")
    command(stage, "list of what")
    assert isinstance(stage.view.overlay, StepsList)
    stage.play("u")
    assert stage.view.overlay == StepsList(steps=('undone: a new organization: "Japan"',))


def test_a_history_that_cannot_be_read_is_said() -> None:
    stage = Stage().play("tab tab o enter")
    stage.bench.close()
    stage = Stage(fs=stage.fs)

    def unreadable(operation: str, path: str) -> int | None:
        if operation in ("read", "list") and "history" in path:
            raise OSError(5, "Input/output error")
        return None

    stage.fs.fault = unreadable
    command(stage, "list of what")
    assert "cannot be read" in stage.view.message
    again = Stage(fs=stage.fs).play("u")
    assert "cannot be read" in again.view.message


# Opening and leaving.


def test_an_article_that_cannot_be_opened_leads_to_the_queue_which_says_why() -> None:
    fs = a_disk(annotations__broken__article=b"")
    fs.put("/work/news/annotations/broken/text.txt", b"Words.\n")
    fs.put("/work/news/annotations/broken/article.json", b"{")
    stage = Stage("broken", fs=fs)
    assert stage.bench.hall is not None
    assert "broken" in stage.screen()[-1]
    assert "damaged" in next(line for line in stage.screen() if "broken" in line)


def test_a_damaged_annotation_file_is_said_at_the_opening_and_in_the_queue() -> None:
    fs = a_disk()
    fs.put(f"/work/news/annotations/{ENGLISH}/tester.json", b"{")
    stage = Stage(fs=fs)
    assert "damaged" in stage.view.message
    queue = Stage(None, fs=a_disk_with_damage())
    assert "damaged" in next(line for line in queue.screen() if ENGLISH in line)


def test_a_damaged_file_has_as_many_problems_as_validate_finds_until_it_is_mended() -> None:
    fs = a_disk_with_damage()
    stage = settled(Stage(fs=fs))
    found = validate_project(stage.bench.project, (f"annotations/{ENGLISH}/tester.json",)).problems
    assert found
    assert [problem.code for problem in stage.view.problems] == [problem.code for problem in found]
    queue = settled(Stage(None, fs=a_disk_with_damage(), size=(120, 40)))
    row = next(row for row in queue.bench.hall.queue.rows if row.article == ENGLISH)  # type: ignore[union-attr]
    assert row.problems == len(found)
    settled(stage.play("tab o enter"))
    assert {problem.code for problem in stage.view.problems}.isdisjoint({problem.code for problem in found}), (
        "with the first edit what could not be read leaves the file"
    )


def test_rules_that_the_settings_leave_out_are_left_out_in_the_app_too() -> None:
    fs = a_disk()
    stage = settled(Stage(fs=fs).play("tab p"))
    codes = {problem.code for problem in stage.view.problems}
    assert codes
    stage.bench.close()
    fs.put("/work/news/annotate-kit.toml", f"[validate]\nignore = {sorted(codes)}\n".encode())
    assert not settled(Stage(fs=fs)).view.problems
    fs.put("/work/news/annotate-kit.toml", b'[validate]\nignore = ["AK999"]\n')
    assert {problem.code for problem in settled(Stage(fs=fs)).view.problems} == codes


def settled(stage: Stage) -> Stage:
    stage.settle()
    return stage


def a_disk_with_damage() -> MemoryFs:
    fs = a_disk()
    fs.put(f"/work/news/annotations/{ENGLISH}/tester.json", b"{")
    return fs


def test_what_cannot_be_folded_is_said_where_the_person_goes_next() -> None:
    stage = Stage().play("tab tab o enter")

    def no_replacing(operation: str, path: str) -> int | None:
        if operation == "replace" and path.endswith("tester.json"):
            raise OSError(30, "Read-only file system")
        return None

    stage.fs.fault = no_replacing
    stage.bench.go(KOREAN)
    stage.settle()
    assert "cannot be written" in stage.view.message
    assert stage.bench.trouble is not None


def test_the_status_of_an_article_decides_which_comes_next() -> None:
    stage = Stage("expo-2030-vote", annotator=ANALYST).play(">")
    assert stage.desk.session.article.id == "wto-director-general-2021"


def test_what_the_project_does_not_have_is_said() -> None:
    stage = Stage(None).play("g")
    assert "no guidelines.md" in stage.screen()[-1]
    card = Stage().play("number_sign").view.overlay
    assert isinstance(card, Card)
    assert "no guidelines.md" in card.lines[-1]


def test_the_guidelines_lie_over_the_article() -> None:
    fs = a_disk(**{"guidelines.md": b"# Tag names whole\n\nTitles are no part of a name.\n"})
    article = Stage(fs=fs)
    command(article, "guidelines")
    assert "Titles are no part of a name." in article.text()
    queue = Stage(None, fs=fs).play("g")
    assert "Titles are no part of a name." in queue.text()
    queue.bench.click(5, 5)
    assert "Titles" not in queue.text()


def test_guidelines_that_cannot_be_read_say_so() -> None:
    fs = a_disk()
    fs.put_folder(f"{ROOT}/guidelines.md")
    assert any("guidelines.md cannot be read" in line for line in Stage(fs=fs).view.guidelines)


def test_bookmarks_are_there_again_after_a_restart_and_in_the_queue() -> None:
    stage = Stage().play("tab '")
    marks = stage.view.bookmarks
    assert marks
    stage.bench.close()
    assert Stage(fs=stage.fs).view.bookmarks == marks
    line = next(line for line in Stage(None, fs=stage.fs).screen() if ENGLISH in line)
    assert "»" in line


def test_bookmarks_that_cannot_be_kept_say_so() -> None:
    fs = a_disk()
    stage = Stage(fs=fs)
    fs.put(f"{ROOT}/.annotate-kit/bookmarks", b"a file where a folder should be")
    stage.play("'")
    assert "cannot be written" in stage.view.message


def test_comments_are_marked_told_and_listed() -> None:
    stage = Stage().play('tab tab o enter quotation_mark "check" enter')
    assert "⟦Japan⟧o¹”" in stage.text()
    stage.play("l h")
    stage.play("shift+tab tab")
    assert "” check (tester)" in stage.screen()[-1]
    assert "Comments" in stage.play("_").text()
    stage.bench.click(10, 12)
    stage.play('escape g quotation_mark "xyz" enter escape _ end')
    assert "▸ Japan: xyz" in stage.text()


def test_what_the_last_line_offers_can_be_clicked() -> None:
    stage = Stage().play("tab tab o enter")
    line = stage.screen()[-1]
    stage.bench.click(cell_width(line[: line.index("* tag")]), 23)
    assert "more places tagged" in stage.view.message
    line = stage.play("tab").screen()[-1]
    stage.bench.click(line.index("? keys"), 23)
    assert "Keys that work here" in stage.text()
    assert stage.bench.click(1, 23) == ()
    assert stage.play("escape /").bench.click(70, 23) == ()


def test_the_letters_of_the_filling_box_can_be_clicked() -> None:
    stage = Stage(size=(120, 40)).play("tab tab o enter enter")
    lines = stage.screen()
    y = next(n for n, line in enumerate(lines) if "n Name" in line[:80])
    stage.bench.click(lines[y].index("n Name"), y)
    assert stage.view.overlay is None
    assert "Japan" in stage.view.message


def test_the_settings_colour_the_types() -> None:
    fs = a_disk(**{"annotate-kit.toml": b'[theme.colors]\norganization = "red"\n'})
    stage = Stage(DONE, annotator=ANALYST, fs=fs)
    assert stage.view.catalog.types["organization"].color == "red"
    assert stage.view.catalog.types["official"].color == "green"
    assert any(style == "tag red" for line in stage.bench.lines() for _, style in line)


def test_what_two_sessions_changed_differently_is_said_at_the_next_opening() -> None:
    first = Stage().play("tab tab o enter")
    first.bench.close()
    one, other = Stage(fs=first.fs), Stage(fs=first.fs)
    for stage, kind in ((one, "company"), (other, "media")):
        stage.play(f'r enter e down down down enter "{kind}" enter')
        stage.bench.close()
    assert "two sessions changed /kind of" in Stage(fs=first.fs).view.message


def test_bookmarks_live_as_long_as_the_app() -> None:
    stage = Stage().play("right right '")
    at = stage.view.bookmarks
    assert len(at) == 1
    assert "»" in stage.screen()[2]
    end = len(stage.view.text) - 1
    stage.desk.view = attrs.evolve(stage.view, bookmarks=(*at, end))
    assert sum("»" in line for line in stage.screen()) == 1
    stage.desk.view = attrs.evolve(stage.view, bookmarks=at)
    stage.play("q enter")
    assert stage.view.bookmarks == at


def test_the_screen_before_anything_is_open_is_that_of_the_article_without_marks() -> None:
    stage = Stage()
    first = opening.opening_lines(stage.bench.project, ENGLISH, "tester", stage.bench.geometry)
    assert [text_of(line).rstrip(" ") for line in first[1:22]] == [
        line.replace("⟦", " ").replace("⟧", " ") for line in stage.screen()[1:22]
    ]
    stage.bench.go(JAPANESE)
    assert stage.screen()[-1] == " opening …"
    stage.bench.go(None)
    assert set(stage.screen()) == {""}


@pytest.mark.parametrize("width", [4, 24, 25, 60, 78, 120])
def test_the_margin_of_the_first_paint_is_that_of_the_article(width: int) -> None:
    assert opening.margin(width) == margin(width)


def test_lines_are_painted_from_the_upper_left_corner() -> None:
    assert opening.painted([(("a", "bold"), ("b", ""))], PLAIN) == "\x1b[H\x1b[1;1H\x1b[0;1ma\x1b[0mb\x1b[0m"


def test_problems_are_looked_for_once_for_each_version() -> None:
    stage = Stage()
    assert stage.bench.check() is not None
    stage.settle()
    assert stage.bench.check() is None
    stage.play("tab tab o enter")
    assert stage.bench.check() is None
    assert [problem.code for problem in stage.view.problems] == ["AK102"]


def test_what_another_session_did_is_seen_after_a_fold() -> None:
    stage = Stage().play("tab tab o enter")
    other = Stage(fs=stage.fs).play("tab tab tab tab")
    other.play("p enter")
    other.bench.close()
    seen: list[Annotation] = []

    def tell(desk: Desk, state: SaveState) -> None:
        desk.saved(state)
        seen.append(desk.view.annotation)

    stage.bench.on_state = tell
    stage.bench.fold()
    stage.desk.session.fold()
    assert len(seen[-1].records) == 2


def test_an_edit_that_does_not_fit_any_more_is_taken_back_and_said() -> None:
    stage = Stage().play("tab tab o enter")
    session = stage.desk.session
    record = next(iter(session.annotation.records.values()))
    session.do(changes.remove_record(session.annotation, record.id))
    stage.play("e down down down enter enter")
    stage.bench.press("enter")
    stage.play('"company" enter')
    assert "does not fit" in stage.view.message
    assert not stage.view.annotation.records


def test_other_places_and_hits_before_and_behind_the_rows_in_view_are_not_drawn() -> None:
    stage = Stage().play('/ "Korea" enter pagedown pagedown')
    assert stage.view.search is not None
    assert stage.view.top > 0
    assert "Korea" in stage.text()


def test_a_letter_of_a_hint_leaves_the_hints_that_begin_with_it() -> None:
    stage = Stage(size=(200, 60)).play("f")
    labels = [label for label, _ in stage.view.overlay.labels] if isinstance(stage.view.overlay, Hints) else []
    lead = next(label[0] for label in labels if len(label) == 2)
    before = stage.text()
    stage.play(lead)
    assert isinstance(stage.view.overlay, Hints)
    assert stage.text() != before


def test_keys_pressed_while_an_article_opens_wait_for_it() -> None:
    stage = Stage(None)
    stage.bench.go(ENGLISH)
    assert stage.bench.press("ctrl+z") == (Suspend(),)
    assert stage.bench.press("tab") == ()
    stage.bench.press("ctrl+z")
    for key in (":", *"leave", "enter"):
        assert stage.bench.press(key) == ()
    stage.settle()
    assert stage.view.words == "South Korea"
    assert stage.bench.late_effects() == (Leave(0),)
    assert stage.bench.late_effects() == ()


def test_records_that_nothing_names_are_not_offered() -> None:
    fs = a_disk()
    path = f"/work/news/annotations/{DONE}/{ANALYST}.json"
    kept = json.loads(fs.read(path, 1_000_000))
    kept["records"] = [{"data": {}, "evidence": {}, "id": "ship-0000000001", "mentions": [], "type": "ship"}]
    kept["spans"] = []
    fs.put(path, json.dumps(kept).encode())
    stage = Stage(fs=fs)
    assert all(DONE not in known.articles for known in stage.view.known)
    assert stage.view.known


def test_nothing_is_folded_while_an_edit_is_on_its_way() -> None:
    stage = Stage().play("tab tab o")
    stage.bench.press("enter")
    stage.bench.fold()
    stage.settle()
    assert stage.bench.project.annotation(ENGLISH, "tester") is None
    stage.bench.fold()
    stage.desk.session.fold()
    assert stage.bench.project.annotation(ENGLISH, "tester") is not None


def test_an_article_that_goes_while_its_problems_are_counted_has_none() -> None:
    stage = Stage(None, annotator=ANALYST)
    look = stage.bench.check()
    assert look is not None
    stage.fs.remove(f"/work/news/annotations/{DONE}/{ANALYST}.json")
    look()()
    assert "0 problems" in stage.screen()[0]
    assert stage.bench.check() is None


def test_leaving_while_the_queue_is_still_being_read_is_quiet() -> None:
    bench = Stage(None, annotator=ANALYST).bench
    steps = bench.loading()
    next(steps)
    bench.close()
    assert sum(1 for _ in steps) == len(bench.project.article_ids)
    assert bench.hall is None


def test_two_sessions_that_disagree_are_counted_shown_and_decided() -> None:
    stage = Stage().play("tab tab o enter")
    record = stage.view.hand
    assert record is not None
    found = Conflict(kind="value", record=record, pointer="/name", base="A", ours="Nippon", theirs="Japan")
    other = Conflict(kind="removed", record=record, ours=ABSENT, theirs={})
    annotation = with_conflicts(stage.view.annotation, [found, other], by="tester")
    stage.desk.view = refreshed(stage.view, annotation)
    stage.desk.session.annotation = annotation
    assert "2 conflicts" in stage.screen()[0]
    text = stage.play("|").text()
    assert "1 you had    Nippon" in text
    assert "2 the file has   Japan" in text
    assert "1 conflict" in stage.play("down up 1").screen()[0]
    assert "conflict" not in stage.play("2").screen()[0]


def test_lists_that_were_emptied_elsewhere_say_so() -> None:
    view = Stage().view
    for box, words in (
        (conflicts_box(view, ConflictsList(), (80, 20), 60), "Nothing is left to decide."),
        (notes_box(view, NotesList(), (80, 20), 60), "No comments."),
    ):
        assert any(words in text_of(line) for line in box.lines)


def test_the_queue_tells_when_and_how_long() -> None:
    now = [1_700_000_000.0]
    stage = Stage(clock=lambda: now[0])
    for key in ("tab", "tab", "o", "enter", "enter", "n", ">"):
        now[0] += 80
        stage.bench.press(key)
        stage.settle()
    stage.bench.close()

    def line(days: float) -> tuple[str, str]:
        queue = Stage(None, fs=stage.fs, clock=lambda: now[0] + days * 86_400)
        queue.settle()
        return next(line for line in queue.screen() if ENGLISH in line), queue.screen()[-2]

    shown, progress = line(0)
    assert shown.endswith("today")
    assert "~ 4 min an article" in progress
    assert "min left" in progress
    assert line(1)[0].endswith("yesterday")
    assert line(9)[0].endswith("14 Nov")
    assert line(400)[0].endswith("Nov 2023")
    others = Stage(None, fs=stage.fs).play("s")
    assert "only open" in others.play("down").screen()[-1]


def test_a_suggestion_offers_its_keys_in_the_last_line() -> None:
    stage = Stage()
    suggestion = Suggestion(
        start=0,
        end=8,
        type="organization",
        target=New(),
        score=0.9,
        reason="a name",
        source=Source(name="names", version="1"),
    )
    stage.desk.view = keys.with_suggestions(stage.view, [suggestion])
    assert "y accept   x reject" in stage.screen()[-1]
    line = stage.screen()[-1]
    stage.bench.click(line.index("x reject"), 23)
    assert not [*stage.view.advice.between(0, 8)]
    stage = Stage()
    stage.desk.view = keys.with_suggestions(stage.view, [attrs.evolve(suggestion, start=9, end=15)])
    assert "Tab 1 suggestion" in stage.screen()[-1]


def with_article(fs: MemoryFs, id_: str, title: str, text: str) -> MemoryFs:
    raw = text.encode()
    article = Article(id=id_, title=title, text_sha256=hashlib.sha256(raw).hexdigest(), length=len(text))
    fs.put(f"/work/news/annotations/{id_}/text.txt", raw)
    fs.put(f"/work/news/annotations/{id_}/article.json", encode_article(article))
    return fs


def test_a_title_stands_for_an_id_that_tells_nothing() -> None:
    fs = with_article(a_disk(), "article-4x", "한일 경제인 회의", "한일 경제인 회의\n")
    assert "한일 경제인 회의" in Stage("article-4x", fs=fs).screen()[0]
    queue = Stage(None, fs=fs)
    assert any("한일 경제인 회의" in line and "article-4x" not in line for line in queue.screen())


def test_many_other_places_are_more_than_are_counted() -> None:
    fs = with_article(a_disk(), "seoul", "Seoul", "Seoul. " * 120 + "\n")
    stage = Stage("seoul", fs=fs).play("o")
    assert "99+ more places: * tag" in stage.screen()[-1]
    assert stage.text().count("‹Seoul") == 119, "they are marked also where they are not counted"
    assert any("99+ more places: * tags them." in line for line in Reader(stage.bench).changes())
    assert "119 more places tagged" in stage.play("*").view.message


def test_the_first_paint_calls_an_article_by_its_id_where_nothing_else_is_known() -> None:
    fs = a_disk(annotations__broken__article=b"")
    fs.put("/work/news/annotations/broken/text.txt", b"Words.\n")
    fs.put("/work/news/annotations/broken/article.json", b"{")
    lines = opening.opening_lines(a_project(fs), "broken", "tester", geometry(80, 24))
    assert "broken" in text_of(lines[0])


def test_a_selection_between_two_rows_marks_neither() -> None:
    stage = Stage()
    layout = stage.view.layout
    row = next(n for n in range(9) if layout.ends[n] < layout.starts[n + 1])
    between = keys.Selection(start=layout.ends[row], end=layout.starts[row + 1])
    stage.desk.view = attrs.evolve(stage.view, selection=between)
    assert "⟦" not in stage.text()
