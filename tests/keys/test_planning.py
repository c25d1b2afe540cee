"""Plans: played again they give the goal, and they cost no more than what a person pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from annotate_kit.core import Annotation, Claim, Record, make_span
from annotate_kit.keys import Known, View, form_lines, open_view, press
from annotate_kit.keys.planning import OURS, PLAIN, Mention, Plan, Value, differences, plan

Planned = Callable[..., Plan]


@pytest.fixture
def planned() -> Planned:
    """Plans what a player has done, plays the keys again from nothing, and checks that all is said once more."""

    def made(player: Any, *, keys: int | None = None, **options: Any) -> Plan:
        known = options.pop("known", ())
        found = plan(opened(player, known), player.view.annotation, **options)
        assert not found.left
        view = opened(player, known)
        numbers = iter(range(10_000))
        for key in found.keys:
            view = press(view, key, lambda prefix: f"{prefix}-again{next(numbers):05}").view
        assert differences(view.annotation, player.view.annotation) == ()
        assert differences(found.view.annotation, player.view.annotation) == ()
        assert keys is None or found.cost <= keys, " ".join(found.keys)
        return found

    return made


def opened(player: Any, known: tuple[Known, ...] = ()) -> View:
    view = player.view
    return open_view(
        article=view.article,
        text=view.index,
        catalog=view.catalog,
        annotation=player.first,
        known=known,
        width=view.width,
        height=view.height,
    )


def test_mentions_are_tagged_in_the_order_of_the_text(begin: Any, planned: Planned) -> None:
    found = planned(begin().play("tab p tab tab o").select("Mikio Sasaki").play("p"), keys=7)
    assert [done.act.fragments[0].start for done in found.done] == sorted(
        done.act.fragments[0].start for done in found.done
    )
    assert all(isinstance(done.act, Mention) for done in found.done)


def test_all_other_places_are_tagged_by_one_key(begin: Any, planned: Planned) -> None:
    found = planned(begin().select("Korea-Japan Economic Association").play("o *"), keys=4)
    assert found.keys[-1] == "*"
    assert len(found.done[0].also) == 3, "the name, and two more mentions"
    planned(begin().select("Korea-Japan Economic Association").play("o *"), motions=PLAIN)


def test_some_of_the_other_places_are_walked(begin: Any, planned: Planned) -> None:
    text = "Busan won. Busan lost. Busan sang. Busan wept. Then Busan slept."
    found = planned(begin(text).play("f a o").play("& y y n q"), keys=7)
    assert "&" in found.keys
    planned(begin(text).select("Busan").play("o").select("Busan", 1).play("o"))


def test_a_picker_is_answered(begin: Any, planned: Planned) -> None:
    player = begin("Kim Yoon met. Kim left. Kim Yoon-ho came.").play("tab p").select("Kim", 1).play("p enter")
    player.select("Kim Yoon-ho").play("P").play("down enter")
    assert len(player.records["official"]) == 2
    planned(player)


def test_the_right_record_is_asked_for(begin: Any, planned: Planned) -> None:
    player = begin("Kim spoke. Kim sang.").play("f a p").select("Kim", 1).play("P down enter")
    assert len(player.records["official"]) == 2
    found = planned(player)
    assert "P" in found.keys


def test_an_entity_of_other_articles_is_taken(begin: Any, planned: Planned) -> None:
    known = (Known(entity="official-1", type="official", caption="Kim Yoon", names=("Kim Yoon",), articles=("b",)),)
    player = begin(known=known).play("tab p enter")
    assert next(iter(player.view.annotation.records.values())).entity == "official-1"
    found = planned(player, known=known)
    assert next(iter(found.view.annotation.records.values())).entity == "official-1"


def test_fields_are_filled_by_letters(begin: Any, planned: Planned) -> None:
    player = begin().play("tab p").select("chief").play("enter r t")
    player.select("chief").play("enter R p").select("Seoul").play("enter - - R c").type("kr").play("enter")
    found = planned(player)
    assert [done.act.pointer for done in found.done if isinstance(done.act, Value)] == [
        "/roles/0/position",
        "/roles/0/title",
        "/roles/0/country",
    ] or len(found.done) == 4


def test_a_reference_makes_and_mentions_its_record(begin: Any, planned: Planned) -> None:
    player = begin().play("tab p").select("Korea-Japan Economic Association").play("enter r o enter")
    assert len(player.records["organization"]) == 1
    found = planned(player, motions=attrs.evolve(OURS, reads=False))
    assert len(found.done) == 2, "the mention came with the reference"
    assert planned(player).cost < found.cost


def test_another_record_is_filled(begin: Any, planned: Planned) -> None:
    player = begin().play("tab p").select("Mikio Sasaki").play("p").select("chief").play("enter tab r t")
    player.select("May 16, 2023").play("enter r v").select("Good").play("r down enter enter g")
    planned(player)
    planned(player, width=3)


def test_money_and_a_part_of_it_with_words_of_its_own(begin: Any, planned: Planned) -> None:
    player = begin().select("contract").play("a").select("7.8 billion dollars").play("enter c m")
    planned(player)
    player = begin("Seoul will pay about $7 billion by contract.").select("contract").play("a")
    player.select("$7 billion").play("enter c m")
    player.select("about $7 billion").play("e")
    while not line(player).endswith("/0/amount/approximate"):
        player.play("j")
    player.play("enter").type("yes").play("enter + q")
    found = planned(player)
    assert "e" in found.keys
    player = begin("Seoul will pay about $7 billion by contract.").select("contract").play("a")
    player.select("about $7 billion").play("e")
    while not line(player).endswith("/amount/approximate"):
        player.play("j")
    player.play("enter").type("yes").play("enter + q")
    found = planned(player)
    assert "m" not in found.keys, "the whole amount would be more than the goal has"


def line(player: Any) -> str:
    shown = player.view.overlay
    return str(form_lines(player.view, shown)[shown.cursor].pointer)


def test_words_read_otherwise_are_put_right(begin: Any, planned: Planned) -> None:
    player = begin("Kim Yoon is vice chair of Seoul.").play("tab p").select("vice chair").play("enter r T")
    player.type("man").play("enter")
    assert player.hand["roles"] == [{"title": "vice chairman"}]
    planned(player)


def test_a_code_is_typed(begin: Any, planned: Planned) -> None:
    player = begin().select("Mitsubishi Corp.").play("o").select("signed").play("enter k").type("comp").play("enter")
    assert player.hand["kind"] == "company"
    found = planned(player)
    assert found.keys[-1] == "enter"


def test_a_claim_made_otherwise_is_marked(begin: Any, planned: Planned) -> None:
    player = begin().play("tab p").select("Seoul").play("enter - - - g")
    found = planned(player)
    assert found.keys.count("-") == 3


def test_further_words_for_a_value(begin: Any, planned: Planned) -> None:
    player = begin("Kim Yoon said Kim Yoon is Yoon, Yoon.").play("tab p *").select("Yoon", 2).play("enter g")
    player.select("Yoon", 3).play("enter g")
    assert len(player.view.annotation.records[player.view.hand].evidence["/given_name"]) == 2
    planned(player)


def test_several_fragments(begin: Any, planned: Planned) -> None:
    player = begin("Kim and Lee Yoon met in Seoul.").select("Kim").play("p").select("Yoon").play(",")
    planned(player)


def test_lists_are_filled_item_after_item(begin: Any, planned: Planned) -> None:
    text = "Kim Yoon, chief and chairman, left. He is a director and Seoul's president."
    player = begin(text).play("tab p").select("chairman").play("enter r t").select("chief").play("enter r t")
    player.select("president").play("enter r t")
    planned(player)


def test_what_has_no_keys_is_left(begin: Any) -> None:
    player = begin()
    start = player.view.text.index("Mikio")
    span = make_span(id="s-1", text=player.view.text, fragments=((start, start + 5),))
    thing = Record(
        id="x-1", type="nothing", data={"a": 1}, mentions=("s-1",), evidence={"/a": (Claim(spans=("s-1",)),)}
    )
    goal = attrs.evolve(player.first, spans={"s-1": span}, records={"x-1": thing})
    found = plan(player.view, goal)
    assert {type(act) for act in found.left} == {Mention, Value}
    assert (found.keys, found.cost, found.thoughts) == ((), 0, 0)


def test_further_words_for_an_item_and_for_one_that_is_not_the_last(begin: Any, planned: Planned) -> None:
    text = "Samyang, or Sam, or Sammy, and Sam, and Sammy, met."
    player = begin(text).select("Samyang").play("o").select("Sam", 1).play("enter a")
    player.select("Sammy").play("enter a").select("Sam", 3).play("e")
    while line(player) != "/aliases/0":
        player.play("j")
    player.play("+ q").select("Sammy", 1).play("e")
    while line(player) != "/aliases/1":
        player.play("j")
    player.play("+ q")
    planned(player)


def test_an_item_after_one_that_no_words_say_is_left(begin: Any) -> None:
    player = begin("Samyang, or Sam, met.").play("f a o").select("Sam", 1).play("enter a")
    now = player.view.annotation
    (record,) = now.records.values()
    moved = {"/aliases/1" if at == "/aliases/0" else at: claims for at, claims in record.evidence.items()}
    longer = attrs.evolve(record, data={**record.data, "aliases": ["S", "Sam"]}, evidence=moved)
    found = plan(opened(player), attrs.evolve(now, records={record.id: longer}))
    assert [act.pointer for act in found.left if isinstance(act, Value)] == ["/aliases/1"]


def test_a_free_key_has_no_letters(begin: Any, catalog_from: Any) -> None:
    schema = {
        "title": "Sink",
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "additionalProperties": {"type": "string"},
        "x-annotate": {"shortcut": "a", "caption": "name"},
    }
    player = begin("Kim Yoon is red.", catalog=catalog_from({"sink.schema.json": schema})).play("f a a")
    start = player.view.text.index("red")
    span = make_span(id="s-9", text=player.view.text, fragments=((start, start + 3),))
    now = player.view.annotation
    (record,) = now.records.values()
    said = {**record.evidence, "/hue": (Claim(spans=("s-9",)),)}
    hued = attrs.evolve(record, data={**record.data, "hue": "red"}, evidence=said)
    goal = attrs.evolve(now, spans={**now.spans, "s-9": span}, records={record.id: hued})
    found = plan(opened(player), goal)
    assert [act.pointer for act in found.left if isinstance(act, Value)] == ["/hue"]
    assert any("hue" in line for line in differences(found.view.annotation, goal))


def test_a_reference_whose_words_name_nothing_waits_for_its_record(begin: Any) -> None:
    player = begin("Kim Yoon leads it. Samyang rose.").play("f a p").select("Samyang").play("o")
    player.select("it").play("r").type("kim").play("enter e")
    while line(player) != "/roles":
        player.play("j")
    player.play("enter").type("chief").play("enter")
    while line(player) != "/roles/0/organization":
        player.play("j")
    player.play("enter").type("samy").play("enter + q")
    goal = player.view.annotation
    (official,) = (record for record in goal.records.values() if record.type == "official")
    assert "/roles/0/organization" in official.evidence
    found = plan(opened(player), goal)
    acts = [done.act for done in found.done]
    assert any(isinstance(act, Value) and act.pointer == "/roles/0/organization" for act in acts) or found.left


def test_evidence_for_a_place_that_is_not_there_says_nothing(begin: Any) -> None:
    now = begin().play("tab p").view.annotation
    (record,) = now.records.values()
    claims = {**record.evidence, "/gone": record.evidence["/name"], "/given_name": ()}
    odd = attrs.evolve(now, records={record.id: attrs.evolve(record, evidence=claims)})
    assert differences(odd, now) == ()


def test_two_records_that_the_same_words_mention(begin: Any, planned: Planned) -> None:
    player = begin().select("Seoul").play("b").select("Seoul").play("o").select("came").play("enter n")
    player.select("Seoul").play("b").select("people").play("enter h")
    planned(player)


def test_who_reports_a_claim_is_said_last(begin: Any, planned: Planned) -> None:
    player = begin().play("tab p").select("Yoon").play("enter - - g").select("Sasaki").play("enter + - - g e")
    while form_lines(player.view, player.view.overlay)[player.view.overlay.cursor].pointer != "/given_name":
        player.play("j")
    player.play("b").type("Park Lee").play("enter q")
    found = planned(player)
    assert found.done[-1].keys[-10:] == ("P", "a", "r", "k", "space", "L", "e", "e", "enter", "q")
    player.select("said", 1).play("b")
    assert planned(player).done[-1].holding[:1] == ("r",)


def test_who_reports_a_whole_object_is_left_out_and_shows_in_the_differences(begin: Any) -> None:
    player = begin().select("contract").play("a").select("7.8 billion dollars").play("enter c m")
    record = next(iter(player.view.annotation.records.values()))
    at = "/commitments/0/amount"
    (claim,) = record.evidence[at]
    spoken = attrs.evolve(record, evidence={**record.evidence, at: (attrs.evolve(claim, by="Lee"),)})
    goal = attrs.evolve(player.view.annotation, records={record.id: spoken})
    found = plan(opened(player), goal)
    assert not found.left
    assert {line[:1] for line in differences(found.view.annotation, goal)} == {"+", "-"}
    assert any("by Lee" in line for line in differences(found.view.annotation, goal))


def test_thoughts_are_chunks(begin: Any, planned: Planned) -> None:
    found = planned(begin().play("tab p"))
    assert len(found.keys) == 2
    assert (found.cost, found.thoughts) == (2, 2), "the way, and what it is"


def test_annotations_that_differ_say_where(begin: Any) -> None:
    one, other = begin().play("tab p").view.annotation, begin().play("tab o").view.annotation
    empty = Annotation(article="a", annotator="analyst", text_sha256="0")
    assert differences(one, one) == ()
    assert any(line.startswith("- official") for line in differences(other, one))
    assert all(line.startswith("+") for line in differences(one, empty))


def test_an_interval_whose_ends_stand_apart_takes_two_digits(begin: Any, planned: Planned) -> None:
    player = begin("Osaka opens on 13 April 2025 and closes on 13 October 2025.").play("b")
    player.select("13 April 2025").play("1").select("13 October 2025").play("1")
    found = planned(player)
    assert len(found.done) == 2
    assert found.done[-1].keys[0] == found.done[-1].keys[-1] == "1"


def test_words_in_another_script_wait_for_those_that_are_the_value(begin: Any, planned: Planned) -> None:
    player = begin("부산 wants it. Busan lost.").select("lost").play("b").select("Busan").play("1")
    player.select("부산").play("enter + t")
    found = planned(player)
    assert found.done[-1].keys == ("enter", "+", "t")


def test_an_item_that_is_not_the_last_gets_evidence_in_the_form(begin: Any, planned: Planned) -> None:
    player = begin("FKI, 전경련, 한경협 met 회.").play("o").select("전경련").play("1").select("한경협").play("1")
    player.select("회").play("e")
    for _ in range(30):
        if form_lines(player.view, player.view.overlay)[player.view.overlay.cursor].pointer == "/aliases/0":
            break
        player.play("j")
    player.play("+ q")
    assert player.said("/aliases/0") == ["전경련", "회"]
    planned(player)
