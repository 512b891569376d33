"""What a row says: id, source, measure, products, targets, questions."""
