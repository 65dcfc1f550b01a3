"""What must stand before anything else is read: the test cluster (pytest-django reads settings ahead of any conftest),
a directory for files that goes when the tests end, and the fonts of whatever program the tests start."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("CCHC_CLUSTER", "test")
os.environ.pop("CCHC_DEMO_DATE", None)
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
if "CCHC_FILES" not in os.environ:  # the workers of pytest-xdist have it from who started them
    os.environ["CCHC_FILES"] = tempfile.mkdtemp(prefix="cchc-files-")
    atexit.register(shutil.rmtree, os.environ["CCHC_FILES"], ignore_errors=True)
