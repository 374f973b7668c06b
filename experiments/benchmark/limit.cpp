// The limit: what hand-written C++ can make of the pathway, against which ours is measured.
//
// As many cells as one SIMD register holds are a block. Their membranes, noise and slow currents are updated in one pass,
// with the threshold, out of blocks that lie as they are read; the exponential is an inline polynomial; synapses are compressed rows (rows.hpp).
// Same equations, clocks, Philox noise and precision as ours; stimulators are left out.
#include "network.hpp"
#include "noise.hpp"
#include "rows.hpp"

// A vector wider than the processor's is taken to pieces by g++, and the limit is then none
#ifdef __AVX512F__
constexpr int LANES = 16;
#else
constexpr int LANES = 8;
#endif
constexpr int GROUP = 128 / LANES;
using F = float __attribute__((vector_size(LANES * sizeof(float))));
using I = int32_t __attribute__((vector_size(LANES * sizeof(float))));
using Vector = std::vector<F>;

static inline F broadcast(float x) { return F{} + x; }
static inline F positive(F x) { return x > 0.f ? x : broadcast(0.f); }

// exp(x) for -87 < x < 87 with a relative error below 2e-7: x = k ln 2 + r, polynomial in r, k into the exponent bits
static inline F exponential(F x) {
    const I k = __builtin_convertvector(x * 1.44269504f + 128.5f, I) - 128;
    const F whole = __builtin_convertvector(k, F);
    const F r = x - whole * 0.693359375f + whole * 2.12194440e-4f;
    const F p = ((((1.3888889e-3f * r + 8.3333333e-3f) * r + 4.1666667e-2f) * r + 0.16666667f) * r + 0.5f) * r * r + r + 1.f;
    return p * (F)((k + 127) << 23);
}

struct Fast {
    F v, hold, slow_excitation, slow_inhibition, potassium, current, leak_rate, rest, upstroke, threshold_v, steepness,
        elastance, chloride, ampa_rate, gaba_a_rate, glycine_rate, gain_ampa, gain_gaba_a, gain_glycine;
};
struct Slow {
    F noise_state, nmda_rising, nmda_falling, gaba_b_rising, gaba_b_falling, w, w2, persistent, vesicles, fluctuation,
        gain_nmda, gain_gaba_a_slow, gain_gaba_b, gain_nicotinic, drive_mean, drive_spread, drive_slow, nmda_keep,
        gaba_a_slow_keep, gaba_b_keep, tonic, girk, bias, w_keep, w2_keep, adaptation, persistent_conductance,
        persistent_half, gaba_b_maximum, vesicle_keep;
};
struct Electrode { int block, electrode; F scalp; };

struct Limit {
    const Shared c;
    const int units, blocks;
    std::vector<Fast> fast;
    std::vector<Slow> slow;
    std::array<Vector, NOWHERE> arrived;  // per Target: conductance, or what came since the last slow step
    Rows rows;
    std::vector<float> reset_v, refractory, w_increment, w2_increment, release, utilisation, a_gain, b_gain;
    std::vector<float> base[6], course, fluctuation;
    std::vector<int32_t> population, places;
    static constexpr int KNOTS = 256;
    int populations, motoneuron_block, columns;
    std::vector<Electrode> electrodes;
    int electrode_count;
    std::vector<int32_t> spike_unit;
    std::vector<double> spike_time;
    std::vector<std::vector<float>> field[2];

    template <class Block> void fill(std::vector<Block> &into, F Block::*member, const std::vector<float> &values) {
        for (int i = 0; i < blocks * LANES; ++i) (into[i / LANES].*member)[i % LANES] = values[std::min(i, units - 1)];
    }

