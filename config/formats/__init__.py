"""Formats of languages, where Django leaves them unset."""
