from __future__ import annotations

from functools import cache
from typing import Any

import attrs
import pytest
from tests.fakes.samples import samples

from annotate_kit.codec import encode
from annotate_kit.core import Record
from annotate_kit.core.entities import Decisions, Ruling
from annotate_kit.suggest import Told
from annotate_kit.workflow.entities import (
    Entity,
    Gathering,
    Member,
    differences,
    elsewhere,
    gather_entities,
    propose_pairs,
    sentences_of,
)
from annotate_kit.workflow.finding import find_everywhere
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import Register

NOTHING = Register()


@cache
def everything() -> tuple[Project, tuple[Entity, ...]]:
    project, _ = samples()
    return project, gather_entities(project, NOTHING)


def entity(caption: str) -> Entity:
    return next(one for one in everything()[1] if one.caption == caption)


def made(number: int, *names: str, article: str, kind: str = "organization", **values: Any) -> Entity:
    record = Record(id=f"{kind}-{number}", type=kind)
    member = Member(article=article, annotator="a", record=record, names=names, values=values)
    return Entity(entity=record.id, type=kind, caption=names[0], names=names, members=(member,))


def test_an_entity_is_gathered_from_all_articles_that_speak_of_it() -> None:
    busan = entity("Busan 2030")
    assert busan.articles == ("expo-2030-vote", "fki-new-name", "korea-saudi-forum-2022", "riyadh-expo-registered")
    assert {"Busan 2030", "Busan", "부산"} <= set(busan.names)
    assert busan.names[0] == busan.caption
    assert busan.ids == ("expo-bid-0dj3ey3918",)
    assert len(busan.members) == 4


def test_one_article_can_be_left_out_and_what_it_says_too() -> None:
    project, found = everything()
    steps = 0
    gathering = Gathering(project, NOTHING, except_article="expo-2030-vote")
    while gathering.step():
        steps += 1
    assert steps == len(project.article_ids) - 1
    without = {one.entity: one for one in elsewhere(found, "expo-2030-vote")}
    assert {one.entity: one.articles for one in gathering.entities} == {k: v.articles for k, v in without.items()}
    assert "expo-2030-vote" not in without["expo-bid-0dj3ey3918"].articles
    assert len(without) < len(found)


def test_the_register_makes_two_one() -> None:
    project, found = everything()
    one, other = found[0], next(entity for entity in found[1:] if entity.type == found[0].type)
    register = Register(decisions={one.entity: Decisions(entity=one.entity, same=(other.entity,))})
    joined = gather_entities(project, register)
    both = next(entity for entity in joined if one.entity in entity.ids)
    assert set(both.ids) == {one.entity, other.entity}
    assert len(joined) == len(found) - 1


def test_a_file_that_cannot_be_read_is_passed_over() -> None:
    project, _ = samples(**{"annotations__expo-2030-vote__other.json": b'{"format": "annotate-kit/9"}'})
    assert len(gather_entities(project, NOTHING)) == len(everything()[1])


def test_a_record_without_a_name_goes_by_its_id() -> None:
    text = encode(
        {
            "annotator": "other",
            "article": "expo-2030-vote",
            "format": "annotate-kit/1",
            "records": [{"data": {}, "id": "expo-bid-9", "type": "expo-bid"}],
        }
    )
    project, _ = samples(**{"annotations__expo-2030-vote__other.json": text})
    nameless = next(one for one in gather_entities(project, NOTHING) if one.entity == "expo-bid-9")
    assert (nameless.caption, nameless.names) == ("expo-bid-9", ())


def test_values_that_differ_are_told_with_their_articles_and_what_was_decided() -> None:
    busan = entity("Busan 2030")
    rivals = {one.pointer: one for one in differences(busan, NOTHING)}
    assert "/stage" in rivals
    stage = rivals["/stage"]
    assert {value for value, _ in stage.values} >= {"not-selected"}
    assert sum(len(articles) for _, articles in stage.values) == len(busan.articles)
    assert stage.ruling is None
    ruling = Ruling(value="not-selected", because="it lost")
    register = Register(decisions={busan.entity: Decisions(entity=busan.entity, values={"/stage": ruling})})
    decided = {one.pointer: one.ruling for one in differences(busan, register)}
    assert decided["/stage"] == ruling


def test_lists_add_up_and_differ_from_nothing() -> None:
    one = made(1, "KJE", article="one", **{"/aliases/0": "K", "/kind": "company"})
    two = made(2, "KJE", article="two", **{"/aliases/0": "J", "/kind": "company"})
    both = attrs.evolve(one, members=(*one.members, *two.members, *two.members))
    assert differences(both, NOTHING) == ()


