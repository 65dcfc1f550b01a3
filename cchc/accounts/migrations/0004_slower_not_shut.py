"""Attempts to sign in are slowed down by account and address; what was counted before is dropped, as after an hour."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_phone")]
    operations = [
        migrations.AlterField(
            "signin",
            "outcome",
            models.CharField(
                choices=[
                    ("password", "Đăng nhập bằng mật khẩu"),
                    ("second_factor", "Đăng nhập bằng mật khẩu và mã xác thực"),
                    ("recovery", "Đăng nhập bằng mã khôi phục"),
                    ("provider", "Đăng nhập một lần (OIDC)"),
                    ("wrong", "Sai mật khẩu"),
                    ("wrong_code", "Sai mã xác thực"),
                    ("locked", "Bị từ chối vì phải chờ"),
                ],
                max_length=20,
                verbose_name="Kết quả",
            ),
        ),
        migrations.DeleteModel("Guard"),
        migrations.CreateModel(
            "Guard",
            [
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("address", models.CharField(blank=True, default="", max_length=45, verbose_name="Địa chỉ")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="Số lần sai")),
                ("last_at", models.DateTimeField(null=True, verbose_name="Lần cuối")),
                ("waits_until", models.DateTimeField(null=True, verbose_name="Phải chờ đến")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="Người dùng",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("waits_until__isnull", False)), fields=["waits_until"], name="guard_waiting"
                    )
                ]
            },
        ),
    ]
