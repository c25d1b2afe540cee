from __future__ import annotations

from typing import Any

import attrs

from annotate_kit.keys import Meaning, json_edited, meanings, open_view, with_suggestions
from annotate_kit.keys.places_to_fill import bare, empty_place, leaves_of
from annotate_kit.schema import RecordType
from annotate_kit.suggest import New, Source, Suggestion

from .conftest import catalog_of, shipped

TEXTS = {"type": "string"}


def shown(player: Any) -> list[str]:
    return [f"{meaning.key} {meaning.words}" for meaning in meanings(player.view)]


def bid(begin: Any, text: str) -> Any:
    """A bid named by the first words of a text, in hand."""
    return begin(text).play("b")


def typed(properties: dict[str, Any], **more: Any) -> RecordType:
    schema = {"type": "object", "properties": properties, **more}
    return catalog_of({"thing.schema.json": schema}).types["thing"]


def test_without_a_record_words_fill_nothing(begin: Any) -> None:
    player = begin("Busan won in 2030.")
    assert shown(player) == []
    assert player.play("1").message.startswith("The selected words have no meaning 1 here")


def test_a_digit_fills_what_the_words_are_read_as(begin: Any) -> None:
    player = bid(begin, "Busan of South Korea lost in 2030.").select("South Korea")
    assert shown(player) == ["1 Country", "2 Who country", "3 City", "4 Theme"]
    assert player.play("1").hand["country"] == "KR"
    assert player.said("/country") == ["South Korea"]
    player.select("lost")
    assert shown(player)[:2] == ["1 Stage: Not selected", "2 Vote outcome"]
    player.play("1 1")
    assert player.hand["stage"] == "not-selected"
    assert player.hand["votes"] == [{"outcome": "lost"}]
    assert player.message == "Vote 1, outcome: Lost"


def test_a_pattern_that_says_something_is_read_before_numbers_and_plain_texts(begin: Any) -> None:
    player = bid(begin, "Busan lost in 2030.").select("2030")
    assert shown(player)[0] == "1 Year"
    assert [line[2:] for line in shown(player)].index("Vote round: 2,030") > 0
    assert player.play("1").hand["year"] == "2030"


def test_a_long_date_is_no_number(begin: Any) -> None:
    player = bid(begin, "Busan lost on 28 November 2023, said the BIE.").select("28 November 2023")
    assert shown(player) == ["1 Proposed dates", "2 Vote date", "3 City", "4 Theme"]


def test_what_was_read_is_told_once(begin: Any) -> None:
    player = bid(begin, "Busan lost in Nov. 2023.").select("Nov. 2023")
    assert shown(player)[:2] == ["1 Proposed dates: November 2023", "2 Vote date"]


def test_the_records_named_before_the_words_follow(begin: Any) -> None:
    player = bid(begin, "Busan and Rome want the World Expo.").select("Rome").play("B").type("new").play("enter")
    player.select("World Expo")
    assert shown(player)[:2] == ["1 Category", "2 Busan, Category"]
    player.play("2")
    assert player.hand == {"category": "world"}
    assert player.quotes() == ["Busan"]
    assert shown(player)[0] == "1 Rome, Category: World Expo"[: len("1 Rome, Category")]


def test_numbers_are_offered_for_the_record_in_hand_alone(begin: Any) -> None:
    player = bid(begin, "Busan and Rome got 29 votes.").select("Rome").play("B").type("new").play("enter")
    player.select("29")
    assert "Vote votes for" in {line[2:] for line in shown(player)}
    assert not any(line[2:].startswith("Busan") for line in shown(player))


def test_words_that_mention_a_record_fill_references_to_it(begin: Any) -> None:
    player = bid(begin, "Busan and Rome want the Expo. Rome lost.").select("Rome").play("B").type("new").play("enter")
    assert shown(player)[0] == "1 Busan, Rival: Rome"[: len("1 Busan, Rival")]
    player.play("1")
    rome = player.records["expo-bid"]
    assert rome[0]["rivals"]
    assert "1 Busan, Rival" not in shown(player), "a rival stands there once"
    player.select("Rome", 1).play("r").type("busan").play("enter")
    player.select("Expo")
    assert not any("Rival" in line for line in shown(player))


def test_words_that_two_records_share_refer_to_neither(begin: Any) -> None:
    player = begin("Kim leads Kim. Kim chairs.").play("o").select("Kim", 1).play("O").type("new").play("enter")
    player.select("leads").play("p").select("Kim", 2)
    assert not any("Role organization" in line for line in shown(player))


def test_any_words_fit_the_texts_that_are_still_empty(begin: Any) -> None:
    player = begin("Kim Yoon, co-chair of the forum, was born in Seoul.").play("right").select("Kim Yoon").play("p")
    assert shown(player) == ["1 Role title"], "its own name is no other name"
    player.select("co-chair")
    assert shown(player)[:2] == ["1 Role position", "2 Role title"]
    player.play("2 1")
    assert player.hand["roles"] == [{"title": "co-chair", "position": "co-chair"}]
    player.select("forum")
    assert not any(line.endswith("role title") for line in shown(player)), "no further role is begun for any words"


