"""Units as they stand from day to day, and a stamp that changes with them."""

import django.contrib.postgres.constraints
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models


WATCHED = ("unit", "unitversion", "unitclass", "unitclassrule", "unitalias", "unitaliastarget")
WATCHED += ("unitchange", "unitchangeparty")
FUNCTION = """
CREATE FUNCTION organisation_touch_registry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO organisation_registrystamp (id, stamp) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER organisation_touch_registry AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisation_{table}
FOR EACH STATEMENT EXECUTE FUNCTION organisation_touch_registry()
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [("kernel", "0001_initial")]  # btree_gist

    operations = [
        migrations.CreateModel(
            name='RegistryStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.UUIDField()),
            ],
            options={
                'verbose_name': 'Dấu của danh mục đơn vị',
                'verbose_name_plural': 'Dấu của danh mục đơn vị',
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='Khóa')),
                ('is_local', models.BooleanField(default=False, verbose_name='Văn phòng đã sửa')),
            ],
            options={
                'verbose_name': 'Đơn vị',
                'verbose_name_plural': 'Đơn vị',
            },
        ),
        migrations.CreateModel(
            name='UnitAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='Tên gọi khác')),
                ('folded', models.CharField(editable=False, max_length=200, unique=True)),
                ('origin', models.CharField(choices=[('file', 'Từ tệp'), ('office', 'Văn phòng ghi')], max_length=10, verbose_name='Nguồn')),
                ('is_active', models.BooleanField(default=True, verbose_name='Đang dùng')),
            ],
            options={
                'verbose_name': 'Tên gọi khác',
                'verbose_name_plural': 'Tên gọi khác',
            },
        ),
        migrations.CreateModel(
            name='UnitChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=500, null=True, unique=True)),
                ('kind', models.CharField(choices=[('create', 'Thành lập'), ('rename', 'Đổi tên, loại hoặc mã'), ('merge', 'Sáp nhập, hợp nhất'), ('split', 'Chia, tách'), ('move', 'Chuyển đơn vị cấp trên'), ('abolish', 'Giải thể, kết thúc hoạt động')], max_length=10, verbose_name='Loại thay đổi')),
                ('effective_on', models.DateField(verbose_name='Ngày có hiệu lực')),
                ('legal_basis', models.CharField(max_length=1000, verbose_name='Căn cứ')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='Ghi chú')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Nguồn')),
                ('certainty', models.CharField(choices=[('sourced', 'Có nguồn'), ('unverified', 'Chưa kiểm chứng')], default='sourced', max_length=20, verbose_name='Độ tin cậy')),
                ('recorded_by', models.CharField(max_length=200, verbose_name='Người ghi')),
                ('recorded_at', models.DateTimeField(verbose_name='Lúc ghi')),
            ],
            options={
                'verbose_name': 'Thay đổi đơn vị',
                'verbose_name_plural': 'Thay đổi đơn vị',
                'indexes': [models.Index(fields=['-effective_on', '-id'], name='unit_change_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['create', 'rename', 'merge', 'split', 'move', 'abolish'])), name='unit_change_kind'), models.CheckConstraint(condition=models.Q(('legal_basis', ''), _negated=True), name='unit_change_has_basis')],
            },
        ),
        migrations.CreateModel(
            name='UnitClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, unique=True, verbose_name='Khóa')),
                ('name', models.CharField(max_length=200, verbose_name='Tên nhóm')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến hết ngày')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='Ghi chú')),
            ],
            options={
                'verbose_name': 'Nhóm đơn vị',
                'verbose_name_plural': 'Nhóm đơn vị',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='unit_class_days')],
            },
        ),
        migrations.CreateModel(
            name='UnitChangeParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('before', 'Trước'), ('after', 'Sau')], max_length=6, verbose_name='Phía')),
                ('name', models.CharField(blank=True, max_length=250, verbose_name='Tên')),
                ('partial', models.BooleanField(default=False, verbose_name='Một phần')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='organisation.unitchange', verbose_name='Thay đổi')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='Đơn vị')),
            ],
            options={
                'verbose_name': 'Đơn vị trong thay đổi',
                'verbose_name_plural': 'Đơn vị trong thay đổi',
                'constraints': [models.CheckConstraint(condition=models.Q(('unit__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='unit_change_party_is_named'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('change', 'side', 'unit'), name='unit_change_party_once')],
            },
        ),
        migrations.CreateModel(
            name='UnitAliasTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alias', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='organisation.unitalias', verbose_name='Tên gọi')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.unit', verbose_name='Đơn vị')),
                ('unit_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.unitclass', verbose_name='Nhóm')),
            ],
            options={
                'verbose_name': 'Đối tượng của tên gọi',
                'verbose_name_plural': 'Đối tượng của tên gọi',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('unit__isnull', True), ('unit_class__isnull', False)), models.Q(('unit__isnull', False), ('unit_class__isnull', True)), _connector='OR'), name='unit_alias_means_one_thing'), models.UniqueConstraint(models.F('alias'), models.F('unit'), models.F('unit_class'), name='unit_alias_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='UnitClassRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(blank=True, choices=[('province', 'Tỉnh'), ('department', 'Sở, ban, ngành tỉnh'), ('district', 'Cấp huyện'), ('commune', 'Cấp xã'), ('body', 'Cơ quan, đơn vị khác')], max_length=20, verbose_name='Cấp')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='Loại')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến hết ngày')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.unit', verbose_name='Đơn vị')),
                ('unit_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='organisation.unitclass', verbose_name='Nhóm')),
            ],
            options={
                'verbose_name': 'Thành phần của nhóm',
                'verbose_name_plural': 'Thành phần của nhóm',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='unit_class_rule_days'), models.CheckConstraint(condition=models.Q(models.Q(('level', ''), _negated=True), models.Q(('kind', ''), _negated=True), ('unit__isnull', False), _connector='OR'), name='unit_class_rule_names_somebody')],
            },
        ),
        migrations.CreateModel(
            name='UnitVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='Mã')),
                ('name', models.CharField(max_length=200, verbose_name='Tên')),
                ('official_name', models.CharField(max_length=250, verbose_name='Tên cơ quan')),
                ('short', models.CharField(max_length=120, verbose_name='Tên tắt')),
                ('level', models.CharField(choices=[('province', 'Tỉnh'), ('department', 'Sở, ban, ngành tỉnh'), ('district', 'Cấp huyện'), ('commune', 'Cấp xã'), ('body', 'Cơ quan, đơn vị khác')], max_length=20, verbose_name='Cấp')),
                ('kind', models.CharField(max_length=60, verbose_name='Loại')),
                ('symbol', models.CharField(blank=True, max_length=40, verbose_name='Ký hiệu văn bản')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Đến hết ngày')),
                ('sort_key', models.CharField(editable=False, max_length=500)),
                ('folded', models.CharField(editable=False, max_length=600)),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='Nguồn')),
                ('certainty', models.CharField(choices=[('sourced', 'Có nguồn'), ('unverified', 'Chưa kiểm chứng')], default='sourced', max_length=20, verbose_name='Độ tin cậy')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='Ghi chú')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='Đơn vị cấp trên')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='organisation.unit', verbose_name='Đơn vị')),
            ],
            options={
                'verbose_name': 'Giai đoạn của đơn vị',
                'verbose_name_plural': 'Giai đoạn của đơn vị',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('unit', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&')], name='unit_one_version_a_day'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('code', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[]'), function='daterange'), '&&')], name='unit_one_holder_of_a_code_a_day'), models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='unit_version_days'), models.CheckConstraint(condition=models.Q(('level__in', ['province', 'department', 'district', 'commune', 'body'])), name='unit_version_level'), models.CheckConstraint(condition=models.Q(('certainty__in', ['sourced', 'unverified'])), name='unit_version_certainty'), models.CheckConstraint(condition=models.Q(('parent', models.F('unit')), _negated=True), name='unit_not_its_own_parent')],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION organisation_touch_registry CASCADE"),
        *(migrations.RunSQL(TRIGGER.format(table=table), migrations.RunSQL.noop) for table in WATCHED),
    ]
