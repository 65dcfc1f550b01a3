#!/usr/bin/env python
"""Django's door to the same program as ``cchc``."""

from config.program import main

if __name__ == "__main__":
    main()
