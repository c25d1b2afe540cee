"""What of a schema nothing can ever meet: proved by the canonical forms of jsonschema-rs, or not said at all.

Where the library cannot tell, a schema counts as sound. It is the fast engine's: without that nothing is found here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

import attrs
import jsonschema_rs
from jsonschema_rs.canonical import CanonicalizationError, Satisfiability, find_unsatisfiable

from annotate_kit.core.pointers import is_under, join
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import is_array
from annotate_kit.schema import Catalog
from annotate_kit.schema.resources import Resources, walk
from annotate_kit.validate.findings import dialect_of
from annotate_kit.validate.wording import quoted, several

__all__ = ["closed_registry", "unmet_problems", "unproved"]

_MOST_QUESTIONS = 2_000
"""Questions about one document; a question takes a tenth of a millisecond."""
_MOST_STEPS = 250_000
"""Questions about one document times the schemas in it."""
_MOST_CASES = 2_000
"""Combinations of alternatives that one schema may have; the canonical form lists them all."""
_STEPS_OF_A_PAIR = 4
"""What comparing two alternatives counts: a hundred of them take 0.15 s for each question."""
_DRAFTS = {"2020-12": 20, "2019-09": 19, "7": 7, "6": 6}
_LISTED = frozenset({"allOf", "anyOf", "oneOf"})
"""Lists of schemas for the same value."""
_CASES = ("anyOf", "oneOf")
_REFUSING = frozenset(
    {
        *("$ref", "allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "dependentRequired", "dependencies"),
        *("propertyNames", "maxProperties", "patternProperties", "const", "enum"),
    }
)
"""Keywords without which a schema refuses none of its own properties."""
_Tokens = tuple[str, ...]
_Nodes = Mapping[_Tokens, Mapping[str, Any]]


def closed_registry(documents: Mapping[str, Any]) -> jsonschema_rs.Registry:
    """The documents by address, and nothing besides: neither files nor the network."""

    def refuse(uri: str) -> Any:
        raise ValueError(uri)

    return jsonschema_rs.Registry(list(documents.items()), retriever=refuse)


def unmet_problems(catalog: Catalog, folder: str) -> Iterator[Problem]:
    """Schemas, alternatives and properties that no value can ever meet; none where a document cannot be read."""
    documents = {uri: catalog.registry[uri].contents for uri in catalog.uris.values()}
    try:
        registry = closed_registry(documents)
    except (ValueError, jsonschema_rs.ReferencingError):  # a reference leads nowhere, which has a message of its own
        return
    for name, nodes in _documents(catalog):
        if not _unfit(nodes):
            uri = catalog.uris[name]
            left = _most_questions(nodes)
            asked = _Document(uri=uri, document=documents[uri], registry=registry, file=folder + name, left=left)
            yield from asked.problems(nodes)


def unproved(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Each file of schemas of which not every part is tried, and why."""
    for name, nodes in _documents(catalog):
        questions = sum(len(list(_properties(schema))) + len(list(_alternatives(schema))) for schema in nodes.values())
        why = _unfit(nodes)
        if not why and questions > _most_questions(nodes):
            most = _most_questions(nodes)
            why = f"it has {questions:,} parts, and {f'only {most:,} are' if most else 'none of them is'} tried"
        if why:
            yield name, why


def _documents(catalog: Catalog) -> Iterator[tuple[str, _Nodes]]:
    """Each file's name, and the schemas in it by their place."""
    resources = Resources(catalog.registry)
    for name, uri in catalog.uris.items():
        # An embedded resource has an address of its own, under which a pointer from outside means nothing.
        yield (
            name,
            {
                tokens: layer.schema
                for tokens, layer in walk(resources.document(uri, catalog.registry[uri].contents))
                if layer.home.partition("#")[0] in ("", uri)
            },
        )


def _unfit(nodes: _Nodes) -> str:
    """Why nothing of a document can be tried; empty where it can."""
    if any("$dynamicRef" in schema for schema in nodes.values()):
        return "it has $dynamicRef, which may mean something else in each place"
    if not all(map(_is_small, nodes.values())):
        return f"a part of it has more than {_MOST_CASES:,} combinations of alternatives"
    return ""


