"""A small province and the people in it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from cchc.accounts.actions import grants
from cchc.accounts.models import User
from cchc.accounts.rules.roles import Role
from cchc.kernel import clock
from cchc.kernel.history import PLATFORM
from cchc.organisation.models import Unit, UnitVersion

PASSWORD = "cầu vồng sau cơn mưa"


@dataclass(frozen=True)
class Units:
    province: int
    department: int
    district: int
    commune: int
    neighbour: int


@dataclass(frozen=True)
class Cast:
    """Chị Hà runs the whole province's accounts, anh Lợi the district's; the others work."""

    chief: User  # administrator of the province
    local: User  # administrator of the district
    office: User  # reform office of the province
    officer: User  # officer of the commune
    neighbour: User  # officer of another district
    newcomer: User  # no role yet, in the commune


@cache
def _hashed() -> str:
    """Hash the password of everybody once: it is made to be slow."""
    return make_password(PASSWORD)


def _unit(slug: str, name: str, level: str, parent: int | None = None) -> int:
    unit = Unit.objects.create(slug=slug)
    UnitVersion.objects.create(
        unit=unit,
        code=slug,
        name=name,
        official_name=name,
        short=name,
        level=level,
        kind=name.split()[0].lower(),
        parent_id=parent,
    )
    return unit.pk


@pytest.fixture
def units(db: None) -> Units:
    province = _unit("tinh", "Tỉnh Bình Minh", "province")
    district = _unit("huyen-ben-sen", "Huyện Bến Sen", "district", province)
    return Units(
        province=province,
        department=_unit("so-noi-vu", "Sở Nội vụ", "department", province),
        district=district,
        commune=_unit("xa-an-hoa", "Xã An Hòa", "commune", district),
        neighbour=_unit("huyen-cau-tre", "Huyện Cầu Tre", "district", province),
    )


@pytest.fixture
def make(db: None) -> Callable[..., User]:
    """Make a person who has chosen a password, with one role perhaps."""

    def build(username: str, full_name: str, unit_id: int, role: Role | None = None, over: int | None = None) -> User:
        user = User(username=username, full_name=full_name, email=f"{username}@vi-du.vn", unit_id=unit_id)
        user.password = _hashed()
        user.save()
        if role:
            since, over_id = clock.today() - dt.timedelta(days=30), over or unit_id
            grants.give(user.pk, role=role, unit_id=over_id, valid_from=since, actor=PLATFORM, now=clock.now())
        return user

    return build


@pytest.fixture
def cast(units: Units, make: Callable[..., User]) -> Cast:
    return Cast(
        chief=make("ha.tt", "Trần Thị Hà", units.province, Role.ADMINISTRATOR),
        local=make("loi.nv", "Nguyễn Văn Lợi", units.district, Role.ADMINISTRATOR),
        office=make("mai.lt", "Lê Thị Mai", units.department, Role.OFFICE, units.province),
        officer=make("an.pv", "Phạm Văn An", units.commune, Role.OFFICER),
        neighbour=make("bac.dv", "Đỗ Văn Bắc", units.neighbour, Role.OFFICER),
        newcomer=make("cuc.vt", "Võ Thị Cúc", units.commune),
    )


@pytest.fixture
def enter() -> Callable[[User], Client]:
    """Sign a person in through the door."""

    def walk(user: User, password: str = PASSWORD) -> Client:
        client = Client()
        answer = client.post("/dang-nhap/", {"login": user.username, "password": password})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return walk
