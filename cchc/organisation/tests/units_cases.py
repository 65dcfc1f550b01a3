"""A made-up province, small enough to see through, and the clock of the tests."""

import datetime as dt
from pathlib import Path

from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.organisation.queries.written_units import units_file_path
from cchc.organisation.rules import units_file
from cchc.organisation.rules.registry import Registry

OFFICE = Actor(None, "Văn phòng", "test")
NOW = dt.datetime(2031, 5, 4, 9, 0, tzinfo=ZONE)
DAY = dt.date(2030, 1, 1)

PROVINCE = {
    "format": 1,
    "units": [
        {"slug": "phu-sa", "level": "province", "kind": "tỉnh", "name": "Tỉnh Phù Sa", "short": "Phù Sa", "code": "99"},
        {
            "group": "Sở",
            "defaults": {"level": "department", "kind": "sở", "parent": "phu-sa"},
            "items": [
                {"slug": "so-noi-vu", "name": "Sở Nội vụ", "aliases": ["SNV"]},
                {"slug": "so-song-nuoc", "name": "Sở Sông nước", "symbol": "SSN"},
            ],
        },
        {
            "slug": "trung-tam",
            "level": "body",
            "kind": "đơn vị sự nghiệp",
            "name": "Trung tâm Đò ngang",
            "parent": "so-song-nuoc",
        },
        {
            "group": "Huyện",
            "defaults": {"level": "district", "kind": "huyện", "parent": "phu-sa"},
            "items": [
                {"slug": "huyen-tren", "code": "901", "name": "Huyện Trên"},
                {"slug": "huyen-duoi", "code": "902", "name": "Huyện Dưới"},
            ],
        },
        {
            "group": "Xã",
            "defaults": {"level": "commune", "kind": "xã"},
            "items": [
                {"slug": "xa-an", "code": "90001", "name": "Xã An", "parent": "huyen-tren"},
                {"slug": "xa-binh", "code": "90002", "name": "Xã Bình", "parent": "huyen-tren"},
                {"slug": "xa-cu-lao", "code": "90003", "name": "Xã Cù Lao", "parent": "huyen-duoi"},
                {"slug": "xa-dong", "code": "90004", "name": "Xã Đông", "parent": "huyen-duoi"},
            ],
        },
    ],
    "classes": [
        {"key": "department", "name": "Các sở", "members": [{"level": "department"}], "aliases": ["các sở"]},
        {"key": "river", "name": "Xã ven sông", "members": [{"unit": "xa-cu-lao"}, {"unit": "xa-an", "from": DAY}]},
    ],
    "aliases": [{"text": "các sở và Xã An", "targets": ["department", "xa-an"]}],
    "changes": [],
}


def written_file() -> Path:
    """Return this installation's units file."""
    found = units_file_path()
    assert found is not None
    return found


def province() -> Registry:
    """Return the made-up province: 10 units, all without a first or last day."""
    return units_file.parse(PROVINCE)