    explicit Limit(const Input &in)
        : c(in), units(in.units), blocks((in.units + GROUP * LANES - 1) / (GROUP * LANES) * GROUP), rows(in) {
        fast.resize(blocks);
        slow.resize(blocks);
        for (Vector &values : arrived) values.resize(blocks);
#define FAST(name) fill(fast, &Fast::name, in.cells(#name))
        FAST(v); FAST(leak_rate); FAST(rest); FAST(upstroke); FAST(threshold_v); FAST(steepness); FAST(elastance);
        FAST(chloride); FAST(ampa_rate); FAST(gaba_a_rate); FAST(glycine_rate);
#define SLOWLY(name) fill(slow, &Slow::name, in.cells(#name))
        SLOWLY(noise_state); SLOWLY(w); SLOWLY(vesicles); SLOWLY(gain_nicotinic); SLOWLY(drive_mean); SLOWLY(drive_spread);
        SLOWLY(drive_slow); SLOWLY(nmda_keep); SLOWLY(gaba_a_slow_keep); SLOWLY(gaba_b_keep); SLOWLY(tonic); SLOWLY(girk);
        SLOWLY(bias); SLOWLY(w_keep); SLOWLY(w2_keep); SLOWLY(adaptation); SLOWLY(persistent_conductance);
        SLOWLY(persistent_half); SLOWLY(gaba_b_maximum); SLOWLY(vesicle_keep);
        reset_v = in.cells("reset_v"); refractory = in.cells("refractory_time"); w_increment = in.cells("w_increment");
        w2_increment = in.cells("w2_increment"); release = in.cells("release"); utilisation = in.cells("utilisation");
        a_gain = in.cells("terminal_a_gain"); b_gain = in.cells("terminal_b_gain");
        const char *receptors[] = {"base_ampa", "base_nmda", "base_gaba_a", "base_gaba_a_slow", "base_gaba_b", "base_glycine"};
        for (int k = 0; k < 6; ++k) base[k] = in.cells(receptors[k]);
        course = in.value("course.values");
        places = in.codes("place_code");
        columns = (int)course.size() / KNOTS;
        population = in.codes("population_code");
        populations = population.back() + 1;
        const std::vector<float> first = in.cells("fluctuation"), inward = in.cells("persistent_conductance");
        fluctuation.resize(populations);
        for (int i = 0; i < units; ++i) fluctuation[population[i]] = first[i];
        motoneuron_block = blocks;
        for (int i = units; i-- > 0;)
            if (inward[i] > 0) motoneuron_block = i / LANES;
        read_electrodes(in);
    }

    void read_electrodes(const Input &in) {
        const std::vector<int32_t> cell = in.ends("field", "sources"), electrode = in.ends("field", "targets");
        const std::vector<float> scalp = in.value("field.scalp");
        electrode_count = *std::max_element(electrode.begin(), electrode.end()) + 1;
        std::map<std::pair<int, int>, F> found;
        for (size_t n = 0; n < cell.size(); ++n) found[{cell[n] / LANES, electrode[n]}][cell[n] % LANES] = scalp[n];
        for (const auto &[place, weights] : found) electrodes.push_back({place.first, place.second, weights});
        for (auto &rows : field) rows.resize(electrode_count);
    }

    void rare(long step) {
        for (int k = 0; k < populations; ++k)
            fluctuation[k] = fluctuation[k] * c.fluctuation_keep + c.fluctuation_kick * philox_gaussian(k, step, 1, c.seed);
        const float place = ((float)(step * (double)c.dt) - c.settling) / c.course_step;
        const float *knot = &course[columns * std::min(KNOTS - 1, std::max(0, (int)std::floor(place + 1e-6f)))];
        for (int i = 0; i < units; ++i) {
            Fast &f = fast[i / LANES];
            Slow &s = slow[i / LANES];
            const int lane = i % LANES;
            const float *now = knot + 6 * places[i];
            f.gain_ampa[lane] = base[0][i] * now[0];
            s.gain_nmda[lane] = base[1][i] * now[1];
            f.gain_gaba_a[lane] = base[2][i] * now[2];
            s.gain_gaba_a_slow[lane] = base[3][i] * now[3];
            s.gain_gaba_b[lane] = base[4][i] * now[4];
            f.gain_glycine[lane] = base[5][i] * now[5];
            s.fluctuation[lane] = fluctuation[population[i]];
        }
    }

