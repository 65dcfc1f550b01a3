"""What a page offers, read from its HTML as a browser reads it: forms with what they hold, buttons and links."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlsplit

from lxml import html

_QUIET = {"button--plain", "button--danger", "button--link", "button--small"}
_PRESSED = {"submit", "button", "image", "reset"}


@dataclass(frozen=True)
class Button:
    """A button of a form: what it says, how it looks (one that asks first: how it looks before), what it sends."""

    text: str
    classes: frozenset[str]
    pair: dict[str, str]


@dataclass(frozen=True)
class Blank:
    """A field with nothing in it: ``date``, ``number``, ``file``, ``tick``, ``choice`` (of ``options``) or ``text``."""

    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form: where it goes, what it holds as it stands, what of that nobody sees, what it asks for, its buttons."""

    action: str
    method: str
    held: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    blanks: dict[str, "Blank"] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two forms of a kind alike: method, names of fields, and the button's value."""
        return self.method, self.action, (*sorted(self.held), *self.files, *self.held.get("lam", []))

    def pressed(self) -> Iterator["Form"]:
        """Yield what each button sends; the form itself where no button adds anything."""
        named = [button.pair for button in self.buttons if button.pair]
        for pair in named:
            yield replace(self, held={**self.held, **{name: [value] for name, value in pair.items()}})
        if not named:
            yield self


class Shown:
    """What the main part of a page offers; the whole of it with ``within="html"``."""

    def __init__(self, page: str | bytes, address: str = "", within: str = "main") -> None:
        text = page.decode("utf-8", "replace") if isinstance(page, bytes) else page
        tree = html.fromstring(text.replace("\0", "") or "<p>")
        # The first that opens it: the button inside that closes it again names it too.
        self._openers = {one.get("popovertarget"): _classes(one) for one in reversed(list(tree.iter("button")))}
        parts = [tree] if within == "html" else list(tree.iter(within))
        self.forms = [self._form(form, address) for part in parts for form in part.iter("form")]
        self.links = [link.get("href") for part in parts for link in part.iter("a") if link.get("href")]
        looks = [one for part in parts for one in part.iter("a", "button")]
        self.primaries = [_words(one) for one in looks if "button" in _classes(one) and not _classes(one) & _QUIET]
        asked = [parse_qsl(urlsplit(link).query) for link in self.links if _asks(link, address)]
        if any(asked):  # links with parameters are forms of GET
            held = {name: [value] for pairs in asked for name, value in pairs}
            self.asking: list[Form] = [Form(address, "get", held)]
        else:
            self.asking = []

    def _form(self, form: html.FormElement, address: str) -> Form:
        held: dict[str, list[str]] = {}
        hidden, asked, files = {}, [], []
        blanks: dict[str, Blank] = {}
        for one in form.inputs:
            name, kind = one.get("name"), (one.get("type") or "").lower()
            if not name or name == "csrfmiddlewaretoken" or kind in _PRESSED or one.tag == "button":
                continue
            if kind == "hidden":
                hidden[name] = one.get("value") or ""
            else:
                asked.append(name)
            if kind == "file":
                files.append(name)
            else:
                held.setdefault(name, []).extend(_values(one, kind))
            if kind != "hidden" and not any(held.get(name, [])):
                blanks[name] = _blank(one, kind, blanks.get(name))
        buttons = tuple(self._button(one) for one in form.iter("button") if _submits(one))
        method, action = (form.get("method") or "get").lower(), form.get("action") or address
        return Form(action, method, held, hidden, tuple(asked), tuple(files), blanks, buttons)

    def _button(self, one: html.HtmlElement) -> Button:
        around = next((above.get("id") for above in one.iterancestors() if above.get("popover") is not None), None)
        pair = {one.get("name"): one.get("value") or ""} if one.get("name") else {}
        return Button(_words(one), self._openers.get(around, _classes(one)) if around else _classes(one), pair)


def _submits(one: html.HtmlElement) -> bool:
    return (one.get("type") or "submit") == "submit" and one.get("disabled") is None


def _asks(link: str, address: str) -> bool:
    where = urlsplit(link)
    return bool(where.query) and where.path in {"", address.split("?")[0]}


def _classes(one: html.HtmlElement) -> frozenset[str]:
    return frozenset((one.get("class") or "").split())


def _words(one: html.HtmlElement) -> str:
    return " ".join(one.text_content().split())


def _blank(one: html.HtmlElement, kind: str, before: Blank | None) -> Blank:
    if one.tag == "select":
        return Blank("choice", tuple(option for option in one.value_options if option))
    if kind in {"radio", "checkbox"}:
        options = (*(before.options if before else ()), one.get("value") or "on")
        return Blank("choice" if kind == "radio" or len(options) > 1 else "tick", options)
    if one.get("data-date") is not None:
        return Blank("date")
    is_number = kind == "number" or one.get("inputmode") in {"numeric", "decimal"} or "w-money" in _classes(one)
    return Blank("file" if kind == "file" else "number" if is_number else "text")


def _values(one: html.HtmlElement, kind: str) -> list[str]:
    if kind in {"checkbox", "radio"}:
        return [one.get("value") or "on"] if one.get("checked") is not None else []
    value = one.value
    if value is None:
        return []
    if one.tag == "textarea":
        value = value.removeprefix("\n")  # as a browser reads it: the first line break is not the text's
    return [value] if isinstance(value, str) else list(value)
