"""The packaged YAML configs; see run.yaml and sweep.yaml for the two roots."""
