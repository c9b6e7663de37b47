"""The guided call: one citizen after the other, and what is said noted as it is said."""
