"""The whole way of a claim, from an article to an export, without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, SecondReading
from claims.workflow import Status
from tests.factories.tracker import member
from tracker.models import Export, Role

pytestmark = pytest.mark.browser

FAR = 80  # nothing on these pages is further away than so many stops


def tab_to(page: Page, name: str) -> None:
    """Go on, stop by stop, to the control that a screen reader calls by this name."""
    said, passed = re.compile(name), []
    for _ in range(FAR):
        page.keyboard.press("Tab")
        held = page.locator(":focus")
        if not held.count():  # the end of the page
            continue
        spoken = held.aria_snapshot().partition("\n")[0]
        if said.search(spoken):
            return
        passed.append(spoken)
    pytest.fail(f"No stop is called {name}: {passed}")


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def fill(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def test_a_claim_goes_its_whole_way_by_keys(open_page, desk, read_article, reporter):
    """Accept, evidence, review, second reader, decision, note, search, export."""
    author = open_page(f"/articles/{read_article.pk}/", reporter)
    author.keyboard.press("j")
    author.keyboard.press("a")
    expect(author.get_by_text("is on record.")).to_be_visible()
    author.keyboard.press("s")
    author.keyboard.press("n")
    author.keyboard.type("Who counted?")
    press(author, 'button "Mark"')
    expect(author.get_by_text("Marked.")).to_be_visible()

    claim = Claim.objects.get()
    author.goto(author.url.partition("/articles/")[0] + f"/claims/{claim.pk}/")
    fill(author, 'textbox "Why"', "Ready to be read.")
    press(author, 'button "Submit for review"')
    expect(author.get_by_text("The decision is on record.")).to_be_visible()
    expect(author.get_by_role("heading", name="Decide")).to_be_focused()

    checker = member(desk, Role.FACT_CHECKER)
    reader = open_page(f"/claims/{claim.pk}/", checker)
    press(reader, "Give a blind verdict")
    tab_to(reader, 'combobox "What you would decide"')
    reader.keyboard.type("Set")
    fill(reader, 'textbox "Why"', "Nobody can say.")
    press(reader, 'button "Put it on record"')
    expect(reader.get_by_text("Your verdict is on record.")).to_be_visible()
    expect(reader.get_by_role("heading", name="Second reading")).to_be_focused()
    assert SecondReading.objects.get().verdict == "set_aside"

    editor = open_page(f"/claims/{claim.pk}/", member(desk, Role.EDITOR))
    fill(editor, 'textbox "Why"', "It stands.")
    press(editor, 'button "Verify"')
    expect(editor.locator("[data-refusal]")).to_be_focused()
    tab_to(editor, 'textbox "Why"')
    press(editor, 'button "Set aside')
    expect(editor.get_by_role("heading", name="Decide")).to_be_focused()
    claim.refresh_from_db()
    assert claim.status == Status.UNVERIFIABLE

    editor.goto(editor.url)
    press(editor, 'link "Search the desk"')
    expect(editor.get_by_role("searchbox", name="Words")).to_be_focused()
    editor.keyboard.type("trucks")
    editor.keyboard.press("Enter")
    expect(editor.locator("mark").first).to_be_visible()
    press(editor, 'link "Exports"')
    editor.wait_for_url("**/exports/")
    press(editor, 'button "Ask for it"')
    expect(editor.get_by_text("Asked for.")).to_be_visible()
    assert Export.objects.count() == 1
