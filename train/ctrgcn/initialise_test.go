package ctrgcn

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// tensorsOf returns the values of a vector's tensors by name.
func tensorsOf(tensors []Tensor, vector []float64) map[string][]float64 {
	named := map[string][]float64{}
	for _, t := range tensors {
		named[t.Name] = vector[t.Offset : t.Offset+t.Size]
	}
	return named
}

// moments returns the standardised deviations of mean and variance from those of a
// normal distribution, in standard errors.
func moments(values []float64, mean, deviation float64) (ofMean, ofVariance float64) {
	n, sum, squares := float64(len(values)), 0.0, 0.0
	for _, v := range values {
		z := (v - mean) / deviation
		sum += z
		squares += z * z
	}
	return sum / math.Sqrt(n), (squares - n) / math.Sqrt(2*n)
}

// Every normal tensor of the official network must have the mean and the deviation
// of the official initialisation, within five standard errors.
func TestInitialiseIsNormal(t *testing.T) {
	a := official(60)
	parameters, _ := a.Initialise(1)
	values := tensorsOf(a.Layout().Parameters, parameters)
	for _, c := range []struct {
		mean, deviation float64
		names           []string
	}{
		{0, math.Sqrt(2. / 8), []string{"l1.gcn1.convs.0.conv1.weight", "l4.gcn1.convs.2.conv2.weight"}},
		{0, math.Sqrt(2. / 32), []string{"l10.gcn1.convs.1.conv1.weight"}},
		{0, math.Sqrt(2. / 64), []string{"l1.gcn1.convs.0.conv3.weight", "l2.gcn1.convs.0.conv4.weight", "l1.gcn1.down.0.weight"}},
		{0, math.Sqrt(2. / 256), []string{"l8.gcn1.convs.0.conv3.weight", "l8.residual.conv.weight", "l8.gcn1.down.0.weight"}},
		{0, math.Sqrt(2. / 16), []string{"l1.tcn1.branches.0.0.weight", "l1.tcn1.branches.3.0.weight"}},
		{0, math.Sqrt(2. / (16 * 5)), []string{"l1.tcn1.branches.0.3.conv.weight"}},
		{0, math.Sqrt(2. / (64 * 5)), []string{"l10.tcn1.branches.1.3.conv.weight"}},
		{0, math.Sqrt(2. / 60), []string{"fc.weight"}},
		{1, 0.02, []string{"l10.tcn1.branches.0.1.weight", "l9.tcn1.branches.1.3.bn.weight", "l8.tcn1.branches.2.4.weight", "l10.tcn1.branches.3.1.weight"}},
	} {
		for _, name := range c.names {
			if values[name] == nil {
				t.Errorf("there is no %s", name)
				continue
			}
			if m, v := moments(values[name], c.mean, c.deviation); math.Abs(m) > 5 || math.Abs(v) > 5 {
				t.Errorf("%s: the mean deviates by %.1f standard errors, the variance by %.1f", name, m, v)
			}
		}
	}
}

// The same for all tensors of a kind at once, which is far sharper, within three
// standard errors, and for whatever tensor the list above leaves out.
func TestInitialiseEveryTensor(t *testing.T) {
	a := official(60)
	l := a.Layout()
	parameters, running := a.Initialise(2)
	var convolutions, norms []float64
	for _, x := range l.Parameters {
		values := parameters[x.Offset : x.Offset+x.Size]
		want := math.NaN()
		switch {
		case len(x.Shape) == 4:
			for _, v := range values {
				convolutions = append(convolutions, v*math.Sqrt(float64(x.Shape[0]*x.Shape[2]*x.Shape[3])/2))
			}
			continue
		case strings.HasSuffix(x.Name, ".PA"):
			for i, v := range values {
				if v != float64(float32(a.Adjacency[i])) {
					t.Fatalf("%s[%d] = %g", x.Name, i, v)
				}
			}
			continue
		case x.Name == "fc.bias":
			uniform(t, values, 1./16)
			continue
		case x.Name == "fc.weight":
			continue
		case strings.HasSuffix(x.Name, ".bias"), strings.HasSuffix(x.Name, ".alpha"):
			want = 0
		case strings.HasSuffix(x.Name, ".gcn1.bn.weight"):
			want = float64(float32(1e-6))
		case strings.Contains(x.Name, ".tcn1."):
			norms = append(norms, values...)
			continue
		default: // data_bn.weight, down.1.weight, residual.bn.weight
			want = 1
		}
		if slices.ContainsFunc(values, func(v float64) bool { return v != want }) {
			t.Errorf("%s is not %g throughout", x.Name, want)
		}
	}
	for name, values := range map[string][]float64{"convolutions": convolutions, "scales": norms} {
		mean, deviation := 0.0, 1.0
		if name == "scales" {
			mean, deviation = 1, 0.02
		}
		if m, v := moments(values, mean, deviation); math.Abs(m) > 3 || math.Abs(v) > 3 {
			t.Errorf("%d %s: the mean deviates by %.1f standard errors, the variance by %.1f", len(values), name, m, v)
		}
	}
	for _, x := range l.Running {
		want := 0.0
		if strings.HasSuffix(x.Name, "var") {
			want = 1
		}
		if slices.ContainsFunc(running[x.Offset:x.Offset+x.Size], func(v float64) bool { return v != want }) {
			t.Errorf("%s is not %g throughout", x.Name, want)
		}
	}
	for i, v := range parameters {
		if v != float64(float32(v)) {
			t.Fatalf("parameter %d, %g, is no float32", i, v)
		}
	}
}

func uniform(t *testing.T, values []float64, bound float64) {
	t.Helper()
	squares := 0.0
	for _, v := range values {
		if math.Abs(v) > bound {
			t.Errorf("%g is beyond ±%g", v, bound)
		}
		squares += v * v / (bound * bound)
	}
	n := float64(len(values)) // v² has mean 1/3 and variance 4/45
	if z := (squares - n/3) / math.Sqrt(n*4/45); math.Abs(z) > 5 {
		t.Errorf("the variance deviates by %.1f standard errors", z)
	}
}

// A seed gives one network, another seed another, and no two tensors the same.
func TestInitialiseDependsOnSeedAndTensor(t *testing.T) {
	a := small()
	one, _ := a.Initialise(1)
	again, _ := a.Initialise(1)
	two, _ := a.Initialise(2)
	if !slices.Equal(one, again) || slices.Equal(one, two) {
		t.Error("the seed does not say which network it is")
	}
	values := tensorsOf(a.Layout().Parameters, one)
	left, right := values["l2.gcn1.convs.0.conv1.weight"], values["l2.gcn1.convs.0.conv2.weight"]
	if slices.Equal(left, right) {
		t.Error("two tensors are the same")
	}
	if bias := values["fc.bias"]; slices.ContainsFunc(bias, func(v float64) bool { return math.Abs(v) > 1/math.Sqrt(32) }) {
		t.Errorf("fc.bias %v", bias)
	}
}