def test_a_further_item_is_named_as_such(begin: Any) -> None:
    player = begin("Kim Yoon, chair and mayor.").select("Kim Yoon").play("p").select("chair").play("enter r p")
    player.select("mayor")
    assert shown(player)[0] == "1 another role position"
    player.play("1")
    assert [role["position"] for role in player.hand["roles"]] == ["chair", "mayor"]


def test_the_last_act_is_repeated_by_letters(begin: Any) -> None:
    player = begin("FKI, once 전경련, now 한경협.").play("o").select("전경련").play("1").select("한경협").play(".")
    assert player.hand["aliases"] == ["전경련", "한경협"]
    player = begin("Kim Yoon, chair or mayor.").select("Kim Yoon").play("p").select("chair").play("1")
    player.play("r enter").select("chair").play("2").select("mayor").play("enter R s escape")
    assert player.hand["roles"] == [{"position": "chair", "title": "chair"}]
    assert player.view.last[:3] == ("enter", "at", "r")


def test_very_long_words_are_not_read(begin: Any) -> None:
    player = begin("Busan " + "is a city of many words and " * 8 + "won.").play("b + + +")
    assert len(player.words) > 160
    assert shown(player) == []


def test_a_type_without_a_schema_has_no_places(begin: Any) -> None:
    player = begin("Busan won.").play("b")
    view = attrs.evolve(player.view, catalog=catalog_of({}), readings={})
    assert meanings(view) == ()


def test_a_digit_that_is_a_type_stays_its_letter(begin: Any) -> None:
    player = bid(begin, "Busan of South Korea.").select("South Korea")
    view = attrs.evolve(player.view, letters={**player.view.letters, "1": "official"})
    assert [meaning.key for meaning in meanings(view)][:2] == ["2", "3"]


def test_a_suggestion_comes_before_what_the_words_may_fill(begin: Any) -> None:
    player = bid(begin, "Busan of South Korea.").select("South Korea")
    start, end = player.view.selection.start, player.view.selection.end
    suggestion = Suggestion(
        start=start,
        end=end,
        type="organization",
        target=New(name="South Korea"),
        is_mention=True,
        score=0.9,
        reason="",
        source=Source(name="names", version="1"),
    )
    assert meanings(with_suggestions(player.view, [suggestion])) == ()


def test_readings_are_kept_and_given_up(begin: Any) -> None:
    player = bid(begin, "Busan of South Korea.").select("South Korea")
    first = meanings(player.view)
    player.view.readings.update({("none", str(n)): () for n in range(5000)})
    player.select("Korea")
    assert meanings(player.view)
    assert len(player.view.readings) < 10
    assert first[0].pointer == "/country"
    assert isinstance(first[0], Meaning)


def test_texts_with_a_format_are_read_by_it(begin: Any) -> None:
    player = begin("BIE is at https://www.bie-paris.org today.").play("o").select("https://www.bie-paris.org")
    assert "1 Website" in shown(player)
    player.select("today")
    assert not any("Website" in line for line in shown(player))


def test_korean_words_name_codes_inside_them(begin: Any) -> None:
    player = begin("부산은 세계박람회를 바란다.").play("b").select("세계박람회를")
    assert shown(player)[0] == "1 Category: World Expo"


def test_amounts_are_read_whole(begin: Any) -> None:
    player = begin("A contract worth 7.8 billion dollars.").select("contract").play("a").select("7.8 billion dollars")
    assert any("mount" in line or "alue" in line for line in shown(player))


# Places.


def test_bare_words() -> None:
    assert bare("Vice-Chair, of  KJE!") == "vice chair of kje"


def test_places_end_where_a_schema_contains_itself() -> None:
    person = {"type": "object", "properties": {"name": TEXTS, "child": {"$ref": "#/$defs/person"}}}
    leaves = leaves_of(typed({"who": {"$ref": "#/$defs/person"}}, **{"$defs": {"person": person}}))
    paths = [leaf.path for leaf in leaves]
    assert ("who", "name") in paths
    assert max(map(len, paths)) <= 4


def test_places_end_where_they_lie_too_deep() -> None:
    inner: dict[str, Any] = TEXTS
    for _ in range(5):
        inner = {"type": "object", "properties": {"a": inner, "b": TEXTS}}
    assert max(len(leaf.letters) for leaf in leaves_of(typed({"deep": inner}))) == 4


def test_read_only_and_deprecated_fields_are_left_out() -> None:
    leaves = leaves_of(typed({"a": {**TEXTS, "readOnly": True}, "b": {**TEXTS, "deprecated": True}, "c": TEXTS}))
    assert [leaf.path for leaf in leaves] == [("c",)]


