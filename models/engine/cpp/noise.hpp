// Counter-based random numbers: Philox2x32-10 (Salmon, Moraes, Dror and Shaw 2011) and one Gaussian per counter.
// No state, no branches, no calls: a loop over units vectorises, and numpy computes the same integers (models/engine/noise.py).
#pragma once
#include <cmath>
#include <cstdint>

// Words of 32 bits in lanes of 64, so that no lane has to be moved
static inline uint64_t philox2x32(uint64_t low, uint64_t high, uint32_t key) {
    for (int round = 0; round < 10; ++round) {
        const uint64_t product = low * 0xD256D193u;
        low = (product >> 32) ^ high ^ key;
        high = product & 0xFFFFFFFFu;
        key += 0x9E3779B9u;
    }
    return (high << 32) | low;
}

// A whole number below 2^50 plus one half, less an offset: exact, and packed even where no such conversion is (AVX2).
// The half is in the bits, since fast arithmetic would add it to the large constant and lose it
static inline double middle(uint64_t whole, double offset) {
    return __builtin_bit_cast(double, 2 * whole + 1 + 0x4320000000000000u) - (2251799813685248.0 + offset);
}

// log x for 2^-64 < x < 1, relative error 7e-10: x = 2^k m with m around 1, log m = 2 artanh((m - 1) / (m + 1))
static inline double log_of_fraction(double x) {
    // k + 64, so that nothing is negative: there is no packed shift of signed 64 bits before AVX-512
    const uint64_t bits = __builtin_bit_cast(uint64_t, x) + (64ull << 52);
    const uint64_t k = (bits - 0x3FE6A09E667F3BCDull) >> 52;
    const double m = __builtin_bit_cast(double, bits - (k << 52));
    const double s = (m - 1) / (m + 1), z = s * s;
    const double p = 1.999999998622906 + z * (0.6666681585436212 + z * (0.39974803672742654 + z * 0.29925452494987725));
    return s * p + 0.6931471805599453 * middle(k, 64.5);
}

// cos(2 pi x) for -1/2 <= x < 1/2, relative error 4e-10: its zeros at +-1/4 are factors, the rest is a polynomial
static inline double cos_of_turns(double x) {
    const double z = x * x;
    const double p = 5.112050276058256 + z * (-3.663895990496258 + z * (1.6203740488235778
        + z * (-0.482545614207629 + z * 0.09177166637964547)));
    return (1 - 16 * z) * (0.9999999998846176 + z * (-3.73920875683496 + z * p));
}

// Box-Muller: the low word sets the radius, the high word the angle; half a step keeps the logarithm finite.
// Computed in double and rounded to single, so that numpy's own log and cos agree within one unit in the last place.
static inline float philox_gaussian(int unit, int64_t step, int stream, int seed) {
    const uint64_t words = philox2x32((uint32_t)unit | ((uint32_t)stream << 24), (uint32_t)step, (uint32_t)seed);
    const double radius = middle(words & 0xFFFFFFFFu, 0) * 2.3283064365386963e-10;
    // The high word is signed: its top bit turned over counts from -2^31
    const double angle = middle((words >> 32) ^ 0x80000000u, 2147483648.0) * 2.3283064365386963e-10;
    return (float)(std::sqrt(-2.0 * log_of_fraction(radius)) * cos_of_turns(angle));
}
