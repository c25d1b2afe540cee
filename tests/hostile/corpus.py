"""Bad inputs over every way in, by small generators; each case is a few files, a command line and an environment."""

from __future__ import annotations

import copy
import itertools
import json
import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs
from tests.fakes.handed_back import a_project, exported
from tests.fakes.projects import ANNOTATOR, ARTICLE, SCHEMA, TEXT, a_disk, a_tag, counted

from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session

ESC, BIDI, NUL = "\x1b[31m\x1b]0;gone\x07", "\u202e\u2066", "\0"
ANNOTATION = f"annotations/{ARTICLE}/kim.json"
READERS = (
    ("validate",),
    ("status",),
    ("export", "json", "--allow-problems"),
    ("log", ARTICLE),
    ("doctor",),
    ("find", "Busan"),
    ("entities",),
)
"""Commands that read everything."""


@attrs.frozen
class Case:
    """One bad input."""

    kind: str
    name: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = attrs.field(factory=dict)
    """Relative path → content, over those of a sound project."""
    environment: Mapping[str, str] = attrs.field(factory=dict)
    arrange: Callable[[Path], None] | None = None
    """What files alone cannot be: links, fifos, names of other bytes."""


@cache
def sound() -> Mapping[str, bytes]:
    """The files of a small project with annotations, a history, and a journal that is not folded."""
    fs = a_disk(root="/p")
    for start, words in ((100, ("Riyadh", "Busan")), (200, ("Rome",))):
        session = open_session(open_project(fs, "/p"), ARTICLE, ANNOTATOR, clock=lambda: 0.0, ids=counted(start))
        for number, word in enumerate(words, start):
            session.do(a_tag(session.annotation, word, number))
        if start == 100:
            session.close()
    return {path.removeprefix("/p/"): raw for path, raw in fs.after_kill().snapshot().items()}


# JSON.

DEEP: Any = json.loads("[" * 300 + "]" * 300)
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    0.5,
    "",
    "x" * 5_000,
    ESC,
    BIDI,
    "\ud800",
    NUL,
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    [],
    {},
    [[]],
    {"": {}},
    {"__proto__": 1, "$ref": "http://127.0.0.1:9/x"},
    DEEP,
    ["a"] * 2_000,
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _places(inner, (*at, key))


