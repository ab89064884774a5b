"""Draws the pages of docs/safety that are made of data: `make safety`."""

import sys

from tests.safety import data_map, hazard_log

for room in (hazard_log, data_map):
    room.PAGE.write_text(room.page(), encoding="utf-8")
    sys.stdout.write(f"{room.PAGE} is written\n")