    inline void update_slow(int b, long step) {
        Fast &f = fast[b];
        Slow &s = slow[b];
        alignas(64) float kick[LANES];
        for (int lane = 0; lane < LANES; ++lane) kick[lane] = philox_gaussian(b * LANES + lane, step, 0, c.seed);
        s.noise_state = s.noise_state * c.noise_keep + c.noise_kick * *(const F *)kick;
        F inward = broadcast(0.f);
        if (b >= motoneuron_block) {
            s.persistent = s.persistent * c.persistent_keep
                + (1.f - c.persistent_keep) / (1.f + exponential((s.persistent_half - f.v - s.w * f.elastance / f.leak_rate) / c.persistent_slope));
            inward = s.persistent_conductance * s.persistent * (c.persistent_reversal - f.v);
        }
        s.nmda_rising = s.nmda_rising * c.nmda_rise_keep + arrived[NMDA][b];
        s.nmda_falling = s.nmda_falling * s.nmda_keep + arrived[NMDA][b];
        arrived[NMDA][b] = broadcast(0.f);
        arrived[NICOTINIC][b] *= c.nicotinic_keep;
        f.slow_excitation = f.gain_ampa * positive(s.drive_mean * (1.f + s.drive_slow * s.fluctuation) + s.drive_spread * s.noise_state)
            + s.gain_nmda * c.nmda_norm * (s.nmda_falling - s.nmda_rising) / (1.f + c.magnesium * exponential(-f.v * c.magnesium_slope))
            + s.gain_nicotinic * arrived[NICOTINIC][b];
        arrived[GABA_A_SLOW][b] *= s.gaba_a_slow_keep;
        f.slow_inhibition = s.gain_gaba_a_slow * arrived[GABA_A_SLOW][b] + s.tonic;
        s.gaba_b_rising = s.gaba_b_rising * c.gaba_b_rise_keep + arrived[GABA_B][b];
        s.gaba_b_falling = s.gaba_b_falling * s.gaba_b_keep + arrived[GABA_B][b];
        arrived[GABA_B][b] = broadcast(0.f);
        const F activation = c.gaba_b_norm * (s.gaba_b_falling - s.gaba_b_rising);
        const F activation4 = activation * activation * activation * activation;
        f.potassium = s.gain_gaba_b * s.gaba_b_maximum * activation4 / (activation4 + c.gaba_b_half4) + s.girk;
        s.w = s.w * s.w_keep + (1.f - s.w_keep) * s.adaptation * (f.v - f.rest);
        s.w2 *= s.w2_keep;
        f.current = s.bias - s.w - s.w2 + inward;
        s.vesicles = 1.f - (1.f - s.vesicles) * s.vesicle_keep;
        arrived[TERMINAL_A][b] *= c.terminal_a_keep;
        arrived[TERMINAL_B][b] *= c.terminal_b_keep;
    }

    // Membrane and fast conductances; returns which lanes are above threshold
    inline I update_fast(int b) {
        Fast &f = fast[b];
        F &ampa = arrived[AMPA][b], &gaba_a = arrived[GABA_A][b], &glycine = arrived[GLYCINE][b];
        const F excitation = f.gain_ampa * ampa + f.slow_excitation;
        const F inhibition = f.gain_gaba_a * gaba_a + f.gain_glycine * glycine + f.slow_inhibition;
        F steep = (f.v - f.threshold_v) * f.steepness;
        steep = steep < -50.f ? broadcast(-50.f) : steep;
        steep = steep > 6.f ? broadcast(6.f) : steep;
        const F slope = f.leak_rate * (f.rest - f.v) + f.upstroke * exponential(steep)
            + f.elastance * (f.current - excitation * f.v - inhibition * (f.v - f.chloride) - f.potassium * (f.v - c.potassium_reversal));
        f.v += f.hold <= 0.f ? c.dt * slope : broadcast(0.f);
        f.hold -= c.dt;
        ampa -= c.dt * f.ampa_rate * ampa;
        gaba_a -= c.dt * f.gaba_a_rate * gaba_a;
        glycine -= c.dt * f.glycine_rate * glycine;
        return f.v > -0.04f;
    }

