"""Who is told of a unit's work: those with a role over it; else those who work there with a role over more."""

import pytest

from cchc.accounts.models import User
from cchc.accounts.types import Role
from cchc.notifications.queries import recipients
from cchc.notifications.tests import people

pytestmark = pytest.mark.django_db
DAY = people.MONDAY.date()


def told(unit_id: int) -> set[str]:
    reached = recipients.reach([unit_id], DAY).told[unit_id]
    return set(User.objects.filter(pk__in=reached).values_list("username", flat=True))


def test_the_standing_office_is_told_of_the_work_of_the_department_it_sits_in() -> None:
    units = people.units()
    people.person("vanphong", units["so"], Role.OFFICE, over=units["tinh"])
    people.person("doc", units["so"], Role.READER, over=units["tinh"])
    assert told(units["so"]) == {"vanphong"}
    people.person("chuyenvien", units["so"], Role.OFFICER)
    assert told(units["so"]) == {"chuyenvien"}


def test_a_role_over_a_unit_beside_tells_nobody_of_ones_own() -> None:
    units = people.units()
    people.person("biet-phai", units["so"], Role.OFFICER, over=units["huyen"])
    assert told(units["so"]) == set()
