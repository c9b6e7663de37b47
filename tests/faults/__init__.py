"""Fault campaigns: ``python -m tests.faults --short`` runs their short forms; the long ones go on for minutes."""
