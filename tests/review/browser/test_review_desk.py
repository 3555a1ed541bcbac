"""The review desk as people meet it: with keys, without a script, on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from claims.models import Annotation, Claim, Suggestion, SuggestionState
from claims.workflow import Status
from sources.models import Quote
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.tracker import PASSWORD
from tests.review.browser.conftest import NARROW

pytestmark = pytest.mark.browser


def address(article) -> str:
    return f"/articles/{article.pk}/"


def test_a_reporter_logs_in_and_comes_to_the_desk(open_page, reporter):
    page = open_page("/")
    page.get_by_label("Email").fill(reporter.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Border desk")).to_be_visible()


def test_suggestions_are_decided_with_the_keyboard_alone(
    open_page, read_article, reporter
):
    page = open_page(address(read_article), reporter)
    cards = page.locator("[data-item]")
    waiting = cards.count()
    page.keyboard.press("j")
    expect(cards.first).to_have_class("card item item-claim item-open is-lit")
    page.keyboard.press("a")
    expect(cards).to_have_count(waiting - 1)
    expect(page.get_by_text("is on record.")).to_be_visible()
    expect(cards.first).to_be_focused()
    page.keyboard.press("r")
    expect(cards).to_have_count(waiting - 2)
    states = Suggestion.objects.values_list("state", flat=True)
    assert {SuggestionState.ACCEPTED, SuggestionState.REJECTED} <= set(states)


def test_a_card_and_its_words_light_each_other_up(open_page, read_article, reporter):
    page = open_page(address(read_article), reporter)
    card = page.locator("[data-item]").last
    mark = page.locator(f'[data-marks="{card.get_attribute("id")}"]').first
    mark.click()
    expect(card).to_contain_class("is-lit")
    expect(mark).to_contain_class("is-lit")


def test_a_note_is_written_with_the_keyboard_alone(open_page, read_article, reporter):
    page = open_page(address(read_article), reporter)
    page.keyboard.press("s")
    page.keyboard.press("s")
    page.keyboard.press("n")
    expect(page.locator("#mark-body")).to_be_focused()
    page.keyboard.type("누가 말했나?")
    page.keyboard.press("Tab")  # on to the label, and then out to the button
    page.locator("#mark").get_by_role("button", name="Mark").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Marked.")).to_be_visible()
    note = Annotation.objects.select_related("span").get()
    assert note.body == "누가 말했나?"
    assert (
        note.span.exact
        == "“Forty trucks are waiting at the gate,” said an inside source from Sorim."
    )


def test_words_are_searched_for_without_a_mouse(open_page, read_article, reporter):
    page = open_page("/", reporter)
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_role("searchbox", name="Words")).to_be_focused()
    page.keyboard.type("forty trucks")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text("Forty")


def test_help_opens_with_a_question_mark(open_page, read_article, reporter):
    page = open_page(address(read_article), reporter)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_selected_words_are_marked_where_they_stand(open_page, read_article, reporter):
    page = open_page(address(read_article), reporter)
    page.evaluate(
        """() => {
          const holder = [...document.querySelectorAll('[data-start]')].find(
            (element) => element.textContent.includes('local officials'));
          const node = holder.firstChild;
          const at = node.data.indexOf('local officials');
          getSelection().setBaseAndExtent(node, at, node, at + 15);
        }"""
    )
    page.keyboard.press("m")
    expect(page.get_by_label("The words, exactly as they stand")).to_have_value(
        "local officials"
    )
    page.get_by_label("Mark them as").select_option("quote")
    page.get_by_role("button", name="Mark", exact=True).click()
    expect(page.get_by_text("Marked.")).to_be_visible()
    piece = Quote.objects.get().pieces.select_related("span").get()
    assert piece.span.exact == "local officials"


def test_a_refusal_is_shown_without_leaving_the_page(open_page, read_article, checker):
    claim = ClaimFactory(desk=read_article.desk, status=Status.IN_REVIEW)
    OccurrenceFactory(claim=claim, article=read_article)
    page = open_page(f"{address(read_article)}?show=claims", checker)
    card = page.locator(f"#claim-{claim.pk}")
    card.get_by_text("Decide").click()
    card.get_by_label("Decision").select_option("verify")
    card.get_by_label("Why").fill("It is plain to see.")
    card.get_by_role("button", name="Put it on record").click()
    refusal = card.locator("[data-refusal]")
    expect(refusal).to_be_visible()
    expect(refusal).to_be_focused()
    expect(refusal.locator("code").first).to_be_visible()
    expect(page.locator("article").get_by_text("Forty trucks")).to_be_visible()


def test_everything_works_without_a_script(open_page, read_article, reporter):
    page = open_page(address(read_article), reporter, java_script_enabled=False)
    waiting = page.locator("[data-item]").count()
    page.get_by_role("button", name="Accept", exact=True).first.click()
    expect(page.locator("[data-item]")).to_have_count(waiting - 1)
    assert Claim.objects.count() + Quote.objects.count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_shows_it_all_without_scrolling_sideways(
    scheme, open_page, read_article, reporter
):
    page = open_page(
        address(read_article), reporter, viewport=NARROW, color_scheme=scheme
    )
    for path in (address(read_article), "/desks/border/", "/desks/border/claims/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(address(read_article))
    low = page.evaluate(
        """() => [...document.querySelectorAll('a.button, button, select, summary')]
          .filter((element) => element.checkVisibility())
          .filter((element) => element.getBoundingClientRect().height < 43.5)
          .map((element) => element.outerHTML.slice(0, 90))"""
    )
    assert low == []


def test_the_chosen_colours_stay_chosen(open_page, reporter):
    page = open_page("/desks/border/", reporter, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.get_by_role("button", name="Colours").click()
    assert page.evaluate(paper) != dark
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "light"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["?show=open", "?show=claims"])
def test_words_stand_out_from_their_ground(
    scheme, part, open_page, read_article, reporter
):
    """WCAG AA: 4.5 to 1, for every text on the page."""
    ClaimFactory.create_batch(1, desk=read_article.desk)
    claim = ClaimFactory(desk=read_article.desk, status=Status.DISPUTED)
    OccurrenceFactory(claim=claim, article=read_article)
    page = open_page(f"{address(read_article)}{part}", reporter, color_scheme=scheme)
    assert faint(page) == []


FAINT = """
() => {
  const canvas = document.createElement('canvas').getContext('2d', {
    willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [
    r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = ([r, g, b]) => [r, g, b]
    .map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.unshift(rgba(getComputedStyle(at).backgroundColor));
    }
    return layers.reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const words = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!words || !element.checkVisibility() || element.closest('.visually-hidden'))
      continue;
    const below = ground(element);
    const ink = over(rgba(getComputedStyle(element).color), below);
    const [high, low] = [light(ink), light(below)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) found.push([ratio.toFixed(2), element.outerHTML.slice(0, 120)]);
  }
  return found;
}
"""


def faint(page: Page) -> list[list[str]]:
    """Texts whose contrast with what lies under them is below 4.5."""
    found: list[list[str]] = page.evaluate(FAINT)
    return found
