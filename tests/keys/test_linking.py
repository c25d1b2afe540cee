from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import (
    FindEverywhere,
    KeepApart,
    Known,
    ListRow,
    OpenArticle,
    Picker,
    TagEverywhere,
    TakeEntity,
    TakeNew,
    TakeValue,
    UndoAct,
    placed,
    prepare_known,
    with_found,
)
from annotate_kit.keys.known_rows import known_rows
from annotate_kit.keys.linking import duplicate_of
from annotate_kit.keys.row_search import filtered, prepare

KJE = "Korea-Japan Economic Association"


def known(entity: str, caption: str, *names: str, kind: str = "organization") -> Known:
    return Known(entity=entity, type=kind, caption=caption, names=(caption, *names), articles=("one", "two"))


def run(player: Any, name: str) -> Any:
    return player.play(":").type(name).play("enter")


def labels(player: Any) -> list[str]:
    return [row.label for row in player.view.overlay.rows]


@pytest.fixture
def two(begin: Any) -> Any:
    """The association twice, by its name and by Kim; the first in hand."""
    player = begin().select(KJE).play("o")
    first = player.view.hand
    player.select("Mitsubishi Corp.").play("o")
    player.view = attrs.evolve(player.view, hand=first)
    return player


# Merging.


def test_two_records_become_one_and_one_undo_parts_them(two: Any) -> None:
    kept = two.view.hand
    run(two, "merge records")
    assert labels(two) == ["Mitsubishi Corp."]
    two.play("enter")
    assert list(two.view.annotation.records) == [kept]
    assert two.quotes() == [KJE, "Mitsubishi Corp."]
    assert two.message.startswith("Mitsubishi Corp. is part of")
    two.undo()
    assert len(two.view.annotation.records) == 2


def test_the_likeliest_is_offered_first_to_merge(begin: Any) -> None:
    player = begin().select("Kim Yoon").play("p")
    kept = player.view.hand
    player.select("Mikio Sasaki").play("p")
    player.select("Kim said")
    player.play("H P")
    new = next(n for n, row in enumerate(player.view.overlay.rows) if isinstance(row.choice, TakeNew))
    player.play(" ".join(["down"] * new + ["enter"]))
    player.view = attrs.evolve(player.view, hand=kept)
    run(player, "merge records")
    assert labels(player) == ["Kim", "Mikio Sasaki"]
    assert player.view.overlay.rows[0].note


def test_what_cannot_be_merged_is_said(begin: Any) -> None:
    player = begin()
    for name in ("merge records", "split the record", "change the record's type", "same as in other articles"):
        assert run(player, name).message.startswith("No record in hand"), name
    assert run(player, "not the same as in other articles").message.startswith("No record in hand")
    player.select(KJE).play("o")
    assert run(player, "merge records").message == "There is no other organization here."
    assert run(player, "split the record").message.endswith("has no two mentions to part.")


# Splitting.


def test_one_record_becomes_two(two: Any) -> None:
    run(two, "merge records").play("enter")
    run(two, "split the record")
    assert labels(two) == ["only here: Mitsubishi Corp.", KJE, "Mitsubishi Corp."]
    two.type("Mitsu").play("enter")
    assert two.message == "Mitsubishi Corp. is a record of its own now; u takes it back"
    assert two.quotes() == ["Mitsubishi Corp."]
    two.undo()
    assert len(two.view.annotation.records) == 1


def test_the_mention_under_the_selection_can_go_alone(begin: Any) -> None:
    player = begin().select(KJE).play("o *")
    player.select(KJE, 1)
    run(player, "split the record")
    assert labels(player)[0] == f"only here: {KJE}"
    assert player.view.overlay.rows[1].detail == "3 places"
    player.play("enter")
    assert sorted(len(one.mentions) for one in player.view.annotation.records.values()) == [1, 2]


# Another type.


def test_a_type_is_changed_with_what_carries_over_shown(begin: Any) -> None:
    player = begin().select("Kim Yoon").play("p")
    run(player, "change the record's type")
    row = next(row for row in player.view.overlay.rows if row.label == "Organization")
    assert row.note == "keeps Name"
    player.type("Organ").play("enter")
    record = player.view.annotation.records[player.view.hand or ""]
    assert (record.type, record.data["name"]) == ("organization", "Kim Yoon")
    assert player.message == "Organization now; u takes it back"
    run(player, "change the record's type")
    rows = {row.label: row.note for row in player.view.overlay.rows}
    assert rows["Official"] == "keeps Name"


def test_what_is_lost_by_another_type_is_said(begin: Any) -> None:
    player = begin().select(KJE).play("o")
    player.select("Seoul").play("enter h")
    run(player, "change the record's type")
    row = next(row for row in player.view.overlay.rows if row.label == "Official")
    assert row.note == "keeps Name; loses Headquarters"
    player.type("Official").play("enter")
    assert player.message == "Official now; lost: Headquarters; u takes it back"


# Entities.


def test_a_record_is_joined_with_what_other_articles_know(begin: Any) -> None:
    player = begin().select(KJE).play("o")
    others = (known("organization-x", "Korea Japan Economic Assn.", "KJE"), known("organization-y", "Posco"))
    player.view, record = attrs.evolve(player.view, known=others), player.view.hand
    run(player, "same as in other articles")
    assert labels(player) == ["Korea Japan Economic Assn.", "Posco"]
    player.play("enter")
    assert player.view.annotation.records[record].entity == "organization-x"
    assert "is Korea Japan Economic Assn. of other articles" in player.message
    player.undo()
    assert player.view.annotation.records[record].entity is None
    run(player, "same as in other articles").play("enter")
    run(player, "not the same as in other articles")
    assert player.view.annotation.records[record].entity is None
    assert run(player, "not the same as in other articles").message.endswith("is joined with nothing.")


