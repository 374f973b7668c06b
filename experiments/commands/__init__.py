"""One file for each command. Its first line is the help, ``parser`` gives its flags, and ``main`` runs its words.

Nothing heavy is imported at the top of these files, so that help and mistakes are answered at once.
"""
