"""The audit trail, and what the other modules' tables need of the database."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

# Both hold rows only while their transaction runs, so they need neither a log nor a place in a dump.
PENDING = """
CREATE UNLOGGED TABLE kernel_auditpending (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(), id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL, actor_id bigint, actor text NOT NULL, source text NOT NULL, request text NOT NULL,
    table_name text NOT NULL, row_pk text NOT NULL, action text NOT NULL, before jsonb, after jsonb,
    PRIMARY KEY (xid, id)
);
CREATE UNLOGGED TABLE kernel_auditbatch (xid xid8 PRIMARY KEY, ready boolean NOT NULL);
"""
CACHE = """
CREATE UNLOGGED TABLE kernel_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX kernel_cache_expires ON kernel_cache (expires);
CREATE TABLE IF NOT EXISTS kernel_seed (key text PRIMARY KEY, version text NOT NULL);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(CACHE, "DROP TABLE kernel_cache, kernel_seed"),
        migrations.CreateModel(
            "AuditEntry",
            [
                ("seq", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="Số thứ tự")),
                ("at", models.DateTimeField(verbose_name="Thời điểm")),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor", models.TextField(verbose_name="Người thực hiện")),
                ("source", models.TextField(verbose_name="Từ đâu")),
                ("request", models.TextField(verbose_name="Mã yêu cầu")),
                ("table_name", models.TextField(verbose_name="Bảng")),
                ("row_pk", models.TextField(verbose_name="Bản ghi")),
                ("action", models.TextField(verbose_name="Thao tác")),
                ("before", models.JSONField(null=True, verbose_name="Trước")),
                ("after", models.JSONField(null=True, verbose_name="Sau")),
                ("previous", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "verbose_name": "Nhật ký",
                "verbose_name_plural": "Nhật ký",
                "indexes": [
                    models.Index("table_name", "row_pk", "seq", name="audit_of_record"),
                    models.Index("actor_id", "seq", name="audit_of_actor"),
                    models.Index("at", name="audit_at"),
                    models.Index("seq", condition=models.Q(actor=""), name="audit_unattributed"),
                ],
            },
        ),
        migrations.CreateModel(
            "AuditHead",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={"constraints": [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]},
        ),
        migrations.CreateModel(
            "AuditRoot",
            [
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="Ngày")),
                ("last_seq", models.BigIntegerField(verbose_name="Đến số")),
                ("root", models.BinaryField(verbose_name="Mã gốc")),
                ("published_at", models.DateTimeField(verbose_name="Lúc công bố")),
            ],
            options={"verbose_name": "Mã gốc của ngày", "verbose_name_plural": "Mã gốc của ngày"},
        ),
        migrations.RunSQL(PENDING, "DROP TABLE kernel_auditpending, kernel_auditbatch"),
    ]
