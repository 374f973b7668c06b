// exp(x) for -87 < x < 87 without a call: the compiler vectorises it in place, and the membrane's registers stay.
// x = k ln 2 + r; a polynomial in r, k added to the exponent bits. Relative error in single precision: below 3e-7 with
// clang and, near 0, with g++; g++ adds the two parts of ln 2 under fast arithmetic, which makes it 2e-6 at -50, 4e-6 at 87.
#pragma once
#include <cmath>

static inline float exponential(float x) {
    const int k = (int)(x * 1.44269504f + 128.5f) - 128;
    const float r = x - (float)k * 0.693359375f + (float)k * 2.12194440e-4f;
    const float tail = (((1.3888889e-3f * r + 8.3333333e-3f) * r + 4.1666667e-2f) * r + 0.16666667f) * r + 0.5f;
    const float p = tail * r * r + r + 1.0f;
    return p * __builtin_bit_cast(float, (k + 127) << 23);
}
static inline double exponential(double x) { return std::exp(x); }
