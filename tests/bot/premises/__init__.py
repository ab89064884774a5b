"""Where several clinics have their settings and files."""
