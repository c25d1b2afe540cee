"""Prints the lowest version of every package that annotate-kit allows, as constraints: `python .ci/lowest.py`."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*>=\s*([0-9][0-9.]*)")


def lowest(project: str) -> Iterator[str]:
    """The constraints for what the package and its extras need; what only its developers use is not constrained."""
    declared = tomllib.loads(project)["project"]
    extras = (needs for name, needs in declared["optional-dependencies"].items() if name != "dev")
    for need in [*declared["dependencies"], *(need for needs in extras for need in needs)]:
        found = REQUIREMENT.match(need)
        if found is None:
            raise SystemExit(f"{need} has no lower bound")
        yield f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    sys.stdout.write("".join(f"{line}\n" for line in lowest(text)))
