"""Who talks to whom: the only room with effects."""
