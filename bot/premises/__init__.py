"""Where several clinics have their settings and files: a folder each, with nothing in common by mistake."""
