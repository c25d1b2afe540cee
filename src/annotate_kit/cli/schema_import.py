"""`annotate-kit schema import`: a record type out of a Python class."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from annotate_kit.cli import console

__all__ = ["EPILOG", "import_class"]

EPILOG = """
It takes pydantic's models (and whatever else has model_json_schema), attrs classes and dataclasses. The module is found
as Python finds it, the current folder first; it is run, so import only what you trust.

Examples:

    annotate-kit schema import news.models:Meeting              (prints the schema)

    annotate-kit schema import news.models:Meeting --save       (as schemas/meeting.schema.json)

    annotate-kit schema import news.models:Meeting --save --name board-meeting
"""


def import_class(
    where: Annotated[str, typer.Argument(metavar="MODULE:CLASS", help="Which class.")],
    name: Annotated[str | None, typer.Option(help="The record type's name; else from the class.")] = None,
    save: Annotated[bool, typer.Option("--save", help="Put it into schemas/, where none of this name is.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Make a record type of a Python class: pydantic, attrs or a dataclass."""
    from annotate_kit.codec import encode
    from annotate_kit.core import is_type_name
    from annotate_kit.errors import UsageError
    from annotate_kit.schema.classes import schema_of_class

    class_ = _class(where)
    try:
        schema = encode(schema_of_class(class_))
    except Exception as error:  # noqa: BLE001 - somebody else's class may raise anything
        raise UsageError(f"{where!a} cannot be a record type: {error}", "Write its schema by hand.") from None
    if not save:
        console.raw(schema)
        return
    type_name = name or _type_name(class_.__name__)
    if not is_type_name(type_name):
        raise UsageError(
            f"{type_name!a} is no name for a record type", "Name it with --name: letters, digits, hyphens."
        )
    path = f"schemas/{type_name}.schema.json"
    if not console.project().store.add_file(path, schema):
        raise UsageError(f"{path} is there already", "Give another name with --name, or compare with `schema diff`.")
    console.data(f"made  {path}\n")
    console.talk("Next: annotate-kit schema lint, then annotate-kit schema show " + type_name)


def _class(where: str) -> Any:
    from importlib import import_module

    from annotate_kit.errors import UsageError

    module_name, _, path = where.partition(":")
    if not path or not module_name:
        raise UsageError(f"{where!a} names no class", "Write it as news.models:Meeting.")
    folder = str(Path.cwd())
    sys.path.insert(0, folder)
    try:
        found: Any = import_module(module_name)
        for part in path.split("."):
            found = getattr(found, part)
    except Exception as error:  # noqa: BLE001 - somebody else's module may raise anything
        what = f"{where!a} cannot be imported: {type(error).__name__}: {error}"
        raise UsageError(what, "Run annotate-kit where the module is installed, or in its folder.") from None
    finally:
        sys.path.remove(folder)
    if not isinstance(found, type):
        raise UsageError(f"{where!a} is no class", "Name a class of the module.")
    return found


def _type_name(name: str) -> str:
    """A class's name as a record type's: `BoardMeeting` → `board-meeting`, `HTTPServer` → `http-server`."""
    words = re.sub(r"(?<=[^\W_A-Z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_", "-", name)
    return re.sub("-+", "-", words).strip("-").lower()
