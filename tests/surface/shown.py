"""What a page shows to press: its forms with their buttons, its links and its primary buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_QUIET = {"button--plain", "button--danger", "button--link", "button--small"}


@dataclass
class Button:
    """A button of a form: what it says, how it looks (one that asks first: how it looks before), what it sends."""

    text: str
    classes: list[str]
    pair: dict[str, str]


@dataclass
class Form:
    """A form: where it goes, what it holds, what it asks people to fill in, its buttons."""

    action: str
    method: str
    held: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Shown(HTMLParser):
    """The forms, links and primary buttons in the main part of ``page``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.primaries: list[str] = []
        self._form: Form | None = None
        self._button: Button | None = None
        self._is_main = self._is_primary = False
        self._words: list[str] | None = None
        self._openers: dict[str, list[str]] = {}
        self._opener: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins here."""
        of = {name: value or "" for name, value in attrs}
        self._is_main = self._is_main or tag == "main"
        if not self._is_main:
            return
        if tag == "form":
            self._form = Form(of.get("action", ""), of.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag in {"input", "textarea", "select"} and self._form and of.get("name"):
            self._field(self._form, of)
        elif tag == "button" and self._form and of.get("type") == "submit" and "disabled" not in of:
            pair = {of["name"]: of.get("value", "")} if of.get("name") else {}
            self._button = Button("", self._opener or of.get("class", "").split(), pair)
            self._form.buttons.append(self._button)
            self._words, self._opener = [], None
        elif tag == "button" and of.get("popovertarget"):
            self._openers.setdefault(of["popovertarget"], of.get("class", "").split())
        elif "popover" in of:
            self._opener = self._openers.get(of.get("id", ""))
        elif tag == "a" and of.get("href"):
            self.links.append(of["href"])
        classes = set(of.get("class", "").split())
        if tag in {"a", "button"} and "button" in classes and not classes & _QUIET:
            self._is_primary, self._words = True, []

    def _field(self, form: Form, of: dict[str, str]) -> None:
        if of.get("type") == "hidden":
            form.held[of["name"]] = of.get("value", "")
        else:
            form.asked.append(of["name"])

    def handle_data(self, data: str) -> None:
        """Note the words of a button."""
        if self._words is not None:
            self._words.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        """Close what ends here."""
        if tag == "main":
            self._is_main = False
        elif tag == "form":
            self._form = None
        elif tag in {"a", "button"} and self._words is not None:
            text = " ".join(word for word in self._words if word)
            if self._button:
                self._button.text, self._button = text, None
            if self._is_primary:
                self.primaries.append(text)
            self._words, self._is_primary = None, False
