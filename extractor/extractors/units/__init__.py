"""Lists of units (cơ quan, đơn vị) cut into known names, shared heads completed."""
