"""What a whole study shows: dose-response, thresholds, rankings, sensitivity.

These measurements read tables of statistics, never a recording.
"""
