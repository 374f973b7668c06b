// Synapses of one source with one delay lie together, as a bucket: a spike enters the queue once for each of its buckets,
// not once for each synapse, and a bucket is delivered from start to end.
// Brian2's own queue adds in order of spike time, source and synapse; so does this one, so that sums have the same bits.
#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

struct Bucket { int32_t first, last, source; };  // its synapses, and where they come from

constexpr size_t AHEAD = 4;  // buckets that are on their way from memory while one is delivered

class Buckets {
    std::vector<Bucket> buckets;
    std::vector<int32_t> wait;      // (bucket,) delay in steps
    std::vector<int32_t> row;       // (source + 1,) first bucket
    std::vector<std::vector<Bucket>> queue;
    size_t now = 0;

    // Places in ascending order of their keys; where keys are equal, in the order that they had
    static std::vector<int32_t> sorted(const std::vector<int32_t> &places, const std::vector<int32_t> &key, int32_t keys) {
        std::vector<int32_t> next(keys + 1), result(places.size());
        for (int32_t k : key) ++next[k + 1];
        for (int32_t k = 0; k < keys; ++k) next[k + 1] += next[k];
        for (int32_t place : places) result[next[key[place]]++] = place;
        return result;
    }

  public:
    // Gives the order of synapses in which the arrays of all their values are to be brought
    template <class Delay> std::vector<int32_t> prepare(
        const std::vector<Delay> &delays, const std::vector<int32_t> &sources, int32_t source_count, double dt) {
        std::vector<int32_t> order(sources.size()), steps(sources.size());
        for (size_t n = 0; n < order.size(); ++n) {
            order[n] = n;
            steps[n] = (int)(delays[n] / dt + 0.5);
        }
        const int32_t longest = steps.empty() ? 0 : *std::max_element(steps.begin(), steps.end());
        order = sorted(sorted(order, steps, longest + 1), sources, source_count);
        queue.resize(longest + 1);
        row.resize(source_count + 1);
        for (size_t n = 0; n < order.size(); ++n) {
            const int32_t source = sources[order[n]], step = steps[order[n]];
            if (n == 0 || source != sources[order[n - 1]] || step != wait.back()) {
                buckets.push_back({(int32_t)n, (int32_t)n, source});
                wait.push_back(step);
                ++row[source + 1];
            }
            buckets.back().last = n + 1;
        }
        for (int32_t source = 0; source < source_count; ++source) row[source + 1] += row[source];
        return order;
    }

    // One step on: what was due has been delivered
    void advance() {
        queue[now].clear();
        now = now + 1 < queue.size() ? now + 1 : 0;
    }

    void push(const int32_t *spikes, int32_t count) {
        for (int32_t n = 0; n < count; ++n)
            for (int32_t b = row[spikes[n]]; b < row[spikes[n] + 1]; ++b) {
                const size_t place = now + wait[b];
                queue[place < queue.size() ? place : place - queue.size()].push_back(buckets[b]);
            }
    }

    const std::vector<Bucket> &due() const { return queue[now]; }
};

template <class T> static void reorder(std::vector<T> &values, const std::vector<int32_t> &order) {
    std::vector<T> ordered(order.size());
    for (size_t n = 0; n < order.size(); ++n) ordered[n] = values[order[n]];
    values.swap(ordered);
}
