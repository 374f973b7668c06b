// The plain program: the same pathway in hand-written C++ without the limit's ideas, so that the limit is seen to be one.
//
// One array a variable, one loop a task, results kept in memory between them, the library's exponential, and a queue that
// holds every synapse of every spike. The loops vectorise. Same equations, clocks, Philox noise and precision as ours.
#include <algorithm>
#include "network.hpp"
#include "noise.hpp"

using Values = std::vector<float>;

struct Plain {
    const Shared c;
    const int n;
    Values v, hold, g_ampa, g_gaba_a, g_glycine, slow_excitation, slow_inhibition, potassium, current, leak_rate, rest, upstroke,
        threshold_v, steepness, elastance, chloride, ampa_rate, gaba_a_rate, glycine_rate, gain_ampa, gain_gaba_a, gain_glycine,
        noise_state, nmda_arrived, nmda_rising, nmda_falling, g_nicotinic, g_gaba_a_slow, gaba_b_arrived, gaba_b_rising,
        gaba_b_falling, w, w2, persistent, persistent_current, vesicles, terminal_gaba_a, terminal_gaba_b, fluctuation, gain_nmda,
        gain_gaba_a_slow, gain_gaba_b, gain_nicotinic, drive_mean, drive_spread, drive_slow, nmda_keep, gaba_a_slow_keep,
        gaba_b_keep, tonic, girk, bias, w_keep, w2_keep, adaptation, persistent_conductance, persistent_half, gaba_b_maximum, vesicle_keep,
        reset_v, refractory_time, w_increment, w2_increment, release, utilisation, terminal_a_gain, terminal_b_gain,
        base_ampa, base_nmda, base_gaba_a, base_gaba_a_slow, base_gaba_b, base_glycine, course;
    Values factor[FACTORS];
    std::vector<int32_t> population, places, electrode_cell, electrode;
    Values scalp, sum[2];
    Synapses synapses[CHANNEL_COUNT];
    std::vector<std::vector<int32_t>> row[CHANNEL_COUNT], queue[CHANNEL_COUNT];
    int motoneurons_from;
    std::vector<int> fired;
    std::vector<int32_t> spike_unit;
    std::vector<double> spike_time;
    Values field[2];

    explicit Plain(const Input &in) : c(in), n(in.units) {
        for (Values *state : {&hold, &g_ampa, &g_gaba_a, &g_glycine, &slow_excitation, &slow_inhibition, &potassium, &current,
                 &nmda_arrived, &nmda_rising, &nmda_falling, &g_nicotinic, &g_gaba_a_slow, &gaba_b_arrived, &gaba_b_rising,
                 &gaba_b_falling, &w2, &persistent, &persistent_current, &terminal_gaba_a, &terminal_gaba_b, &gain_ampa,
                 &gain_nmda, &gain_gaba_a, &gain_gaba_a_slow, &gain_gaba_b, &gain_glycine, &factor[0], &factor[1], &factor[2]})
            state->assign(n, 0.f);
#define READ(name) name = in.cells(#name)
        READ(v); READ(leak_rate); READ(rest); READ(upstroke); READ(threshold_v); READ(steepness); READ(elastance); READ(chloride);
        READ(ampa_rate); READ(gaba_a_rate); READ(glycine_rate); READ(noise_state); READ(w); READ(vesicles); READ(fluctuation);
        READ(gain_nicotinic); READ(drive_mean); READ(drive_spread); READ(drive_slow); READ(nmda_keep); READ(gaba_a_slow_keep);
        READ(gaba_b_keep); READ(tonic); READ(girk); READ(bias); READ(w_keep); READ(w2_keep); READ(adaptation);
        READ(persistent_conductance); READ(gaba_b_maximum); READ(persistent_half); READ(vesicle_keep); READ(reset_v); READ(refractory_time);
        READ(w_increment); READ(w2_increment); READ(release); READ(utilisation); READ(terminal_a_gain); READ(terminal_b_gain);
        READ(base_ampa); READ(base_nmda); READ(base_gaba_a); READ(base_gaba_a_slow); READ(base_gaba_b); READ(base_glycine);
#undef READ
        course = in.value("course.values");
        population = in.codes("population_code");
        places = in.codes("place_code");
        electrode_cell = in.ends("field", "sources");
        electrode = in.ends("field", "targets");
        scalp = in.value("field.scalp");
        for (Values &values : sum) values.assign(*std::max_element(electrode.begin(), electrode.end()) + 1, 0.f);
        motoneurons_from = n;
        for (int i = n; i-- > 0;)
            if (persistent_conductance[i] > 0) motoneurons_from = i;
        for (int k = 0; k < CHANNEL_COUNT; ++k) {
            Synapses &s = synapses[k] = in.synapses(CHANNELS[k]);
            row[k].resize(n);
            queue[k].resize(s.delay.empty() ? 1 : *std::max_element(s.delay.begin(), s.delay.end()) + 1);
            for (size_t index = 0; index < s.pre.size(); ++index) row[k][s.pre[index]].push_back((int32_t)index);
        }
    }

