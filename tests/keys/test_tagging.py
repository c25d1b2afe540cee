from __future__ import annotations

from typing import Any

import pytest

from annotate_kit.core import Batch
from annotate_kit.keys import Known, Picker, Walk
from annotate_kit.keys.overlays import TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.places import MOST, places_between

KNOWN = (
    Known(entity="official-k", type="official", caption="Kim Yoon", names=("Kim Yoon", "Kim"), articles=("one", "two")),
    Known(entity="organization-k", type="organization", caption="CJ Group", names=("CJ Group",), articles=("one",)),
)


def test_one_key_tags_and_begins_a_record(begin: Any) -> None:
    player = begin().play("tab p")
    assert player.records == {"official": [{"name": "Kim Yoon"}]}
    assert player.quotes() == ["Kim Yoon"]
    assert player.said("/name") == ["Kim Yoon"]
    assert player.message == "a new official"
    assert player.view.annotation.schemas == {"official": "1.0.0"}
    assert len(player.edits) == 1, "one act, one undo"


def test_a_letter_that_is_no_type_tags_nothing(begin: Any) -> None:
    player = begin().play("tab z")
    assert not player.edits
    assert player.message == "z does nothing here; ? shows the keys."


def test_what_the_words_do_not_say_has_no_evidence(begin: Any, catalog_from: Any) -> None:
    schema = {
        "title": "Deal",
        "type": "object",
        "required": ["sort"],
        "properties": {"name": {"type": "string"}, "sort": {"const": "deal"}},
        "x-annotate": {"shortcut": "d"},
    }
    player = begin(catalog=catalog_from({"deal.schema.json": schema})).play("tab d")
    assert player.hand == {"name": "Kim Yoon", "sort": "deal"}
    assert player.said("/name") == ["Kim Yoon"]
    assert player.said("/sort") == []
    assert player.view.annotation.schemas == {}, "a schema without a version is not noted"


def test_the_same_words_join_at_once_and_it_is_said(begin: Any) -> None:
    player = begin().play("tab tab tab o").select("Korea-Japan Economic Association", 1).play("o")
    assert len(player.records["organization"]) == 1
    assert player.quotes() == ["Korea-Japan Economic Association"] * 2
    assert player.message.startswith("joins Korea-Japan Economic Association")
    assert "u takes it back" in player.message
    assert player.undo().quotes() == ["Korea-Japan Economic Association"]


def test_words_over_a_line_feed_are_the_same_words(begin: Any) -> None:
    player = begin("The Bank of\nKorea rose. The Bank of Korea fell.").select("bank of korea", 1).play("o")
    player.play("home home").play("/").type("Bank").play("enter L L o")
    assert len(player.records["organization"]) == 1
    assert len(player.quotes()) == 2


def test_tagging_twice_changes_nothing(begin: Any) -> None:
    player = begin().play("tab p p")
    assert len(player.edits) == 1
    assert player.message.startswith("Kim Yoon is mentioned here already")


def test_a_span_with_the_same_edges_is_used_again(begin: Any) -> None:
    player = begin().play("tab p o")
    assert len(player.view.annotation.spans) == 1
    assert player.records == {"official": [{"name": "Kim Yoon"}], "organization": [{"name": "Kim Yoon"}]}


def test_what_comes_near_is_asked(begin: Any) -> None:
    player = begin().play("tab p").select("Kim", 1).play("p")
    picker = player.view.overlay
    assert isinstance(picker, Picker)
    assert picker.title == '"Kim" is a mention of'
    assert [(row.label, row.detail, row.note) for row in picker.rows] == [
        ("Kim Yoon", "official", "family name"),
        ("a new official", "", ""),
    ]
    player.play("enter")
    assert len(player.records["official"]) == 1
    assert player.quotes() == ["Kim Yoon", "Kim"]
    assert player.message == "a mention of Kim Yoon (Official)"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The Bank of Korea (BOK) rose.", "BOK"),
        ("오늘 한국경제인협회(한경협)는 말했다.", "한경협"),
        ("昨日、経済団体連合会（経団連）は", "経団連"),
        ("The Royal Commission [RC] met.", "RC"),
        ("Ibrahim Al-Sultan (إبراهيم السلطان) came.", "إبراهيم السلطان"),
    ],
)
def test_what_stands_in_brackets_behind_a_name_joins_its_record(begin: Any, text: str, other: str) -> None:
    player = begin(text).play("space o")
    name = player.words
    player.select(other).play("o")
    assert player.message == f"joins {name}, behind whose name it stands in brackets; u takes it back"
    assert player.quotes() == [name, other]
    assert player.undo().quotes() == [name]


