"""Clocks and table sizes that the network's equations and its run-time values share."""

SLOW_STEPS = 5  # steps of dt between updates of the slow variables: 0.5 ms
FLUCTUATION_STEP = 5e-3  # s
COURSE_STEP = 5e-3  # s
HALT_STEP = 1e-3  # s
COURSE_KNOTS = 256
STIMULUS_EVENTS = 512
SETTLING = 0.3  # s, simulated before a recording begins and left out of it
