"""No address answers a blank "405" to whoever opens it: those that only take forms lead to the page they belong to."""

import pytest
from django.test import Client
from django.urls import reverse

from cchc.accounts.models import Grant
from cchc.accounts.rules.roles import Role
from tests.surface.test_surface import client_of, declared, filled
from tests.surface.world import World, made

SAID = "chỉ để gửi biểu mẫu"


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")


def widest(world: World, role: Role) -> Client:
    """Return the browser of somebody with ``role`` over the whole province, made so if nobody is."""
    user = next(u for u in world.people if any(g.role == role for g in world.holders[u.pk].grants))
    Grant.objects.filter(user=user).update(unit_id=world.root)
    return client_of(user)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_address_that_only_takes_forms_leads_back() -> None:
    world = made(2)
    clients = [widest(world, Role.OFFICE), widest(world, Role.ADMINISTRATOR)]
    led = set()
    for where, _permission in declared():
        for address, _owner in list(filled(world, where))[:1]:
            for client in clients:
                answer = client.get(address)
                assert answer.status_code != 405, f"GET {address} is a blank page"
                if answer.status_code != 302 or not address.startswith(answer.headers["Location"]):
                    continue
                page = client.get(address, follow=True)
                if SAID in page.content.decode():
                    led.add(where)
                    assert page.status_code == 200, f"{address} leads to {page.redirect_chain}, {page.status_code}"
                    assert page.content.decode().count(SAID) == 1, f"{address} says it more than once"
    assert len(led) > 20, sorted(led)


@pytest.mark.django_db
def test_after_sign_in_the_address_of_a_button_leads_back_too() -> None:
    world = made(2)
    client = widest(world, Role.ADMINISTRATOR)
    person = world.people[0]
    button = reverse("person_deactivate", args=[person.pk])
    client.logout()
    sent = client.post(button)
    assert sent.headers["Location"].endswith(f"?next={button.replace('/', '%2F')}")
    back = widest(world, Role.ADMINISTRATOR).get(button)
    assert back.headers["Location"] == reverse("person", args=[person.pk])
