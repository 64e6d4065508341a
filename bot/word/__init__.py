"""Word files in the official layout (GB/T 9704), the only door to python-docx."""
