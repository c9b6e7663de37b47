"""From lessons to actions, and what is shared of them."""
