"""Names in a row: what joins them, what the first or the last says of all; where one can stand at all."""
