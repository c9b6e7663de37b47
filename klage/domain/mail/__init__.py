"""Reading a mail as a complaint."""
