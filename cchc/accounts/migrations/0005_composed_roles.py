"""Roles that an administrator has composed. What was granted stays: a role without a row is as the modules declare it."""

import django.contrib.postgres.fields
import django.db.models.functions.text
from django.db import migrations, models

ROLES = [
    ("office", "Cơ quan thường trực"),
    ("head", "Lãnh đạo đơn vị"),
    ("officer", "Cán bộ thực hiện"),
    ("reader", "Người xem"),
    ("administrator", "Quản trị"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_slower_not_shut")]
    operations = [
        migrations.AlterField("grant", "role", models.CharField(max_length=20, verbose_name="Vai trò")),
        migrations.CreateModel(
            "ComposedRole",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="Mã vai trò")),
                ("base", models.CharField(choices=ROLES, max_length=20, verbose_name="Lập theo")),
                ("name", models.CharField(blank=True, default="", max_length=80, verbose_name="Tên vai trò")),
                (
                    "means",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="Dùng cho ai, việc gì"),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None, verbose_name="Quyền"
                    ),
                ),
                (
                    "decided",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="Ngừng dùng lúc")),
            ],
            options={
                "verbose_name": "Vai trò",
                "verbose_name_plural": "Vai trò",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("name", ""), _negated=True),
                        name="role_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), ("code", models.F("base")), _connector="OR"
                        ),
                        name="role_is_named",
                    ),
                ],
            },
        ),
    ]
