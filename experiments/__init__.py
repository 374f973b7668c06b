"""Runs, studies and the command line, from the words of a user to files of results.

Only this folder knows Hydra, the folders of results and the processes that compute points. Below it
``models/engine`` keeps compiled models on disk and starts the compiler and the compiled program, and
``analysis/recordings`` reads and writes the file formats of other programs.
"""
