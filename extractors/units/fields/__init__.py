"""What a bracket, a label line, a cell or the end of an entry assigns; lines of units and limits alone."""
