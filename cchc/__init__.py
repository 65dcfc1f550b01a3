"""An open platform for the reform office of a province."""

__version__ = "0.1.0"
