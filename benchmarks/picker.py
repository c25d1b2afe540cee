"""The picker: is the right record first, and how long does a key take with 20,000 records known?

    .venv/bin/python benchmarks/picker.py [--quick] [--project FOLDER]

The finished articles in their order: at each mention of something that was named before, in words that this article has
not used for it yet, where the right record stands among all that were named so far. Then other spellings, scripts and
titles for what is in them, only its caption known. Then keys at the real machine with 20,000 made-up entities known.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

import attrs
from timing import REPOSITORY, asked, milliseconds, ninety_ninth, table

from annotate_kit.core import Annotation, Article, make_id
from annotate_kit.keys import Known, View, open_view, prepare_known, press
from annotate_kit.schema import Catalog, caption
from annotate_kit.store import DiskFs
from annotate_kit.suggest import NameBook
from annotate_kit.workflow.entities import Entity, gather_entities
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.register import Register
from suggest import Gold, golds

__all__ = ["VARIANTS", "Asked", "as_named", "as_varied", "ranked"]

VARIANTS = (
    (
        "Yoon Suk Yeol",
        ("윤석열", "尹錫悦", "Yun Sŏk-yŏl", "Yoon Suk-yeol", "President Yoon", "윤 대통령"),
    ),
    ("Mohammed bin Salman", ("MBS", "Mohammed bin Salman Al Saud", "Muhammad bin Salman", "무함마드 빈 살만")),
    ("Chey Tae-won", ("최태원", "Chairman Chey", "Choi Tae-won", "최 회장", "Chey")),
    ("Park Heong-joon", ("박형준", "Mayor Park", "Park Hyung-joon", "박 시장")),
    ("Han Duck-soo", ("한덕수", "Prime Minister Han", "Han Duk-soo")),
    ("Hirofumi Yoshimura", ("吉村洋文", "Yoshimura", "Gov. Yoshimura", "Yoshimura Hirofumi")),
    ("Ban Ki-moon", ("반기문", "Ban", "Ban Ki Moon", "Mr. Ban")),
    ("Dimitri S. Kerkentzes", ("Kerkentzes", "Dimitri Kerkentzes", "Secretary-General Kerkentzes")),
    ("Korea Chamber of Commerce and Industry", ("KCCI", "the Korea Chamber", "Korean Chamber of Commerce & Industry")),
    ("Bureau International des Expositions", ("BIE", "the Bureau", "Bureau International des Exposition")),
)
"""Name in the sample articles → other ways to write it that articles have."""


@attrs.frozen(kw_only=True)
class Asked:
    """Words, the things that they might mean, and which of them they mean."""

    kind: str
    words: str
    things: Sequence[Sequence[str]]
    right: int


def as_named(gold: Sequence[Gold], catalog: Catalog) -> Iterator[Asked]:
    """Every mention for which the picker would open, in order: of something named before, in words new here."""
    known: dict[str, dict[str, dict[str, None]]] = defaultdict(dict)
    for one in gold:
        here: dict[str, set[str]] = defaultdict(set)
        for (start, end, kind), record_id in sorted(one.mentions.items()):
            record = one.annotation.records[record_id]
            words = " ".join(one.index.text[start:end].split())
            names = known[kind].setdefault(record.entity_id, {})
            if names and words not in here[record.entity_id]:
                things = [tuple(those) for those in known[kind].values()]
                yield Asked(kind=kind, words=words, things=things, right=list(known[kind]).index(record.entity_id))
            here[record.entity_id].add(words)
            if not names and (said := caption(catalog.types[kind], record.data)):
                names[said] = None
            names[words] = None


def as_varied(entities: Sequence[Entity]) -> Iterator[Asked]:
    """Other spellings of what the samples name, only its caption known."""
    for name, spellings in VARIANTS:
        found = next((one for one in entities if one.caption == name), None)
        if found is not None:
            alike = [one for one in entities if one.type == found.type]
            things = [(one.caption,) for one in alike]
            for words in spellings:
                yield Asked(kind="spellings", words=words, things=things, right=alike.index(found))


def ranked(one: Asked) -> int:
    """The place of the right thing in the list, from 1; 0 where it is not there."""
    found = [match.thing for match in NameBook(one.things).find(one.words, 8)]
    return found.index(one.right) + 1 if one.right in found else 0


def _ranks(all_asked: Sequence[Asked]) -> None:
    ranks: dict[str, Counter[int]] = defaultdict(Counter)
    missed = []
    for one in all_asked:
        rank = ranked(one)
        ranks[one.kind][rank] += 1
        if rank != 1:
            missed.append(f"  {one.words!r} for {one.things[one.right][0]!r}: {rank or 'not there'}")
    ranks["all"] = sum(ranks.values(), Counter())
    rows = [
        (kind, str(whole), _share(got[1], whole), _share(got[1] + got[2] + got[3], whole), _share(got[0], whole))
        for kind, got in ranks.items()
        if (whole := got.total())
    ]
    table("which record words mean", ("", "names", "first", "among three", "not there"), rows)
    print("\n".join(missed))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


# Keys.

_TEXT = "President Yoon Suk Yeol met Kim Yoon and Park Heong-joon of the KCCI in Busan.\n"
_KO = ("김이박최정강조윤장임한오서신권", "민재지우서연도윤하준형석태원상철영희")


def made_up(number: int) -> tuple[Known, ...]:
    """So many people and bodies, a third of them in Korean."""
    chance = random.Random(number)  # noqa: S311  # nothing is kept secret
    syllables = "ka no ri mo ta shi lu ber dan fel gor hin jas kem lor mun".split()  # noqa: SIM905  # to be read

    def word() -> str:
        return "".join(chance.choices(syllables, k=chance.randint(2, 3))).capitalize()

    found = []
    for n in range(number):
        is_person = n % 2 == 0
        korean = chance.choice(_KO[0]) + "".join(chance.choices(_KO[1], k=2))
        names = (korean,) if n % 3 == 0 else (f"{word()} {word()}",) if is_person else (f"{word()} {word()} Corp.",)
        kind = "official" if is_person else "organization"
        entity = make_id(kind, chance.getrandbits(50))
        found.append(Known(entity=entity, type=kind, caption=names[0], names=names, articles=(f"a-{n}",)))
    return tuple(found)


def _view(catalog: Catalog, known: tuple[Known, ...]) -> View:
    article = Article(id="a", title="A", text_sha256="0" * 64, length=len(_TEXT), language="en")
    blank = Annotation(article="a", annotator="p", text_sha256="0" * 64)
    return open_view(article=article, text=_TEXT, catalog=catalog, annotation=blank, known=known, width=120, height=40)


def _keys(catalog: Catalog, known: tuple[Known, ...], rounds: int) -> None:
    view = _view(catalog, known)
    start = time.process_time()
    prepare_known(view)
    ready = time.process_time() - start
    numbers = count(1)
    times: dict[str, list[float]] = defaultdict(list)
    letter = next(key for key, name in view.letters.items() if name == "official")
    queries = ("yoon", "윤석열", "kanori", "park h", "zzzz", "berdan mo")
    for number in range(rounds):
        now = press(view, "tab", str).view
        for what, key in _typing(letter, queries[number % len(queries)]):
            began = time.process_time()
            now = press(now, key, lambda prefix: make_id(prefix, next(numbers))).view
            times[what].append(time.process_time() - began)
    rows = [
        (what, str(len(took)), milliseconds(statistics.median(took)), milliseconds(ninety_ninth(took)))
        for what, took in times.items()
    ]
    table(
        f"keys with {len(known):,} entities known, made ready in {milliseconds(ready)} (aim: 20 ms a key)",
        ("", "keys", "processor, median", "99th"),
        rows,
    )


def _typing(letter: str, query: str) -> Iterator[tuple[str, str]]:
    yield "the type's letter with Shift: the list", letter.upper()
    for character in query:
        yield "a letter typed", "space" if character == " " else character
    yield "Backspace", "backspace"
    yield "down", "down"


def main() -> None:
    options = asked(__doc__, project="a project with finished annotations")
    project = open_project(DiskFs(), options.project or str(REPOSITORY))
    entities = gather_entities(project, Register())
    _ranks([*as_named(list(golds(project)), project.catalog), *as_varied(entities)])
    _keys(project.catalog, made_up(20_000), 6 if options.quick else 60)


if __name__ == "__main__":
    main()
