"""References among documents without addresses or anchors inside of them, as nearly all schemas are.

For these the standard says little, and it is done here; the library that knows the rest takes four times an empty
Python to import. A law holds that both find the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import attrs

from annotate_kit.schema.keywords import Schema, subschemas

__all__ = ["Found", "PlainRegistry", "PlainResolver", "are_plain"]

_NAMES = frozenset({"$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"})
"""Keywords that give a part of a document an address of its own."""


@attrs.frozen
class PlainRegistry:
    """Whole documents by their addresses."""

    _documents: Mapping[str, Schema] = attrs.field(factory=dict)

    def __getitem__(self, uri: str) -> Found:
        """A document.

        Raises:
            KeyError: where there is none at the address.
        """
        return Found(self._documents[uri], self.resolver(uri))

    def resolver(self, uri: str = "") -> PlainResolver:
        """What references mean in the document at an address."""
        return PlainResolver(uri, self._documents)


@attrs.frozen
class PlainResolver:
    """What references mean in one document."""

    home: str
    """The address of the document."""
    _documents: Mapping[str, Schema] = attrs.field(repr=False)

    def lookup(self, reference: str) -> Found:
        """What a reference refers to.

        Raises:
            ValueError: where that is nothing; so do LookupError and TypeError.
        """
        uri, fragment = self.home, reference[1:]
        if not reference.startswith("#"):
            uri, fragment = urldefrag(urljoin(uri, reference))
        if fragment and not fragment.startswith("/"):
            raise ValueError(reference)  # a name, and nothing has one
        contents: Any = self._documents[uri]
        for token in unquote(fragment[1:]).split("/") if fragment else ():
            if isinstance(contents, Sequence):
                contents = contents[int(token)]
            else:
                contents = contents[token.replace("~1", "/").replace("~0", "~")]
        return Found(contents, self if uri == self.home else PlainResolver(uri, self._documents))

    def inside(self, identifier: str) -> PlainResolver:
        """What references mean below a part that says an address, and lies where JSON Schema knows no schemas."""
        return PlainResolver(urljoin(self.home, identifier.rstrip("#")), self._documents)


@attrs.frozen
class Found:
    """What a reference refers to, and what references mean there."""

    contents: Any
    resolver: PlainResolver


def are_plain(documents: Mapping[str, Schema]) -> bool:
    """Whether no part of any document has an address or a name, but each document its own."""
    for uri, document in documents.items():
        if document.get("$id", uri) not in (uri, f"{uri}#"):
            return False
        pending: list[tuple[object, frozenset[str]]] = [(document, _NAMES - {"$id"})]
        while pending:
            schema, names = pending.pop()
            if isinstance(schema, Mapping):
                if not names.isdisjoint(schema):
                    return False
                pending += ((inner, _NAMES) for _, inner in subschemas(schema))
    return True
