"""What accounts ask people for."""
