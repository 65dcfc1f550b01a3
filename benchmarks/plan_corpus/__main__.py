"""``python -m benchmarks.plan_corpus``; needs no database: the units come from the registry's own file."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from benchmarks.plan_corpus.command import main  # noqa: E402

main()
