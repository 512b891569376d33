"""Who: names of units, groups and posts, lists of them, and the role a sentence or a field gives them.

The rooms stand on floors: `names/` reads one name, `lists/` a row of them, `claims.py` is a unit in its
role, `acting/` finds who acts in a sentence, `fields/` what is assigned outside of it, `roles.py` joins both.
"""
