"""What must stand before anything else is read: the test cluster (pytest-django reads settings ahead of any conftest),
and the fonts of whatever program the tests start."""

import os
from pathlib import Path

os.environ.setdefault("CCHC_CLUSTER", "test")
os.environ.pop("CCHC_DEMO_DATE", None)
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
