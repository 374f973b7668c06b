// Arrays begin at a cache line, which Brian2's plain `new` does not give; else every vector load touches two lines.
// Included once, by main.cpp. Replacing the global operator is what the C++ standard provides for this.
#pragma once
#include <cstdlib>
#include <new>

void *operator new[](std::size_t size) {
    void *place = std::aligned_alloc(64, (size + 63) / 64 * 64);
    if (!place) throw std::bad_alloc();
    return place;
}
void operator delete[](void *place) noexcept { std::free(place); }
void operator delete[](void *place, std::size_t) noexcept { std::free(place); }
