"""The door: password, second factor, sign-in with another institution's account."""
