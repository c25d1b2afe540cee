"""What an export takes, step by step, in one process: `export_records.py` runs it and prints the table.

.venv/bin/python benchmarks/export_steps.py PROJECT json|jsonl|xlsx
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from typing import BinaryIO, cast

from annotate_kit.exporters import export_to
from annotate_kit.store import DiskFs
from annotate_kit.workflow.exporting import gather
from annotate_kit.workflow.project import open_project


def main() -> None:
    root, name = sys.argv[1:]
    steps: list[tuple[str, float, float]] = []
    last = time.perf_counter()

    def done(step: str) -> None:
        nonlocal last
        now = time.perf_counter()
        steps.append((step, now - last, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
        last = now

    project = open_project(DiskFs(), root)
    source = gather(project)
    done("read, and check what is exported")
    with tempfile.TemporaryFile() as stream:
        export_to(name, source, cast("BinaryIO", stream))
    done("write")
    json.dump(steps, sys.stdout)


if __name__ == "__main__":
    main()
