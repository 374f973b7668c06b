"""The validation table: its studies, the rows each of them gives, and the roles of what is published."""
