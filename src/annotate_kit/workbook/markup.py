"""Parts of a workbook as a stream of XML, without document types, entities, or anything from outside."""

from __future__ import annotations

from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from annotate_kit.errors import InputError
from annotate_kit.workbook.container import Container

__all__ = ["Target", "feed", "local"]

_CHUNK = 1 << 16
"""Bytes that are parsed at a time."""

_LOCAL: dict[str, str] = {}
_MOST_NAMES = 10_000
"""Names of elements that are remembered at a time; a part that makes up more of them is only slower."""


class Target(Protocol):
    """What takes the events of a part."""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, tag: str) -> None:
        """It ends."""
        ...

    def data(self, data: str) -> None:
        """Text, perhaps only a piece of it."""
        ...

    def close(self) -> None:
        """The part has ended."""
        ...


def local(tag: str) -> str:
    """The name of an element without its namespace: the strict form of the format has others."""
    name = _LOCAL.get(tag)
    if name is None:
        name = tag.rpartition("}")[2]
        if len(_LOCAL) == _MOST_NAMES:
            _LOCAL.clear()
        _LOCAL[tag] = name
    return name


def feed(container: Container, name: str, target: Target) -> None:
    """Parse a part into a target.

    Raises:
        InputError: where it is no XML, or declares a document type.
    """
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        with container.open(name) as stream:
            while piece := container.read(stream, _CHUNK):
                parser.feed(piece)
        parser.close()
    except ParseError as error:
        raise container.damaged(f"{name}: {error}") from None
    except DefusedXmlException:
        what = f"{name} declares a document type, which no workbook does"
        raise InputError(container.file, what, "Nothing of it was read.") from None
    except (LookupError, ValueError) as error:  # an encoding that there is not, a number that is none
        raise container.damaged(f"{name}: {error}") from None
