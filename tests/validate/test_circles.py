"""References that lead back to where they started."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.validate.asking import problems_of

SINGLE = {"up": {"title": "Up", "type": "string", "x-annotate": {"ref": ["node"]}}}
PEER = {"up": {"title": "Up", "type": "string", "x-annotate": {"ref": ["node"], "acyclic": False}}}


def listed(**hints: Any) -> dict[str, Any]:
    item = {"title": "Next", "type": "string", "x-annotate": {"ref": ["node"], **hints}}
    return {"next": {"title": "All next", "type": "array", "items": item}}


def circles(properties: Any, data: Mapping[str, Any]) -> list[tuple[str | None, str]]:
    schema = {"title": "Node", "x-annotate": {"caption": ["name"]}, "properties": properties}
    records = {id_: ("node", {"name": id_, **more}) for id_, more in data.items()}
    schema["properties"] = {"name": {"title": "Name", "type": "string"}, **properties}
    return [(problem.record, problem.message) for problem in problems_of({"node": schema}, records, "AK308")]


def test_a_circle_of_single_references_is_told_and_of_peers_not() -> None:
    data = {"a": {"up": "b"}, "b": {"up": "a"}}
    assert circles(SINGLE, data) == [("a", 'up goes in a circle: "a" → "b" → "a"')]
    assert circles(PEER, data) == []


def test_lists_may_go_both_ways_unless_a_hint_forbids_it() -> None:
    data = {"a": {"next": ["c", "b"]}, "b": {"next": ["a"]}, "c": {}}
    assert circles(listed(), data) == []
    assert circles(listed(acyclic=True), data) == [("a", 'next 2 goes in a circle: "a" → "b" → "a"')]


def test_two_circles_are_told_and_one_within_another_is_not() -> None:
    data = {"a": {"next": ["b", "d"]}, "b": {"next": ["c"]}, "c": {"next": ["b"]}, "d": {"next": ["a"]}}
    assert [record for record, _ in circles(listed(acyclic=True), data)] == ["b", "a"]
    data["c"] = {"next": ["b", "a"]}
    assert [record for record, _ in circles(listed(acyclic=True), data)][:1] == ["b"]


def test_a_diamond_is_no_circle() -> None:
    data = {"a": {"next": ["b", "c"]}, "b": {"next": ["d"]}, "c": {"next": ["d"]}, "d": {}}
    assert circles(listed(acyclic=True), data) == []


def test_a_long_circle_is_told_in_short() -> None:
    names = [f"n{number:03}" for number in range(3_000)]
    data = {name: {"up": other} for name, other in zip(names, [*names[1:], names[0]], strict=True)}
    ((record, message),) = circles(SINGLE, data)
    assert record == "n000"
    assert message.endswith('"n007" → "n000" (2992 more between the last two)')


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), min_size=1))
def test_something_is_told_exactly_where_a_record_can_be_reached_from_itself(edges: dict[str, list[str]]) -> None:
    graph = {name: {other for other in edges[name] if other in edges and other != name} for name in edges}
    reached = {name: set(others) for name, others in graph.items()}
    for _ in graph:
        reached = {name: others.union(*(reached[other] for other in others)) for name, others in reached.items()}
    told = circles(listed(acyclic=True), {name: {"next": others} for name, others in edges.items()})
    assert bool(told) is any(name in others for name, others in reached.items())
