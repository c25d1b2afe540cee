"""Runs all benchmarks, one after the other, and prints their tables.

.venv/bin/python benchmarks/run.py [--full]
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import time

from timing import made

SCRIPTS = (
    *("startup", "demo", "open_article", "keys_to_screen", "keys", "validate", "suites"),
    *("export_records", "export", "durability", "reading", "suggest", "picker", "workbook_back"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="not the quick form: a quarter of an hour")
    quick = [] if parser.parse_args().full else ["--quick"]
    day = dt.datetime.now(dt.UTC).date().isoformat()
    print(
        f"{day}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}", flush=True
    )
    start = time.perf_counter()
    failed = [name for name in SCRIPTS if subprocess.run(made(f"{name}.py", *quick), check=False).returncode]
    print(f"\n{time.perf_counter() - start:,.0f} s")
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
