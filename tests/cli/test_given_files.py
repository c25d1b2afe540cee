"""Files that a command line names are read whole, or refused in one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotate_kit.cli.given_files import read_given
from annotate_kit.core import Limits
from annotate_kit.errors import InputError, UnreadableError


def test_a_file_is_read_up_to_its_limit_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "link").symlink_to("a")
    assert read_given(tmp_path / "link", "json_bytes", Limits(json_bytes=5)) == b"12345"
    with pytest.raises(InputError) as refused:
        read_given(tmp_path / "a", "json_bytes", Limits(json_bytes=4), shown="a.json")
    assert str(refused.value) == (
        "a.json: the file has more than 4 bytes. Split it, or raise limits.json-bytes in annotate-kit.toml."
    )


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", ".", "nothing"):
        with pytest.raises(UnreadableError) as refused:
            read_given(tmp_path / name, "workbook_bytes")
        assert "cannot be read: " in str(refused.value)
    with pytest.raises(UnreadableError):
        read_given(Path("/dev/zero"), "article_bytes")
