package dynamics

import (
	"hash/fnv"
	"math"
	"testing"
)

// The bits of 4000 epochs of every operation that a trajectory consists of are
// pinned. A build that fuses a multiply with an add, as compilers may on arm64
// or with GOAMD64=v3, would have others. The entropies are dyadic, so no
// library function takes part.
func TestStepIsGolden(t *testing.T) {
	for _, law := range laws {
		p := DefaultParameters()
		p.Law, p.Eta, p.Clip = law, .7, Clip{Low: .01, High: 50}
		c, err := NewController(60, p)
		if err != nil {
			t.Fatal(err)
		}
		hash, state := fnv.New64a(), uint64(1)
		put := func(v float64) {
			bits := math.Float64bits(v)
			for shift := 0; shift < 64; shift += 8 {
				hash.Write([]byte{byte(bits >> shift)})
			}
		}
		ema := 0.0
		for range 4000 {
			for class := range 3 {
				state = state*6364136223846793005 + 1442695040888963407 // Knuth's generator
				if err := c.Observe(class, 4*float64(state>>40)/(1<<24)); err != nil {
					t.Fatal(err)
				}
			}
			records, err := c.EndEpoch()
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range records[:3] {
				ema = SmoothedEntropy(p.Beta, r.Entropy, ema)
				for _, v := range []float64{r.Flow, r.NextWeightRaw, r.NextWeight, ema} {
					put(v)
				}
			}
		}
		want := map[string]uint64{"logistic": 0x358674011462eb24, "anchored": 0x3f43c357af74452c}[law.Name()]
		if got := hash.Sum64(); got != want {
			t.Errorf("%s: trajectory hash %#x, want %#x: is a product fused with a sum?", law.Name(), got, want)
		}
	}
}
