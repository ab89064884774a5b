"""Several clinics in one process."""
