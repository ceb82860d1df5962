import re

import pytest

from conversations.tips import CREDIT, LESSONS, TAKEAWAYS, Lesson, Source, Takeaway, Tip

PAGES = LESSONS + TAKEAWAYS


def test_every_tip_has_its_lesson_in_the_order_of_the_teaching() -> None:
    assert tuple(lesson.tip for lesson in LESSONS) == tuple(Tip)


def test_the_five_takeaways_have_keys_fit_for_buttons() -> None:
    assert [takeaway.key for takeaway in TAKEAWAYS] == ["advice", "three", "help", "touch", "forward"]


@pytest.mark.parametrize("lesson", PAGES, ids=lambda lesson: lesson.title)
def test_a_page_fits_one_screen_and_keeps_the_tone(lesson: Lesson | Takeaway) -> None:
    page = lesson.page
    assert len(page) <= 600
    assert "!" not in page
    assert "  " not in page
    assert page.startswith(f"{lesson.title}\n\n{lesson.idea}")
    assert page.count("“") == page.count("”")
    assert not re.search(r"\b(must|should have|leverage|synergy|ROI|touchpoint|failed?)\b", page, re.IGNORECASE)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.title)
def test_a_lesson_says_what_to_do_before_and_after(lesson: Lesson) -> None:
    assert f"Before: {lesson.before}\nAfter: {lesson.after}" in lesson.page


@pytest.mark.parametrize("lesson", PAGES, ids=lambda lesson: lesson.title)
def test_a_figure_is_shown_with_its_source(lesson: Lesson | Takeaway) -> None:
    assert lesson.sources
    assert lesson.page.endswith(f"({lesson.sources[-1].text})")
    for source in lesson.sources:
        assert source.link is None or source.link.startswith("https://doi.org/")


def test_the_share_of_jobs_is_attributed() -> None:
    (page,) = (lesson.page for lesson in PAGES if "68" in lesson.page)
    assert "LinkedIn's figure" in page
    assert "as the article reports" in page


def test_what_is_only_custom_says_so() -> None:
    assert all("convention" in takeaway.page for takeaway in TAKEAWAYS if takeaway.key in {"advice", "three", "touch"})


def test_the_article_is_credited_in_one_line() -> None:
    assert "Emily Pease (Leadarise, 2015)" in CREDIT
    assert "\n" not in CREDIT


def test_a_page_without_sources_ends_with_its_reason() -> None:
    plain = Takeaway("rest", "Rest", "Go home early.", "a walk.", "tomorrow counts too.", ())
    assert plain.page.endswith("Why: tomorrow counts too.")
    assert Source("a book").link is None
