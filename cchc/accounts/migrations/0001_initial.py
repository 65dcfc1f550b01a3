import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),  # btree_gist, pg_trgm
        ('organisation', '0001_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='Guard',
            fields=[
                ('key', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('since', models.DateTimeField(null=True)),
                ('locked_at', models.DateTimeField(null=True)),
                ('locked_until', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('username', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9][a-z0-9._-]{2,59}\\Z', 'Tên đăng nhập gồm 3 đến 60 chữ cái thường không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.')], verbose_name='Tên đăng nhập')),
                ('full_name', models.CharField(max_length=120, verbose_name='Họ và tên')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='Thư điện tử')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='Chức vụ')),
                ('language', models.CharField(choices=[('vi', 'Tiếng Việt'), ('en', 'English')], default='vi', max_length=2, verbose_name='Ngôn ngữ')),
                ('is_active', models.BooleanField(default=True, verbose_name='Đang dùng')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='Phải đổi mật khẩu')),
                ('is_demo', models.BooleanField(default=False, verbose_name='Tài khoản mẫu')),
                ('joined_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='Ngày tạo')),
                ('sort_key', models.CharField(default='', editable=False, max_length=600)),
                ('searched', models.CharField(default='', editable=False, max_length=400)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='Đơn vị công tác')),
            ],
            options={
                'verbose_name': 'Người dùng',
                'verbose_name_plural': 'Người dùng',
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='Tên')),
                ('prefix', models.CharField(max_length=10, unique=True, verbose_name='Phần đầu')),
                ('digest', models.CharField(max_length=64)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None, verbose_name='Phạm vi')),
                ('created_at', models.DateTimeField(verbose_name='Tạo lúc')),
                ('expires_at', models.DateTimeField(verbose_name='Hết hạn lúc')),
                ('last_used_at', models.DateTimeField(null=True, verbose_name='Dùng gần nhất')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='Thu hồi lúc')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Chủ sở hữu')),
            ],
            options={
                'verbose_name': 'Mã truy cập',
                'verbose_name_plural': 'Mã truy cập',
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('office', 'Cơ quan thường trực'), ('head', 'Lãnh đạo đơn vị'), ('officer', 'Cán bộ thực hiện'), ('reader', 'Người xem'), ('administrator', 'Quản trị')], max_length=20, verbose_name='Vai trò')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Hết hiệu lực từ ngày')),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Người giao')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit', verbose_name='Đơn vị')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Người dùng')),
            ],
            options={
                'verbose_name': 'Vai trò được giao',
                'verbose_name_plural': 'Vai trò được giao',
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.TextField()),
                ('last_step', models.BigIntegerField(default=-1)),
                ('enrolled_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SecondFactorRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('office', 'Cơ quan thường trực'), ('head', 'Lãnh đạo đơn vị'), ('officer', 'Cán bộ thực hiện'), ('reader', 'Người xem'), ('administrator', 'Quản trị')], max_length=20, verbose_name='Vai trò')),
                ('valid_from', models.DateField(verbose_name='Từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Hết hiệu lực từ ngày')),
            ],
            options={
                'verbose_name': 'Quy định xác thực hai bước',
                'verbose_name_plural': 'Quy định xác thực hai bước',
                'constraints': [models.UniqueConstraint(models.F('role'), models.F('valid_from'), name='second_factor_rule_once'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='second_factor_rule_span')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='Lúc')),
                ('outcome', models.CharField(choices=[('password', 'Đăng nhập bằng mật khẩu'), ('second_factor', 'Đăng nhập bằng mật khẩu và mã xác thực'), ('recovery', 'Đăng nhập bằng mã khôi phục'), ('provider', 'Đăng nhập một lần (OIDC)'), ('wrong', 'Sai mật khẩu'), ('wrong_code', 'Sai mã xác thực'), ('locked', 'Bị từ chối vì đang tạm khóa')], max_length=20, verbose_name='Kết quả')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='Địa chỉ')),
                ('agent', models.CharField(blank=True, max_length=200, verbose_name='Trình duyệt')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Người dùng')),
            ],
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(models.F('sort_key'), name='accounts_user_order'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(fields=['searched'], name='accounts_user_searched', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='one_person_per_email'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('username', django.db.models.functions.text.Lower('username'))), name='username_is_lower_case'),
        ),
        migrations.AddIndex(
            model_name='apitoken',
            index=models.Index(fields=['owner', '-created_at'], name='accounts_token_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='grant_span'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.F('user'), '='), (models.F('role'), '='), (models.F('unit'), '='), (models.Func(models.F('valid_from'), models.F('valid_to'), models.Value('[)'), function='daterange'), '&&')], name='grant_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='recoverycode',
            constraint=models.UniqueConstraint(models.F('user'), models.F('digest'), name='recovery_code_once'),
        ),
        migrations.AddIndex(
            model_name='signin',
            index=models.Index(fields=['user', '-at'], name='accounts_sign_in_latest'),
        ),
    ]
