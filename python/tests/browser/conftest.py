"""The report of the shared results, opened from the file system in Debian's chromium."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

import killshot as ks
from killshot.report import build


@pytest.fixture(scope="session")
def report(folder: Path, base: ks.Result, cheaper: ks.Result) -> Path:
    return build([base, cheaper], folder / "report.html")


@pytest.fixture(scope="session")
def screenshots(folder: Path) -> Path:
    """Where screenshots go: $KILLSHOT_SCREENSHOTS, else beside the results."""
    path = Path(os.environ.get("KILLSHOT_SCREENSHOTS", folder / "screenshots"))
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[webdriver.Chrome]:
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        pytest.fail("chromium or chromedriver is missing; scripts/setup.sh installs both")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_script_timeout(120)
    yield browser
    browser.quit()
