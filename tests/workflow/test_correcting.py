"""An article gets a corrected text, and what was said about the old one goes along: whole, once, and back again."""

from __future__ import annotations

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs, PowerLossError, chance
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, TEXT, a_disk, a_session, a_tag, counted, tag_all

from annotate_kit.core import Annotation, Record, apply, changes, make_span
from annotate_kit.core.edits import ChangeSpan
from annotate_kit.errors import InputError, TextCorrectedError, UsageError
from annotate_kit.importers import Metadata
from annotate_kit.store import digest
from annotate_kit.text import doubts_of
from annotate_kit.workflow.acts import Act, ArticleEdit, do_act
from annotate_kit.workflow.correcting import Correction, correct_article, take_correction_back
from annotate_kit.workflow.importing import Source
from annotate_kit.workflow.project import Project, open_project

NEW = TEXT.replace("Busan, backed", "The city of Pusan, backed")
TEXT_PATH = f"{ROOT}/annotations/{ARTICLE}/text.txt"


def the_project(fs: MemoryFs) -> Project:
    return open_project(fs, ROOT)


def correct(fs: MemoryFs, text: str = NEW, *, is_dry: bool = False, given: Metadata | None = None) -> Correction:
    source = Source(name="new.txt", read=text.encode)
    return correct_article(
        the_project(fs),
        ARTICLE,
        source,
        given=given or Metadata(),
        by=ANNOTATOR,
        clock=lambda: 1_700_000_100.0,
        ids=counted(900),
        is_dry=is_dry,
    )


def take_back(fs: MemoryFs) -> tuple[str, ...] | None:
    taken = take_correction_back(the_project(fs), by=ANNOTATOR, clock=lambda: 1_700_000_200.0, ids=counted(950))
    return None if taken is None else taken.left


def now(fs: MemoryFs) -> Annotation:
    annotation = the_project(fs).annotation(ARTICLE, ANNOTATOR)
    assert annotation is not None
    return annotation


def words(fs: MemoryFs) -> dict[str, str]:
    """What the spans stand on: their quotes → the words of the text there."""
    text = the_project(fs).text(ARTICLE)
    return {span.quote: text[span.start : span.end] for span in now(fs).spans.values()}


@pytest.fixture
def tagged() -> MemoryFs:
    fs = a_disk()
    session = a_session(fs, start=100)
    tag_all(session, ("Riyadh", "Busan", "Rome"))
    session.close()
    return fs


def test_the_text_its_digest_and_every_span_change_together(tagged: MemoryFs) -> None:
    found = correct(tagged)
    (file,) = found.files
    assert [file.count(kind) for kind in ("exact", "moved", "changed", "lost")] == [1, 1, 1, 0]
    assert (found.is_text_new, found.doubtful, file.annotator) == (True, 1, ANNOTATOR)
    project = the_project(tagged)
    assert project.text(ARTICLE) == NEW
    article = project.article(ARTICLE)
    assert (article.text_sha256, article.length, article.title) == (digest(NEW.encode()), len(NEW), "The vote")
    assert now(tagged).text_sha256 == article.text_sha256
    assert words(tagged) == {"Riyadh": "Riyadh", "Busan": "Pusan", "Rome": "Rome"}
    assert list(doubts_of(now(tagged), NEW).values()) == ["changed"]


def test_the_session_that_opens_next_says_what_is_in_doubt(tagged: MemoryFs) -> None:
    correct(tagged)
    session = a_session(tagged, start=200)
    assert session.notices == ("1 span is in doubt since the text was corrected: _ lists them, y and x decide.",)
    session.close()
    correct(tagged, TEXT.replace("Busan", "Pusan").replace("Rome", "Roma"))
    assert a_session(tagged, start=300).notices[0].startswith("2 spans are in doubt")


def test_a_dry_run_says_the_same_and_writes_nothing(tagged: MemoryFs) -> None:
    before = tagged.snapshot()
    dry = correct(tagged, is_dry=True)
    assert tagged.snapshot() == before
    assert correct(tagged) == dry


