"""The kernel's own jobs."""

from cchc.kernel import jobs
from cchc.kernel.events import DELIVER
from cchc.kernel.events.delivery import deliver
from cchc.kernel.files.sweeping import sweep
from cchc.kernel.history.roots import seal_yesterday
from cchc.kernel.jobs.housekeeping import rescue, tidy

jobs.define(DELIVER, deliver)
jobs.define("audit.seal", seal_yesterday)
jobs.hourly("audit.seal", minute=5)
jobs.define("kernel.rescue", rescue, retries=0)
jobs.every_minutes("kernel.rescue", 5)
jobs.define("kernel.housekeeping", tidy)
jobs.hourly("kernel.housekeeping", minute=35)
jobs.define("files.sweep", sweep)
jobs.daily("files.sweep", hour=2, minute=20)
