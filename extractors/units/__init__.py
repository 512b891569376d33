"""Who: names of units, groups and posts, lists of them, and the role a sentence gives them."""
