"""What a shell is told: the answer to the Tab key, and the script that asks."""
