"""Print one of the README's two set-up commands: `main` or `tests`, as a newcomer would paste it."""

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"

blocks = re.findall(r"```(?:sh|bash|console)\n(python3 -m venv .*?)\n```", README.read_text("utf-8"), re.DOTALL)
commands = dict(zip(("main", "tests"), blocks, strict=False))
sys.stdout.write(commands[sys.argv[1]] + "\n")
