"""A project in which every text that a person or another program could put there holds what acts on a terminal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from tests.fakes.escapes import PAYLOADS

__all__ = ["ALL", "ARTICLE", "files"]

ARTICLE = "expo-vote"
ALL = "".join(f"{number}{payload}" for number, payload in enumerate(PAYLOADS))
"""All of them, each behind its number."""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def text() -> str:
    """An article of them, with names between; NUL is none of a text's, and the shown token must not move any of it."""
    return "".join(f"Busan {number}{payload} won.\n\n" for number, payload in enumerate(PAYLOADS))


def _spans(article: str) -> list[dict[str, Any]]:
    found, at = [], 0
    for number in range(3):
        at = article.index("Busan", at + 1) if number else article.index("Busan")
        found.append(
            {
                "id": f"s-{number:010}",
                "fragments": [[at, at + 5]],
                "quotes": ["Busan"],
                "prefix": article[max(0, at - 32) : at],
                "suffix": article[at + 5 : at + 37],
            }
        )
    return found


def files() -> Mapping[str, bytes]:
    """Relative path → content, whole enough that everything is loaded and shown."""
    article = text()
    sha256 = hashlib.sha256(article.encode()).hexdigest()
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "title": f"City {ALL}",
        "description": ALL,
        "properties": {
            "name": {"type": "string", "title": f"Name {ALL}", "description": ALL, "x-annotate": {"group": ALL}},
            "kind": {"oneOf": [{"const": "a", "title": ALL}, {"const": ALL, "title": "b"}]},
            ALL: {"type": "string"},
            "year": {"type": "integer", "title": ALL, "x-annotate": {"unit": ALL}},
        },
        "x-annotate": {"shortcut": "c", "plural": ALL, "caption": ["name"]},
    }
    annotation = {
        "annotator": "kim",
        "article": ARTICLE,
        "format": "annotate-kit/1",
        "notes": [
            {"text": ALL, "by": ALL},
            {"text": ALL, "record": "city-0000000000", "by": ALL},
            {"text": ALL, "span": "s-0000000001"},
        ],
        "records": [
            {
                "data": {"name": f"Busan {ALL}", "kind": ALL, ALL: ALL, "year": ALL},
                "entity": "city-0000000000",
                "evidence": {
                    "/name": [{"by": ALL, "note": ALL, "origin": ALL, "spans": ["s-0000000000"], "value": ALL}]
                },
                "id": f"city-{number:010}",
                "mentions": [f"s-{number:010}"],
                "type": "city",
            }
            for number in range(3)
        ],
        "rejected": [{"type": "city", "quote": ALL}],
        "schemas": {"city": ALL},
        "spans": _spans(article),
        "status": "in-work",
        "text_sha256": sha256,
        "waivers": [{"by": ALL, "code": "AK104", "reason": ALL, "record": "city-0000000000"}],
    }
    decisions = {
        "entity": "city-0000000000",
        "format": "annotate-kit/1",
        "identifiers": {ALL: ALL},
        "same": [],
        "values": {"/name": {"because": ALL, "by": ALL, "value": ALL}},
    }
    place = article.rindex("Busan")
    suggestion = {
        "doubtful": True,
        "end": place + 5,
        "fields": [{"end": place + 5, "note": ALL, "pointer": "/name", "start": place, "value": ALL}],
        "mention": True,
        "quote": "Busan",
        "reason": ALL,
        "score": 0.9,
        "source": {"name": ALL, "version": ALL},
        "start": place,
        "target": {"name": ALL},
        "type": "city",
    }
    metadata = {
        "format": "annotate-kit/1",
        "id": ARTICLE,
        "language": "en",
        "length": len(article),
        "licence": ALL,
        "published": ALL,
        "source": ALL,
        "text_sha256": sha256,
        "title": f"The vote {ALL}",
        "url": f"https://example.org/{ALL}",
    }
    folder = f"annotations/{ARTICLE}"
    return {
        "schemas/city.schema.json": _json(schema),
        f"schemas/{'bad' + PAYLOADS[0] + PAYLOADS[7]}.schema.json": b"{",
        f"{folder}/text.txt": article.encode(),
        f"{folder}/article.json": _json(metadata),
        f"{folder}/kim.json": _json(annotation),
        f"{folder}/lee.json": _json({**annotation, "annotator": "lee"}),
        f"annotations/x{PAYLOADS[0]}{PAYLOADS[7]}/text.txt": b"x",
        "annotations/_register/city-0000000000.json": _json(decisions),
        f".annotate-kit/suggestions/{ARTICLE}.json": _json(
            {"article": ARTICLE, "format": "annotate-kit/1", "suggestions": [suggestion], "text_sha256": sha256}
        ),
        "new.txt": f"Title {ALL}\n\nText {ALL}\n".encode(),
        f"named{PAYLOADS[0]}{PAYLOADS[8]}.txt": b"Another title\n\nText.\n",
    }
