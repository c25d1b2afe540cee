"""What starting costs: `annotate-kit --version` and `--help` beside an empty Python and check-jsonschema.

    .venv/bin/python benchmarks/startup.py [--quick]

Aims: at most 2 x an empty Python for the version, at most 15 x for the help.
"""

from __future__ import annotations

from functools import partial

from timing import asked, in_turn, milliseconds, peer, python, run, script, table

COMMANDS = {
    "python -c pass": python("-c", "pass"),
    "annotate-kit --version": [script("annotate-kit"), "--version"],
    "python -m annotate_kit --version": python("-m", "annotate_kit", "--version"),
    "annotate-kit --help": [script("annotate-kit"), "--help"],
    "annotate-kit validate --help": [script("annotate-kit"), "validate", "--help"],
    "python -c 'import textual.app'": python("-c", "import textual.app"),
}
AIMS = {"annotate-kit --version": "2 x", "annotate-kit --help": "15 x"}


def main() -> None:
    runs = 7 if asked(__doc__).quick else 25
    commands = dict(COMMANDS)
    if beside := peer("check-jsonschema", "--version"):
        commands["check-jsonschema --version"] = beside
    medians = in_turn({name: partial(run, command) for name, command in commands.items()}, runs)
    base = medians["python -c pass"]
    rows = [
        (
            name,
            milliseconds(one.seconds),
            f"{one.seconds / base.seconds:.2f} x",
            f"{one.cpu / base.cpu:.2f} x",
            AIMS.get(name, ""),
        )
        for name, one in medians.items()
    ]
    table(f"start-up, medians of {runs}", ("command", "wall", "wall, empty Python", "cpu", "aim"), rows)


if __name__ == "__main__":
    main()
