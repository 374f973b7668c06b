// Counter-based random numbers: Philox2x32-10 (Salmon, Moraes, Dror and Shaw 2011) and one Gaussian per counter.
// No state, no branches: a loop over units vectorises, and numpy computes the same integers (models/noise.py).
#pragma once
#include <cmath>
#include <cstdint>

static inline uint64_t philox2x32(uint32_t low, uint32_t high, uint32_t key) {
    for (int round = 0; round < 10; ++round) {
        const uint64_t product = (uint64_t)0xD256D193u * low;
        const uint32_t carried = (uint32_t)(product >> 32) ^ key ^ high;
        high = (uint32_t)product;
        low = carried;
        key += 0x9E3779B9u;
    }
    return ((uint64_t)high << 32) | low;
}

// Box-Muller: the low word sets the radius, the high word the angle; half a step keeps the logarithm finite.
// Computed in double and rounded to single, so that different mathematical libraries agree within one unit in the last place.
static inline float philox_gaussian(int unit, int64_t step, int stream, int seed) {
    const uint64_t words = philox2x32((uint32_t)unit | ((uint32_t)stream << 24), (uint32_t)step, (uint32_t)seed);
    const double radius = ((double)(int64_t)(words & 0xFFFFFFFFu) + 0.5) * 2.3283064365386963e-10;
    const double angle = ((double)(int64_t)(words >> 32) + 0.5) * 2.3283064365386963e-10;
    return (float)(std::sqrt(-2.0 * std::log(radius)) * std::cos(6.283185307179586 * angle));
}
