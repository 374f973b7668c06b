"""What a whole study shows: dose-response, thresholds, rankings. These read tables of statistics, no recording."""
