"""Everything that is SQL: opening, migrations, one module a noun, search and history."""
