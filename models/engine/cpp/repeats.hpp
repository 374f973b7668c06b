// Many values of cells are the same from cell to cell. Where a block of an array holds what the block before it holds,
// that one is read again: it is still in the nearest cache, and all cells do not have to pass through the larger ones.
#pragma once
#include <cstring>
#include <vector>

constexpr size_t BLOCK = 256;  // cells; some forty arrays of so many floats fit into the nearest cache

// Where to read each block of an array
template <class T> static std::vector<size_t> repeats(const T *values, size_t count) {
    std::vector<size_t> places;
    for (size_t start = 0; start < count; start += BLOCK) {
        const size_t size = start + BLOCK < count ? BLOCK : count - start;
        const bool again = start && !std::memcmp(values + places.back(), values + start, size * sizeof(T));
        places.push_back(again ? places.back() : start);
    }
    return places;
}
