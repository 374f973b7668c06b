// Synapses as compressed rows: one row a cell, sorted by delay, cut into buckets of one delay and channel.
//
// A spike enters the queue once, with the first bucket of its row, and moves on to the next when that is delivered.
#pragma once
#include <algorithm>
#include <array>
#include <tuple>
#include "network.hpp"

struct Single { uint32_t post; float weight; };
struct Pair { uint32_t post; float weight, second; };
struct Bucket { uint32_t first, last, pre; uint16_t wait; uint8_t channel; bool more; };  // wait: steps to the next one

struct Rows {
    std::array<std::vector<float>, FACTORS> factor;  // per cell: what its spikes carry, read when they arrive
    std::vector<Single> singles;
    std::vector<Pair> pairs;
    std::vector<Bucket> buckets;
    std::vector<uint32_t> row;
    std::vector<std::vector<uint32_t>> queue;

    explicit Rows(const Input &in) {
        const int units = in.units;
        for (auto &values : factor) values.resize(units);
        struct Entry { int delay, channel; uint32_t post; float weight, second; };
        std::vector<std::vector<Entry>> rows(units);
        int longest = 0;
        for (int k = 0; k < CHANNEL_COUNT; ++k) {
            const Synapses s = in.synapses(CHANNELS[k]);
            for (size_t n = 0; n < s.pre.size(); ++n) {
                rows[s.pre[n]].push_back({s.delay[n], k, (uint32_t)s.post[n], s.weight[n], s.second[n]});
                longest = std::max(longest, s.delay[n]);
            }
        }
        queue.resize(longest + 1);
        for (int i = 0; i < units; ++i) {
            row.push_back((uint32_t)buckets.size());
            std::vector<Entry> &entries = rows[i];
            std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
                return std::tie(a.delay, a.channel, a.post) < std::tie(b.delay, b.channel, b.post);
            });
            // The head of a row is empty: it only says how long the first bucket waits
            buckets.push_back({0, 0, (uint32_t)i, 0, 0, false});
            int delay = 0, channel = -1;
            for (const Entry &e : entries) {
                const bool two = CHANNELS[e.channel].second != NOWHERE;
                const uint32_t here = (uint32_t)(two ? pairs.size() : singles.size());
                if (e.delay != delay || e.channel != channel) {
                    buckets.back().wait = (uint16_t)(e.delay - delay);
                    buckets.back().more = true;
                    buckets.push_back({here, here, (uint32_t)i, 0, (uint8_t)e.channel, false});
                    delay = e.delay;
                    channel = e.channel;
                }
                if (two) pairs.push_back({e.post, e.weight, e.second});
                else singles.push_back({e.post, e.weight});
                buckets.back().last = here + 1;
            }
        }
    }

    void push(int i, long step) {
        const Bucket &head = buckets[row[i]];
        if (head.more) queue[(step + head.wait) % queue.size()].push_back(row[i] + 1);
    }

    template <class Arrived> void deliver(long step, Arrived &arrived) {
        std::vector<uint32_t> &due = queue[step % queue.size()];
        for (uint32_t place : due) {
            for (;;) {
                const Bucket &bucket = buckets[place];
                const Channel &channel = CHANNELS[bucket.channel];
                const float carried = factor[channel.factor][bucket.pre];
                float *first = (float *)arrived[channel.first].data();
                if (channel.second == NOWHERE) {
                    for (uint32_t n = bucket.first; n < bucket.last; ++n) first[singles[n].post] += carried * singles[n].weight;
                } else {
                    float *second = (float *)arrived[channel.second].data();
                    for (uint32_t n = bucket.first; n < bucket.last; ++n) {
                        first[pairs[n].post] += carried * pairs[n].weight;
                        second[pairs[n].post] += carried * pairs[n].second;
                    }
                }
                if (!bucket.more) break;
                ++place;
                if (bucket.wait) {
                    queue[(step + bucket.wait) % queue.size()].push_back(place);
                    break;
                }
            }
        }
        due.clear();
    }
};
