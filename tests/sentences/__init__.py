"""Every Danish text that klage can print, collected from its source so that it can be read in one go."""
