"""Tests of klage, laid out as klage is."""
