package main

import (
	"cmp"
	"math"
	"slices"

	"aeed/internal/nullable"
)

// A kernelTime is all launches of a kernel in a step.
type kernelTime struct {
	Kernel   string  `json:"kernel"`
	Launches int     `json:"launches"`
	MS       float64 `json:"ms"` // of all launches together
}

// An operationTime is all operations of a kind and a shape in a step.
type operationTime struct {
	Kind  string `json:"kind"`
	Shape string `json:"shape"` // frames×columns, from→to
	Count int    `json:"count"`
	work
	MS float64 `json:"ms"`
	// FloorMS is the least time that their work takes at the ceilings, each operation by
	// itself; null without ceilings.
	FloorMS nullable.Float `json:"floor_ms"`
}

// gap is the time above the floor, NaN if that isn't known.
func (o operationTime) gap() float64 { return o.MS - float64(o.FloorMS) }

// floor returns the least milliseconds of a work: those of its bytes, or of its products
// if they take longer; NaN without ceilings.
func (c *ceilings) floor(w work, arithmetic string) float64 {
	if c == nil || c.CopyBytesPerS <= 0 || c.rate(arithmetic) <= 0 {
		return math.NaN()
	}
	return 1000 * max(float64(w.Bytes)/c.CopyBytesPerS, float64(w.FLOP)/c.rate(arithmetic))
}

// weigh holds what was measured against the ceilings, where there are any.
func (o own) weigh(c *ceilings) result {
	return result{o.Arithmetic, o.Device, o.Steps, o.kernels(), o.operations(c)}
}

// kernels adds up the launches of each kernel, the longest first.
func (o own) kernels() []kernelTime {
	sums := collected[string, kernelTime]{}
	for _, l := range o.Launches {
		k := sums.of(l.Kernel)
		k.Kernel = l.Kernel
		k.Launches++
		k.MS += l.MS
	}
	return sums.sorted(func(k kernelTime) float64 { return k.MS })
}

// operations adds up the operations of each kind and shape, the longest first.
func (o own) operations(c *ceilings) []operationTime {
	type key struct{ kind, shape string }
	sums := collected[key, operationTime]{}
	for _, op := range o.Operations {
		s := sums.of(key{op.Kind, op.Shape})
		s.Kind, s.Shape = op.Kind, op.Shape
		s.Count++
		s.Bytes += op.Bytes
		s.FLOP += op.FLOP
		s.FloorMS += nullable.Float(c.floor(op.work, o.Arithmetic))
	}
	for _, l := range o.Launches {
		if l.Operation >= 0 {
			op := o.Operations[l.Operation]
			sums.of(key{op.Kind, op.Shape}).MS += l.MS
		}
	}
	return sums.sorted(func(s operationTime) float64 { return s.MS })
}

// widest returns the count operations with the largest gaps to their floors; without
// floors, any.
func widest(operations []operationTime, count int) []operationTime {
	sorted := slices.Clone(operations)
	slices.SortStableFunc(sorted, func(a, b operationTime) int { return cmp.Compare(b.gap(), a.gap()) })
	return sorted[:min(count, len(sorted))]
}

// collected are sums by key, in the order in which keys were first asked for.
type collected[K comparable, V any] struct {
	keys []K
	sums map[K]*V
}

// of returns the sum of a key.
func (c *collected[K, V]) of(key K) *V {
	if c.sums == nil {
		c.sums = map[K]*V{}
	}
	if c.sums[key] == nil {
		c.keys, c.sums[key] = append(c.keys, key), new(V)
	}
	return c.sums[key]
}

// sorted returns the sums, those of the largest size first.
func (c *collected[K, V]) sorted(size func(V) float64) (all []V) {
	for _, key := range c.keys {
		all = append(all, *c.sums[key])
	}
	slices.SortStableFunc(all, func(a, b V) int { return cmp.Compare(size(b), size(a)) })
	return all
}