def _with(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    if not at:
        return new
    made = copy.copy(value)
    made[at[0]] = _with(value[at[0]], at[1:], new)
    return made


def _encoded(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")


def structures(kind: str, path: str, commands: tuple[tuple[str, ...], ...]) -> Iterator[Case]:
    """Every value of a sound file in turn replaced by every kind of value that it should not be."""
    whole = json.loads(sound()[path])
    turns = itertools.cycle(commands)
    for at in _places(whole):
        for number, value in enumerate(VALUES):
            name = f"{'/'.join(map(str, at))} is value {number}"
            yield Case(kind, name, next(turns), {path: _encoded(_with(whole, at, value))})


REGISTER = "annotations/_register/city-0000000034.json"
SUGGESTIONS = f".annotate-kit/suggestions/{ARTICLE}.json"
MORE: Mapping[str, Any] = {
    REGISTER: {
        "apart": ["city-0000000035"],
        "entity": "city-0000000034",
        "format": "annotate-kit/1",
        "identifiers": {"wikidata": "Q1"},
        "same": ["city-0000000068"],
        "values": {"/name": {"because": "as printed", "by": "kim", "value": "Riyadh"}},
    },
    SUGGESTIONS: {
        "article": ARTICLE,
        "format": "annotate-kit/1",
        "suggestions": [
            {
                "doubtful": False,
                "end": 62,
                "fields": [{"end": 62, "note": "", "pointer": "/name", "start": 58, "value": "Rome"}],
                "mention": True,
                "quote": "Rome",
                "reason": "named",
                "score": 0.5,
                "source": {"name": "names", "version": "1"},
                "start": 58,
                "target": {"name": "Rome"},
                "type": "city",
            }
        ],
        "text_sha256": json.loads(sound()[ANNOTATION])["text_sha256"],
    },
}
"""Files that a small project has not got, each as it should be."""


def structures_of_more(kind: str, path: str, commands: tuple[tuple[str, ...], ...]) -> Iterator[Case]:
    """The same of files that a sound project could have."""
    turns = itertools.cycle(commands)
    for at in _places(MORE[path]):
        for number, value in enumerate(VALUES):
            name = f"{'/'.join(map(str, at))} is value {number}"
            yield Case(kind, name, next(turns), {path: _encoded(_with(MORE[path], at, value))})


SPELLINGS = {
    "empty": b"",
    "white space": b" \n",
    "nothing but a brace": b"{",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "Latin-1": '{"ä": 1}'.encode("latin-1"),
    "NaN": b'{"a": NaN}',
    "a key twice": b'{"a": 1, "a": 2}',
    "half a character": b'{"a": "\\ud800"}',
    "5,000 digits": b'{"a": ' + b"9" * 5_000 + b"}",
    "a great exponent": b'{"a": 1e999999999}',
    "depth 100,000": b"[" * 100_000,
    "depth 100,000, closed": b"[" * 100_000 + b"]" * 100_000,
    "an unfinished merge": b"<<<<<<< a\n{}\n=======\n[]\n>>>>>>> b\n",
    "half a merge": b"<<<<<<< a\n{}\n",
    "zeros": b"\0" * 1_000,
    "a long text": b'"' + b"x" * 300_000,
    "many commas": b"[" + b"," * 10_000,
    "escapes": ESC.encode(),
}


def spellings(kind: str, path: str, commands: tuple[tuple[str, ...], ...]) -> Iterator[Case]:
    """What is no JSON, or not strict."""
    for (name, raw), command in itertools.product(SPELLINGS.items(), commands):
        yield Case(kind, f"{name} for {command[0]}", command, {path: raw})


def torn(kind: str, path: str, commands: tuple[tuple[str, ...], ...], count: int) -> Iterator[Case]:
    """Bytes changed at random."""
    raw = sound()[path]
    for seed in range(count):
        luck = random.Random(f"{path}{seed}")  # noqa: S311  # nothing here is secret
        at, length = luck.randrange(len(raw)), luck.choice([1, 3, 40])
        new = luck.randbytes(luck.choice([0, 1, 3, 40]))
        yield Case(kind, f"seed {seed}", commands[seed % len(commands)], {path: raw[:at] + new + raw[at + length :]})


# Texts.


def articles() -> Iterator[Case]:
    """Files that are imported."""
    texts: dict[str, bytes] = {
        "empty": b"",
        "white space": b"\n\n \t\n",
        "UTF-16": "Riyadh".encode("utf-16"),
        "UTF-16 without a mark": "Riyadh".encode("utf-16-le"),
        "UTF-32": "Riyadh".encode("utf-32"),
        "Latin-1": "Zürich".encode("latin-1"),
        "EUC-KR": "부산".encode("euc-kr"),
        "Shift JIS": "東京".encode("shift-jis"),
        "zeros": b"\0" * 100,
        "controls": bytes(range(32)),
        "C1 controls": bytes(range(0x80, 0xA0)),
        "escapes": f"Title {ESC}\n\nText {ESC}\n".encode(),
        "bidi": f"Title {BIDI}\n\nText {BIDI}\n".encode(),
        "surrogates": b"a\xed\xa0\x80b",
        "overlong": b"a\xc0\xafb",
        "combining": ("e" + "\u0301" * 200_000).encode(),
        "one line": b"word " * 400_000,
        "one word": b"x" * 1_000_000,
        "many lines": b"\n" * 500_000 + b"x",
        "carriage returns": b"a\rb\r\nc\r",
        "a header without end": b"---\n" + b"title: x\n" * 5_000,
        "a header of escapes": f"title: {ESC}\nsource: {ESC}\n\nText.\n".encode(),
        "a bad date": b"title: x\npublished: 2023-99-99\n\nText.\n",
        "a bad address": b"title: x\nurl: javascript:alert(1)\n\nText.\n",
        "a path for a title": b"title: ../../etc/passwd\n\nText.\n",
        "a device for a title": b"title: CON\n\nText.\n",
        "jamo": ("\u1112\u1161\u11ab" * 1_000).encode(),
        "a zip": b"PK\x03\x04" + b"\0" * 100,
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    }
    for name, raw in texts.items():
        yield Case("article", name, ("import", "in.txt"), {"in.txt": raw})
        yield Case(
            "article", f"{name}, corrected", ("article", "update", ARTICLE, "in.txt", "--as", "kim"), {"in.txt": raw}
        )
        yield Case("text", name, READERS[len(name) % len(READERS)], {f"annotations/{ARTICLE}/text.txt": raw})
    for seed in range(150):
        luck = random.Random(seed)  # noqa: S311  # nothing here is secret
        yield Case(
            "article", f"random {seed}", ("import", "in.txt"), {"in.txt": luck.randbytes(luck.randrange(1, 3_000))}
        )
        text = "".join(
            chr(luck.choice([luck.randrange(0x20), luck.randrange(0xD800), 0x1F468, 0x200D])) for _ in range(300)
        )
        yield Case("article", f"random text {seed}", ("import", "in.txt"), {"in.txt": text.encode()})


SIZES: Mapping[str, Callable[[], bytes]] = {
    "100 MB": lambda: b"word " * 20_000_000,
    "100 MB of zeros": lambda: bytes(100_000_000),
    "one line of 10 MB": lambda: b"word " * 2_000_000,
    "one word of 10 MB": lambda: b"x" * 10_000_000,
    "a million combining marks": ("Busan e" + "\u0301" * 1_000_000 + " won.\n").encode,
    "a million marks out of order": ("e" + "\u0301\u0323" * 500_000).encode,
    "a million emoji in one": ("\U0001f468" + "\u200d\U0001f468" * 300_000).encode,
    "a million line feeds": lambda: b"Title\n" + b"\n" * 1_000_000,
    "a million brackets": lambda: b"[" * 1_000_000,
    "a million escapes": lambda: b"\x1b[31m" * 1_000_000,
    "a million digits": lambda: b"9" * 1_000_000,
    "a header of 10 MB": lambda: b"title: " + b"x" * 10_000_000 + b"\n\nText.\n",
}
"""Made when they are written: together they are larger than the rest of the corpus by far."""


def sizes() -> Iterator[Case]:
    """Large files by every way in that reads texts or JSON."""
    ways: Mapping[str, tuple[str, ...]] = {
        "big.txt": ("import", "big.txt"),
        "new.txt": ("article", "update", ARTICLE, "new.txt", "--as", "kim"),
        f"annotations/{ARTICLE}/article.json": ("status",),
        ANNOTATION: ("log", ARTICLE),
        "schemas/city.schema.json": ("schema", "lint"),
        "annotate-kit.toml": ("status",),
        "book.xlsx": ("workbook", "check", "book.xlsx"),
        REGISTER: ("entities",),
        SUGGESTIONS: ("suggest", ARTICLE, "--as", "kim", "--source", "names"),
    }
    for (name, made), (path, command) in itertools.product(SIZES.items(), ways.items()):
        yield Case("size", f"{name} at {path}", command, arrange=_made(path, made))


def _made(path: str, made: Callable[[], bytes]) -> Callable[[Path], None]:
    def arrange(project: Path) -> None:
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made())

    return arrange


# Schemas.

BOMBS: dict[str, Any] = {
    "a reference to itself": {"$ref": "#"},
    "references in a circle": {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
    "a reference to nothing": {"$ref": "#/$defs/none"},
    "a reference over the network": {"$ref": "http://127.0.0.1:9/schema.json"},
    "a reference to a file": {"$ref": "file:///etc/passwd"},
    "a reference out of the folder": {"$ref": "../../../../etc/passwd"},
    "a meta-schema of the network": {"$schema": "http://127.0.0.1:9/meta"},
    "a costly pattern": {"properties": {"name": {"type": "string", "pattern": "(a+)+$"}}},
    "a pattern that looks back": {"properties": {"name": {"type": "string", "pattern": "(?<=a)b\\1"}}},
    "a pattern of 10,000": {"properties": {"name": {"type": "string", "pattern": "(x{1000}){1000}"}}},
    "a broken pattern": {"properties": {"name": {"type": "string", "pattern": "("}}},
    "10,000 properties": {"properties": {f"p{n}": {"type": "string"} for n in range(10_000)}},
    "a thousand alternatives": {"anyOf": [{"properties": {"name": {"const": n}}} for n in range(1_000)]},
    "bombs of definitions": {
        "$defs": {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(24)}
        | {"d24": {"type": "object"}},
        "$ref": "#/$defs/d0",
    },
    "titles of escapes": {"title": ESC, "properties": {"name": {"title": ESC, "enum": [ESC]}}},
    "hints of nonsense": {"x-annotate": {"shortcut": ESC, "ref": 3, "color": [], "version": {}}},
    "false": {"properties": {"name": False}},
    "not anything": {"not": {}},
    "a dynamic circle": {"$dynamicAnchor": "a", "$dynamicRef": "#a"},
    "ids of elsewhere": {"$id": "https://elsewhere.invalid/x", "$ref": "y"},
    "unevaluated everything": {"unevaluatedProperties": {"$ref": "#"}},
}


def _nested(depth: int) -> Any:
    made: Any = {"type": "string"}
    for _ in range(depth):
        made = {"type": "object", "properties": {"a": made}}
    return made


def schemas() -> Iterator[Case]:
    """Files in schemas/."""
    path = "schemas/city.schema.json"
    commands = (("validate",), ("schema", "lint"), ("schema", "show", "city"), ("keys", "--for", "city"), *READERS[1:3])
    bombs = {**BOMBS, "nested 150 deep": _nested(150), "nested 5,000 deep": None}
    for (name, schema), command in itertools.product(bombs.items(), commands):
        raw = (
            b'{"properties": {"a": ' * 5_000 + b"{}" + b"}}" * 5_000
            if schema is None
            else _encoded({**json.loads(SCHEMA), **schema})
        )
        yield Case("schema", f"{name} for {' '.join(command)}", command, {path: raw})
    rich = {
        **json.loads(SCHEMA),
        "properties": {
            "name": {"type": "string", "title": "Name", "enum": ["a"], "pattern": "a", "x-annotate": {"order": 1}}
        },
        "required": ["name"],
        "allOf": [{"if": {"const": 1}, "then": {"minProperties": 1}}],
        "x-annotate": {"plural": "Cities", "caption": ["name"], "version": "1.0.0"},
    }
    turns = itertools.cycle(commands)
    for at in _places(rich):
        for number, value in enumerate(VALUES):
            yield Case(
                "schema",
                f"{'/'.join(map(str, at))} is value {number}",
                next(turns),
                {path: _encoded(_with(rich, at, value))},
            )
    yield from spellings("schema", path, (("validate",), ("schema", "lint")))
    for name in (
        "A.schema.json",
        "con.schema.json",
        "a b.schema.json",
        f"x{BIDI}.schema.json",
        ".schema.json",
        "-rf.schema.json",
    ):
        yield Case("schema", f"named {name!a}", ("validate",), {f"schemas/{name}": SCHEMA})


# Settings, command lines, names.

TOMLS = (
    "nonsense",
    "annotator = 3",
    "annotator = '../x'",
    f'annotator = "{chr(92)}u001b[31m"',
    "required-version = '>= banana'",
    "required-version = '>= 99'",
    "unknown = 1",
    "[validate]\nselect = 3",
    "[validate]\nselect = ['AK999']",
    "[validate.paths]\n'[' = {ignore = ['AK101']}",
    "[keys]\ntag = 3",
    "[keys]\n'\\u0000' = 'tag'",
    "[theme]\nname = 'no such'",
    "[theme]\nbackground = '\\u001b'",
    "[suggest]\nmodel = {url = 'file:///etc/passwd'}",
    "[suggest]\nmodel = {url = 'http://x', key = 'sk-secret'}",
    "[model]\nurl = 'http://127.0.0.1:9'\nkey = 'sk-secret'",
    "a = [" * 500,
    "a = 1\na = 2",
    "x" * 100_000,
)
WORDS = (
    "",
    "../x",
    "../../etc/passwd",
    "/etc/passwd",
    "CON",
    "con",
    "nul.txt",
    "a/b",
    "a\\b",
    ".",
    "..",
    "-",
    "--",
    "-rf",
    "x" * 5_000,
    ESC,
    BIDI,
    "e\u0301" * 100,
    "\udcff",
    "*",
    "%s%n",
    "$(touch /tmp/pwned)",
    "`id`",
    "{0}",
    "0",
    "-1",
    "99999999999999999999",
    "\n",
    "a\nb",
    "\u3000",
)
LINES: tuple[tuple[str, ...], ...] = (
    ("{}",),
    ("annotate", "{}", "--as", "kim"),
    ("annotate", ARTICLE, "--as", "{}"),
    ("annotate", ARTICLE, "--as", "kim", "--linear", "--from", "{}"),
    ("import", "{}"),
    ("import", "new.txt", "--title", "{}"),
    ("import", "new.txt", "--url", "{}"),
    ("import", "new.txt", "--published", "{}"),
    ("import", "new.txt", "--language", "{}"),
    ("article", "update", "{}", "new.txt", "--as", "kim"),
    ("article", "update", ARTICLE, "{}", "--as", "kim"),
    ("validate", "{}"),
    ("validate", "--select", "{}"),
    ("validate", "--format", "{}"),
    ("validate", "--baseline", "{}"),
    ("validate", "--changed-since", "{}"),
    ("export", "{}"),
    ("export", "json", "--output", "out/{}"),
    ("export", "json", "--annotator", "{}"),
    ("export", "json", "--types", "{}"),
    ("workbook", "check", "{}"),
    ("schema", "show", "{}"),
    ("schema", "diff", "{}", "{}"),
    ("schema", "import", "{}"),
    ("rule", "{}"),
    ("keys", "--for", "{}"),
    ("find", "{}"),
    ("everywhere", "{}", "--type", "city", "--as", "kim"),
    ("everywhere", "Busan", "--type", "{}", "--as", "kim"),
    ("entities", "{}"),
    ("suggest", "{}", "--as", "kim"),
    ("log", "{}"),
    ("log", ARTICLE, "--limit", "{}"),
    ("restore", "{}", "start", "--as", "kim"),
    ("restore", ARTICLE, "{}", "--as", "kim"),
    ("init", "sub/{}"),
    ("--project", "{}", "status"),
)


def command_lines() -> Iterator[Case]:
    """Every word that is no good, in every place of every command."""
    for line, word in itertools.product(LINES, WORDS):
        arguments = tuple(part.format(word) if part in ("{}", "out/{}", "sub/{}") else part for part in line)
        yield Case("command line", f"{line} with {word!a:.30}", arguments, {"new.txt": TEXT.encode()[:40]})
    for number, text in enumerate(TOMLS):
        for command in (("status",), ("validate",), ("annotate", ARTICLE)):
            yield Case("settings", f"{number} for {command[0]}", command, {"annotate-kit.toml": text.encode()})
    for name, word in itertools.product(
        ("ANNOTATE_KIT_ANNOTATOR", "ANNOTATE_KIT_PROJECT", "NO_COLOR", "COLUMNS", "LANG", "HOME", "XDG_CONFIG_HOME"),
        WORDS,
    ):
        yield Case(
            "environment",
            f"{name} is {word!a:.30}",
            ("status",) if len(word) % 2 else ("log", ARTICLE),
            {},
            {name: word},
        )


def _fifo(path: str) -> Callable[[Path], None]:
    def arrange(project: Path) -> None:
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        os.mkfifo(target)

    return arrange


def _link(path: str, to: str) -> Callable[[Path], None]:
    def arrange(project: Path) -> None:
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.symlink_to(to)

    return arrange


def _folder(path: str) -> Callable[[Path], None]:
    def arrange(project: Path) -> None:
        (project / path).unlink(missing_ok=True)
        (project / path).mkdir(parents=True, exist_ok=True)

    return arrange


def _named(name: bytes) -> Callable[[Path], None]:
    def arrange(project: Path) -> None:
        folder = os.fsencode(project / "annotations") + b"/" + name
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # bytes
        for file, raw in ((b"text.txt", b"x"), (b"article.json", b"{}")):
            with open(folder + b"/" + file, "wb") as stream:  # noqa: PTH123  # bytes
                stream.write(raw)

    return arrange


def names_and_kinds() -> Iterator[Case]:
    """Files that are none, links, and names of other bytes."""
    places = (
        ANNOTATION,
        f"annotations/{ARTICLE}/text.txt",
        f"annotations/{ARTICLE}/article.json",
        "schemas/city.schema.json",
        "annotate-kit.toml",
    )
    for place, command in itertools.product(places, READERS):
        for what, arrange in (
            ("a fifo", _fifo(place)),
            ("a folder", _folder(place)),
            ("a link out", _link(place, "/etc/passwd")),
            ("a link to a device", _link(place, "/dev/zero")),
            ("a link to itself", _link(place, Path(place).name)),
            ("a link to nothing", _link(place, "none")),
        ):
            yield Case("files", f"{what} at {place} for {command[0]}", command, arrange=arrange)
    for name in (
        b"\xff\xfe",
        b"a\nb",
        b"\x1b[31m",
        "부산".encode(),
        b"CON",
        b"A",
        b"a" * 200,
        b"..x",
        "\u202ex".encode(),
        b" ",
    ):
        for command in READERS:
            yield Case("names", f"{name!r} for {command[0]}", command, arrange=_named(name))
    for folder in (
        ".annotate-kit",
        ".annotate-kit/journal",
        ".annotate-kit/history",
        "exports",
        "annotations/_register",
    ):
        yield Case("files", f"a link at {folder}", READERS[2], arrange=_replaced(folder, "/tmp"))  # noqa: S108  # nothing is written there
        yield Case("files", f"a file at {folder}", READERS[2], arrange=_replaced(folder, None))


def _replaced(path: str, to: str | None) -> Callable[[Path], None]:
    def arrange(project: Path) -> None:
        target = project / path
        if target.exists():
            shutil.rmtree(target)
        if to is None:
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(b"x")
        else:
            target.symlink_to(to)

    return arrange


def workbooks() -> Iterator[Case]:
    """Books that are handed back."""
    raw = exported(a_project())
    command = ("workbook", "check", "book.xlsx")
    for seed in range(120):
        luck = random.Random(seed)  # noqa: S311  # nothing here is secret
        at = luck.randrange(len(raw))
        made = raw[:at] if seed % 2 else raw[:at] + luck.randbytes(20) + raw[at + 20 :]
        yield Case("workbook", f"seed {seed}", command, {"book.xlsx": made})
    for name, made in {
        "empty": b"",
        "a text": b"hello",
        "a zip of nothing": b"PK\x05\x06" + b"\0" * 18,
        "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }.items():
        yield Case("workbook", name, command, {"book.xlsx": made})


def corpus() -> Iterator[Case]:
    """All cases, each different from the others."""
    history = next(path for path in sound() if "/history/" in path)
    journal = next(path for path in sound() if "/journal/" in path)
    yield from structures("annotation", ANNOTATION, READERS)
    yield from spellings("annotation", ANNOTATION, READERS)
    yield from torn("annotation", ANNOTATION, READERS, 200)
    yield from structures("article.json", f"annotations/{ARTICLE}/article.json", READERS)
    yield from spellings("article.json", f"annotations/{ARTICLE}/article.json", READERS[:3])
    logs = (("log", ARTICLE), ("restore", ARTICLE, "start", "--as", "kim"), ("doctor", "--repair"), ("status",))
    yield from torn("journal", journal, logs, 150)
    yield from torn("history", history, logs, 150)
    yield from spellings("journal", journal, logs)
    yield from structures_of_more(
        "register", REGISTER, (("entities",), ("export", "json", "--allow-problems"), ("validate",))
    )
    yield from structures_of_more(
        "suggestions", SUGGESTIONS, (("suggest", ARTICLE, "--as", "kim", "--source", "names"),)
    )
    yield from spellings("register", REGISTER, (("entities",), ("validate",)))
    yield from spellings("suggestions", SUGGESTIONS, (("suggest", ARTICLE, "--as", "kim", "--source", "names"),))
    yield from articles()
    yield from sizes()
    yield from schemas()
    yield from command_lines()
    yield from names_and_kinds()
    yield from workbooks()
