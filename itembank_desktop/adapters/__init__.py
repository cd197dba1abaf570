"""What touches disks, images, databases and models."""
