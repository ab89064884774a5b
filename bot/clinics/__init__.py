"""Several clinics in one process, each by itself: what ends one of them ends no other."""
