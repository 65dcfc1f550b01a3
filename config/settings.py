"""Every setting, read top to bottom; what may differ between installations comes from the environment."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from cchc.kernel import environment, places, postgres
from cchc.kernel.files import place
from config import secrets

BASE_DIR = Path(__file__).resolve().parent.parent

# ------------------------------------------------------------------ installation
DEMO = environment.day("CCHC_DEMO_DATE") is not None
DEBUG = os.environ.get("CCHC_DEBUG") == "1"
SECRET_KEY = secrets.key()
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("CCHC_OLD_SECRET_KEYS", "").split(",") if key]
ALLOWED_HOSTS = os.environ.get("CCHC_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CCHC_ORIGINS", "").split(",") if origin]
HTTPS = os.environ.get("CCHC_HTTPS") == "1"
PROXIES = environment.whole("CCHC_PROXIES", 0, most=10)  # of our own, whose X-Forwarded-For and X-Request-ID we believe
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cchc.kernel.session_over.stale"
SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day
SESSION_ENGINE = "cchc.kernel.sessions"

# ------------------------------------------------------------------ language and time
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config/locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_THOUSAND_SEPARATOR = False  # pages group digits with |vn_number; a year or an id must stay as it is

# ------------------------------------------------------------------ modules, from the ground up
INSTALLED_APPS = [
    "cchc.kernel",
    "cchc.ui",
    "cchc.organisation",
    "cchc.accounts",
    "cchc.inbox",
    "cchc.notifications",
    "cchc.documents",
    "cchc.surveys",
    "cchc.plans",
    "cchc.communications",
    "cchc.inspections",
    "cchc.reports",
    "cchc.meetings",
    "cchc.par_index",
    "cchc.demonstration",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "cchc.kernel.requests.middleware",
    "cchc.kernel.metrics.middleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cchc.kernel.request_limits.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cchc.accounts.middleware.SubjectMiddleware",
    "cchc.kernel.requests.text_only",
    "cchc.kernel.unavailable.Middleware",
    "cchc.kernel.collisions.Middleware",
    "cchc.ui.once.Middleware",
    "cchc.kernel.way_back.middleware",
    "cchc.ui.quoting.middleware",  # innermost: lengths and tags of the content are counted after it
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ------------------------------------------------------------------ database
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **postgres.connection(),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": f"test_cchc_{os.environ.get('CCHC_TEST_SUFFIX', 'main')}"},
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # files wait here (kernel.jobs.later): none is pushed out by another
    }
}

# ------------------------------------------------------------------ pages
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cchc"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "cchc.ui.loading.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "cchc.ui.templatetags.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.page",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = places.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or os.environ.get("CCHC_CLUSTER", "").startswith("test")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILES = place.of_environment()  # what people hand in
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # of a form's fields; its files come beside
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# ------------------------------------------------------------------ accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cchc.accounts.pages.sign_in.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "cchc.accounts.models.passwords.GuessedPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "cchc.accounts.pages.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up: administrators make accounts
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # an office's computers are shared: closing the browser signs out
ACCOUNT_RATE_LIMITS = False  # accounts.rules.slowing counts attempts, visibly and in the database
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

SOCIALACCOUNT_ADAPTER = "cchc.accounts.pages.sign_in.provider.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_ISSUER := os.environ.get("CCHC_OIDC_ISSUER"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",  # the way back to register there: https://<máy>/dang-nhap/oidc/tra-ve/
            "name": os.environ.get("CCHC_OIDC_NAME", "OIDC"),
            "client_id": os.environ.get("CCHC_OIDC_CLIENT_ID", ""),
            "secret": os.environ.get("CCHC_OIDC_CLIENT_SECRET", ""),
            "settings": {"server_url": OIDC_ISSUER},
        }
    ]

API_PER_MINUTE = environment.whole("CCHC_API_PER_MINUTE", 600, least=1, most=100_000)  # by token, all workers
API_AUTHENTICATE = "cchc.accounts.actions.tokens.authenticate"

# ------------------------------------------------------------------ what reacts to what
REACTIONS = "config.reactions.REACTIONS"
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "cchc.kernel.log_secrets.Formatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.one_of("CCHC_LOG", "WARNING", LEVELS)},
}
