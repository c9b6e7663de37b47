"""The Danish calendar, and dates as Danes write them."""
