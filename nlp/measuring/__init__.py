"""How well the classifier judges: counts, figures with their uncertainty, and the rows it gets most wrong."""
