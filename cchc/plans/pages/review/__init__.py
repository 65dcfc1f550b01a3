"""From a file to a plan: one file per screen."""
