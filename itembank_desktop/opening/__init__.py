"""What the window is handed, put together: each kind of bank, the model, evaluations, what loads late."""
