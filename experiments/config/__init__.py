"""From override strings to checked settings. Knows Hydra; runs nothing."""
