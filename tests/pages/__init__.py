"""Pages through the whole stack, where they need people as well as their own module."""
