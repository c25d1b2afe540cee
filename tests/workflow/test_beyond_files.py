"""What only several files of a project together can tell."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ARTICLE, ROOT, TEXT, a_disk, a_tag, an_article, blank

from annotate_kit.codec import encode, encode_annotation, encode_article
from annotate_kit.core import Annotation, apply, make_id
from annotate_kit.workflow.checked_cache import CheckedCache
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import validate_project

FOLDER = f"annotations/{ARTICLE}"
CITY = make_id("city", 1)


def opinion(annotator: str, **data: Any) -> Annotation:
    made = apply(a_tag(blank(), "Busan", 1), blank())
    record = attrs.evolve(made.records[CITY], data={"name": "Busan", **data})
    return attrs.evolve(made, annotator=annotator, records={CITY: record})


def a_disk_of(*opinions: Annotation, **register: Any) -> MemoryFs:
    fs = a_disk()
    for annotation in opinions:
        fs.put(f"{ROOT}/{FOLDER}/{annotation.annotator}.json", encode_annotation(annotation))
    for entity, decisions in register.items():
        path = f"{ROOT}/annotations/_register/{entity}.json"
        fs.put(path, encode({"format": "annotate-kit/1", "entity": entity, **decisions}))
    return fs


def told(fs: MemoryFs, *paths: str) -> list[tuple[str, str, str]]:
    found = validate_project(open_project(fs, ROOT), paths).problems
    assert all(problem.place for problem in found)
    return [(problem.code, problem.file, problem.message) for problem in found]


KIM, LEE = opinion("kim", votes=29), opinion("lee", votes=17)
DIFFERENCE = ("AK503", f"{FOLDER}/lee.json", "votes is 17 here, but 29 in kim's file")


def test_annotators_who_disagree_are_told_until_it_is_decided() -> None:
    assert told(a_disk_of(KIM)) == []
    assert told(a_disk_of(KIM, LEE)) == [DIFFERENCE]
    final = attrs.evolve(KIM, annotator="final")
    assert told(a_disk_of(KIM, LEE, final)) == []


def test_they_are_told_in_the_files_that_were_asked_about() -> None:
    fs = a_disk_of(KIM, LEE)
    assert told(fs, f"{FOLDER}/lee.json") == [DIFFERENCE]
    assert told(fs, f"{FOLDER}/kim.json") == []
    assert told(fs, "schemas") == []


def test_a_waiver_covers_a_difference_too() -> None:
    waiver = {"code": "AK503", "record": CITY, "pointer": "/votes", "reason": "a later count", "by": "lee"}
    assert told(a_disk_of(KIM, attrs.evolve(LEE, waivers=(waiver,)))) == []


def test_a_file_that_cannot_be_read_has_no_opinion() -> None:
    fs = a_disk_of(KIM, LEE)
    fs.put(f"{ROOT}/{FOLDER}/park.json", b'{"format": "annotate-kit/99"}')
    assert [code for code, _, _ in told(fs)] == ["AK503", "AK005"]
    fs.put(f"{ROOT}/{FOLDER}/park.json", b"{")
    assert {code for code, _, _ in told(fs)} == {"AK503", "AK001"}


GONE = "city-gone"


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ({}, None),
        ({"apart": [CITY]}, None),
        ({"same": [GONE]}, f'the register speaks of "{GONE}", which no record of the project is'),
        ({"apart": [GONE]}, f'the register speaks of "{GONE}", which no record of the project is'),
        ({"values": {"/votes": {"value": 90}}}, None),
        (
            {"values": {"/vote": {"value": 90}}},
            'the register decides on a value at "/vote", where no record has one',
        ),
    ],
)
def test_a_decision_that_fits_nothing_any_more_is_told(decisions: Any, message: str | None) -> None:
    path = f"annotations/_register/{CITY}.json"
    assert told(a_disk_of(KIM, **{CITY: decisions})) == ([("AK502", path, message)] if message else [])


def test_a_decision_about_an_entity_that_no_record_is_is_told_once_all_files_were_read() -> None:
    fs = a_disk_of(KIM, **{GONE: {"same": [GONE]}})
    what = f'the register decides about "{GONE}", which no record of the project is'
    assert told(fs) == [("AK502", f"annotations/_register/{GONE}.json", what)]
    assert told(fs, FOLDER) == told(fs)
    assert told(fs, f"{FOLDER}/kim.json") == []


def test_an_entity_that_another_record_names_is_known() -> None:
    linked = attrs.evolve(KIM, records={CITY: attrs.evolve(KIM.records[CITY], entity=GONE)})
    fs = a_disk_of(linked, **{GONE: {"values": {"/votes": {"value": 1}}}})
    assert told(fs) == []


# The same thing in several articles.

NAMED = b'{"title": "City", "type": "object", "properties": {"name": {"title": "Name", "type": "string"}}}'
SECOND = make_id("city", 2)


def two_articles(
    *, name: str = "Busan", entity: str | None = None, waivers: Any = (), register: Any = None
) -> MemoryFs:
    fs = a_disk_of(KIM, **(register or {}))
    fs.put(f"{ROOT}/schemas/city.schema.json", NAMED)
    other = attrs.evolve(KIM.records[CITY], id=SECOND, data={"name": name}, entity=entity)
    annotation = attrs.evolve(KIM, article="later-vote", records={SECOND: other}, waivers=waivers)
    folder = f"{ROOT}/annotations/later-vote"
    fs.put(f"{folder}/kim.json", encode_annotation(annotation))
    fs.put(f"{folder}/article.json", encode_article(an_article("later-vote")))
    fs.put(f"{folder}/text.txt", TEXT.encode())
    return fs


TWIN = ("AK501", "annotations/later-vote/kim.json", f"this is probably the same as {CITY}, of which {ARTICLE} speaks")


def test_the_same_thing_in_two_articles_is_told_until_somebody_decides() -> None:
    fs = two_articles()
    assert told(fs) == [TWIN]
    (problem,) = validate_project(open_project(fs, ROOT)).problems
    assert f"`annotate-kit entities join {CITY} {SECOND}`" in problem.hint
    assert told(two_articles(name="Rome")) == []
    assert told(two_articles(entity=CITY)) == []
    assert told(two_articles(register={CITY: {"same": [SECOND]}})) == []
    assert told(two_articles(register={CITY: {"apart": [SECOND]}})) == []


def test_a_part_of_the_files_cannot_tell() -> None:
    assert told(two_articles(), "later-vote") == []


def test_a_waiver_says_that_two_are_two_and_is_never_called_needless() -> None:
    waiver = {"code": "AK501", "record": SECOND, "reason": "another Busan", "by": "kim"}
    assert told(two_articles(waivers=(waiver,))) == []
    assert told(two_articles(name="Rome", waivers=(waiver,))) == []


def test_a_thing_in_many_articles_is_one_message() -> None:
    fs = two_articles()
    third = make_id("city", 3)
    record = attrs.evolve(KIM.records[CITY], id=third, data={"name": "BUSAN"})
    folder = f"{ROOT}/annotations/third-vote"
    fs.put(f"{folder}/kim.json", encode_annotation(attrs.evolve(KIM, article="third-vote", records={third: record})))
    fs.put(f"{folder}/article.json", encode_article(an_article("third-vote")))
    fs.put(f"{folder}/text.txt", TEXT.encode())
    assert told(fs) == [TWIN]


def more_twins(fs: MemoryFs, *names: str) -> MemoryFs:
    """Two articles each for some more names."""
    for number, name in enumerate(names, start=10):
        for article in (f"one-{number}", f"other-{number}"):
            id_ = make_id("city", number * 2 + article.startswith("one"))
            record = attrs.evolve(KIM.records[CITY], id=id_, data={"name": name})
            folder = f"{ROOT}/annotations/{article}"
            annotation = attrs.evolve(KIM, article=article, records={id_: record})
            fs.put(f"{folder}/kim.json", encode_annotation(annotation))
            fs.put(f"{folder}/article.json", encode_article(an_article(article)))
            fs.put(f"{folder}/text.txt", TEXT.encode())
    return fs


def test_where_nothing_is_joined_several_things_in_several_articles_are_one_message() -> None:
    joins_nothing = "in several articles, and nothing is joined in this project"
    assert told(more_twins(two_articles(), "Rome")) == [(*TWIN[:2], f"{TWIN[2]}; 1 more thing stands {joins_nothing}")]
    fs = more_twins(two_articles(), "Rome", "Riyadh")
    assert told(fs) == [(*TWIN[:2], f"{TWIN[2]}; 2 more things stand {joins_nothing}")]
    (problem,) = validate_project(open_project(fs, ROOT)).problems
    assert problem.hint == "Go through them with `annotate-kit entities pairs`, or do without: `--ignore AK501`."
    waiver = {"code": "AK501", "record": SECOND, "reason": "another Busan", "by": "kim"}
    (rest,) = told(more_twins(two_articles(waivers=(waiver,)), "Rome", "Riyadh"))
    twin = f"this is probably the same as {make_id('city', 21)}, of which one-10 speaks"
    assert rest[1:] == ("annotations/other-10/kim.json", f"{twin}; 1 more thing stands {joins_nothing}")


def test_once_something_is_joined_each_thing_is_told() -> None:
    fs = more_twins(two_articles(register={CITY: {"same": [SECOND]}}), "Rome", "Riyadh")
    assert [code for code, *_ in told(fs)] == ["AK501", "AK501"]
    linked = more_twins(two_articles(entity=CITY), "Rome", "Riyadh")
    assert [code for code, *_ in told(linked)] == ["AK501", "AK501"]


def test_annotators_of_one_article_speak_of_the_same_things() -> None:
    lee = attrs.evolve(KIM, annotator="lee", records={SECOND: attrs.evolve(KIM.records[CITY], id=SECOND)})
    fs = a_disk_of(KIM, lee)
    fs.put(f"{ROOT}/schemas/city.schema.json", NAMED)
    assert told(fs) == []


def test_what_several_files_have_is_remembered_until_one_of_them_or_a_decision_changes() -> None:
    fs = two_articles()

    def again() -> list[tuple[str, str]]:
        project = open_project(fs, ROOT)
        found = validate_project(project, cache=CheckedCache(project.store)).problems
        return [(problem.code, problem.file) for problem in found]

    twin = [TWIN[:2]]
    assert [again(), again()] == [twin, twin]
    apart = {"format": "annotate-kit/1", "entity": CITY, "apart": [SECOND]}
    fs.put(f"{ROOT}/annotations/_register/{CITY}.json", encode(apart))
    assert again() == []
    fs.remove(f"{ROOT}/annotations/_register/{CITY}.json")
    assert again() == twin
    fs.remove(f"{ROOT}/annotations/later-vote/kim.json")
    assert again() == []
