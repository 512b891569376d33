"""Whose a task is and by when: own, assigned, inherited or named by a closing sentence."""
