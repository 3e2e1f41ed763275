package cuda

import (
	"aeed/train/device"
	"aeed/train/device/cuda/driver"
)

// Train implements device.Trainer.
func (s *state) Train(p device.Preparation, steps []device.Step) []device.Outcome {
	outcomes := make([]device.Outcome, 0, len(steps))
	s.replay(len(steps),
		func(i int) kind {
			step := steps[i]
			step.Check()
			s.residents.check(step.Places)
			return kind{step.Program, p, step.Mixed != nil, step.Mixed != nil && step.Mixed.Cut != nil}
		},
		func(i int, r *replay, words []uint32) {
			r.row.batch(words, steps[i].Batch)
			r.row.step(words, steps[i])
		},
		func(fields [][]float64) {
			o := device.Outcome{LogPosterior: fields[0], Terms: fields[1]}
			if len(fields) > 2 {
				o.Features, o.MixedTerms, o.MixedFeatures = fields[2], fields[3], fields[4]
			}
			outcomes = append(outcomes, o)
		})
	return outcomes
}

// Infer implements device.Trainer.
func (s *state) Infer(p device.Preparation, batches []device.Batch) [][]float64 {
	logits := make([][]float64, 0, len(batches))
	s.replay(len(batches),
		func(i int) kind {
			batches[i].Check()
			s.residents.check(batches[i].Places)
			return kind{program: batches[i].Program, preparation: p}
		},
		func(i int, r *replay, words []uint32) { r.row.batch(words, batches[i]) },
		func(fields [][]float64) { logits = append(logits, fields[0]) })
	return logits
}

// replay takes n steps. Each has a kind; write puts what is its own into a row of the
// plan, and read gets what came of it, in the order of the steps.
func (s *state) replay(n int, kindOf func(i int) kind, write func(i int, r *replay, words []uint32), read func(fields [][]float64)) {
	if s.residents == nil {
		panic("cuda: a step, and no clips on the card")
	}
	kinds := make([]kind, n)
	for i := range kinds {
		kinds[i] = kindOf(i)
	}
	for first := 0; first < n; first += rowsOfPlan {
		s.do(func(c driver.Context) error {
			taken := make([]*replay, min(rowsOfPlan, n-first))
			for i := range taken {
				r, err := s.replayOf(c, kinds[first+i])
				if err != nil {
					for _, before := range taken[:i] {
						before.count = 0
					}
					return err
				}
				write(first+i, r, r.next())
				taken[i] = r
			}
			results, err := s.launchAll(c, taken)
			if err != nil {
				return err
			}
			for _, r := range taken {
				read(r.result.read(results[r][:r.result.words]))
				results[r] = results[r][r.result.words:]
			}
			return nil
		})
	}
}

// replayOf returns the replay of a kind, captured when it is first asked for.
func (s *state) replayOf(c driver.Context, k kind) (*replay, error) {
	if r := s.replays[k]; r != nil {
		return r, nil
	}
	if err := s.growArena(c, k); err != nil {
		return nil, err
	}
	r, err := s.newReplay(c, k)
	if err == nil {
		s.replays[k] = r
	}
	return r, err
}

// growArena gives the steps an arena in which the program of a kind has room, and every
// other of its network for as many clips.
func (s *state) growArena(c driver.Context, k kind) (err error) {
	p := k.program
	if size := p.Arena * p.Clips * p.Bodies; size > s.arenaSize {
		s.arena = allocation(s, c, &err, size)
		s.arenaSize = size
	}
	return err
}

// next returns the words of the next row of the plan, all 0.
func (r *replay) next() []uint32 {
	r.count++
	if size := r.count * r.row.words; size > len(r.words) {
		r.words = append(r.words, make([]uint32, size-len(r.words))...)
	}
	words := r.words[(r.count-1)*r.row.words:][:r.row.words]
	clear(words)
	return words
}

// launchAll runs steps and returns all results of each kind, in the order of its steps.
func (s *state) launchAll(c driver.Context, taken []*replay) (map[*replay][]float32, error) {
	results := map[*replay][]float32{}
	for _, r := range taken {
		if results[r] != nil {
			continue
		}
		results[r] = make([]float32, r.count*r.result.words)
		if err := c.CopyToDevice(s.stream, r.plan, driver.Bytes(r.words[:r.count*r.row.words])); err != nil {
			return nil, err
		}
		if err := c.Fill(s.stream, r.step, 0, 1); err != nil {
			return nil, err
		}
		r.count = 0
	}
	for _, r := range taken {
		if err := c.LaunchGraph(s.stream, r.graph); err != nil {
			return nil, err
		}
	}
	for r, words := range results {
		if err := c.CopyToHost(s.stream, driver.Bytes(words), r.ledger); err != nil {
			return nil, err
		}
	}
	return results, nil
}
