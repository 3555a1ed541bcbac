"""`make screenshots`: the README's pictures, taken from a running demo newsroom.

Start the newsroom with `make run` first. Needs Chromium (or CHROMIUM=path).
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SITE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
CHECKER, PASSWORD = "jihun@ferrylight.example", "sourceline-demo"
WIDE, TALL = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

ARTICLE = "Ration cards reach Narim, but the warehouses stand empty"
CLAIM = "41 sealed wagons of grain"


def enter(browser: Browser, **look: object) -> BrowserContext:
    context = browser.new_context(base_url=SITE, **look)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(CHECKER)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="Articles").wait_for()
    page.close()
    return context


def read_article(context: BrowserContext) -> Page:
    """The article, with its first suggestion lit in the text."""
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name=ARTICLE).click()
    page.get_by_role("heading", name=ARTICLE).wait_for()
    page.locator("[data-item]").first.click(position={"x": 60, "y": 12})
    page.evaluate("scrollTo(0, 0)")
    return page


def refused_claim(context: BrowserContext) -> Page:
    """A claim that the desk's standards do not admit, with every reason."""
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Claims").click()
    page.get_by_role("link", name=CLAIM).click()
    page.locator("#decision-reason").fill("Forty-one wagons, and a photograph.")
    page.get_by_role("button", name="Verify").click()
    page.locator("[data-refusal]").wait_for()
    page.evaluate("scrollTo(0, 0)")
    return page


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        light = enter(browser, viewport=WIDE, color_scheme="light")
        dark = enter(browser, viewport=WIDE, color_scheme="dark")
        small = enter(browser, viewport=TALL, color_scheme="light")
        for name, page in (
            ("article", read_article(light)),
            ("refusal", refused_claim(light)),
            ("article-dark", read_article(dark)),
            ("telephone", read_article(small)),
        ):
            page.wait_for_timeout(400)
            page.screenshot(path=IMAGES / f"{name}.png")
            sys.stdout.write(f"docs/images/{name}.png\n")
        browser.close()


if __name__ == "__main__":
    main()