    Values &target(Target which) {
        Values *all[] = {&g_ampa, &nmda_arrived, &g_gaba_a, &g_glycine, &g_gaba_a_slow, &gaba_b_arrived, &g_nicotinic,
                         &terminal_gaba_a, &terminal_gaba_b};
        return *all[which];
    }

    void fluctuate(long step) {
        for (int i = 0; i < n; ++i)
            fluctuation[i] = fluctuation[i] * c.fluctuation_keep + c.fluctuation_kick * philox_gaussian(population[i], step, 1, c.seed);
    }

    void move_gains(long step) {
        constexpr int KNOTS = 256;
        const int columns = (int)course.size() / KNOTS;
        const float place = ((float)(step * (double)c.dt) - c.settling) / c.course_step;
        const float *knot = &course[columns * std::min(KNOTS - 1, std::max(0, (int)std::floor(place + 1e-6f)))];
        for (int i = 0; i < n; ++i) {
            const float *now = knot + 6 * places[i];
            gain_ampa[i] = base_ampa[i] * now[0];
            gain_nmda[i] = base_nmda[i] * now[1];
            gain_gaba_a[i] = base_gaba_a[i] * now[2];
            gain_gaba_a_slow[i] = base_gaba_a_slow[i] * now[3];
            gain_gaba_b[i] = base_gaba_b[i] * now[4];
            gain_glycine[i] = base_glycine[i] * now[5];
        }
    }

    void draw_noise(long step) {
        for (int i = 0; i < n; ++i) noise_state[i] = noise_state[i] * c.noise_keep + c.noise_kick * philox_gaussian(i, step, 0, c.seed);
    }

    void update_persistent() {
#pragma GCC ivdep
        for (int i = motoneurons_from; i < n; ++i) {
            persistent[i] = persistent[i] * c.persistent_keep
                + (1.f - c.persistent_keep) / (1.f + std::exp((persistent_half[i] - v[i] - w[i] * elastance[i] / leak_rate[i]) / c.persistent_slope));
            persistent_current[i] = persistent_conductance[i] * persistent[i] * (c.persistent_reversal - v[i]);
        }
    }

    void update_slow() {
#pragma GCC ivdep
        for (int i = 0; i < n; ++i) {
            nmda_rising[i] = nmda_rising[i] * c.nmda_rise_keep + nmda_arrived[i];
            nmda_falling[i] = nmda_falling[i] * nmda_keep[i] + nmda_arrived[i];
            nmda_arrived[i] = 0;
            g_nicotinic[i] *= c.nicotinic_keep;
            const float background = drive_mean[i] * (1.f + drive_slow[i] * fluctuation[i]) + drive_spread[i] * noise_state[i];
            slow_excitation[i] = gain_ampa[i] * (background > 0.f ? background : 0.f)
                + gain_nmda[i] * c.nmda_norm * (nmda_falling[i] - nmda_rising[i]) / (1.f + c.magnesium * std::exp(-v[i] * c.magnesium_slope))
                + gain_nicotinic[i] * g_nicotinic[i];
            g_gaba_a_slow[i] *= gaba_a_slow_keep[i];
            slow_inhibition[i] = gain_gaba_a_slow[i] * g_gaba_a_slow[i] + tonic[i];
            gaba_b_rising[i] = gaba_b_rising[i] * c.gaba_b_rise_keep + gaba_b_arrived[i];
            gaba_b_falling[i] = gaba_b_falling[i] * gaba_b_keep[i] + gaba_b_arrived[i];
            gaba_b_arrived[i] = 0;
            const float activation = c.gaba_b_norm * (gaba_b_falling[i] - gaba_b_rising[i]);
            const float activation4 = activation * activation * activation * activation;
            potassium[i] = gain_gaba_b[i] * gaba_b_maximum[i] * activation4 / (activation4 + c.gaba_b_half4) + girk[i];
            w[i] = w[i] * w_keep[i] + (1.f - w_keep[i]) * adaptation[i] * (v[i] - rest[i]);
            w2[i] *= w2_keep[i];
            current[i] = bias[i] - w[i] - w2[i] + persistent_current[i];
            vesicles[i] = 1.f - (1.f - vesicles[i]) * vesicle_keep[i];
            terminal_gaba_a[i] *= c.terminal_a_keep;
            terminal_gaba_b[i] *= c.terminal_b_keep;
        }
    }

