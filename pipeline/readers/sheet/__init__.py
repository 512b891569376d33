"""Spreadsheets: one module for each file format makes `Grid`s, `pieces.py` makes tables of them."""