def test_it_joins_also_once_it_is_an_alias(begin: Any) -> None:
    player = begin("The Bank of Korea (BOK) rose.").play("space o space enter a o")
    assert player.quotes() == ["Bank of Korea", "BOK"]
    assert player.hand["aliases"] == ["BOK"]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("SK Group (SK Group Japan) came.", "SK Group Japan"),
        ("The Bank of Korea of old (BOK) rose.", "BOK"),
        ("The Bank of Korea (BOK of old) rose.", "BOK"),
        ("The Bank of Korea, BOK, rose.", "BOK"),
    ],
)
def test_other_words_that_come_near_are_asked_about(begin: Any, text: str, other: str) -> None:
    player = begin(text).play("space o").select(other).play("o")
    assert isinstance(player.view.overlay, Picker)


def test_in_brackets_too_shift_asks(begin: Any) -> None:
    player = begin("The Bank of Korea (BOK) rose.").play("space o space O")
    assert isinstance(player.view.overlay, Picker)


def test_what_other_articles_know_is_asked_about_in_brackets_too(begin: Any) -> None:
    player = begin("The chief (Kim Yoon) came.", known=KNOWN).select("Kim Yoon").play("p")
    assert isinstance(player.view.overlay, Picker)


def test_the_last_row_makes_a_new_one(begin: Any) -> None:
    player = begin().play("tab p").select("Kim", 1).play("p down enter")
    assert player.records["official"] == [{"name": "Kim Yoon"}, {"name": "Kim"}]
    assert player.hand == {"name": "Kim"}


def test_two_records_of_the_same_words_are_asked_about(begin: Any) -> None:
    player = begin("Kim came. Kim left. Kim slept.").play("p l l P down enter")
    assert len(player.records["official"]) == 2
    assert isinstance(player.play("l l p").view.overlay, Picker)


def test_another_articles_record_is_never_linked_silently(begin: Any) -> None:
    player = begin(known=KNOWN).play("tab p")
    picker = player.view.overlay
    assert isinstance(picker, Picker)
    assert [(row.label, row.note) for row in picker.rows] == [
        ("Kim Yoon", "same name, 2 articles"),
        ("a new official", ""),
    ]
    player.play("enter")
    record = player.view.annotation.records[player.view.hand]
    assert record.entity == "official-k"
    assert record.id != "official-k"
    assert record.data == {"name": "Kim Yoon"}


def test_an_entity_that_is_here_already_is_offered_once(begin: Any) -> None:
    player = begin(known=KNOWN).play("tab p enter").select("Kim", 1).play("p")
    assert [row.choice for row in player.view.overlay.rows if isinstance(row.choice, TakeEntity)] == []
    assert isinstance(player.view.overlay.rows[0].choice, TakeRecord)


def test_typing_filters_everything_the_project_knows(begin: Any) -> None:
    player = begin(known=KNOWN).play("tab O").type("group")
    assert [row.label for row in player.view.overlay.rows] == ["CJ Group", "a new organization"]
    assert player.view.overlay.rows[0].note == "one"
    player.play("backspace backspace backspace").type("oup zz")
    assert [row.choice for row in player.view.overlay.rows] == [TakeNew(type="organization")]
    assert player.play("left f5").view.overlay.query.cursor == len("group zz") - 1
    player.play("enter")
    assert player.records["organization"] == [{"name": "Kim Yoon"}]


def test_shift_or_at_ask_always(begin: Any) -> None:
    for keys in ("P", "@ p", "@ P"):
        player = begin().play("tab").play(keys)
        assert isinstance(player.view.overlay, Picker), keys
        assert player.play("enter").records == {"official": [{"name": "Kim Yoon"}]}


def test_at_and_something_else_asks_nothing(begin: Any) -> None:
    player = begin().play("tab @ l")
    assert player.view.overlay is None
    assert player.message == "l is none of the keys asked for."


def test_asking_moves_the_mention_to_another_record(begin: Any) -> None:
    player = begin().play("tab p").select("Mikio Sasaki").play("p").select("Kim Yoon").play("P")
    labels = [row.label for row in player.view.overlay.rows]
    assert labels == ["Kim Yoon", "Mikio Sasaki", "a new official"]
    player.play("down enter")
    assert player.quotes() == ["Kim Yoon", "Mikio Sasaki"]
    kim = next(record for record in player.view.annotation.records.values() if record.data["name"] == "Kim Yoon")
    assert kim.mentions == ()
    assert len(player.view.annotation.spans) == 2


def test_choosing_the_record_that_it_is_already_changes_nothing(begin: Any) -> None:
    player = begin().play("tab p P enter")
    assert len(player.edits) == 1
    assert player.message == "Kim Yoon is mentioned here already."


def test_a_picker_closes_by_escape_and_by_backspace(begin: Any) -> None:
    assert begin().play("tab P escape").view.overlay is None
    player = begin().play("tab P k backspace")
    assert player.view.overlay is not None
    assert player.play("backspace").view.overlay is None
    assert not player.edits


