"""Surveys: who is asked what about which units, codes that answer once, forms that nothing leads back from."""
