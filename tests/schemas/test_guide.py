"""The guide to schemas: its migration is one, and its example comes true."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.fakes.memory_fs import MemoryFs

from annotate_kit.cli.schema import EPILOG
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.schema_examples import check_examples

GUIDE = (Path(__file__).parents[2] / "docs/schemas.md").read_text("utf-8")
ROOT = "/work/guide"


def test_the_steps_and_the_example_of_the_guide_work() -> None:
    steps, example = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    assert len(json.loads(steps)["steps"]) == 6
    fs = MemoryFs()
    fs.put(f"{ROOT}/schemas/meeting.schema.json", b'{"title": "Meeting", "type": "object"}')
    fs.put(f"{ROOT}/schemas/migrations/meeting/2.0.0.json", steps.encode())
    fs.put(f"{ROOT}/schemas/migrations/meeting/2.0.0/one.json", example.encode())
    report = check_examples(open_project(fs, ROOT))
    assert report.files == ("schemas/migrations/meeting/2.0.0/one.json",)
    assert report.problems == ()


def test_the_guide_and_the_help_name_the_same_commands() -> None:
    named = {text: set(re.findall(r"annotate-kit schema (\w+)", text)) for text in (GUIDE, EPILOG)}
    assert named[GUIDE] == named[EPILOG] == {"diff", "import", "lint", "migrate", "show", "test"}