    void update_fast() {
#pragma GCC ivdep
        for (int i = 0; i < n; ++i) {
            const float excitation = gain_ampa[i] * g_ampa[i] + slow_excitation[i];
            const float inhibition = gain_gaba_a[i] * g_gaba_a[i] + gain_glycine[i] * g_glycine[i] + slow_inhibition[i];
            const float steep = std::min(6.f, std::max(-50.f, (v[i] - threshold_v[i]) * steepness[i]));
            const float slope = leak_rate[i] * (rest[i] - v[i]) + upstroke[i] * std::exp(steep)
                + elastance[i] * (current[i] - excitation * v[i] - inhibition * (v[i] - chloride[i])
                    - potassium[i] * (v[i] - c.potassium_reversal));
            v[i] += c.dt * (hold[i] <= 0.f ? slope : 0.f);
            hold[i] -= c.dt;
            g_ampa[i] -= c.dt * ampa_rate[i] * g_ampa[i];
            g_gaba_a[i] -= c.dt * gaba_a_rate[i] * g_gaba_a[i];
            g_glycine[i] -= c.dt * glycine_rate[i] * g_glycine[i];
        }
    }

    void find_spikes() {
        fired.clear();
        for (int i = 0; i < n; ++i)
            if (v[i] > -0.04f) fired.push_back(i);
    }

    void record_field() {
        for (Values &values : sum) std::fill(values.begin(), values.end(), 0.f);
        for (size_t k = 0; k < electrode.size(); ++k) {
            const int i = electrode_cell[k];
            sum[0][electrode[k]] -= scalp[k] * (gain_ampa[i] * g_ampa[i] + slow_excitation[i]) * v[i];
            sum[1][electrode[k]] -= scalp[k] * (v[i] - chloride[i])
                * (gain_gaba_a[i] * g_gaba_a[i] + gain_glycine[i] * g_glycine[i] + slow_inhibition[i]);
        }
        for (int component = 0; component < 2; ++component)
            field[component].insert(field[component].end(), sum[component].begin(), sum[component].end());
    }

    void deliver(long step) {
        for (int k = 0; k < CHANNEL_COUNT; ++k) {
            const Synapses &s = synapses[k];
            const Values &carried = factor[CHANNELS[k].factor];
            std::vector<int32_t> &due = queue[k][step % queue[k].size()];
            Values &first = target(CHANNELS[k].first);
            if (CHANNELS[k].second == NOWHERE)
                for (int32_t index : due) first[s.post[index]] += s.weight[index] * carried[s.pre[index]];
            else {
                Values &second = target(CHANNELS[k].second);
                for (int32_t index : due) {
                    first[s.post[index]] += s.weight[index] * carried[s.pre[index]];
                    second[s.post[index]] += s.second[index] * carried[s.pre[index]];
                }
            }
            due.clear();
            for (int i : fired)
                for (int32_t index : row[k][i]) queue[k][(step + s.delay[index]) % queue[k].size()].push_back(index);
        }
    }

    void reset(int i, long step) {
        v[i] = reset_v[i];
        hold[i] = refractory_time[i];
        w[i] += w_increment[i];
        w2[i] += w2_increment[i];
        current[i] -= w_increment[i] + w2_increment[i];
        factor[TRANSMITTED][i] = release[i];
        factor[DEPRESSED][i] = release[i] * vesicles[i];
        vesicles[i] -= utilisation[i] * vesicles[i];
        const float a = terminal_gaba_a[i] * terminal_a_gain[i], b = terminal_gaba_b[i] * terminal_b_gain[i];
        factor[GATED][i] = release[i] * (1 - c.terminal_a_depth * a / (1 + a)) * (1 - c.terminal_b_depth * b / (1 + b));
        spike_unit.push_back(i);
        spike_time.push_back(step * (double)c.dt);
    }

    void run(long steps) {
        for (long step = 0; step < steps; ++step) {
            if (step % FLUCTUATION == 0) fluctuate(step);
            if (step % COURSE == 0) move_gains(step);
            if (step % SLOW == 0) {
                draw_noise(step);
                update_persistent();
                update_slow();
            }
            update_fast();
            if (step % SLOW == 0) record_field();
            find_spikes();
            deliver(step);
            for (int i : fired) reset(i, step);
        }
    }
};

int main(int count, char **words) {
    const Input in(count, words);
    Plain plain(in);
    plain.run(std::lround(in.value("clockwork.end")[0] / in.dt));
    write_file(in.results + "/spike_unit", plain.spike_unit);
    write_file(in.results + "/spike_time", plain.spike_time);
    write_file(in.results + "/excitation", plain.field[0]);
    write_file(in.results + "/inhibition", plain.field[1]);
    return 0;
}
