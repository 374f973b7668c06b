// Ends a run when the simulated time reaches a run-time value, and prints the time every 0.1 s of it.
#pragma once
#include <cmath>
#include <cstdio>
#include "network.h"

static inline double halt(double t, double end) {
    const long milliseconds = std::lround(t * 1e3);
    if (milliseconds % 100 == 0) {
        std::printf("%.1f\n", t);
        std::fflush(stdout);
    }
    if (t >= end - 5e-4) Network::_globally_stopped = true;
    return 0.0;
}
