"""The plan, drawn: what stands where in time, and why; data alone, for whoever shows it."""