def test_the_same_text_again_changes_nothing(tagged: MemoryFs) -> None:
    correct(tagged)
    before = {path: raw for path, raw in tagged.snapshot().items() if "/annotations/" in path}
    again = correct(tagged)
    assert (again.is_text_new, again.files) == (False, ())
    assert {path: raw for path, raw in tagged.snapshot().items() if "/annotations/" in path} == before


def test_what_is_known_about_the_article_can_be_corrected_too(tagged: MemoryFs) -> None:
    correct(tagged, TEXT, given=Metadata(title="The vote in Paris", published="2023-11-28"))
    article = the_project(tagged).article(ARTICLE)
    assert (article.title, article.published, article.language) == ("The vote in Paris", "2023-11-28", "en")
    assert the_project(tagged).text(ARTICLE) == TEXT


def test_a_correction_is_taken_back_whole(tagged: MemoryFs) -> None:
    before = {path: raw for path, raw in tagged.snapshot().items() if "/annotations/" in path}
    correct(tagged)
    assert take_back(tagged) == ()
    assert {path: raw for path, raw in tagged.snapshot().items() if "/annotations/" in path} == before
    assert take_back(tagged) is None


def test_a_file_that_cannot_go_back_is_left_as_it_is(tagged: MemoryFs) -> None:
    correct(tagged)
    other = f"{ROOT}/annotations/{ARTICLE}/lee.json"
    tagged.put(other, tagged.snapshot()[PATH].replace(now(tagged).text_sha256.encode(), b"0" * 64))
    before = tagged.snapshot()[other]
    assert take_back(tagged) == ()
    assert tagged.snapshot()[other] == before


def test_what_was_tagged_since_goes_back_along_with_the_rest(tagged: MemoryFs) -> None:
    correct(tagged)
    session = a_session(tagged, start=200)
    span = next(span for span in session.annotation.spans.values() if span.quote == "Riyadh")
    wider = make_span(id=span.id, text=NEW, fragments=[(span.start, span.end + 4)])
    session.do(ChangeSpan(before=span, after=wider))
    at = NEW.index("The city")
    only_new = make_span(id="s-new", text=NEW, fragments=[(at, at + 8)])
    session.do(changes.new_record(session.annotation, Record(id="city-new", type="city"), only_new))
    session.close()
    assert take_back(tagged) == ("1 span of expo-vote is for a person to look at.",)
    assert the_project(tagged).text(ARTICLE) == TEXT
    assert words(tagged).items() >= {"Riyadh won": "Riyadh won", "Busan": "Busan", "Rome": "Rome"}.items()
    assert list(doubts_of(now(tagged), TEXT)) == ["s-new"]


def test_undo_in_a_session_does_not_reach_back_into_the_old_text(tagged: MemoryFs) -> None:
    correct(tagged)
    session = a_session(tagged, start=200)
    with pytest.raises(UsageError, match="article update --undo"):
        session.undo()
    session.close()
    assert words(tagged)["Rome"] == "Rome"


def test_edits_of_a_session_that_was_killed_before_the_correction_come_along(tagged: MemoryFs) -> None:
    session = a_session(tagged, start=300)
    session.do(a_tag(session.annotation, "Seoul", 300))
    left = tagged.after_kill()
    correct(left)
    assert words(left) == {"Riyadh": "Riyadh", "Busan": "Pusan", "Rome": "Rome", "Seoul": "Seoul"}


def test_a_session_that_is_open_meanwhile_loses_nothing_and_stops(tagged: MemoryFs) -> None:
    session = a_session(tagged, start=300)
    session.do(a_tag(session.annotation, "Seoul", 300))
    correct(tagged)
    session.fold()
    with pytest.raises(TextCorrectedError, match="Open it again"):
        session.do(a_tag(session.annotation, "Paris", 301))
    with pytest.raises(TextCorrectedError):
        session.retry()
    session.close()
    assert words(tagged) == {"Riyadh": "Riyadh", "Busan": "Pusan", "Rome": "Rome", "Seoul": "Seoul"}


