"""Draws the pages of docs that are made of data: `make safety`."""

import sys

from tests.safety import data_map, export_schema, hazard_log

for room in (hazard_log, data_map, export_schema):
    room.PAGE.write_text(room.page(), encoding="utf-8")
    sys.stdout.write(f"{room.PAGE} is written\n")