def test_where_nothing_is_known_nothing_is_joined(begin: Any) -> None:
    player = begin().select(KJE).play("o")
    assert run(player, "same as in other articles").message.startswith("Other articles know no organization")
    assert run(player, "records that may be one").message == "No record here looks like one of another article."


def made(begin: Any) -> tuple[Any, str]:
    """The association as a record of its own, although another article knows one like it."""
    player = begin().select(KJE).play("o")
    player.view = attrs.evolve(player.view, known=(known("organization-x", "The KJE", "KJE", KJE),))
    return player, player.view.hand


def test_pairs_are_shown_with_their_words_and_joined_by_a_person(begin: Any) -> None:
    player, record = made(begin)
    run(player, "records that may be one")
    row = player.view.overlay.rows[0]
    assert row.label == f"{KJE} = The KJE"
    assert "same name; there: The KJE, KJE" in row.note
    player.play("enter")
    assert labels(player) == ["they are one", "they are two"]
    assert KJE in player.view.overlay.rows[0].note
    player.play("enter")
    assert player.view.annotation.records[record].entity == "organization-x"
    assert run(player, "records that may be one").message == "No record here looks like one of another article."


def test_two_things_are_kept_apart_and_not_asked_about_again(begin: Any) -> None:
    player, record = made(begin)
    run(player, "records that may be one").play("enter down enter")
    assert player.requests == [KeepApart(record, "organization-x")]
    assert player.view.annotation.records[record].entity is None
    assert run(player, "records that may be one").message == "No record here looks like one of another article."


def test_a_new_record_like_another_is_warned_of(begin: Any) -> None:
    player, record = made(begin)
    assert duplicate_of(player.view, record) == "another article has The KJE (same name): : same as in other articles"
    player.view = attrs.evolve(player.view, known=())
    assert duplicate_of(player.view, record) == ""
    player.select(KJE, 1).play("O")
    new = next(n for n, row in enumerate(player.view.overlay.rows) if isinstance(row.choice, TakeNew))
    player.play(" ".join(["down"] * new + ["enter"]))
    assert player.message.startswith("a new organization; it looks like")


# Over the whole project.


def test_finding_and_tagging_everywhere_are_asked_of_the_front_end(begin: Any) -> None:
    player = begin().select(KJE)
    run(player, "find in all articles")
    assert player.requests == [FindEverywhere(KJE)]
    assert run(player, "tag these words in all articles").message.startswith("Select a tagged name first")
    player.play("o")
    run(player, "tag these words in all articles")
    assert player.requests[-1] == TagEverywhere(KJE, "organization", player.view.hand)
    run(player, "undo what was done over several articles")
    assert player.requests[-1] == UndoAct()
    empty = begin("")
    assert run(empty, "find in all articles").message == "There are no words selected."


ROWS = (ListRow(label="a sentence", choice=TakeValue(value=["other", 3, 7])),)


def test_what_was_found_is_listed_and_opened(begin: Any) -> None:
    player = begin()
    player.view = with_found(player.view, "KJE", ROWS)
    assert isinstance(player.view.overlay, Picker)
    assert player.play("enter").requests == [OpenArticle("other", (3, 7))]
    assert with_found(player.view, "KJE", ()).message == '"KJE" stands in no other place and names nothing.'


def test_an_article_is_opened_at_its_words(begin: Any) -> None:
    view = begin().view
    assert placed(view, 5, 9).words == view.text[5:9]
    assert placed(view, 5, 999_999) is view
    assert placed(view, 0, 0) is view


# Many rows.


def test_rows_of_what_is_known_are_made_once_for_as_long_as_nothing_changes(begin: Any) -> None:
    view = begin(known=[known("organization-x", "Posco"), known("organization-y", "Kumho")]).view
    rows = known_rows(view, ("organization",))
    assert known_rows(view, ("organization",)) is rows
    assert [row.choice for row in rows.rest({"organization-x"})] == [
        TakeEntity(entity="organization-y", type="organization")
    ]
    assert known_rows(attrs.evolve(view, known=view.known[:1]), ("organization",)) is not rows
    prepare_known(view)
    single = Known(entity="organization-z", type="organization", caption="Z", names=("Z",), articles=("only",))
    assert known_rows(attrs.evolve(view, known=(single,)), ("organization",)).rows[0].note == "only"


def test_typing_finds_names_in_another_script(begin: Any) -> None:
    player = begin(
        known=[known("official-1", "윤석열", kind="official"), known("official-2", "Han Duck-soo", kind="official")]
    )
    player.select("Mikio Sasaki").play("P").type("yoon suk yeol")
    assert labels(player)[0] == "윤석열"
    assert "other script" in player.view.overlay.rows[0].note
    assert isinstance(player.view.overlay.rows[-1].choice, TakeNew)


def test_a_long_list_shows_its_beginning_and_typing_finds_the_rest(begin: Any) -> None:
    many = [known(f"organization-{n}", f"Firm {n:04}") for n in range(500)]
    player = begin(known=many).select("Seoul").play("O")
    assert len(player.view.overlay.rows) < 220
    player.type("firm 0499")
    assert labels(player)[0] == "Firm 0499"


def test_what_rows_are_found_by_is_forgotten_when_it_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate_kit.keys.row_search._MOST_REMEMBERED", 2)
    rows = tuple(ListRow(label=f"row {n}", choice=TakeValue(value=n)) for n in range(5))
    prepare(rows)
    assert [row.label for row in filtered(rows, "row 3")] == ["row 3"]