def test_fields_without_words_have_no_place() -> None:
    assert leaves_of(typed({"yes": {"type": "boolean"}, "any": True})) == ()


def place(leaf_path: tuple[str, ...], record_type: RecordType, data: Any, value: Any = None) -> str | None:
    leaf = next(leaf for leaf in leaves_of(record_type) if leaf.path == leaf_path)
    found = empty_place(leaf, data, value)
    return found.pointer + ("+" if found.is_further else "") if found else None


def test_room_is_in_the_last_item_and_then_in_one_more() -> None:
    roles = {"type": "array", "items": {"type": "object", "properties": {"title": TEXTS, "year": TEXTS}}}
    thing = typed({"roles": roles, "tags": {"type": "array", "items": TEXTS}})
    path = ("roles", "*", "title")
    assert place(path, thing, {}) == "/roles/0/title"
    assert place(path, thing, {"roles": [{"year": "1"}]}) == "/roles/0/title"
    assert place(path, thing, {"roles": [{"title": "x"}]}) == "/roles/1/title+"
    assert place(path, thing, {"roles": "odd"}) is None
    assert place(path, thing, {"roles": ["odd"]}) == "/roles/1/title+"
    assert place(("tags", "*"), thing, {"tags": ["a"]}, "a") is None
    assert place(("tags", "*"), thing, {"tags": ["a"]}, "b") == "/tags/1+"


def test_what_holds_one_alternative_gets_no_other() -> None:
    shipped_bid = shipped().types["expo-bid"]
    path = ("positions", "*", "who", "country")
    assert place(path, shipped_bid, {"positions": [{"who": {"organization": "x"}}]}) == "/positions/1/who/country+"
    assert place(path, shipped_bid, {"positions": [{"stance": "supports"}]}) == "/positions/0/who/country"


def test_the_view_that_opens_has_read_nothing(begin: Any) -> None:
    view = begin("Busan.").view
    assert (
        open_view(
            article=view.article, text=view.index, catalog=view.catalog, annotation=view.annotation, width=80, height=9
        ).readings
        == {}
    )


# Intervals whose ends stand apart, and further evidence.


def test_a_later_day_makes_an_interval_of_the_day_that_stands_there(begin: Any) -> None:
    player = bid(begin, "Osaka opens on 13 April 2025 and closes on 13 October 2025, not in 2026.")
    player.select("13 April 2025").play("1").select("13 October 2025")
    assert shown(player)[0] == "1 Proposed dates until: from 13 April 2025 to 13 October 2025"
    player.play("1")
    assert player.hand["proposed_dates"] == "2025-04-13/2025-10-13"
    assert player.said("/proposed_dates") == ["13 April 2025", "13 October 2025"]
    player.select("2026")
    assert not any("until" in line for line in shown(player)), "an interval has its end"


def test_an_earlier_or_less_exact_day_ends_nothing(begin: Any) -> None:
    player = (
        bid(begin, "Osaka opens on 13 April 2025, after 2 March 2025, in May 2025.").select("13 April 2025").play("1")
    )
    for words in ("2 March 2025", "May 2025"):
        player.select(words)
        assert not any("until" in line for line in shown(player))


def test_what_is_no_day_has_no_end(begin: Any) -> None:
    player = bid(begin, "Osaka opens in 2025-99-99 and closes on 2026-01-01.").select("2026-01-01")
    player.take(json_edited(player.view, player.view.hand, "/proposed_dates", '"2025-99-99"', player.ids))
    assert not any("until" in line for line in shown(player))


def test_plus_adds_the_words_as_evidence_for_what_is_there(begin: Any) -> None:
    player = (
        bid(begin, "Busan, 부산, lost: the port failed.").select("Busan").play("1").select("부산").play("enter + t")
    )
    assert player.hand["city"] == "Busan"
    assert player.said("/city") == ["Busan", "부산"]
    assert player.message == "City: Busan — further evidence"
    player.select("failed").play(".")
    assert player.said("/city") == ["Busan", "부산", "failed"]
    player.play("enter + +")
    assert not player.view.overlay.adds_evidence
    player.play("+ h")
    assert player.message == "Theme is empty: without + the words become its value."


def test_plus_goes_to_the_last_item_of_a_list(begin: Any) -> None:
    player = begin("Kim Yoon, chair, heads it.").select("Kim Yoon").play("p").select("chair").play("enter r p")
    player.select("heads").play("enter + - r p")
    assert player.hand["roles"] == [{"position": "chair"}]
    claims = player.view.annotation.records[player.view.hand].evidence["/roles/0/position"]
    assert [claim.claim for claim in claims] == ["stated", "inferred"]
    player.play("tab").select("heads").play("enter + r o")
    assert player.message == "Role 1, organization is empty: without + the words become its value."
