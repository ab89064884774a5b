"""What surrounds a start, before it is taken for settings: nothing in it goes wrong in silence."""
