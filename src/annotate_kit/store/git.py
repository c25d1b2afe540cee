"""The one door to git: which files changed, and where in its repository a project lies."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from annotate_kit.errors import UsageError
from annotate_kit.store.fs import Fs

__all__ = [
    "changed_since",
    "files_at",
    "make_repository",
    "repository_prefix",
    "revision_before",
    "revision_of",
    "set_merge_driver",
]

# Nothing that a repository's own settings name is run, and nothing is written.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-optional-locks", "--literal-pathspecs")
_ONLY_NAMES = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules")


def changed_since(root: str, revision: str) -> tuple[str, ...]:
    """The files below a folder that differ from a revision, committed or not, gone, or new to git; sorted.

    Compared is with where the present work left the revision, so what others did there since does not count.

    Args:
        root: the folder, absolute.
        revision: whatever git takes for a commit: `main`, `HEAD~1`, `origin/main`.

    Raises:
        UsageError: where there is no git, no repository or no such revision.
    """
    if _run(root, "rev-parse", "--is-inside-work-tree") is None:
        raise UsageError("the project is not in a git repository", "Leave the revision out, or run `git init`.")
    commit = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        hint = "Fetch it first; in CI, check out the whole history (`fetch-depth: 0`)."
        raise UsageError(f"git knows no revision {revision!a}", hint)
    base = _run(root, "merge-base", commit.strip(), "HEAD") or commit
    listed = _run(root, "diff", *_ONLY_NAMES, "--relative", base.strip(), "--", ".") or ""
    listed += _run(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".") or ""
    return tuple(sorted(set(filter(None, listed.split("\0")))))


def revision_before(root: str, day: str) -> str | None:
    """The last commit of the present work before a day began (UTC); None where its history begins later.

    Args:
        root: the folder, absolute.
        day: such as 2024-05-17.

    Raises:
        UsageError: where there is no git or no repository.
    """
    if _run(root, "rev-parse", "--is-inside-work-tree") is None:
        raise UsageError("the project is not in a git repository", "Leave the day out, or run `git init`.")
    found = _run(root, "rev-list", "-1", f"--before={day}T00:00:00Z", "HEAD", "--")
    return (found or "").strip() or None


def revision_of(root: str, folders: Sequence[str]) -> str:
    """The last commit that touched these folders, short, with what is not committed said; empty where git knows none.

    Args:
        root: the folder, absolute.
        folders: relative to it, POSIX.
    """
    try:
        found = _run(root, "log", "-1", "--format=%h", "--", *folders)
        changed = _run(root, "status", "--porcelain", "--", *folders)
    except UsageError:  # there is no git
        return ""
    revision = (found or "").strip()
    return f"{revision} and changes that are not committed" if revision and changed else revision


def make_repository(root: str) -> bool:
    """Let git keep a folder; False where it does already.

    Args:
        root: the folder, absolute.

    Raises:
        UsageError: where there is no git, or it refuses.
    """
    if _run(root, "rev-parse", "--is-inside-work-tree") is not None:
        return False
    if _run(root, "init", "--quiet") is None:
        raise UsageError("git could not make a repository here", "Run `git init` to see why.")
    return True


def set_merge_driver(root: str, name: str, *, title: str, command: str) -> None:
    """Tell the clone in which a folder lies what to run for files whose attribute is `merge=<name>`.

    Args:
        root: the folder, absolute.
        name: of the driver, `annotate-kit`.
        title: what git calls it in its messages.
        command: for the shell, with git's placeholders `%O %A %B %P`.

    Raises:
        UsageError: where there is no git, or it refuses.
    """
    for key, value in ((f"merge.{name}.name", title), (f"merge.{name}.driver", command)):
        if _run(root, "config", "--local", key, value) is None:
            raise UsageError(f"git could not store {key}", "Run `git config --local --list` to see why.")


def files_at(root: str, revision: str, folder: str) -> dict[str, bytes]:
    """The files that a folder held at a revision, by their paths below it; not those of its subfolders.

    Args:
        root: the folder of the project, absolute.
        revision: whatever git takes for a commit.
        folder: relative to the project.

    Raises:
        UsageError: where there is no git, no repository or no such revision.
    """
    commit = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        hint = "Name a revision of the project's git repository, or a file or folder that is there."
        raise UsageError(f"{revision!a} is neither a file nor a revision", hint)
    place = f"{commit.strip()}:./{folder}"
    names = (_run(root, "ls-tree", "-z", "--name-only", place) or "").split("\0")
    shown = {name: _run(root, "cat-file", "blob", f"{place}/{name}") for name in names if name}
    return {name: os.fsencode(text) for name, text in shown.items() if text is not None}


def _run(root: str, *arguments: str) -> str | None:
    """What git prints; None where it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE")}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and arguments that cannot be options
            [*_GIT, *arguments], cwd=root, env=environment, capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        raise UsageError("git is needed for this, and is not installed", "Install it, or check everything.") from None
    return None if done.returncode else os.fsdecode(done.stdout)


def repository_prefix(fs: Fs, root: str) -> str:
    """Where a folder lies in its git repository, `data/news/`; empty at the top, and where there is no repository.

    Args:
        fs: the file system.
        root: the folder, absolute.
    """
    real = fs.resolve(root)
    for folder in (Path(real), *Path(real).parents):
        if fs.stat(f"{folder.as_posix().rstrip('/')}/.git") is not None:
            inside = Path(real).relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""
