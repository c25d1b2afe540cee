"""All annotation files of a project in one JSON file, by the standard library: nothing checked, nothing looked up.

.venv/bin/python benchmarks/peers/json_dump.py PROJECT FILE.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    root, target = map(Path, sys.argv[1:])
    files = sorted(root.glob("annotations/*/analyst.json"))
    found = [json.loads(file.read_text("utf-8")) for file in files]
    with target.open("w", encoding="utf-8") as stream:
        json.dump(found, stream, ensure_ascii=False, indent=2, sort_keys=True)


if __name__ == "__main__":
    main()
