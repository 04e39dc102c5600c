"""The report as people use it: it opens offline without an error, draws every chart, can be used by keyboard alone, and
fits a phone, a dark screen and paper."""
from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PARTS = ("verdict", "network-akash", "network-ritual", "change", "compare", "provenance")
DESKTOP, PHONE = (1440, 900), (390, 844)
PATIENCE = 60  # seconds; a chart takes a fraction of one


class Screen:
    """The report on one screen."""

    def __init__(self, browser: webdriver.Chrome, report: Path) -> None:
        self.browser, self._report = browser, report

    def resize(self, size: tuple[int, int], *, dark: bool = False, media: str = "") -> None:
        width, height = size
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                     mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, part: str = "") -> None:
        """Loads the report anew and waits until its charts are drawn."""
        self.browser.get("about:blank")
        self.browser.get(f"{self._report.as_uri()}{part and f'#{part}'}")
        self.wait(lambda: not self.undrawn())

    def undrawn(self) -> list[str]:
        """The charts of the open part that have no marks."""
        return list(self.script("""
            return [...document.querySelectorAll(".part.open figure")].filter((figure) =>
                !figure.querySelector("svg .role-mark :is(path, rect, text, line)"))
                .map((figure) => figure.dataset.figure)"""))

    def open_part(self) -> str:
        return str(self.script("return document.querySelector('.part.open').id"))

    def script(self, text: str, *arguments: Any) -> Any:
        return self.browser.execute_script(text, *arguments)

    def command(self, name: str, **arguments: Any) -> Any:
        return self.browser.execute_cdp_cmd(name, arguments)

    def count(self, selector: str) -> int:
        return len(self.browser.find_elements(By.CSS_SELECTOR, selector))

    def wait_for_rows(self, selector: str, least: int = 8) -> None:
        self.wait(lambda: self.count(selector) >= least)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def save(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.command("Page.captureScreenshot")["data"]))

    def errors(self) -> list[Any]:
        """What the console has said since it was last asked, but for notes."""
        return [entry for entry in self.log("browser") if entry["level"] in ("WARNING", "SEVERE")]

    def log(self, name: str) -> list[Any]:
        entries: list[Any] = self.browser.get_log(name)  # type: ignore[no-untyped-call]
        return entries

    def wait(self, condition: Callable[[], bool]) -> None:
        WebDriverWait(self.browser, PATIENCE).until(lambda _: condition())


@pytest.fixture
def screen(chromium: webdriver.Chrome, report: Path) -> Iterator[Screen]:
    made = Screen(chromium, report)
    made.resize(DESKTOP)
    made.errors()
    yield made


def test_every_part_opens_without_an_error_and_draws_its_charts(screen: Screen) -> None:
    screen.open()
    parts = screen.script("return [...document.querySelectorAll('.part')].map((part) => part.id)")
    assert len(parts) == 14 + 4
    for part in parts:
        screen.script("location.hash = arguments[0]", part)
        screen.wait(lambda: f"#{screen.open_part()}" == screen.script("return location.hash") and not screen.undrawn())
    assert screen.script("return document.querySelectorAll('figure').length") > 14 * 8
    assert screen.errors() == []


def test_nothing_is_requested(screen: Screen, report: Path) -> None:
    screen.log("performance")
    screen.open("network-akash")
    sent = [message["params"]["request"]["url"] for entry in screen.log("performance")
            if (message := json.loads(entry["message"])["message"])["method"] == "Network.requestWillBeSent"]
    own = report.as_uri()
    assert any(url.startswith(own) for url in sent)
    assert [url for url in sent if not url.startswith((own, "data:", "blob:", "about:"))] == []


def test_policy_forbids_what_the_page_does_not_need(screen: Screen) -> None:
    screen.open()
    screen.errors()
    screen.script("""
        const script = document.createElement("script");
        script.textContent = "window.planted = true";
        document.head.append(script);""")
    assert screen.script("return window.planted") is None
    assert screen.script("return fetch('https://example.com').then(() => 'sent', () => 'refused')") == "refused"
    assert any("Content Security Policy" in entry["message"] for entry in screen.errors())


def test_filter_finds_inputs(screen: Screen) -> None:
    screen.open("provenance")

    def visible() -> list[str]:
        return list(screen.script(
            "return [...document.querySelectorAll('#inputs tbody tr:not([hidden])')].map((row) => row.innerText)"))

    everything = len(visible())
    field = screen.browser.find_element(By.ID, "filter")
    field.send_keys("GLUT drift")
    found = visible()
    assert 0 < len(found) < everything
    assert all("glut" in row.lower() and "drift" in row.lower() for row in found)
    count = screen.browser.find_element(By.ID, "filter-count")
    assert count.text == f"{len(found)} of {everything} inputs"
    field.send_keys(Keys.CONTROL + "a", Keys.DELETE)
    Select(screen.browser.find_element(By.ID, "status")).select_by_value("quoted")
    quoted = visible()
    assert 0 < len(quoted) < everything
    Select(screen.browser.find_element(By.ID, "status")).select_by_value("")
    assert len(visible()) == everything