def test_references_are_compared_by_what_they_mean() -> None:
    busan = entity("Busan 2030")
    expected = {one.entity for one in everything()[1]}
    for member in busan.members:
        for pointer, value in member.values.items():
            if pointer.startswith("/rivals/"):
                assert value in expected


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("윤석열", "Yoon Suk Yeol", "other script: Yoon Suk Yeol, 윤석열"),
        ("Korea-Japan Economic Association", "KJE", "abbreviation: KJE, Korea-Japan Economic Association"),
        ("Samyang Holdings", "Samyang Holdings Corp.", None),
    ],
)
def test_pairs_come_with_their_reason(one: str, other: str, reason: str | None) -> None:
    pairs = propose_pairs((made(1, one, article="one"), made(2, other, article="two")), NOTHING)
    assert len(pairs) == 1
    assert pairs[0].one.entity == "organization-1"
    if reason is not None:
        said = {reason, ": ".join((reason.split(": ")[0], ", ".join(reversed(reason.split(": ")[1].split(", ")))))}
        assert pairs[0].reason in said


def test_no_pair_is_proposed_where_a_person_or_an_article_tells_two_apart() -> None:
    one, two = made(1, "Kim Yoon", article="one"), made(2, "Kim Yoon", article="two")
    assert len(propose_pairs((one, two), NOTHING)) == 1
    apart = Register(decisions={one.entity: Decisions(entity=one.entity, apart=(two.entity,))})
    assert propose_pairs((one, two), apart) == ()
    assert propose_pairs((one, made(2, "Kim Yoon", article="one")), NOTHING) == ()
    assert propose_pairs((one, made(2, "Kim Yoon", article="two", kind="official")), NOTHING) == ()
    assert propose_pairs((one, made(2, "Kim", article="two")), NOTHING) == (), "a family name is no reason"
    assert propose_pairs((one, made(2, "Toyota", article="two")), NOTHING) == ()


def test_the_best_reason_counts_for_a_pair() -> None:
    one = made(1, "KJE", "Korea-Japan Economic Association", article="one")
    two = made(2, "Korea-Japan Economic Association", article="two")
    assert propose_pairs((one, two), NOTHING)[0].reason == "same name"


# Finding.


def kinds(words: str, **more: Any) -> list[tuple[str, str]]:
    project, found = everything()
    return [(one.kind, one.words) for one in find_everywhere(project, words, found, **more)]


def test_records_are_found_by_name_in_any_script_then_spans_then_sentences() -> None:
    found = kinds("부산")
    assert ("record", "Busan 2030") in found
    assert ("span", "부산") in found
    order = [("record", "span", "sentence").index(kind) for kind, _ in found]
    assert order == sorted(order)
    assert any("부산" in words for kind, words in found if kind == "sentence")


def test_words_of_a_name_are_whole_and_capitals_do_not_matter() -> None:
    assert ("span", "Riyadh") in kinds("riyadh")
    assert not any(kind == "span" for kind, _ in kinds("riy"))


def test_types_leave_out_the_others_and_the_sentences() -> None:
    found = kinds("Riyadh", types=("organization",))
    assert {kind for kind, _ in found} <= {"record", "span"}
    project, entities = everything()
    types = {one.type for one in find_everywhere(project, "Riyadh", entities, types=("organization",))}
    assert types <= {"organization"}


def test_a_sentence_is_told_once() -> None:
    project, entities = everything()
    found = [one for one in find_everywhere(project, "votes", entities) if one.kind == "sentence"]
    places = [(one.article, one.words) for one in found]
    assert len(places) == len(set(places))
    assert all("votes" in project.text(one.article)[one.start : one.end] for one in found)
    assert kinds("zzzzqqqq") == []


def test_the_sentences_that_name_an_entity_are_told_one_for_each_record() -> None:
    project, _ = everything()
    said = sentences_of(project, entity("Busan 2030"), 3)
    assert [one.article for one in said] == ["expo-2030-vote", "fki-new-name", "korea-saudi-forum-2022"]
    for one in said:
        words = project.text(one.article)[one.start : one.end]
        assert words in one.sentence
        assert "\n" not in one.sentence
    nobody = made(1, "Nobody", article="expo-2030-vote")
    gone = attrs.evolve(nobody, members=(attrs.evolve(nobody.members[0], annotator="gone"),))
    assert sentences_of(project, nobody, 3) == ()
    assert sentences_of(project, gone, 3) == ()


def test_what_words_say_of_an_entity_is_told_as_far_as_its_articles_agree() -> None:
    riyadh = entity("Riyadh 2030")
    told = {(one.pointer, one.words): one.value for one in riyadh.told}
    assert told["/country", "Saudi Arabia"] == "SA"
    assert told["/year", "2030"] == "2030"
    assert not any(pointer.startswith(("/rivals", "/votes", "/organizer")) for pointer, _ in told)
    one = made(1, "KJE", article="one")
    first, second = (
        attrs.evolve(one.members[0], told=(Told(pointer="/kind", value=value, words="body"),)) for value in ("a", "b")
    )
    assert attrs.evolve(one, members=(first, first)).told == first.told
    assert attrs.evolve(one, members=(first, second, first)).told == ()
