"""Words, sums and promises: no input or output, no threads, nothing of ours imported."""
