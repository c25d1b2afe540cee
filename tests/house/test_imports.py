"""What a command really loads, seen in a fresh process: a deferred import hides from a static graph."""

import json
import subprocess
import sys

import pytest

HEAVY = frozenset(
    {"attrs", "cattrs", "jsonschema", "jsonschema_rs", "openpyxl", "rich", "textual", "typer", "rapidfuzz"}
)


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has after running some code."""
    script = (
        f"import sys\n{code}\nimport json\nprint('\\n' + json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def run(*arguments: str) -> str:
    return f"sys.argv[1:] = {list(arguments)!r}\nfrom annotate_kit.__main__ import main\nassert main() in (0, None)"


def test_the_version_loads_nothing_heavy() -> None:
    bare = loaded_by("")
    loaded = loaded_by(run("--version"))
    assert not loaded & HEAVY
    # json is the test's own.
    assert loaded - bare == {"annotate_kit"}


def test_help_loads_typer_and_nothing_else_that_is_heavy() -> None:
    assert loaded_by(run("--help")) & HEAVY <= {"typer", "attrs"}


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        ("errors", set()),
        ("core", {"attrs"}),
        ("text", {"attrs", "rapidfuzz"}),
        ("schema", {"attrs", "rapidfuzz"}),
        ("codec", {"attrs", "rapidfuzz", "cattrs"}),
        ("keys", {"attrs", "rapidfuzz", "cattrs"}),
        ("workbook", {"attrs", "rapidfuzz", "cattrs", "openpyxl", "jsonschema", "jsonschema_rs"}),
    ],
)
def test_a_room_loads_only_its_own_libraries(room: str, allowed: set[str]) -> None:
    assert loaded_by(f"import annotate_kit.{room}") & HEAVY <= allowed | {"attr"}


def test_the_package_itself_is_light_and_offers_open_project() -> None:
    assert not loaded_by("import annotate_kit") & HEAVY
    assert "attrs" in loaded_by("import annotate_kit; annotate_kit.open_project")