def _most_questions(nodes: _Nodes) -> int:
    # A question costs the more the larger the document is, and each alternative is compared with each other.
    pairs = max((len(_unlike(schema)) ** 2 for schema in nodes.values()), default=0)
    return min(_MOST_QUESTIONS, _MOST_STEPS // max(len(nodes), _STEPS_OF_A_PAIR * pairs, 1))


def _unlike(schema: Mapping[str, Any]) -> list[object]:
    """The alternatives that have to be looked into; a list of codes is none."""
    return [
        branch
        for keyword in _CASES
        for branch in _many(schema, keyword)
        if isinstance(branch, Mapping) and branch.keys().isdisjoint(("const", "enum"))
    ]


def _is_small(schema: Mapping[str, object]) -> bool:
    """Whether the combinations of a schema's alternatives are few enough to be listed."""
    parts = [schema, *(part for part in _many(schema, "allOf") if isinstance(part, Mapping))]
    counts = [max(len(_many(part, keyword)), 1) for part in parts for keyword in _CASES]
    counts += [2 for part in parts if "if" in part]
    return math.prod(counts) <= _MOST_CASES


def _many(schema: Mapping[str, Any], keyword: str) -> Sequence[Any]:
    value = schema.get(keyword)
    return cast("Sequence[Any]", value) if is_array(value) else ()


@attrs.define(kw_only=True)
class _Document:
    """One document and the questions about it."""

    uri: str
    document: Mapping[str, Any]
    registry: jsonschema_rs.Registry
    file: str
    left: int
    """How many questions may still be asked."""

    @property
    def _draft(self) -> int:
        return _DRAFTS[dialect_of(self.document)]

    def problems(self, nodes: _Nodes) -> Iterator[Problem]:
        """What nothing can meet, the innermost reason alone."""
        found = self._causes()
        for pointer, names in found.items():
            if not any(_is_reason(other, pointer, names) for other in found):
                yield self._problem(pointer, _why(names), "Take one of the contradicting conditions out.")
        spoiled: set[_Tokens] = set()
        # From the inside, for what is wrong there is the reason of what is wrong around it.
        for tokens in reversed(tuple(nodes)):
            above = _around(tokens, nodes)
            if tokens in spoiled or any(join(part) in found for part in above):
                continue
            problems = [*self._unreachable(tokens, above, nodes, found), *self._never(tokens, above, nodes, found)]
            spoiled.update(above if problems else ())
            yield from problems

    def _unreachable(
        self, tokens: _Tokens, above: Sequence[_Tokens], nodes: _Nodes, found: Collection[str]
    ) -> Iterator[Problem]:
        if len(above) == 1 and nodes[tokens].keys().isdisjoint(_REFUSING):
            return
        for name, inner in _properties(nodes[tokens]):
            place = join((*tokens, "properties", name))
            if inner is not False and place not in found and self._is_never(above, required=name):
                message = f"the property {quoted(name)} can never be there, for what stands around it refuses it"
                hint = "List it where additionalProperties is false, or write unevaluatedProperties there instead."
                yield Problem(code="AK611", message=message, hint=hint, file=self.file, pointer=place, at_key=True)

    def _never(
        self, tokens: _Tokens, above: Sequence[_Tokens], nodes: _Nodes, found: Collection[str]
    ) -> Iterator[Problem]:
        for step in _alternatives(nodes[tokens]):
            place = (*tokens, *step)
            if join(place) not in found and self._is_never((*above, place)):
                message = "this part can never hold beside what stands around it"
                yield self._problem(join(place), message, "Take it out, or one of the conditions that contradict it.")

    def _causes(self) -> dict[str, list[str]]:
        """Where nothing can be right whatever stands around it → the keywords that contradict one another."""
        try:
            reasons = find_unsatisfiable(
                dict(self.document),
                draft=self._draft,
                validate_formats=True,
                registry=self.registry,
                base_uri=self.uri,
            )
        except (ValueError, CanonicalizationError, jsonschema_rs.ReferencingError):
            return {}
        said = {pointer: _causes(reason) for pointer, reason in reasons.items()}
        # A plain `false` has no causes, and is meant so.
        return {
            pointer: sorted({name for cause in causes for name in cause.keywords})
            for pointer, causes in said.items()
            if causes
        }

    def _is_never(self, places: Iterable[_Tokens], *, required: str | None = None) -> bool:
        self.left -= 1
        if self.left < 0:
            return False
        parts: list[dict[str, Any]] = [{"$ref": f"{self.uri}#{quote(join(place))}"} for place in places]
        if required is not None:
            parts += [{"type": "object"}, {"required": [required]}]
        try:
            form = jsonschema_rs.canonicalize(
                {"allOf": parts}, draft=self._draft, registry=self.registry, validate_formats=True
            )
        except (ValueError, CanonicalizationError, jsonschema_rs.ReferencingError):
            return False
        return form.satisfiability() == Satisfiability.NO

    def _problem(self, pointer: str, message: str, hint: str) -> Problem:
        return Problem(code="AK604", message=message, hint=hint, file=self.file, pointer=pointer)


def _causes(reason: Any) -> Sequence[Any]:
    """Parts of the schema that contradict one another; none for a plain `false`."""
    one = getattr(reason, "cause", None)
    return [one] if one is not None else getattr(reason, "causes", ())


def _is_reason(inner: str, outer: str, keywords: Iterable[str]) -> bool:
    """Whether what is wrong further in is the reason of what is wrong further out."""
    return inner != outer and any(is_under(inner, f"{outer}/{keyword}") for keyword in keywords)


def _why(keywords: Sequence[str]) -> str:
    if keywords == ["enum"]:
        return "nothing can ever be right here: the list of values is empty"
    # A type rarely is the reason where two other keywords are.
    told = [name for name in keywords if name != "type"] if len(keywords) > _TWO else keywords
    if len(told) == 1:
        return f"nothing can ever be right here: the parts of {quoted(told[0])} contradict one another"
    return f"nothing can ever be right here: {several([quoted(name) for name in told])} contradict one another"


_TWO = 2


def _around(tokens: _Tokens, nodes: Mapping[_Tokens, object]) -> tuple[_Tokens, ...]:
    """The schemas that all describe the value that this one describes, the outermost first, itself last."""
    found = [tokens]
    while tokens:
        if tokens[-1] in ("then", "else"):
            if tokens[-1] == "then" and (*tokens[:-1], "if") in nodes:
                found.append((*tokens[:-1], "if"))
            tokens = tokens[:-1]
        elif tokens[-2:-1] and tokens[-2] in _LISTED:
            tokens = tokens[:-2]
        else:
            break
        found.append(tokens)
    return tuple(reversed([place for place in found if place in nodes]))


def _alternatives(schema: Mapping[str, Any]) -> Iterator[_Tokens]:
    for keyword in _CASES:
        for number, branch in enumerate(_many(schema, keyword)):
            if branch is not False:
                yield keyword, str(number)
    if isinstance(schema.get("if"), Mapping) and ("then" in schema or "else" in schema):
        yield ("if",)


def _properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    named = schema.get("properties")
    yield from named.items() if isinstance(named, Mapping) else ()
