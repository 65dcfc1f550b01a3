"""Inspections of the reform and of public duty: planned and surprise, findings followed until they are mended."""
