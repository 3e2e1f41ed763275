// Package comparison holds the niche widths of a real run against what the theory
// and the simulation say of them. It takes a trajectory, whoever recorded it, and
// answers four questions.
//
//   - Replay: do the recorded entropies give the recorded weights when sim.Run and
//     package dynamics take them? Then what trained is what is analysed here.
//   - Bounds: do the weights stay inside every theorem that applies, and with what
//     slack? See package monitor, and Envelopes for the sharpest bound of each class.
//   - Forecast: how well do the first K epochs foretell the others?
//   - Drive: what moved the weights? How much of ln w_c does ηM_c explain, M_c being
//     the smoothed entropy, and how far did the common scale of all weights fall?
//
// Compare does all of it:
//
//	recording, err := comparison.Read("run/trajectory.jsonl")
//	report, err := comparison.Compare(recording, comparison.DefaultOptions())
//	err = report.WriteText(os.Stdout)
//	figures := report.Figures()
//
// # The forecast
//
// A network is modelled by a plant in which the entropy of class c relaxes to a
// floor that answers to the weights (entropies as fractions of ln C):
//
//	h_c ← h_c + λ_c·(T_c − κ·u_c − h_c) + drift        u_c = ln(w_c/w̄), w̄ = Σ n_k w_k/Σ n_k
//	H_c = h_c + noise of variance r²/n_c
//
// λ_c = λ·n_c^s/(1 + t/t₀) is the rate of learning in epoch t, which makes the fall of
// an entropy a power law in the end, κ the gain of the answer. The floors T_c
// are what tells classes apart: each is a draw from a normal distribution whose mean
// moves with ln n_c, so that classes learn from one another and a class of few or
// noisy epochs is drawn towards those of its size. A Kalman filter follows level and
// floor of each class through the first K epochs, with the weights that the loss
// used, and gives the likelihood of the nine constants that all classes share; the
// constants maximise it times weak priors (empirical Bayes).
//
// From epoch K on the plant runs in closed loop under sim.Run, the code that
// simulates, with the controller of package dynamics, the code that trains: weights
// answer to forecast entropies, those to the weights. Where the loss did not use the
// widths, as in a run that only watches them, the plant is not told of them. Bands
// hold 90 % of paths that draw everything unknown: the constants by a bootstrap over
// classes, level and floor by the filter, drift and noise of the epochs to come.
//
// Two baselines run under the same controller: persistence, in which every entropy
// stays what it was last, and exponential, a curve floor + a·e^{−t/τ} fitted to each
// class alone. A schedule of the learning rate that changes after epoch K is not in
// the trajectory, so no forecast can know of it.
//
// # Source
//
// The plant is the damped trend of E. S. Gardner and E. McKenzie, Forecasting trends
// in time series, Management Science 31 (1985), in state space, with a floor that
// classes share strength about.
package comparison
