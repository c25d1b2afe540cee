"""The main job under a real terminal: from an article to records on disk, validated and exported."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.terminal.consoles import COMMAND, REPOSITORY, StartPty, StartTmux, Tmux, environment

from annotate_kit.workflow.demo import ANNOTATOR, ARTICLE, parse_keys

COUNCIL = """
# The title, and the sentence that says how far the statement has come.
/ "joint st" enter ] a
enter i
n ] a
h h enter s
# The council: its name, its day, its hosts, its place.
} tab
enter e n
) enter d a
enter e w
) enter p o enter
enter e h
) ) enter e p
) ) enter p o enter
enter e h
# Keidanren, a Japanese business federation; FKI, by its short name everywhere.
o shift+tab ] ] enter k
enter c
shift+tab shift+tab o enter *
enter a
shift+tab enter k
enter c
# The declaration of 1998, and who signed it.
} tab [ [ [ a
enter i
/ "1998" enter enter d s
l l l l enter s
tab enter y enter
p tab enter r t
enter R p
h enter R s
tab tab enter R c
r "decl" enter
enter p c
tab enter y enter
p tab enter r t
enter R p
h enter R s
tab tab enter R c
r "decl" enter
enter p c
# The two chairmen; the last word of the one is taken back and said again.
} } tab tab p
shift+tab enter r t
enter R p
enter R s "c" enter
u ^
shift+tab enter R o
tab tab tab tab p
tab enter r t
enter R p
enter R s "c" enter
tab enter R o
o
"""

TMUX = {"tab": "Tab", "shift+tab": "BTab", "enter": "Enter", "down": "Down", " ": "Space"}
"""What tmux calls the keys that are no characters."""

PARTIES = ("Federation of Korean Industries", "Keidanren")


def press(screen: Tmux, keys: Iterable[str]) -> None:
    screen.press(*(TMUX.get(key, key) for key in keys))


def run(folder: Path, *arguments: str) -> str:
    """A command of its own in the project; fails where it does."""
    found = subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A new project that holds the text of one article."""
    folder = tmp_path / "empty"
    folder.mkdir()
    text = REPOSITORY / "annotations/business-council-2022/text.txt"
    run(folder, "init")
    run(folder, "import", str(text), "--published", "2022-07-04", "--language", "en", "--source", "a newspaper")
    return folder


def test_an_article_becomes_records_on_disk_a_report_and_two_exports(tmux: StartTmux, empty: Path) -> None:
    (article,) = (path.name for path in (empty / "annotations").iterdir() if path.is_dir())
    screen = tmux("--project", str(empty), "annotate", "--as", "tester", size=(120, 40))
    screen.wait_for("Enter opens")
    press(screen, ["enter"])
    screen.wait_for("⟦Business⟧")
    press(screen, parse_keys(COUNCIL))
    screen.wait_for("Keidanren is mentioned here already")
    shown = screen.wait_for("● saved")
    assert "⟦Keidanren⟧o" in shown
    screen.wait_for("no problems")
    press(screen, ["!"])
    screen.wait_for("No problems in this article.")
    press(screen, [">"])
    screen.wait_for("1 of 1")
    press(screen, ["q"])
    screen.wait_for("left with 0")

    kept = json.loads((empty / "annotations" / article / "tester.json").read_text("utf-8"))
    assert kept["status"] == "done"
    statement, declaration = agreements(kept)
    assert statement["data"]["status"] == "adopted"
    assert statement["data"]["dates"] == {"adopted": "2022-07-04"}
    assert quotes(kept, statement, "/occasion/name") == ["29th Korea-Japan Business Council"]
    names = {record["id"]: record["data"].get("name") for record in kept["records"]}
    assert tuple(names[party["organization"]] for party in statement["data"]["parties"]) == PARTIES
    assert declaration["data"]["parties"] == [{"country": "KR"}, {"country": "JP"}]
    assert [names[one] for one in declaration["data"]["signatories"]] == ["Kim Dae-jung", "Keizo Obuchi"]
    chairman = next(record for record in kept["records"] if record["data"].get("name") == "Huh Chang-soo")
    assert chairman["data"]["roles"][0]["status"] == "current"
    assert [claim["claim"] for claim in chairman["evidence"]["/roles/0/status"]] == ["inferred"]
    assert len(kept["records"]) == 8

    run(empty, "validate", "--fail-on", "warning")
    run(empty, "export", "json")
    run(empty, "export", "xlsx")
    exported = json.loads((empty / "exports/annotations.json").read_text("utf-8"))
    assert len(exported["records"]) == 8
    assert (empty / "exports/annotations.xlsx").read_bytes().startswith(b"PK")


def agreements(kept: dict[str, Any]) -> list[dict[str, Any]]:
    found = [record for record in kept["records"] if record["type"] == "agreement"]
    return sorted(found, key=lambda record: str(record["data"]["status"]))


def quotes(kept: dict[str, Any], record: dict[str, Any], pointer: str) -> list[str]:
    spans = {span["id"]: " ".join(span["quotes"]) for span in kept["spans"]}
    return [spans[span] for claim in record["evidence"][pointer] for span in claim["spans"]]


def test_the_demo_waits_for_a_person_and_then_validates_and_exports(tmux: StartTmux, project: Path) -> None:
    screen = tmux("demo", "try", size=(110, 40))
    screen.wait_for("The first keys")
    # The first key takes the card away and already means what it always does.
    press(screen, ["tab", "tab", "a"])
    screen.wait_for("⟦Busan Declaration⟧a")
    assert "The first keys" not in screen.screen()
    press(screen, ["*"])
    screen.wait_for("1 more place tagged")
    screen.wait_for("● saved")
    press(screen, ["q"])
    screen.wait_for("▸ busan-chambers-2023")
    press(screen, ["q"])
    shown = screen.wait_for("left with 0")
    assert "A project with 9 articles is in try/." in shown
    assert "AK102" in shown
    assert "1 error in 1 of 30 files." in shown
    assert "annotate-kit --project try annotate" in shown
    kept = json.loads((project / "try/annotations" / ARTICLE / f"{ANNOTATOR}.json").read_text("utf-8"))
    assert [record["data"]["title"] for record in kept["records"]] == ["Busan Declaration"]
    exported = json.loads((project / "try/exports/annotations.json").read_text("utf-8"))
    assert len(exported["records"]) == 111
    assert (project / "try/exports/annotations.xlsx").read_bytes().startswith(b"PK")


def test_leaving_the_demo_in_a_hurry_still_tells_what_there_is(tmux: StartTmux, project: Path) -> None:
    screen = tmux("demo", "try")
    screen.wait_for("The first keys")
    screen.press("C-c")
    shown = screen.wait_for("left with 130")
    assert "No problems in " in shown
    assert (project / "try/exports/annotations.xlsx").exists()
    assert not (project / "try/annotations" / ARTICLE / f"{ANNOTATOR}.json").exists()


def test_a_demo_that_is_ended_from_outside_exports_nothing(start: StartPty, project: Path) -> None:
    program = start("demo", "try", size=(100, 30))
    program.wait_for("The first keys")
    program.kill(signal.SIGTERM)
    assert program.ended() == 128 + signal.SIGTERM
    assert not (project / "try/exports").exists()
