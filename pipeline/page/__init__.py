"""The page to look, review and correct: the ledger in a browser, on this machine only.

What lives here: what the page shows, its forms, who may talk to it. What does not: any
rule of a row's life (`pipeline.ledger` decides, the page says what it answers), and what is printed or sent
round (`pipeline.exports`).
"""
