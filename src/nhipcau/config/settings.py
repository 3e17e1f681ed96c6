"""All settings of the site. What differs between installations is read from the environment (docs/operations.md).

``NHIPCAU_MODE`` is ``production`` unless it says otherwise: ``demo`` is for trying the site on one's own machine over
plain HTTP, ``development`` adds Django's debug pages.
"""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from .env import common_sign_in, database, env_bool, env_choice, env_int, env_list, env_str

BASE_DIR = Path(__file__).resolve().parents[3]
VAR = Path(env_str("DATA_DIR") or BASE_DIR / "var")

MODE = env_choice("NHIPCAU_MODE", ("production", "demo", "development"))
PRODUCTION = MODE == "production"
DEMO = not PRODUCTION  # demo passwords work, plain HTTP is served
DEBUG = MODE == "development"


def _own_secret_key() -> str:
    """A key that this machine makes for itself once, for demo and development."""
    path = VAR / "secret_key"
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60))
    return path.read_text().strip()


SECRET_KEY = env_str("SECRET_KEY")
if not SECRET_KEY and PRODUCTION:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give a long random text in SECRET_KEY, or a file that holds it in SECRET_KEY_FILE; "
        "to try the site on this machine, set NHIPCAU_MODE=demo."
    )
SECRET_KEY = SECRET_KEY or _own_secret_key()
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ([] if PRODUCTION else ["*"])

INSTALLED_APPS = [
    "nhipcau.ui",
    "nhipcau.search",
    "nhipcau.accounts",
    "nhipcau.organizations",
    "nhipcau.succession",
    "nhipcau.history",
    "nhipcau.plans",
    "nhipcau.reviews",
    "nhipcau.register",
    "nhipcau.exchange",
    "nhipcau.api",
    "nhipcau.journal",
    "nhipcau.demo",
    "nhipcau.upkeep",
    "nhipcau.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth.account",  # only because the next ones ask for it; none of its addresses is served
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nhipcau.accounts.middleware.LanguageMiddleware",
    "nhipcau.accounts.middleware.PrivateMiddleware",
    "nhipcau.organizations.middleware.SeatsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nhipcau.accounts.middleware.OpenSessionMiddleware",
    "nhipcau.accounts.middleware.DutiesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "nhipcau.config.urls"
WSGI_APPLICATION = "nhipcau.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# ---- What is kept, and where
DATABASES = {"default": database(env_str("DATABASE_URL"), VAR / "nhipcau.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = VAR / "files"  # never served by address: originals go through a view that asks who may read them
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "nhipcau.originals.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
HISTORY_PROTECTED = True  # triggers in the database keep the log; only tests go without
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SEARCH_URL = env_str("SEARCH_URL")  # of an OpenSearch server; without one the database finds by itself
SEARCH_PREFIX = env_str("SEARCH_PREFIX", "nhipcau_")  # of the names of its indexes

# ---- Who signs in
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_MIN_LENGTH = 10
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
    {"NAME": "nhipcau.accounts.passwords.UsualPasswordValidator"},
]
# Name and address together: a whole office shares one address, and a name alone would let anyone lock anyone out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env_int("LOGIN_ATTEMPTS", 8)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "nhipcau.accounts.throttling.Handler"
AXES_LOCKOUT_CALLABLE = "nhipcau.accounts.throttling.locked_out"
LOGIN_ATTEMPTS_PER_ADDRESS = env_int("LOGIN_ATTEMPTS_PER_ADDRESS", 100)  # over all names
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who came in stands in the log
AXES_CLIENT_IP_CALLABLE = "nhipcau.accounts.addresses.throttled_address"
AXES_SENSITIVE_PARAMETERS = ["username", "old_password", "new_password", "code", "ip_address"]  # besides “password”
# Second factor and the office's common sign-in: docs/decisions/013-sign-in.md
REQUIRE_SECOND_FACTOR = env_choice("REQUIRE_SECOND_FACTOR", ("nobody", "leaders-and-administrators", "everyone"))
MFA_ADAPTER = "nhipcau.accounts.encryption.SecondFactorAdapter"
COMMON_SIGN_IN = common_sign_in(
    issuer=env_str("OIDC_ISSUER"),
    client_id=env_str("OIDC_CLIENT_ID"),
    secret=env_str("OIDC_CLIENT_SECRET"),
    name=env_str("OIDC_NAME"),
    https_only=PRODUCTION,
)
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "nhipcau.accounts.oidc.AnswersAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "nhipcau.accounts.oidc.Provider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [COMMON_SIGN_IN] if COMMON_SIGN_IN else [],
    }
}
SESSION_COOKIE_AGE = env_int("SESSION_HOURS", 12) * 3600
SESSION_COOKIE_NAME = "nhipcau_session"
SESSION_COOKIE_HTTPONLY = True

# ---- Security: production is HTTPS only
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", 31_536_000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_bool("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [f"https://{'*' * host.startswith('.')}{host}" for host in ALLOWED_HOSTS if host != "*"]
CSRF_FAILURE_VIEW = "nhipcau.config.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
UPLOAD_MAX_BYTES = env_int("UPLOAD_MAX_MB", 50) * 1024 * 1024  # one file
UPLOAD_OCR = env_bool("UPLOAD_OCR", True)  # read scans where OCRmyPDF and Tesseract are installed
DATA_UPLOAD_MAX_NUMBER_FILES = 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a form without its files

# ---- Upkeep
BACKUP_PASSPHRASE = env_str("BACKUP_PASSPHRASE")
HEALTH_TOKEN = env_str("HEALTH_TOKEN")  # of the address for machines; without it there is no such address
SECURE_REDIRECT_EXEMPT = [r"^song/$"]  # asked on the machine itself, without the proxy
# Messages to other systems go to the open Internet by HTTPS only, and to these networks (also by HTTP).
WEBHOOK_NETWORKS = env_list("WEBHOOK_NETWORKS")
API_TOKEN_LIMIT = env_int("API_TOKEN_LIMIT", 120)  # requests a minute
API_ADDRESS_LIMIT = env_int("API_ADDRESS_LIMIT", 600)

# ---- Language and place
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Vietnamese"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "nhipcau_language"
LOCALE_PATHS = [BASE_DIR / "src/nhipcau/config/django_words"]
FORMAT_MODULE_PATH = ["nhipcau.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # numbers are grouped where a template says so, never inside codes and years

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_str("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "axes": {"level": "WARNING"},
    },
}
