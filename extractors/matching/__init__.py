"""Searching many patterns at once: which can match, where, and alternations that `re` finds fast."""
