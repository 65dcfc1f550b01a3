"""Names the test cluster before Django's settings are read: pytest-django reads them ahead of any conftest."""

import os

os.environ.setdefault("CCHC_CLUSTER", "test")
os.environ.pop("CCHC_DEMO_DATE", None)
