"""What is refused at the start, before anybody is let in or kept out by a slip."""

import pytest

from cchc.kernel import rights
from cchc.kernel.rights import Right


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch):
    """Yield the socket with nothing in it; what was in it is back afterwards."""
    with monkeypatch.context() as patch:
        patch.setattr(rights, "_modules", {})
        patch.setattr(rights, "_roles", ["reader", "head"])
        patch.setattr(rights, "_asked", [])
        rights.forget()
        yield
    rights.forget()


def test_a_module_says_what_is_allowed_in_it_and_to_whom(declared: None) -> None:
    read = Right("petition.read", "Xem đơn", ("reader", "head"), shared=True)
    answer = Right("petition.answer", "Trả lời đơn", ("head",), in_person=True)
    rights.declare("petitions", read, answer, Right("petition.own", "Đơn của mình", own=True))
    rights.check([("petition.read", "the menu entry 'petitions'")])
    assert rights.held_by("head") == {"petition.read", "petition.answer"}
    assert rights.held_by("reader") == rights.shared() == rights.of_tokens() == {"petition.read"}
    assert rights.of_roles() == {"petition.read", "petition.answer"}
    assert rights.own() == {"petition.own"}
    assert rights.modules() == {"petitions": (read, answer)}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ([Right("a.read", "", ("head",)), Right("a.read", "", ("reader",))], "declared already"),
        ([Right("a.own", "", ("head",), own=True)], "everybody's own"),
        ([Right("a.own", "", own=True, shared=True)], "everybody's own"),
        ([Right("a.read", "", ("chief",))], "'chief'.* no role"),
        ([Right("a.raed", "", ("head",))], "the menu entry 'x' asks for the permission 'a.read'"),
    ],
)
def test_a_slip_stops_the_start_with_a_sentence(declared: None, wrong: list[Right], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        _started(wrong)


def _started(with_rights: list[Right]) -> None:
    rights.declare("petitions", *with_rights)
    rights.check([("a.read", "the menu entry 'x'")])
