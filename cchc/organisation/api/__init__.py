"""The registry and the clock over HTTP."""