def test_keyboard_alone(screen: Screen) -> None:
    screen.open()
    screen.press(Keys.TAB)
    assert screen.browser.switch_to.active_element.text == "Skip to the content"
    screen.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB)
    assert screen.browser.switch_to.active_element.text == "What would change it"
    screen.press(Keys.ENTER)
    screen.wait(lambda: bool(screen.script("return document.activeElement.id === 'main'")))
    assert screen.open_part() == "change"
    screen.open("provenance")
    heading = screen.browser.find_element(By.XPATH, "//table[@id='inputs']//button[text()='n']")
    screen.script("arguments[0].focus()", heading)
    screen.press(Keys.ENTER)
    assert heading.find_element(By.XPATH, "..").get_attribute("aria-sort") == "descending"
    counts = screen.script("""
        return [...document.querySelectorAll("#inputs tbody td:nth-child(7)")].map((cell) => cell.textContent)
            .filter((text) => text).map(Number)""")
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1]
    screen.open("network-akash")
    for selector in ("details.data", "details.own-inputs"):
        summary = screen.browser.find_element(By.CSS_SELECTOR, f".part.open {selector} summary")
        screen.script("arguments[0].focus()", summary)
        screen.press(Keys.ENTER)
        screen.wait_for_rows(f".part.open {selector} tbody tr")


def test_structure_for_screen_readers(screen: Screen) -> None:
    for part in PARTS:
        screen.open(part)
        problems = screen.script("""
            const open = document.querySelector(".part.open"), problems = [];
            if (open.querySelectorAll("h1").length !== 1) problems.push("one h1");
            const levels = [...open.querySelectorAll("h1, h2, h3")].map((heading) => +heading.tagName[1]);
            if (levels[0] !== 1 || levels.some((level, at) => at && level > levels[at - 1] + 1))
              problems.push(`headings leave a level out: ${levels}`);
            for (const table of open.querySelectorAll("table")) {
              if (!table.caption?.textContent.trim()) problems.push("a table without a caption");
              if ([...table.tHead.rows[0].cells].some((cell) => cell.scope !== "col"))
                problems.push("a head without scope");
            }
            for (const chart of open.querySelectorAll(".chart")) {
              const label = chart.getAttribute("aria-label") ?? "";
              if (chart.getAttribute("role") !== "img" || label.length < 40)
                problems.push(`a chart without words: ${label}`);
            }
            if (document.querySelectorAll("main").length !== 1 || !document.documentElement.lang)
              problems.push("landmarks");
            const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
            if (ids.length !== new Set(ids).size) problems.push("an id twice");
            return problems""")
        assert problems == [], part


def test_theme_follows_the_system(screen: Screen) -> None:
    def colours() -> list[str]:
        return list(screen.script("""return [getComputedStyle(document.body).backgroundColor,
            document.querySelector('.part.open figure .role-axis-label text').getAttribute('fill')]"""))

    screen.open("change")
    light = colours()
    screen.resize(DESKTOP, dark=True)
    screen.wait(lambda: not screen.undrawn() and colours()[1] != light[1])
    assert colours()[0] != light[0]


def test_phone_needs_no_sideways_scrolling(screen: Screen) -> None:
    screen.resize(PHONE)
    for part in PARTS:
        screen.open(part)
        assert screen.script("return document.documentElement.scrollWidth") <= PHONE[0], part


def test_prints(screen: Screen) -> None:
    screen.open("network-akash")
    pdf = base64.b64decode(screen.command("Page.printToPDF", printBackground=False)["data"])
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
    screen.resize(DESKTOP, media="print")
    assert screen.script("return getComputedStyle(document.querySelector('.bar')).display") == "none"


def test_screenshots(screen: Screen, screenshots: Path) -> None:
    """Pictures of every part for people to look at; what they show first is the verdict, all of it."""
    for name, size, dark in (("light", DESKTOP, False), ("dark", DESKTOP, True), ("phone", PHONE, False)):
        screen.resize(size, dark=dark)
        for part in PARTS:
            screen.open(part)
            screen.save(screenshots / f"{part}-{name}.png")
    screen.resize(DESKTOP)
    screen.open()
    assert screen.script("return document.querySelector('table.verdict').getBoundingClientRect().bottom") < DESKTOP[1]
