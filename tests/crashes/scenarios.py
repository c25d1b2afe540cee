"""What people do to a project while the power may go at any moment, and what must be there afterwards.

Every scenario is run once for each operation of the file system at which it can stop; of what was on its way to the
disk then, `MemoryFs.after_power_loss` keeps any part. What was acknowledged must be in every project that is left.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import attrs
from tests.fakes import edited_books, handed_back
from tests.fakes.handed_back import annotation_of
from tests.fakes.memory_fs import MemoryFs, PowerLossError, chance
from tests.fakes.merges import a_case, flat
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, TEXT, a_disk, a_session, a_tag, blank, counted

from annotate_kit.codec import decode_annotation, encode_annotation, parse_json
from annotate_kit.core import Annotation, Edit, Record, apply, changes, invert, make_id, make_span
from annotate_kit.errors import AnnotateKitError
from annotate_kit.importers import Metadata
from annotate_kit.store import Store, digest, write_file_atomically
from annotate_kit.store.store import content
from annotate_kit.workflow import doctoring, register
from annotate_kit.workflow.correcting import correct_article
from annotate_kit.workflow.exporting import Wanted, export_project
from annotate_kit.workflow.fixing import apply_fixes
from annotate_kit.workflow.git_merging import merge_versions
from annotate_kit.workflow.importing import Source, import_articles
from annotate_kit.workflow.migrating import plan_migration
from annotate_kit.workflow.project import Project, open_project
from annotate_kit.workflow.session import Session, open_session
from annotate_kit.workflow.workbook import unfinished

WORDS = ("Riyadh", "Busan", "Seoul", "Rome", "부산", "Paris")
"""Each stands in the text."""
NOON = 1_700_000_000.0


class LostEditError(Exception):
    """A session opens without what was acknowledged, though nothing had stopped."""


@attrs.define
class Witness:
    """What the person at the screen has seen."""

    allowed: list[Annotation] = attrs.field(factory=list)
    """One of these the file must say: what was acknowledged last, and what was on its way."""
    acknowledged: set[str] = attrs.field(factory=set)
    """Ids of records that must be there, whatever else is."""
    facts: dict[str, object] = attrs.field(factory=dict)
    """What else a scenario has to remember."""


@attrs.frozen
class Scenario:
    """Something that is done to a project."""

    name: str
    run: Callable[[MemoryFs, Witness, random.Random], None]
    """Does it, on a disk on which the power may go."""
    check: Callable[[MemoryFs, Witness], str]
    """What is wrong with what is left; empty where nothing is."""
    start: Callable[[random.Random], MemoryFs] = lambda _luck: a_disk()
    stride: int = 1
    """Stops at one of so many operations, each seed at others: for what takes long to look at."""


@attrs.frozen
class Loss:
    """An acknowledged edit that is gone, or a project that cannot be read."""

    scenario: str
    seed: int
    stop: int
    variant: int
    what: str


@attrs.frozen
class Outcome:
    """What some states came to."""

    states: int
    losses: tuple[Loss, ...]


def tried(
    scenario: Scenario, seed: int, variants: int, disk: Callable[[MemoryFs], MemoryFs] = lambda fs: fs
) -> Outcome:
    """Every crash point of one run of a scenario, some variants of what is left at each."""
    losses: list[Loss] = []
    states = 0
    for fs, witness, is_lost in _stops(scenario, seed, disk):
        at = len(fs.operations)
        if is_lost:
            losses.append(Loss(scenario.name, seed, at, 0, "a session does not open with what was acknowledged"))
            continue
        for variant in range(variants):
            states += 1
            left = (
                fs.after_kill() if variant == 0 else fs.after_power_loss(chance(seed * 1_000_003 + at * 101 + variant))
            )
            try:
                what = scenario.check(left, witness)
            except (AnnotateKitError, OSError) as error:
                what = f"the project cannot be read: {error}"
            if what:
                losses.append(Loss(scenario.name, seed, at, variant, f"{fs.operations[-1]}: {what}"))
    return Outcome(states, tuple(losses))


def _stops(
    scenario: Scenario, seed: int, disk: Callable[[MemoryFs], MemoryFs]
) -> Iterator[tuple[MemoryFs, Witness, bool]]:
    for stop in range(1 + seed % scenario.stride, 10_000, scenario.stride):
        luck, witness = chance(seed), Witness()
        fs = disk(scenario.start(luck))
        fs.stop_at = len(fs.operations) + stop
        try:
            scenario.run(fs, witness, luck)
        except PowerLossError:
            yield fs, witness, False
        except LostEditError:
            yield fs, witness, True
        else:
            return


# Edits of one file.


def _act(session: Session, luck: random.Random, number: int) -> Edit | None:
    """The next edit; None for undo, redo or fold."""
    annotation = session.annotation
    kind = luck.choice(["tag", "tag", "set", "remove", "status", "undo", "redo", "fold"])
    records = sorted(annotation.records)
    if kind == "tag" or (kind in ("set", "remove") and not records):
        return a_tag(annotation, luck.choice(WORDS), number)
    if kind == "set":
        return changes.set_value(annotation, luck.choice(records), "/n", number)
    if kind == "remove":
        return changes.remove_record(annotation, luck.choice(records))
    if kind == "status":
        status = luck.choice([one for one in ("in-work", "needs-review", "done") if one != annotation.status])
        return changes.set_status(annotation, status)
    if kind == "fold":
        session.fold()
    return None


def edit(fs: MemoryFs, witness: Witness, luck: random.Random) -> None:
    """Some sessions one after the other: edits, undo, redo, folds."""
    witness.allowed = [_now(fs)]
    for turn in range(luck.choice([1, 2])):
        session = a_session(fs, start=1_000 * (turn + 1))
        if session.annotation not in witness.allowed:
            raise LostEditError
        for step in range(luck.choice([2, 4])):
            made = _act(session, luck, 100 * (turn + 1) + step)
            if made is not None:
                witness.allowed = [session.annotation, apply(made, session.annotation)]
                session.do(made)
            elif luck.random() < 0.5:
                _turn(session, witness)
            witness.allowed = [session.annotation]
        session.close()


def _turn(session: Session, witness: Witness) -> None:
    before = session.annotation
    # Which edit it takes back is the session's to know: what it says afterwards is what it acknowledged.
    witness.allowed = [before, *_after_undo(session)]
    session.undo()


def _after_undo(session: Session) -> list[Annotation]:
    entry = session._log.find_undo()  # what undo would take back, without doing it
    return [] if entry is None else [apply(invert(entry.edit), session.annotation)]


def _now(fs: MemoryFs) -> Annotation:
    session = a_session(fs, start=900_000)
    annotation = session.annotation
    session.close()
    return annotation


def check_edits(fs: MemoryFs, witness: Witness) -> str:
    found = _now(fs)
    if witness.allowed and found not in witness.allowed:
        return f"{len(found.records)} records, status {found.status}: nothing that was ever saved"
    session = a_session(fs, start=910_000)
    session.do(a_tag(session.annotation, "Paris", 99_999))
    session.close()
    return "" if len(_now(fs).records) == len(found.records) + 1 else "work cannot go on"


def killed(luck: random.Random) -> MemoryFs:
    """A project in whose journal a session that died has left edits."""
    fs = a_disk()
    session = a_session(fs)
    for number in range(luck.choice([1, 3])):
        session.do(a_tag(session.annotation, WORDS[number], number))
    return fs.after_kill()


def recover(fs: MemoryFs, witness: Witness, _luck: random.Random) -> None:
    """A session that opens after one that died, and goes on."""
    expected = blank()
    for number in range(len(_journalled(fs))):
        expected = apply(a_tag(expected, WORDS[number], number), expected)
    witness.allowed = [expected]
    session = a_session(fs, start=1_000)
    made = a_tag(session.annotation, "Paris", 50)
    witness.allowed = [session.annotation, apply(made, session.annotation)]
    session.do(made)
    witness.allowed = [session.annotation]
    session.close()


def _journalled(fs: MemoryFs) -> list[bytes]:
    return [line for path, raw in fs.snapshot().items() if "/journal/" in path for line in raw.splitlines()[1:]]


def two_sessions(fs: MemoryFs, witness: Witness, luck: random.Random) -> None:
    """Two sessions on one file, in turn: each adds, and folds now and then."""
    sessions = (a_session(fs, start=1_000), a_session(fs, start=2_000))
    for step in range(luck.choice([4, 8])):
        session = luck.choice(sessions)
        made = a_tag(session.annotation, luck.choice(WORDS), 10 + step)
        new = apply(made, session.annotation).records.keys() - session.annotation.records.keys()
        session.do(made)
        witness.acknowledged |= new
        if luck.random() < 0.4:
            session.fold()
    for session in sessions:
        session.close()


def check_records(fs: MemoryFs, witness: Witness) -> str:
    gone = witness.acknowledged - _now(fs).records.keys()
    return f"{len(gone)} acknowledged records are gone" if gone else ""


# Commands.


def _project(fs: MemoryFs) -> Project:
    return open_project(fs, ROOT)


def import_some(fs: MemoryFs, witness: Witness, _luck: random.Random) -> None:
    """Two articles are imported."""
    for name, text in (("one", "Riyadh won.\n"), ("two", "Busan lost.\n")):
        source = Source(name=name, read=text.encode)
        report = import_articles(Store(fs, ROOT), [source], given=Metadata(title=name), ids=counted(5))
        witness.facts[report.new[0].id] = text


def check_import(fs: MemoryFs, witness: Witness) -> str:
    project = _project(fs)
    for id_ in project.article_ids:
        if digest(project.text(id_).encode()) != project.article(id_).text_sha256:
            return f"{id_} is not whole"
    gone = witness.facts.keys() - set(project.article_ids)
    return f"{sorted(gone)} were imported, and are gone" if gone else ""


def tagged(_luck: random.Random) -> MemoryFs:
    """A project with an annotation file."""
    fs = a_disk()
    session = a_session(fs)
    for number, word in enumerate(WORDS[:4]):
        session.do(a_tag(session.annotation, word, number))
    session.close()
    return fs.after_kill()


def exported(luck: random.Random) -> MemoryFs:
    """A project that has been exported before."""
    fs = tagged(luck)
    export_project(_project(fs), "json", Wanted(allow_problems=True))
    return fs.after_kill()


def export(fs: MemoryFs, witness: Witness, _luck: random.Random) -> None:
    """It is exported again, with one record more."""
    session = a_session(fs, start=3_000)
    session.do(a_tag(session.annotation, "Paris", 60))
    session.close()
    witness.acknowledged = set(session.annotation.records)
    export_project(_project(fs), "json", Wanted(allow_problems=True))
    witness.facts["exported"] = len(witness.acknowledged)


def check_export(fs: MemoryFs, witness: Witness) -> str:
    path = next(path for path in fs.files if path.endswith("/exports/annotations.json"))
    text = json.loads(fs.snapshot()[path])
    records = json.dumps(text).count('"Paris"')
    if witness.facts.get("exported") and not records:
        return "the export that was reported is not the one on disk"
    return check_records(fs, witness)


def correct(fs: MemoryFs, witness: Witness, _luck: random.Random) -> None:
    """The article's text is corrected."""
    witness.facts["spans"] = {span.quote for span in _now(fs).spans.values()}
    _correct(fs)


