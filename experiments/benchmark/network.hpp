// The network of a benchmark run as plain vectors, read from the raw files that ours takes, and its spikes written back.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

template <class T> static std::vector<T> read_file(const std::string &path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) { std::fprintf(stderr, "cannot read %s\n", path.c_str()); std::exit(1); }
    std::vector<T> values(file.tellg() / sizeof(T));
    file.seekg(0);
    file.read((char *)values.data(), values.size() * sizeof(T));
    return values;
}

template <class T> static void write_file(const std::string &path, const std::vector<T> &values) {
    std::ofstream file(path, std::ios::binary);
    file.write((const char *)values.data(), values.size() * sizeof(T));
    file.close();
    if (file.fail()) { std::fprintf(stderr, "cannot write %s\n", path.c_str()); std::exit(3); }
}

// What a synapse multiplies by, and where its weight and its second weight go
enum Factor { TRANSMITTED, DEPRESSED, GATED, FACTORS };
enum Target { AMPA, NMDA, GABA_A, GLYCINE, GABA_A_SLOW, GABA_B, NICOTINIC, TERMINAL_A, TERMINAL_B, NOWHERE };
struct Channel { const char *name; Factor factor; Target first, second; };
static const Channel CHANNELS[] = {
    {"excitatory", TRANSMITTED, AMPA, NMDA},       {"depressing", DEPRESSED, AMPA, NMDA},
    {"gated", GATED, AMPA, NMDA},                  {"gaba_a", TRANSMITTED, GABA_A, NOWHERE},
    {"glycine", TRANSMITTED, GLYCINE, NOWHERE},    {"slow", TRANSMITTED, GABA_A_SLOW, GABA_B},
    {"nicotinic", DEPRESSED, NICOTINIC, NOWHERE},  {"terminal", TRANSMITTED, TERMINAL_A, TERMINAL_B},
};
constexpr int CHANNEL_COUNT = sizeof(CHANNELS) / sizeof(CHANNELS[0]);

struct Synapses { std::vector<int32_t> pre, post, delay; std::vector<float> weight, second; };  // delay in steps

struct Input {
    std::map<std::string, std::string> paths;
    std::string results;
    int units;
    float dt;

    // Arguments: results folder, then NAME=PATH of every value; the static arrays lie below the working folder
    Input(int count, char **words) : results(words[1]) {
        for (int k = 2; k < count; ++k) {
            const std::string word = words[k];
            paths[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
        }
        units = (int)cells("v").size();
        dt = shared("step");
    }
    std::vector<float> cells(const std::string &name) const { return read_file<float>(paths.at("cells." + name)); }
    std::vector<int32_t> codes(const std::string &name) const { return read_file<int32_t>(paths.at("cells." + name)); }
    float shared(const std::string &name) const { return cells(name)[0]; }
    std::vector<float> value(const std::string &name) const { return read_file<float>(paths.at(name)); }
    std::vector<int32_t> ends(const std::string &object, const char *end) const {
        return read_file<int32_t>("static_arrays/_static_array__array_" + object + "_" + end);
    }
    Synapses synapses(const Channel &channel) const {
        const std::string name = channel.name;
        Synapses s{ends(name, "sources"), ends(name, "targets"), {}, value(name + ".weight"), {}};
        for (float delay : value(name + ".delay")) s.delay.push_back((int)(delay / dt + 0.5f));
        s.second = channel.second == NOWHERE ? std::vector<float>(s.pre.size()) : value(name + ".second_weight");
        return s;
    }
};

// Clocks, in steps of dt
constexpr int SLOW = 5, FLUCTUATION = 50, COURSE = 50;

struct Shared {
    float dt, noise_keep, noise_kick, fluctuation_keep, fluctuation_kick, nmda_rise_keep, nmda_norm, magnesium,
        magnesium_slope, nicotinic_keep, gaba_b_rise_keep, gaba_b_norm, gaba_b_half4, potassium_reversal,
        persistent_keep, persistent_slope, persistent_reversal, terminal_a_keep, terminal_b_keep, terminal_a_depth,
        terminal_b_depth, course_step, settling;
    int seed;
    explicit Shared(const Input &in) {
#define READ(name) name = in.shared(#name)
        dt = in.dt;
        READ(noise_keep); READ(noise_kick); READ(fluctuation_keep); READ(fluctuation_kick); READ(nmda_rise_keep);
        READ(nmda_norm); READ(magnesium); READ(magnesium_slope); READ(nicotinic_keep); READ(gaba_b_rise_keep);
        READ(gaba_b_norm); READ(gaba_b_half4); READ(potassium_reversal); READ(persistent_keep);
        READ(persistent_slope); READ(persistent_reversal); READ(terminal_a_keep); READ(terminal_b_keep);
        READ(terminal_a_depth); READ(terminal_b_depth); READ(course_step); READ(settling);
#undef READ
        seed = in.codes("noise_seed")[0];
    }
};
