"""The command line in this process: arguments in, exit code and both streams out."""

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from annotate_kit.cli.app import run as run_line


@attrs.frozen(kw_only=True)
class Outcome:
    """What a command line came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("ANNOTATE_KIT_PROJECT", "ANNOTATE_KIT_ANNOTATOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> Outcome:
        capfd.readouterr()
        code = run_line(arguments)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Outcome(code=code, out=out, err=err)

    return call


@pytest.fixture
def project(run: Run, tmp_path: Path) -> Path:
    """An empty project in the current folder."""
    assert run("init").code == 0
    return tmp_path
