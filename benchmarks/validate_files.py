"""What checking annotation files costs: one, a hundred, and the sample project.

    .venv/bin/python benchmarks/validate_files.py [--quick]

Beside it check-jsonschema on the same files with one plain schema: it checks structure and values alone, and neither
spans nor quotes, references, dates or evidence.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from timing import REPOSITORY, Run, asked, in_turn, made, milliseconds, output, peer, python, run, script, table

Tasks = dict[str, Callable[[], Run]]
EMPTY, OURS = "python -c pass", "annotate-kit"


def tasks_for(root: Path, files: list[str]) -> Tasks:
    """An empty Python and the programs on some of a project's files, or on all of it where none are named."""
    ours = [script("annotate-kit"), "validate"]
    found: Tasks = {
        EMPTY: partial(run, python("-c", "pass")),
        OURS: partial(run, [*ours, "--no-cache", *files], root),
        "annotate-kit, nothing changed": partial(run, [*ours, "--cache", *files], root),
    }
    if not files:
        return found
    if command := peer("check-jsonschema", "--schemafile", str(root / "plain.json"), *files):
        found["check-jsonschema"] = partial(run, command, root)
    return found


def main() -> None:
    is_quick = asked(__doc__).quick
    rounds, runs = (2, 3) if is_quick else (17, 9)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "news"
        run(made("corpus.py", str(root), "--copies", str(rounds)))
        (root / "plain.json").write_bytes(output(made("peers/plain_schema.py", str(root))))
        files = sorted(path.relative_to(root).as_posix() for path in root.glob("annotations/*/analyst.json"))
        show("one file", in_turn(tasks_for(root, files[:1]), runs), runs)
        show(f"{len(files)} files", in_turn(tasks_for(root, files), runs), runs)
        sample = Path(place) / "sample"
        for folder in ("schemas", "annotations"):
            shutil.copytree(REPOSITORY / folder, sample / folder)
        show("the sample project", in_turn(tasks_for(sample, []), runs), runs)


def show(what: str, medians: dict[str, Run], runs: int) -> None:
    base, ours = medians[EMPTY], medians[OURS]
    rows = [
        (
            name,
            milliseconds(one.seconds),
            f"{one.seconds / base.seconds:.1f} x",
            f"{one.seconds / ours.seconds:.2f} x",
            milliseconds(one.cpu),
            f"{one.memory:.0f} MiB",
        )
        for name, one in medians.items()
    ]
    table(
        f"validate {what}, medians of {runs}",
        ("program", "wall", "empty Python", "annotate-kit", "cpu", "memory"),
        rows,
    )


if __name__ == "__main__":
    main()
