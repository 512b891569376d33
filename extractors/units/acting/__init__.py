"""Who acts in a sentence: at the head of a clause, behind 由 and 请, beside another; in which role."""
