"""Rankings by words alone, as baselines and as a ground truth."""
