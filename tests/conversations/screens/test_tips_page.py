import pytest

from conversations.address import Open, Page
from conversations.effects import Link
from conversations.screens.tips import PAGES, tips_page
from tests.conversations.screens.seen import assert_telegram_takes, button, labels, seen, target


def test_the_overview_names_every_page_and_the_source() -> None:
    overview = tips_page()
    assert all(page.title in seen(overview) for page in PAGES)
    assert "Emily Pease" in seen(overview)
    assert target(overview, "10") == Open(Page.TIPS, at=10)


@pytest.mark.parametrize("at", range(1, len(PAGES) + 1))
def test_every_tip_has_its_page_and_one_can_leaf_on(at: int) -> None:
    page = tips_page(at)
    assert_telegram_takes(page)
    assert seen(page) == PAGES[at - 1].page
    assert target(page, "‹") == Open(Page.TIPS, at=at - 1)


def test_after_the_last_page_comes_the_overview_again() -> None:
    assert target(tips_page(len(PAGES)), "›") == Open(Page.TIPS)
    assert tips_page(len(PAGES) + 1) == tips_page()


def test_a_study_with_a_lasting_address_can_be_read() -> None:
    assert button(tips_page(4), "Read the study") == Link("Read the study", "https://doi.org/10.1037/pspi0000402")
    assert "Read the study" not in labels(tips_page(1))
