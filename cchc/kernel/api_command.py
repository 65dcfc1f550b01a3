"""``cchc api schema``; outside the package of the API, which other commands need not load."""

import json
import sys
from argparse import Namespace


def schema(options: Namespace) -> int:
    """Print the OpenAPI document."""
    from cchc.kernel.api.door import built

    document = built().get_openapi_schema()
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")
    return 0