    void record_field() {
        F sum[2][64] = {};
        for (const Electrode &e : electrodes) {
            const Fast &f = fast[e.block];
            sum[0][e.electrode] -= e.scalp * (f.gain_ampa * arrived[AMPA][e.block] + f.slow_excitation) * f.v;
            sum[1][e.electrode] -= e.scalp * (f.v - f.chloride) * (f.gain_gaba_a * arrived[GABA_A][e.block]
                + f.gain_glycine * arrived[GLYCINE][e.block] + f.slow_inhibition);
        }
        for (int component = 0; component < 2; ++component)
            for (int k = 0; k < electrode_count; ++k) {
                float total = 0;
                for (int lane = 0; lane < LANES; ++lane) total += sum[component][k][lane];
                field[component][k].push_back(total);
            }
    }

    void reset(int i, long step) {
        Fast &f = fast[i / LANES];
        Slow &s = slow[i / LANES];
        const int lane = i % LANES;
        f.v[lane] = reset_v[i];
        f.hold[lane] = refractory[i];
        s.w[lane] += w_increment[i];
        s.w2[lane] += w2_increment[i];
        f.current[lane] -= w_increment[i] + w2_increment[i];
        rows.factor[TRANSMITTED][i] = release[i];
        rows.factor[DEPRESSED][i] = release[i] * s.vesicles[lane];
        s.vesicles[lane] -= utilisation[i] * s.vesicles[lane];
        const float a = ((float *)arrived[TERMINAL_A].data())[i] * a_gain[i], b = ((float *)arrived[TERMINAL_B].data())[i] * b_gain[i];
        rows.factor[GATED][i] = release[i] * (1 - c.terminal_a_depth * a / (1 + a)) * (1 - c.terminal_b_depth * b / (1 + b));
        rows.push(i, step);
        spike_unit.push_back(i);
        spike_time.push_back(step * (double)c.dt);
    }

    void run(long steps) {
        std::vector<int> fired;
        for (long step = 0; step < steps; ++step) {
            if (step % COURSE == 0) rare(step);
            const bool slowly = step % SLOW == 0;
            fired.clear();
            for (int start = 0; start < blocks; start += GROUP) {
                I above = {};
                for (int b = start; b < start + GROUP; ++b) {
                    if (slowly) update_slow(b, step);
                    above |= update_fast(b);
                }
                int any = 0;
                for (int lane = 0; lane < LANES; ++lane) any |= above[lane];
                if (any)
                    for (int i = start * LANES; i < std::min(units, (start + GROUP) * LANES); ++i)
                        if (fast[i / LANES].v[i % LANES] > -0.04f) fired.push_back(i);
            }
            if (slowly) record_field();
            rows.deliver(step, arrived);
            for (int i : fired) reset(i, step);
        }
    }
};

int main(int count, char **words) {
    const Input in(count, words);
    Limit limit(in);
    limit.run(std::lround(in.value("clockwork.end")[0] / in.dt));
    write_file(in.results + "/spike_unit", limit.spike_unit);
    write_file(in.results + "/spike_time", limit.spike_time);
    const char *names[] = {"excitation", "inhibition"};
    for (int component = 0; component < 2; ++component) {
        std::vector<float> all;
        for (const auto &samples : limit.field[component]) all.insert(all.end(), samples.begin(), samples.end());
        write_file(in.results + "/" + names[component], all);
    }
    return 0;
}
