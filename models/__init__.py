"""The domain's words: tables, their rules, and the questions asked of them. Imports nothing of ours."""
