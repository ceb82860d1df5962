"""What has to hold when all stories are told: memory and chats as the diaries say, each message in its place."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from storage.tables import ANSWERS, DIALOGUES, EVENTS, LETTERS, PARKED_UPDATES, PEOPLE, PROMISES
from tests.bot.crowd import Somebody, buttons
from tests.bot.kill_run import Run, rows
from tests.bot.questions import SKIPPED


def check_memory(run: Run) -> None:
    """Everything stands there once, as the diaries have it, and nothing else."""
    check_answers(run)
    check_facts(run)
    assert not rows(run.url, select(PARKED_UPDATES))
    assert not rows(run.url, select(LETTERS))


def check_answers(run: Run) -> None:
    """Every answer stands there once, in its order, in the dialogue to which it was given."""
    answers = defaultdict[tuple[int, str], list[dict[str, Any]]](list)
    for row in rows(run.url, select(ANSWERS).order_by(ANSWERS.c.seq)):
        answers[row["owner"], row["dialogue"]].append(row)
    kept = defaultdict[int, list[object]](list)
    in_order = select(DIALOGUES).order_by(func.length(DIALOGUES.c.key), DIALOGUES.c.key)
    for row in rows(run.url, in_order):
        given = answers.pop((row["owner"], row["key"]), [])
        now = [(each["place"], words(each["value"])) for each in given if not each["set_aside"]]
        aside = {each["place"]: words(each["value"]) for each in given if each["set_aside"]}
        kept[row["owner"]].append((row["script"], row["state"].value, now, aside))
    assert not answers
    for each in run.crowd.people:
        told = [(one.script, one.state, [*one.answers.items()], one.aside) for one in each.diary.dialogues]
        assert kept.pop(each.number, []) == told
    assert not kept


def check_facts(run: Run) -> None:
    """Every event, person and promise is kept once."""
    kept = defaultdict[tuple[int, str], Counter[object]](Counter)
    for row in rows(run.url, select(EVENTS)):
        event = row["title"], row["start_local"], row["end_local"], row["prepared"], row["debriefed"]
        kept[row["owner"], "events"][event] += 1
    for row in rows(run.url, select(PEOPLE)):
        kept[row["owner"], "people"][row["name"]] += 1
    for row in rows(run.url, select(PROMISES)):
        kept[row["owner"], "promises"][row["words"], row["due"] and row["due"].isoformat()] += 1
    for each in run.crowd.people:
        events = [(one.title, one.start, one.end, one.prepared, one.debriefed) for one in each.diary.events]
        assert kept.pop((each.number, "events"), Counter()) == Counter(events)
        assert kept.pop((each.number, "people"), Counter()) == Counter(each.diary.people)
        assert kept.pop((each.number, "promises"), Counter()) == Counter(each.diary.promises)
    assert not kept


def words(value: Mapping[str, Any]) -> str:
    """A stored answer as a diary has it."""
    match value["kind"]:
        case "skipped":
            return SKIPPED
        case "words":
            return str(value["text"])
        case "pledged":
            return f"{value['text']} by {value['day']}" if value["day"] else str(value["text"])
        case "ticked":
            return " · ".join([*(choice["label"] for choice in value["ticked"]), *value["own"]])
        case "names":
            return ", ".join(met["name"] for met in value["people"])
        case "day":
            return str(value["day"])
        case "hour":
            return str(value["hour"])[:5]
        case "line":
            return str(value["title"])
        case _:
            return str(value["label"])


def check_chats(run: Run) -> None:
    """All could tell their stories; every update is confirmed, every tap answered, the right question is asked."""
    assert [each.number for each in run.crowd.people if not each.is_done] == []
    assert not run.local.waiting_updates()
    assert set(run.crowd.taps) <= run.watch.answered
    for each in run.crowd.people:
        screen = run.crowd.screen(each)
        asked = [message for message in screen if any(part in message["text"] for part in each.diary.bottom)]
        assert asked, (each.number, each.diary.bottom, screen)
        if each.diary.dialogues[-1].state == "open":
            assert any(buttons(message) for message in asked)


def repeats(run: Run, somebody: Somebody) -> int:
    """How many messages came more than once; all others came in their order, each of them."""
    due, times = 0, 0
    said = somebody.diary.said
    for text in run.watch.sent[somebody.number]:
        if due < len(said) and any(fragment in text for fragment in said[due]):
            due += 1
        else:
            assert due, text
            assert any(fragment in text for fragment in said[due - 1]), (somebody.number, said[due : due + 1], text)
            times += 1
    assert due == len(said), (somebody.number, said[due:])
    return times
