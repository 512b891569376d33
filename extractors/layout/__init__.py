"""What is known of a paper before any sentence is read: items, labels, lines that assign, table cells."""
