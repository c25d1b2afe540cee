"""The examples of rule pages, each made a project and checked as any other."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.fakes.memory_fs import MemoryFs

from annotate_kit.codec import encode
from annotate_kit.core import Problem
from annotate_kit.validate.rules import CITY, TEXT, RulePage
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import validate_project

ROOT = "/example"
FOLDER = "annotations/expo-vote"
KIM = f"{FOLDER}/kim.json"
PERSON = '{"title": "Person", "type": "object"}'


def problems_of(page: RulePage, example: str) -> tuple[Problem, ...]:
    """What the checker says of one half of a page's example."""
    fs = MemoryFs()
    for path, content in files_of(page, example).items():
        fs.put(f"{ROOT}/{path}", content.encode())
    return validate_project(open_project(fs, ROOT)).problems


def files_of(page: RulePage, example: str) -> dict[str, str]:
    """The whole project that an example is a part of."""
    changes: dict[str, Any] = {}
    kim: dict[str, Any] = {KIM: {}}
    if page.part == "data":
        record = {"id": "city-1", "type": "city", "data": json.loads(example)}
        changes = {KIM: {"records": [record]}}
    elif page.part == "annotation":
        changes = {KIM: json.loads(example)}
    elif page.part == "article":
        changes = {**kim, f"{FOLDER}/article.json": json.loads(example)}
    elif page.part == "project":
        changes = json.loads(example)
    elif page.part == "path":
        changes = {example: {}}
    elif page.part == "schema":
        changes = kim
    files = {
        f"{FOLDER}/text.txt": TEXT,
        "schemas/city.schema.json": example if page.part == "schema" else page.schema or CITY,
        "schemas/person.schema.json": PERSON,
    }
    if page.part == "file":
        files[KIM] = example
    files |= {path: content for path, content in changes.items() if isinstance(content, str)}
    text = files[f"{FOLDER}/text.txt"]
    article = changes.pop(f"{FOLDER}/article.json", {})
    files[f"{FOLDER}/article.json"] = encode(whole_article(text) | article).decode()
    for path, members in changes.items():
        if not isinstance(members, str):
            files[path] = encode(members if "/_" in path else whole_annotation(path, text, members)).decode()
    return files


def whole_article(text: str) -> dict[str, Any]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {
        "format": "annotate-kit/1",
        "id": "expo-vote",
        "language": "en",
        "length": len(text),
        "text_sha256": digest,
        "title": "The vote",
    }


def whole_annotation(path: str, text: str, members: dict[str, Any]) -> dict[str, Any]:
    spans = [{"prefix": "", "suffix": "", **span} for span in members.get("spans", ())]
    records = [{"mentions": [], "evidence": {}, **record} for record in members.get("records", ())]
    return {
        "annotator": path.rpartition("/")[2].removesuffix(".json"),
        "article": "expo-vote",
        "format": "annotate-kit/1",
        "notes": [],
        "rejected": [],
        "schemas": {},
        "status": "in-work",
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "waivers": [],
        **members,
        "records": records,
        "spans": spans,
    }
