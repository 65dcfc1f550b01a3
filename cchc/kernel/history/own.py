"""The tables of the kernel and of Django that are not in the trail, and why."""

from cchc.kernel.history.coverage import exempt

_REASONS = {
    "kernel_audit*": "The trail itself",
    "kernel_cache": "Holds nothing that can't be computed again",
    "kernel_seed": "Which content was loaded; the loaded rows are in the trail",
    "kernel_event": "Says what happened; the change it tells of is in the trail",
    "kernel_eventoutcome": "What came of a reaction; what the reaction wrote is in the trail",
    "kernel_jobprogress": "How far a job has come, many times a second",
    "kernel_idempotency": "Answers of the API, kept for a day",
    "kernel_filecontent": "Named by its own hash, which kernel_file has",
    "kernel_preview": "Drawn from a file, and drawn again where it is missing",
    "django_migrations": "Written by an upgrade, which is outside any person's work",
    "django_content_type": "Names of models, kept by Django",
    "django_session": "Every request moves its end; signing in and out is recorded by accounts",
    "usersessions_usersession": "Follows django_session",
    "auth_*": "Django's own groups and permissions, which nothing here reads",
    "procrastinate_*": "The queue, which keeps events of its own",
}


def declare() -> None:
    """Exempt them."""
    for pattern, reason in _REASONS.items():
        exempt(pattern, reason)
