"""Backups of the database, whole and sealed as it is, and putting them back."""
