"""Who: names of units, groups and posts, lists of them with shared parts, and the role a sentence gives them."""
