"""The forms and parameters that a page itself offers, read from its HTML as a browser reads them."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from lxml import html

TYPED = {"submit", "button", "image", "reset"}


@dataclass(frozen=True)
class Offer:
    """A form of a page: where it goes, by which method, and what it holds as it stands."""

    action: str
    method: str
    held: dict[str, list[str]] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two forms of a kind alike: method, names of fields, and the button's value."""
        return self.method, self.action, (*sorted(self.held), *self.files, *self.held.get("lam", []))


def offers(page: bytes, address: str) -> list[Offer]:
    """Return the forms of ``page``, one for each of their buttons, and its links with parameters as forms of GET."""
    tree = html.fromstring(page.decode("utf-8", "replace").replace("\0", "") or "<p>")
    made = [offer for form in tree.iter("form") for offer in _of_form(form, address)]
    asked: dict[str, list[str]] = {}
    for link in tree.iter("a"):
        where = urlsplit(link.get("href") or "")
        if where.query and where.path in {"", address.split("?")[0]}:
            asked |= {name: [value] for name, value in parse_qsl(where.query)}
    return [*made, Offer(address, "get", asked)] if asked else made


def _of_form(form: html.FormElement, address: str) -> list[Offer]:
    held: dict[str, list[str]] = {}
    files: list[str] = []
    buttons: list[tuple[str, str]] = []
    for field_ in form.inputs:
        name, kind = field_.get("name"), (field_.get("type") or "").lower()
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind == "file":
            files.append(name)
        elif kind in TYPED or field_.tag == "button":
            buttons.append((name, field_.get("value") or ""))
        else:
            held.setdefault(name, []).extend(_values(field_, kind))
    buttons += [(b.get("name"), b.get("value") or "") for b in form.iter("button") if b.get("name")]
    method, action = (form.get("method") or "get").lower(), form.get("action") or address
    plain = [Offer(action, method, held, tuple(files))]
    return [Offer(action, method, {**held, name: [value]}, tuple(files)) for name, value in buttons] or plain


def _values(one: html.HtmlElement, kind: str) -> list[str]:
    if kind in {"checkbox", "radio"}:
        return [one.get("value") or "on"] if one.get("checked") is not None else []
    value = one.value
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
