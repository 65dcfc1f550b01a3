"""Questions about plans, tasks and progress; they read, and never write."""
