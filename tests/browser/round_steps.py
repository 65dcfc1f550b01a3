"""Steps of a round that people of several roles take in a browser."""

import csv
import subprocess
from pathlib import Path

from playwright.sync_api import Page, expect

from tools.platform import Platform


def says(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    asked = page.locator(".ask:popover-open")
    if asked.count():
        asked.get_by_role("button", name=name, exact=True).click()


def own_sheet(page: Page, autumn: Platform, title: str) -> None:
    page.goto(f"{autumn.url}/chi-so/")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True))
    row.locator("a[href*='/phieu/']").locator("visible=true").first.click()
    page.wait_for_url("**/phieu/**")


def leaf(page: Page, code: str) -> None:
    page.locator(f"#muc-{code.replace('.', chr(92) + '.')} a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)


def the_round(page: Page, autumn: Platform, title: str) -> None:
    page.goto(f"{autumn.url}/chi-so/")
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def score_the_rest(page: Page, autumn: Platform, title: str) -> None:
    """Score every leaf of the own sheet that has no figure yet."""
    own_sheet(page, autumn, title)
    rows = page.locator("tr[id^='muc-']").filter(has=page.locator("td:nth-of-type(3)", has_text="–"))
    for address in rows.locator("th a").evaluate_all("all => all.map(a => a.href)"):
        page.goto(address)
        if page.get_by_role("button", name="Lưu điểm").count():
            fill_best(page)
            page.get_by_label("Giải thích").fill("Theo báo cáo của đơn vị.")
            press(page, "Lưu điểm")
            says(page, "được tính")


def fill_best(page: Page) -> None:
    """Give a leaf all it can have, whatever its rule asks for."""
    choice = page.get_by_label("Mức đạt")
    if choice.count():
        choice.select_option(index=1)
    elif page.get_by_label("Số đạt").count():
        page.get_by_label("Số đạt").fill("10")
        page.get_by_label("Trên tổng số").fill("10")
    else:
        page.locator("main [name=value]").first.fill("0")


def worst(page: Page) -> None:
    choice = page.get_by_label("Mức đạt")
    if choice.count():
        choice.select_option(index=choice.locator("option").count() - 1)
    elif page.get_by_label("Số đạt").count():
        page.get_by_label("Số đạt").fill("1")
        page.get_by_label("Trên tổng số").fill("10")
    else:
        page.locator("main [name=value]").first.fill("1")


def appraisal_of(page: Page, autumn: Platform, title: str) -> str:
    the_round(page, autumn, title)
    return str(page.get_by_role("link", name="Thẩm định", exact=True).get_attribute("href"))


def scanned(page: Page, folder: Path) -> str:
    """Return the address that a reader of QR codes sees on the first slip."""
    picture = folder / "slip.png"
    page.locator(".slip").first.screenshot(path=picture)
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def forms(page: Page, folder: Path) -> Path:
    """Write thirty forms for every unit of the table on the page."""
    units = (
        page.locator("main table[data-rows]")
        .first.locator("tbody th")
        .evaluate_all("all => all.map(th => th.firstChild.textContent.trim())")
    )
    keys = page.locator("main li b").all_inner_texts()
    options = [text.split("; ") for text in page.locator("main li .faint").all_inner_texts()]
    file = folder / "phieu.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["Số phiếu", "Đơn vị", *keys])
        for place, unit in enumerate(units):
            for number in range(30):
                writer.writerow([f"{place}-{number}", unit, *(words[number % (place % 3 + 2)] for words in options)])
    return file
