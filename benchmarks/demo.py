"""How long the demo takes without hands: project made, article annotated in the real app, validated, exported.

    .venv/bin/python benchmarks/demo.py [--quick]

Beside it the bare imports of the libraries that do the work. Aim: about 15 s.
"""

from __future__ import annotations

import tempfile
from functools import partial
from itertools import count
from pathlib import Path

from timing import asked, in_turn, milliseconds, python, run, script, table


def main() -> None:
    runs = 3 if asked(__doc__).quick else 9
    with tempfile.TemporaryDirectory() as place:
        folders = (str(Path(place) / f"demo-{number}") for number in count())
        medians = in_turn(
            {
                "importing textual and openpyxl": partial(run, python("-c", "import textual.app, openpyxl")),
                "annotate-kit demo --replay": lambda: run([script("annotate-kit"), "demo", next(folders), "--replay"]),
            },
            runs,
        )
    base = next(iter(medians.values())).seconds
    rows = [
        (name, milliseconds(one.seconds), f"{one.seconds / base:.2f} x", f"{one.memory:,.0f} MiB")
        for name, one in medians.items()
    ]
    table(f"demo, medians of {runs}", ("command", "wall", "imports", "memory"), rows)


if __name__ == "__main__":
    main()
