// Nothing to copy yet.
