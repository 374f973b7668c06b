"""The sourced numbers: how tables are read, replaced, jittered and hashed, and which random streams there are.

The numbers themselves lie in ``models/tables``. No equation is here.
"""