def test_a_picker_moves_by_row_and_by_page(begin: Any) -> None:
    names = [f"Kim {name}" for name in ("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ivy", "Jo")]
    known = [Known(entity=name, type="official", caption=name, names=(name,)) for name in names]
    player = begin(known=known).play("P pagedown")
    assert player.view.overlay.cursor == 8
    assert player.play("pagedown pagedown").view.overlay.cursor == len(player.view.overlay.rows) - 1
    assert player.play("pageup up").view.overlay.cursor == len(player.view.overlay.rows) - 10
    assert player.play("up pageup pageup").view.overlay.cursor == 0


def test_spaces_alone_are_nothing_to_tag(begin: Any) -> None:
    player = begin("a  b").play("v l l")
    assert player.words.isspace()
    assert player.play("p").message == "There are no words in the selection."
    assert player.play("P").message == "There are no words in the selection."
    assert not player.edits


# The other places.


def test_the_other_places_are_offered_and_tagged_by_one_key(begin: Any) -> None:
    player = begin().play("tab tab tab o")
    assert [place.start for place in player.view.offer.places] != []
    assert len(player.view.offer.places) == 2
    player.play("*")
    assert player.quotes() == ["Korea-Japan Economic Association"] * 3
    assert player.view.offer is None
    assert player.message == "2 more places tagged as Korea-Japan Economic Association; u takes all back"
    assert isinstance(player.edits[-1], Batch)
    assert player.undo().quotes() == ["Korea-Japan Economic Association"]


def test_one_other_place_is_one_place(begin: Any) -> None:
    player = begin("Seoul is far from Seoul.").play("o *")
    assert player.message.startswith("1 more place tagged")


def test_many_other_places_are_counted_up_to_a_bound_and_all_are_tagged(begin: Any) -> None:
    player = begin("Seoul. " * (MOST + 3)).play("o")
    assert len(player.view.offer.places) == MOST
    assert player.view.offer.has_more
    last = len(player.view.text) - len("Seoul. ")
    assert [place.start for place in places_between(player.view, player.view.offer, last - 8, last + 1)] == [
        last - 7,
        last,
    ]
    player.select("Seoul", MOST + 2).play("O enter")
    assert [place.start for place in places_between(player.view, player.view.offer, last - 8, last + 1)] == [last - 7]
    player.play("*")
    assert player.message.startswith(f"{MOST + 1} more places tagged")
    assert len(player.quotes()) == MOST + 3


def test_a_word_that_stands_everywhere_is_looked_for_only_as_far_as_is_shown(begin: Any) -> None:
    player = begin("Seoul. " * (3 * MOST)).play("o")
    assert player.view.places["Seoul", False].found <= MOST + 3
    assert [place.start for place in places_between(player.view, player.view.offer, 0, 10)] == [7]


def test_places_inside_other_names_are_not_offered(begin: Any) -> None:
    player = begin("The Bank of Korea. Korea rose. Korea fell.").select("Bank of Korea").play("o")
    player.select("Korea", 1).play("O").type("zzz").play("enter")
    assert len(player.view.offer.places) == 1


def test_the_offer_comes_again_on_a_tagged_span(begin: Any) -> None:
    player = begin("Seoul, Busan, Seoul, Busan.").play("o tab")
    assert player.view.offer is None
    assert len(player.play("shift+tab").view.offer.places) == 1
    assert player.play("tab *").message.startswith("Nothing else to tag")
    assert player.play("&").message.startswith("Nothing to walk")


def test_growing_withdraws_the_offer(begin: Any) -> None:
    assert begin("Seoul, Busan, Seoul.").play("o L").view.offer is None


def test_the_walk_asks_place_by_place(begin: Any) -> None:
    player = begin("Kim a. Kim b. Kim c. Kim d.").select("Kim", 1).play("p &")
    walk = player.view.overlay
    assert isinstance(walk, Walk)
    assert [place.start for place in walk.places] == [14, 21, 0], "from here on, then from the top"
    assert player.view.selection.start == 14
    assert player.play("y").view.selection.start == 21
    assert player.play("n").view.selection.start == 0
    player.play("y")
    assert player.view.overlay is None
    assert player.message == "2 of 3 places tagged"
    assert player.quotes() == ["Kim"] * 3
    assert len(player.edits) == 3


def test_enough_ends_the_walk(begin: Any) -> None:
    for key in ("q", "escape"):
        player = begin("Kim a. Kim b. Kim c.").play(f"p & {key}")
        assert player.view.overlay is None
        assert player.message == "0 of 2 places tagged"


def test_any_other_key_ends_the_walk_and_means_what_it_means(begin: Any) -> None:
    player = begin("Kim a. Kim b. Kim c.").play("p & l")
    assert player.view.overlay is None
    assert player.words == "b"


def test_a_record_that_other_articles_know_is_said_to_be_the_same(begin: Any) -> None:
    player = begin(known=KNOWN).select("Kim Yoon").play("p enter")
    assert player.message.startswith("a new official, the same as Kim Yoon of 2 other articles")
    player = begin("CJ Group said.", known=KNOWN).select("CJ Group").play("o enter")
    assert player.message.startswith("a new organization, the same as CJ Group of one")
