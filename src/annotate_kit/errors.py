"""What stops the program: facts in, one sentence out, ending with what to do next."""

from __future__ import annotations

__all__ = [
    "AccessError",
    "AnnotateKitError",
    "ChangedOnDiskError",
    "ConflictError",
    "DamagedFileError",
    "EditMismatchError",
    "ExistsError",
    "HasProblemsError",
    "InputError",
    "NoProjectError",
    "NoTerminalError",
    "NotFoundError",
    "NothingChosenError",
    "TextCorrectedError",
    "UnreadableError",
    "UnwritableError",
    "UsageError",
]


def _sentences(what: str, hint: str) -> str:
    return f"{what} {hint}" if what.endswith("?") else f"{what}. {hint}"


class AnnotateKitError(Exception):
    """Everything that annotate-kit raises on purpose."""


class UsageError(AnnotateKitError):
    """What was asked for cannot be meant: a bad option, name or setting (exit code 2)."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what, hint)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return _sentences(self.what, self.hint)


class AccessError(AnnotateKitError):
    """Something could not be read or written (exit code 3)."""


class InputError(AccessError):
    """A file's content cannot be used at all."""

    def __init__(self, path: str, what: str, hint: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(path, what, hint, line, column)
        self.path = path
        self.what = what
        self.hint = hint
        self.line = line
        """1-based, where one line is to blame."""
        self.column = column
        """1-based, in code points."""

    def __str__(self) -> str:
        place = "" if self.line is None else f":{self.line}:{self.column or 1}"
        return f"{self.path}{place}: {_sentences(self.what, self.hint)}"


class UnreadableError(AccessError):
    """The operating system refused to read a path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path} cannot be read: {self.reason}. Check the path and its permissions."


class UnwritableError(AccessError):
    """The operating system refused to write a path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path} cannot be written: {self.reason}. Check permissions and free space; nothing was changed."


class NotFoundError(UsageError):
    """A name that means nothing here: an article, an annotator, a record type."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...] = ()) -> None:
        listed = ", ".join(known[:8]) + (" …" if len(known) > len(known[:8]) else "")
        super().__init__(f"there is no {kind} {name!r}", f"Known: {listed}." if known else f"No {kind} is known yet.")
        self.kind = kind
        self.name = name
        self.known = known


class ExistsError(UsageError):
    """Something is there already and is never overwritten."""

    def __init__(self, path: str, hint: str) -> None:
        super().__init__(f"{path} is there already", hint)
        self.path = path


class NoProjectError(UsageError):
    """The folder is no annotate-kit project."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is not an annotate-kit project (no schemas/ or annotations/ folder)",
            "Run `annotate-kit init` there, or try `annotate-kit demo`.",
        )
        self.path = path


class NoTerminalError(UsageError):
    """The app was asked for without a terminal to show it on."""

    def __init__(self) -> None:
        super().__init__("the app needs a terminal", "Run it in one, or see `annotate-kit --help` for other commands.")


class DamagedFileError(AccessError):
    """A file that the kit wrote no longer reads as such."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(path, what)
        self.path = path
        self.what = what

    def __str__(self) -> str:
        return f"{self.path} is damaged: {self.what}. Run `annotate-kit validate` for the place; nothing was changed."


class ChangedOnDiskError(AccessError):
    """A file changed since it was read, and the two versions cannot be merged."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} changed on disk and cannot be merged. Reload it; your edits are in the journal."


class TextCorrectedError(AccessError):
    """An article's text was corrected while somebody worked on it."""

    def __init__(self, article: str) -> None:
        super().__init__(article)
        self.article = article

    def __str__(self) -> str:
        return f"the text of {self.article} was corrected meanwhile. Open it again; everything that was saved is there."


class ConflictError(AnnotateKitError):
    """Two people changed the same thing, and a person must choose."""

    def __init__(self, path: str, places: tuple[str, ...]) -> None:
        super().__init__(path, places)
        self.path = path
        self.places = places

    def __str__(self) -> str:
        listed = "; ".join(self.places[:3])
        return f"{self.path} was changed elsewhere in the same place: {listed}. Open it and choose; both are kept."


class EditMismatchError(AnnotateKitError):
    """An edit does not fit the annotation: what it wants to replace is not there."""

    def __init__(self, edit: str, what: str) -> None:
        super().__init__(edit, what)
        self.edit = edit
        self.what = what

    def __str__(self) -> str:
        return f"{self.edit} does not fit: {self.what}. Reload the annotation and do it again."


class HasProblemsError(AnnotateKitError):
    """An export was refused because the records are not valid (exit code 1)."""

    def __init__(self, errors: int) -> None:
        super().__init__(errors)
        self.errors = errors

    def __str__(self) -> str:
        word = "error" if self.errors == 1 else "errors"
        return (
            f"{self.errors} {word} in the records. Run `annotate-kit validate` to see them, "
            "or export with --allow-problems, which says so in the file."
        )


class NothingChosenError(AnnotateKitError):
    """An export was asked for of which nothing is left (exit code 1)."""

    def __init__(self, left_out: tuple[str, ...]) -> None:
        super().__init__(left_out)
        self.left_out = left_out

    def __str__(self) -> str:
        why = " ".join(self.left_out)
        return f"nothing is left to export. {why} Ask for less, or annotate first; nothing was written."
