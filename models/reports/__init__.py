"""Reports 统计: figures about matters of places, never about persons. Who prints them asks here."""