def test_a_file_about_a_text_that_is_not_kept_is_said_and_left(tagged: MemoryFs) -> None:
    other = f"{ROOT}/annotations/{ARTICLE}/lee.json"
    tagged.put(other, tagged.snapshot()[PATH].replace(now(tagged).text_sha256.encode(), b"0" * 64))
    before = tagged.snapshot()[other]
    found = correct(tagged)
    assert [(file.annotator, file.is_stranded) for file in found.files] == [("kim", False), ("lee", True)]
    assert found.doubtful == 2
    assert tagged.snapshot()[other] == before


def test_an_older_text_that_was_changed_by_hand_is_no_text_to_carry_from(tagged: MemoryFs) -> None:
    other = f"{ROOT}/annotations/{ARTICLE}/lee.json"
    raw = tagged.snapshot()[PATH]
    correct(tagged)
    (kept,) = (path for path, text in tagged.snapshot().items() if "/texts/" in path and text == TEXT.encode())
    tagged.put(other, raw.replace(digest(TEXT.encode()).encode(), b"no digest"))
    assert correct(tagged).files[0].is_stranded
    tagged.put(other, raw)
    tagged.put(kept, b"other words")
    assert correct(tagged).files[0].is_stranded
    tagged.put(kept, TEXT.encode())
    assert not correct(tagged).files[0].is_stranded


def test_a_text_that_somebody_changed_by_hand_is_not_taken_for_the_old_one(tagged: MemoryFs) -> None:
    tagged.put(TEXT_PATH, TEXT.replace("Rome", "Roma").encode())
    with pytest.raises(UsageError, match="not the one that was imported"):
        correct(tagged)


def test_a_file_that_is_no_text_is_refused(tagged: MemoryFs) -> None:
    with pytest.raises(InputError, match=r"new\.txt"):
        correct(tagged, "")


@pytest.mark.parametrize("seed", range(3))
def test_stopped_at_any_moment_the_same_command_goes_on_and_ends_the_same(seed: int) -> None:
    """The machine stops at every operation in turn; afterwards the command is given again."""

    def start() -> MemoryFs:
        fs = a_disk()
        session = a_session(fs, start=100)
        tag_all(session, ("Riyadh", "Busan", "Rome"))
        session.close()
        return fs.after_kill()

    whole = start()
    correct(whole)
    wanted, count = words(whole), len(whole.operations)
    for at in range(1 + seed, count + 1, 3):
        fs = start()
        fs.stop_at = at
        with pytest.raises(PowerLossError):
            correct(fs)
        left = fs.after_power_loss(chance(at))
        if the_project(left).text(ARTICLE) == NEW and the_project(left).article(ARTICLE).length != len(NEW):
            # The text came first; what is known about it says which one it is.
            left.put(TEXT_PATH, TEXT.encode())
        correct(left)
        assert words(left) == wanted
        assert the_project(left).article(ARTICLE).text_sha256 == now(left).text_sha256


def test_a_mention_of_an_untouched_record_survives_two_corrections(tagged: MemoryFs) -> None:
    before = {id_: record.mentions for id_, record in now(tagged).records.items()}
    correct(tagged)
    correct(tagged, "A new first line.\n" + NEW)
    assert {id_: record.mentions for id_, record in now(tagged).records.items()} == before
    status = changes.set_status(now(tagged), "done")
    assert apply(status, now(tagged)) == attrs.evolve(now(tagged), status="done")


def test_files_about_texts_that_are_gone_are_left_to_their_own_undo(tagged: MemoryFs) -> None:
    correct(tagged)
    (kept,) = (path for path, text in tagged.snapshot().items() if "/texts/" in path and text == TEXT.encode())
    tagged.remove(kept)
    assert take_back(tagged) == ()
    assert words(tagged) == {"Riyadh": "Riyadh", "Busan": "Busan", "Rome": "Rome"}


def test_an_act_that_was_no_correction_is_taken_back_as_it_is(tagged: MemoryFs) -> None:
    project = the_project(tagged)
    edit = changes.set_status(now(tagged), "done")
    act = Act(label="all done", by=ANNOTATOR, edits=(ArticleEdit(article=ARTICLE, annotator=ANNOTATOR, edit=edit),))
    do_act(project, act, clock=lambda: 1_700_000_000.0, ids=counted(800))
    assert now(tagged).status == "done"
    assert take_back(tagged) == ()
    assert now(tagged).status == "in-work"