def _correct(fs: MemoryFs) -> None:
    text = "A new first line.\n" + TEXT
    source = Source(name="new.txt", read=text.encode)
    correct_article(_project(fs), ARTICLE, source, given=Metadata(), by="kim", clock=lambda: NOON, ids=counted(70_000))


def check_correct(fs: MemoryFs, _witness: Witness) -> str:
    path = f"{ROOT}/annotations/{ARTICLE}/text.txt"
    if digest(fs.snapshot()[path]) != _project(fs).article(ARTICLE).text_sha256:
        # Between the two files of an article: the doctor knows which text belongs to it, and where it is kept.
        _heal(fs)
    _correct(fs)
    project = _project(fs)
    text = project.text(ARTICLE)
    wrong = [span for span in _now(fs).spans.values() if text[span.start : span.end] != span.quote]
    return f"{len(wrong)} spans stand on other words" if wrong or len(_now(fs).spans) < 4 else ""


def damaged(luck: random.Random) -> MemoryFs:
    """A project whose annotation file has a hole in it."""
    fs = tagged(luck)
    raw = fs.snapshot()[PATH]
    at = luck.randrange(len(raw) // 4, len(raw) - 4)
    fs.put(PATH, raw[:at] + b"\0\0\0" + raw[at + 3 :])
    return fs


def mend(fs: MemoryFs, _witness: Witness, _luck: random.Random) -> None:
    """The doctor mends it."""
    _heal(fs)


def _heal(fs: MemoryFs) -> None:
    for finding in list(doctoring.examine(Store(fs, ROOT))):
        if finding.heal is not None:
            doctoring.repair(finding, clock=lambda: NOON, ids=counted(80_000 + len(fs.operations)))


def check_mend(fs: MemoryFs, _witness: Witness) -> str:
    _heal(fs)
    found = _now(fs)
    return "" if len(found.records) == 4 else f"{len(found.records)} of 4 records came back"


def join(fs: MemoryFs, witness: Witness, _luck: random.Random) -> None:
    """Two decisions go into the register."""
    for one, other in (("city-a", "city-b"), ("city-a", "city-c")):
        register.join(_project(fs), one, other, by="kim", clock=lambda: NOON, ids=counted(90_000))
        witness.facts[other] = True


def check_join(fs: MemoryFs, witness: Witness) -> str:
    found = register.read_register(_project(fs))
    if found.damaged:
        return "the register cannot be read"
    gone = [other for other in witness.facts if found.leader(other) != found.leader("city-a")]
    return f"decisions about {gone} are gone" if gone else ""


def merging(luck: random.Random) -> MemoryFs:
    """Two sides of a merge, as git hands them over."""
    fs = a_disk()
    case = a_case(luck)
    for name, side in (("base", case.base), ("ours", case.ours), ("theirs", case.theirs)):
        fs.put(f"{ROOT}/{name}", encode_annotation(side))
    return fs


def merge(fs: MemoryFs, _witness: Witness, _luck: random.Random) -> None:
    """git's merge driver writes what came of them in place of ours."""
    write_file_atomically(fs, f"{ROOT}/ours", content(_merged(fs)))


def _merged(fs: MemoryFs) -> bytes:
    files = fs.snapshot()
    return merge_versions(*(files[f"{ROOT}/{name}"] for name in ("base", "ours", "theirs"))).raw


def check_merge(fs: MemoryFs, _witness: Witness) -> str:
    raw = fs.snapshot()[f"{ROOT}/ours"]
    annotation = decode_annotation(parse_json(raw, file="").value, file="").annotation
    if annotation is None:
        return "our side is neither what it was nor what came of the merge"
    again = decode_annotation(parse_json(_merged(fs), file="").value, file="").annotation
    missing = flat(annotation).keys() - (flat(again).keys() if again is not None else set())
    return f"merged again, {len(missing)} things are gone" if again is None else ""


def versioned(luck: random.Random) -> MemoryFs:
    """A project whose schema has taken a step that its annotations have not."""
    fs = tagged(luck)
    step = {"from": "", "steps": [{"rename": "/name", "to": "title"}]}
    fs.put(f"{ROOT}/schemas/migrations/city/2.0.0.json", json.dumps(step).encode())
    schema = {"title": "City", "type": "object", "x-annotate": {"version": "2.0.0"}}
    fs.put(f"{ROOT}/schemas/city.schema.json", json.dumps(schema).encode())
    return fs


def migrate(fs: MemoryFs, _witness: Witness, _luck: random.Random) -> None:
    """The annotations are migrated."""
    _migrate(fs)


def _migrate(fs: MemoryFs) -> None:
    # What a session left in its journal goes into the file first, as every command that writes does it.
    _now(fs)
    project = _project(fs)
    plan = plan_migration(project, ("city",))
    apply_fixes(project, plan.fixes, clock=lambda: NOON, ids=counted(60_000 + len(fs.operations)))


def check_migrate(fs: MemoryFs, _witness: Witness) -> str:
    _migrate(fs)
    records = _now(fs).records.values()
    names = {record.data.get("title") for record in records}
    return "" if names == set(WORDS[:4]) else f"after the migration the titles are {sorted(map(str, names))}"


def handed_out(_luck: random.Random) -> MemoryFs:
    """A project whose workbook has come back, and in a journal an edit of a session that died."""
    fs = handed_back.disk_of()
    session = _on_forum(fs, 1_000)
    span = make_span(id=make_id("s", 77), text=session.text, fragments=[(4, 9)])
    record = Record(id=JOURNALLED, type="organization", data={"name": "Busan"})
    session.do(changes.new_record(session.annotation, record, span))
    return fs.after_kill()


def _on_forum(fs: MemoryFs, start: int) -> Session:
    return open_session(open_project(fs, ROOT), "forum", ANNOTATOR, clock=lambda: NOON, ids=counted(start))


JOURNALLED = make_id("organization", 77)


@cache
def _book() -> bytes:
    def edit(book: Any) -> None:
        meetings = book["Meetings"]
        for record, title in TITLES.items():
            edited_books.cell_of(meetings, record, "Title").value = title

    return edited_books.edited(handed_back.exported(handed_back.a_project()), edit)


TITLES = {"meeting-0000000001": "Forum of Busan", "meeting-0000000002": "Summit of Tokyo"}


def apply_book(fs: MemoryFs, _witness: Witness, _luck: random.Random) -> None:
    """The workbook is merged, after what the session left has gone into the file."""
    _on_forum(fs, 2_000).close()
    handed_back.applied(handed_back.a_project(fs), _book())


def check_book(fs: MemoryFs, witness: Witness) -> str:
    apply_book(fs, witness, random.Random(0))  # noqa: S311  # it has none
    project = handed_back.a_project(fs)
    records = {id_: one for name in ("forum", "summit") for id_, one in annotation_of(project, name).records.items()}
    if JOURNALLED not in records:
        return "the edit in the journal is gone"
    wrong = [id_ for id_, title in TITLES.items() if records[id_].data["title"] != title]
    return f"merged again, {wrong} do not say what the workbook says" if wrong or unfinished(project) else ""


SCENARIOS = (
    Scenario("edit", edit, check_edits),
    Scenario("recover", recover, check_edits, killed),
    Scenario("two sessions", two_sessions, check_records),
    Scenario("import", import_some, check_import),
    Scenario("export", export, check_export, exported),
    Scenario("correct", correct, check_correct, tagged),
    Scenario("mend", mend, check_mend, damaged),
    Scenario("register", join, check_join),
    Scenario("merge", merge, check_merge, merging),
    Scenario("migrate", migrate, check_migrate, versioned),
    Scenario("workbook", apply_book, check_book, handed_out, stride=12),
)
