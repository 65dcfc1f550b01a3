"""The store of files: a row for each, and contents and previews where those lie in the database."""

from django.db import migrations, models

from cchc.kernel.freezing import columns, undone

SQL = columns("kernel_file", ("sha256", "size", "media_type", "name", "kind", "kept_by_id", "kept_at"))


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_fold")]
    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, verbose_name="Mã băm SHA-256")),
                ("size", models.PositiveBigIntegerField(verbose_name="Dung lượng (byte)")),
                ("media_type", models.CharField(max_length=120, verbose_name="Loại")),
                ("name", models.CharField(max_length=200, verbose_name="Tên tệp")),
                ("kind", models.CharField(max_length=60, verbose_name="Thuộc")),
                ("kept_by_id", models.BigIntegerField(null=True, verbose_name="Người gửi")),
                ("kept_at", models.DateTimeField(verbose_name="Lúc gửi")),
            ],
            options={
                "verbose_name": "Tệp",
                "verbose_name_plural": "Tệp",
                "indexes": [models.Index(models.F("sha256"), name="file_of_content")],
            },
        ),
        migrations.CreateModel(
            name="FileContent",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                ("put_at", models.DateTimeField()),
            ],
            options={"verbose_name": "Nội dung tệp", "verbose_name_plural": "Nội dung tệp"},
        ),
        migrations.CreateModel(
            name="Preview",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("picture", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={"verbose_name": "Hình xem trước", "verbose_name_plural": "Hình xem trước"},
        ),
        migrations.RunSQL(SQL, undone(SQL)),
    ]
