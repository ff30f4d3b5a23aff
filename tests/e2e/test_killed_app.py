"""The server is killed while someone is at work; what they were told is saved, is saved."""

import pytest
from e2e_app import RunningApp, wait_for
from e2e_gestures import STRONG, field_of, hand_in, hand_in_button, open_tab, score, start, write
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


def test_saved_words_survive_a_crash_and_the_attempt_is_resumed(
    page: Page, fresh_app: RunningApp
) -> None:
    start(page, fresh_app)
    write(page, "Requirements", "A seat is never sold twice, because the store forbids it.")
    field_of(page, "Design").type("A write goes thr")
    fresh_app.kill()
    fresh_app.start()
    page.goto(fresh_app.url)
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("textbox", name="Requirements")).to_have_value(
        "A seat is never sold twice, because the store forbids it."
    )


@pytest.mark.parametrize("moment", ["right after the click", "once it is on disk"])
def test_a_crash_while_handing_in_ends_in_one_grade(
    page: Page, fresh_app: RunningApp, moment: str
) -> None:
    attempt = start(page, fresh_app)
    write(page, "Design", STRONG.text)
    hand_in_button(page).click()
    page.get_by_role("button", name="Hand in anyway").click(no_wait_after=True)
    if moment == "once it is on disk":
        wait_for(lambda: fresh_app.count("submission", attempt) == 1, what="the submission")
    fresh_app.kill()
    was_handed_in = fresh_app.count("submission", attempt) == 1
    fresh_app.start()
    page.goto(f"{fresh_app.url}/room?attempt={attempt}")
    if not was_handed_in:
        hand_in(page)
    expect(score(page)).to_be_visible()
    open_tab(page, "Your answer")
    expect(page.locator(".lb-answer mark").first).to_be_visible()
    assert fresh_app.count("submission", attempt) == 1
    assert fresh_app.count("grading", attempt) == 1
