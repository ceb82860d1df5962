from dataclasses import replace
from datetime import date

from conversations.effects import Button
from conversations.facts import Fact, Introduction, Key, Person, Promise, Takeaway, TakeawayKind
from conversations.known import Known
from conversations.summary import summary
from tests.playbook import NEW_YORK, NOW, event, plain_text

MET = date(2026, 11, 22)
KNOWN = Known(NOW, NEW_YORK, event=event(day=22))
ANA = Person(Key("d1.0"), "Ana <3", Key("e1"), MET)


def labels(*facts: Fact) -> list[str]:
    rows = summary(facts, KNOWN).rows
    return [button.label for row in rows for button in row if isinstance(button, Button)]


def text(*facts: Fact) -> str:
    return plain_text(summary(facts, KNOWN))


def test_a_debrief_without_people_comforts_and_says_no_more() -> None:
    assert text() == "AI meetup\n\nYou met nobody new this time. That happens; being there again is half of it."
    assert labels() == ["My events"]


def test_people_come_with_what_was_noted_and_where_to_go_next() -> None:
    assert "• Ana <3\n" in text(ANA)
    assert "• Ana <3: climbs\n" in text(replace(ANA, who="climbs"))
    assert "• Ana <3: climbs; heat pumps\n" in text(replace(ANA, who="climbs", said="heat pumps"))
    assert "• Ana <3: heat pumps\n" in text(replace(ANA, said="heat pumps"))
    assert "<b>Ana &lt;3</b>" in summary((ANA,), KNOWN).text
    assert labels(ANA) == ["My people", "My promises", "What comes next"]


def test_promises_come_with_their_dates() -> None:
    said = text(
        ANA,
        Promise(Key("d1.0.h"), ANA.key, "Send it", MET, date(2026, 11, 27)),
        Promise(Key("d1.1.h"), None, "Call back", MET),
    )
    assert "You promised\n• Ana <3: Send it, by Fri 27 Nov 2026\n• someone: Call back\n" in said


def test_when_to_be_in_touch_again_comes_with_how() -> None:
    said = text(ANA, replace(ANA, key=Key("d1.1"), name="Ben", next_touch=date(2026, 12, 7)))
    assert "To be in touch again\n• Ben: Mon 7 Dec 2026\n\n" in said
    assert "• Ben: Mon 7 Dec 2026, a coffee <3\n" in text(
        replace(ANA, name="Ben", next_touch=date(2026, 12, 7), touch_how="a coffee <3")
    )
    assert "in touch again" not in text(ANA)


def test_introductions_offered_are_counted_towards_three() -> None:
    offers = [Introduction(Key(f"d1.{number}.o"), ANA.key, "Tom", MET, to_me=True) for number in range(2)]
    said = text(ANA, *offers, Introduction(Key("d1.0.b0"), Key("gone"), "Lena", MET))
    assert "Offered to introduce you (2 of 3)\n• Ana <3 – Tom\n• Ana <3 – Tom" in said
    assert "You could bring together\n• someone – Lena" in said


def test_takeaways_are_named() -> None:
    said = text(
        Takeaway(Key("d1.a"), None, TakeawayKind.ADVICE, "Wait", MET),
        Takeaway(Key("d1.f"), None, TakeawayKind.FORWARD, "Help Zoë", MET),
    )
    assert "Advice: Wait\nTo pass on: Help Zoë" in said


def test_a_long_debrief_still_fits_and_ends_with_what_comes_next() -> None:
    def words(size: int) -> str:
        return "<&🎉" * size

    people = [
        Person(Key(f"d1.{n}"), words(90), ANA.event, MET, who=words(90), said=words(90), next_touch=MET, touch_how="x")
        for n in range(30)
    ]
    promises = [Promise(Key(f"{n.key}.{m}"), n.key, words(90), MET, MET, mine=m) for n in people for m in (True, False)]
    offers = [Introduction(Key(f"{n.key}.o{m}"), n.key, words(90), MET, to_me=m) for n in people for m in (True, False)]
    taken = [Takeaway(Key(f"d1.{kind}"), None, kind, words(90), MET) for kind in TakeawayKind]
    screen = summary((*people, *promises, *offers, *taken), KNOWN)
    assert len(screen.text.encode("utf-16-le")) <= 2 * 4096
    said = plain_text(screen)
    assert said.count(" more\n") == 6
    assert said.endswith("I bring you opening lines, a few people a message.")


def test_the_next_message_is_promised_for_the_hour_that_was_chosen() -> None:
    assert text(ANA).endswith("Next: Tue 24 Nov 2026 at 09:00 I bring you an opening line for a first message.")


def test_many_people_with_long_notes_still_fit_one_message() -> None:
    crowd = [replace(ANA, key=Key(f"d1.{number}"), name="N" * 60, who="w" * 500) for number in range(30)]
    promises = [Promise(Key(f"{person.key}.h"), person.key, "p" * 500, MET, MET) for person in crowd]
    brought = [Introduction(Key(f"{person.key}.o"), person.key, "o" * 500, MET, to_me=True) for person in crowd]
    said = text(*crowd, *promises, *brought)
    assert len(said) <= 4096
    assert said.count("… and 22 more") == 3
    assert "… and" not in text(*crowd[:8])


def test_many_people_are_brought_up_a_few_at_a_time_and_on_a_day_that_was_chosen() -> None:
    people = tuple(replace(ANA, key=Key(f"d1.{number}")) for number in range(4))
    assert text(*people).endswith(
        "Next: from Tue 24 Nov 2026 at 09:00 on I bring you opening lines, a few people a message."
    )
    weekends = replace(KNOWN, settings=replace(NEW_YORK, days=frozenset({5, 6})))
    assert "Next: Sat 28 Nov 2026 at 09:00" in plain_text(summary((ANA,), weekends))
