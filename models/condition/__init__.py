"""What is done to the pathway in one run: receptor gains, lesions, stimuli. All of it run-time values."""
