"""Mails on their way in."""
