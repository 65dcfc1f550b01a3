"""Every example of every component renders, is sound HTML and needs neither styles nor scripts of its own."""

import json
import re
from hashlib import sha512
from pathlib import Path

import pytest
from django.template import RequestContext
from django.template.loader import get_template
from django.test import Client, RequestFactory
from lxml import etree, html

from cchc.ui import catalogue
from cchc.ui.pages import gallery, samples
from cchc.ui.templatetags.components import Component
from cchc.ui.tests.page import parse, pick

UI = Path(catalogue.__file__).parent
EXAMPLES = [(c, e) for c in catalogue.components() for e in c.examples]
_TOKEN = re.compile(r'value="[\w-]{30,}"')
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "line", "path"}
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")


def _unbalanced(markup: str) -> list[str]:
    """Return tags that are opened and not closed, or closed and not opened."""
    stack: list[str] = []
    wrong = []
    for closing, name, rest in _TAG.findall(re.sub(r"<!--.*?-->|<!doctype[^>]*>", "", markup, flags=re.S | re.I)):
        if closing:
            wrong += [] if stack and stack[-1] == name else [f"</{name}> after {stack[-3:]}"]
            if stack and stack[-1] == name:
                stack.pop()
        elif name.lower() not in VOID and not rest.endswith("/"):
            stack.append(name)
    return wrong + stack


def _request() -> RequestFactory:
    return RequestFactory().get("/ui/?sap=due&q=a")


def _check(markup: str) -> html.HtmlElement:
    assert _unbalanced(markup) == []
    assert not re.search(r"""\sstyle=|\son\w+=|<style|javascript:""", markup)
    tree = parse(markup)
    ids = [element.get("id") for element in tree.iter(etree.Element) if element.get("id")]
    assert len(ids) == len(set(ids)), "an id is used twice"
    for label in tree.iter("label"):
        assert not label.get("for") or label.get("for") in ids
    for element in tree.iter(etree.Element):
        for name in ("aria-describedby", "aria-labelledby"):
            assert set((element.get(name) or "").split()) <= set(ids)
    return tree


@pytest.mark.parametrize(("component", "example"), EXAMPLES, ids=[f"{c.key}: {e.title}" for c, e in EXAMPLES])
def test_every_example_renders(component: catalogue.Component, example: catalogue.Example) -> None:
    markup = example.render(RequestContext(_request(), samples.context()))
    assert "<c-" not in markup
    tree = _check(markup)
    assert tree.text_content().strip() or pick(tree, "svg[aria-label]")


@pytest.mark.parametrize(("component", "example"), EXAMPLES, ids=[f"{c.key}: {e.title}" for c, e in EXAMPLES])
def test_an_example_is_drawn_as_cotton_draws_it(
    component: catalogue.Component, example: catalogue.Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``components.Component`` is quicker, not other."""
    drawn = lambda: _TOKEN.sub("", example.render(RequestContext(_request(), samples.context())))  # noqa: E731
    quick = drawn()
    monkeypatch.setattr(Component, "render", Component.__base__.render)
    assert quick == drawn()


def test_every_component_is_documented() -> None:
    described = " ".join(
        example.code + " ".join(p.name for p in component.parameters)
        for component in catalogue.components()
        for example in component.examples
    )
    for template in sorted((UI / "templates/cotton").glob("*.html")):
        name = template.stem.replace("_", "-")
        assert re.search(rf"<c-{name}\b|\bc-{name}\b", described), f"<c-{name}> has no example"


@pytest.mark.django_db  # the name of the province comes from the registry
@pytest.mark.parametrize("name", gallery.PAGES)
def test_every_base_page_has_its_landmarks(name: str) -> None:
    template = get_template(f"ui/pages/sample_{name}.html")
    tree = _check(template.render(dict(samples.context()), _request()))
    assert len(pick(tree, "main#noi-dung")) == 1
    assert len(pick(tree, "h1")) == 1
    assert pick(tree, "a.skip")[0].get("href") == "#noi-dung"
    assert tree.get("lang") == "vi"
    assert pick(tree, "title")[0].text_content().strip(" ·")


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_error_pages_render_without_anything(name: str) -> None:
    tree = parse(get_template(f"{name}.html").render())
    assert tree.get("lang") == "vi"
    assert len(pick(tree, "h1")) == 1
    assert pick(tree, "main p")[0].text_content()


PAGES = [page for page in UI.parent.rglob("pages/**/*.html") if "/ui/" not in str(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_what_bars_mean_and_names_exports_in_full(page: Path) -> None:
    text = page.read_text()
    assert not re.search("{% (stack|tally)_bar ", text) or "{% stack_legend %}" in text
    exports = re.search(r'class="exports">(.*?)</div>', text, re.DOTALL)
    assert not exports or not re.search(r">\.\w+</a>", exports[1])


def test_an_error_keeps_the_frame_of_whoever_is_inside() -> None:
    """The menu and the search stay at hand; the 500 page has no context and stays plain."""
    for frame, outside in (("ui/office.html", 0), ("ui/blank.html", 1)):
        tree = parse(get_template("404.html").render({"error_frame": frame}))
        assert len(pick(tree, "main.sheet")) == outside
        assert len(pick(tree, "nav#muc-luc")) == 1 - outside
        assert len(pick(tree, "h1")) == 1


FRAME = ["a.brand", "main#noi-dung h1", "main a.button"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "/en"])
def test_what_goes_wrong_keeps_the_frame_and_the_language(language: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers = {
        400: client.get(f"{language}/hien-thi/", headers={"host": "khac.example"}),
        403: client.post(f"{language}/dang-nhap/", {"login": "ai-do"}),
        404: client.get(f"{language}/khong-co/"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        tree = parse(answer.content.decode())
        missing = [part for part in FRAME if len(pick(tree, part)) != 1]
        assert missing == [], f"{status} in {language or 'vi'}"
        assert [a.get("hreflang") for a in pick(tree, "a") if a.get("hreflang")], status
        if status != 400:  # nobody knows yet which language a wrong host asks for
            assert {a.get("href") for a in pick(tree, "a.brand")} == {f"{language}/"}
            assert tree.get("lang") == (language.strip("/") or "vi")


def test_colours_come_from_tokens_only() -> None:
    for sheet in (UI / "static/ui/css").glob("*.css"):
        if sheet.name != "tokens.css":
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", sheet.read_text()), sheet.name


def test_every_colour_and_size_used_is_defined() -> None:
    css = "".join(sheet.read_text() for sheet in (UI / "static/ui/css").glob("*.css"))
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", css))


def test_fonts_are_those_of_the_manifest() -> None:
    folder = UI / "static/ui/fonts"
    manifest = json.loads((folder / "manifest.json").read_text())
    present = {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert present == set(manifest["sha512"])
    for name, digest in manifest["sha512"].items():
        assert sha512((folder / name).read_bytes()).hexdigest() == digest
