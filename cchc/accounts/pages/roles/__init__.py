"""Roles: what each may do, who holds it, and how it is composed."""
