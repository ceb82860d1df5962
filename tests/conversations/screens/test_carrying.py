from datetime import UTC, datetime

from conversations.address import Deed, Do
from conversations.carried.account import Section
from conversations.carried.reading import Rejected
from conversations.effects import Button, Screen, Taking
from conversations.screens import carrying
from conversations.screens.carrying import Refused, Surveyed


def refusing(number: int) -> Refused:
    refused = Refused()
    for line in range(number):
        refused = refused.and_also(Rejected(f"line {line + 1}", "there is no name"))
    return refused


def leads_to(screen: Screen) -> list[object]:
    return [button.to for row in screen.rows for button in row if isinstance(button, Button)]


def test_an_export_is_called_by_its_day() -> None:
    assert carrying.file_name(datetime(2026, 11, 28, tzinfo=UTC)) == "rapport-2026-11-28.zip"


def test_a_preview_tells_who_is_new_and_who_is_known() -> None:
    screen = carrying.people_preview(198, 14, Refused())
    assert "<b>212 people</b>, 14 already known" in screen.text
    assert leads_to(screen) == [Do(Deed.IMPORT), Do(Deed.IMPORT_NOT)]
    assert "<b>1 person</b>." in carrying.people_preview(1, 0, Refused()).text


def test_the_first_lines_that_are_of_no_use_are_named_and_the_rest_counted() -> None:
    assert "1 entry I cannot use:\n• line 1: there is no name" in carrying.people_preview(1, 0, refusing(1)).text
    text = carrying.people_preview(0, 0, refusing(1007)).text
    assert "There is nobody" in text
    assert "• line 5: there is no name\n• and 1,002 more" in text
    assert "line 6" not in text


def test_there_is_no_button_where_there_is_nothing_to_do() -> None:
    assert not leads_to(carrying.people_preview(0, 3, Refused()))
    assert not leads_to(carrying.people_preview(0, 0, refusing(1)))
    surveyed = Surveyed({Section.PEOPLE: 1}, {}, Refused(), is_empty=False, is_foreign=False)
    assert not leads_to(carrying.account_preview(surveyed))
    foreign = Surveyed({Section.PEOPLE: 1}, {}, Refused(), is_empty=False, is_foreign=True)
    assert not leads_to(carrying.account_preview(foreign))


def test_an_account_becomes_what_it_was_or_gets_what_it_lacks() -> None:
    everything = {Section.PEOPLE: 2, Section.EVENTS: 1, Section.NUDGES: 9}
    anew = carrying.account_preview(Surveyed(everything, everything, Refused(), is_empty=True, is_foreign=False))
    assert "<b>2 people and 1 event</b>" in anew.text
    assert leads_to(anew)[0] == Do(Deed.IMPORT, value=Taking.ANEW)
    added = Surveyed(everything, {Section.PEOPLE: 1}, Refused(), is_empty=False, is_foreign=False)
    assert "Not here: 1 person" in carrying.account_preview(added).text
    assert leads_to(carrying.account_preview(added))[0] == Do(Deed.IMPORT, value=Taking.ADD)
    assert "Done: 1 person." in carrying.account_brought(added).text
    nothing = Surveyed({}, {}, Refused(), is_empty=True, is_foreign=False)
    assert "nothing told yet" in carrying.account_preview(nothing).text
    assert "nothing left to do" in carrying.account_brought(nothing).text


def test_what_came_of_it_is_told() -> None:
    assert (
        "Done. 198 people are new among your people, 14 you knew already."
        in carrying.people_brought(198, 14, Refused()).text
    )
    assert carrying.people_brought(1, 0, Refused()).text == "Done. 1 person is new among your people."
    assert "nothing left to do" in carrying.people_brought(0, 3, Refused()).text


def test_every_other_word_says_what_to_do_next() -> None:
    for screen in (
        carrying.not_fetched(),
        carrying.not_packed(),
        carrying.not_legible(),
        carrying.too_large(),
        carrying.what_to_send(),
    ):
        assert screen.text
    assert carrying.left_out().text == "Left out. Nothing was changed."
    assert carrying.not_read("x < y").text == "x &lt; y"
    assert carrying.bringing_in().text
    assert len(carrying.handed_over().text) < 1024


def test_what_does_not_fit_is_said_with_the_limit_and_the_mend() -> None:
    assert carrying.no_room(Section.PEOPLE) == "there is no room: I keep 20,000"
    assert "more than 20,000 people" in carrying.too_much(Section.PEOPLE)
    assert "more than 20,000 plans" in carrying.too_much(Section.PLANS)
