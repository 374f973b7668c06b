"""Many runs as one study: its points, its folder on disk, the workers that compute it."""
