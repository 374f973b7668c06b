"""The sourced numbers: how tables are read, replaced, jittered and hashed.

The numbers themselves lie in models/tables.
"""
