package checker_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"aeed/proofs/certificate/checker"
)

var quantities = []string{checker.SupWeight, checker.EtaMax, checker.LoopStable}

func read(t testing.TB, quantity string) checker.Certificate {
	t.Helper()
	c, err := checker.ReadFile(filepath.Join("testdata", quantity+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAccepts(t *testing.T) {
	for _, quantity := range quantities {
		if err := checker.Check(read(t, quantity)); err != nil {
			t.Error(err)
		}
	}
}

// Every corruption is sealed anew, so that the proof has to catch it, and the
// error says where and ends in a hint.
func TestRejectsCorruption(t *testing.T) {
	params := func(name string, value ...string) func(*checker.Certificate) {
		return func(c *checker.Certificate) { c.Params[name] = value }
	}
	bound := func(text string) func(*checker.Certificate) {
		return func(c *checker.Certificate) { c.Bound = text }
	}
	first := func(change func(b *checker.Barrier)) func(*checker.Certificate) {
		return func(c *checker.Certificate) { change(&c.Witness.Barriers[0]) }
	}
	cuts := func(change func(string) string) func(*checker.Certificate) {
		return func(c *checker.Certificate) { c.Witness.Cuts = change(c.Witness.Cuts) }
	}
	sup, eta, loop := checker.SupWeight, checker.EtaMax, checker.LoopStable
	for _, c := range []struct {
		name, quantity string
		corrupt        func(*checker.Certificate)
		want           string
	}{
		{"format", sup, func(c *checker.Certificate) { c.Format = "aeed-certificate/2" }, "format"},
		{"unknown quantity", sup, func(c *checker.Certificate) { c.Quantity = "sup" }, "quantity"},
		{"another quantity", sup, func(c *checker.Certificate) { c.Quantity = eta }, "params"},
		{"loop as weight", loop, func(c *checker.Certificate) { c.Quantity = sup }, "params"},

		{"lowered bound", sup, bound("2.39"), "bound"},
		{"raised bound", sup, bound("3"), "bound"},
		{"bound NaN", sup, bound("NaN"), "canonical"},
		{"bound missing", sup, bound(""), "canonical"},
		{"larger eta", sup, params("eta", "0.505"), "cross"},
		{"smaller gamma", sup, params("gamma", "0.0495"), "cross"},
		{"smaller beta", sup, params("beta", "0.899"), "cross"},
		{"larger w0", sup, params("w0", "1.01"), "below w0"},
		{"more classes", sup, params("classes", "61"), "ln"},
		{"eta as a range", sup, params("eta", "0.4", "0.5"), "2 numbers"},
		{"eta without value", sup, params("eta"), "0 numbers"},
		{"eta 0", sup, params("eta", "0"), "eta is 0"},
		{"gamma 0", sup, params("gamma", "0"), "gamma > 0"},
		{"beta 1", sup, params("beta", "1"), "beta < 1"},
		{"half a class", sup, params("classes", "59.5"), "whole number"},
		{"one class", sup, params("classes", "1"), "whole number"},
		{"superfluous zero", sup, params("eta", "0.50"), "canonical"},
		{"leading zero", sup, params("eta", "00.5"), "canonical"},
		{"no whole part", sup, params("eta", ".5"), "canonical"},
		{"exponent", sup, params("eta", "5e-1"), "canonical"},
		{"sign", sup, params("eta", "-0.5"), "canonical"},
		{"fraction", sup, params("eta", "1/2"), "canonical"},
		{"infinity", sup, params("eta", "Inf"), "canonical"},
		{"long", sup, params("eta", "0."+strings.Repeat("3", 50)), "canonical"},
		{"unknown parameter", sup, params("delta", "1"), "params"},
		{"missing parameter", sup, func(c *checker.Certificate) { delete(c.Params, "w0") }, "params"},

		{"no witness", sup, func(c *checker.Certificate) { c.Witness = checker.Witness{} }, "witness"},
		{"two barriers", sup, func(c *checker.Certificate) { c.Witness.Barriers = append(c.Witness.Barriers, c.Witness.Barriers[0]) }, "witness"},
		{"cuts too", sup, cuts(func(string) string { return "." }), "witness"},
		{"range of eta", sup, first(func(b *checker.Barrier) { b.Eta = checker.Value{"0", "1"} }), "witness"},
		{"no nodes", sup, first(func(b *checker.Barrier) { *b = checker.Barrier{} }), "nodes"},
		{"too many nodes", sup, first(func(b *checker.Barrier) { b.Entropy = make([]string, 20000) }), "at most"},
		{"weight missing", sup, first(func(b *checker.Barrier) { b.Weight = b.Weight[1:] }), "nodes"},
		{"first node missing", sup, first(func(b *checker.Barrier) { b.Entropy, b.Weight = b.Entropy[1:], b.Weight[1:] }), "entropy 0"},
		{"last node missing", sup, first(func(b *checker.Barrier) {
			n := len(b.Entropy) - 1
			b.Entropy, b.Weight = b.Entropy[:n], b.Weight[:n]
		}), "ln 60"},
		{"nodes reordered", sup, first(func(b *checker.Barrier) { b.Entropy[5], b.Entropy[6] = b.Entropy[6], b.Entropy[5] }), "increasing"},
		{"weights reordered", sup, first(func(b *checker.Barrier) { b.Weight[5], b.Weight[6] = b.Weight[6], b.Weight[5] }), "cross"},
		{"weight lowered", sup, first(func(b *checker.Barrier) { b.Weight[8] = "1.5" }), "cross"},
		{"weight too high", sup, func(c *checker.Certificate) {
			c.Witness.Barriers[0].Weight[60], c.Bound = "50", "50"
		}, "non-positive"},
		{"weight no number", sup, first(func(b *checker.Barrier) { b.Weight[8] = "NaN" }), "number 8"},
		{"entropy no number", sup, first(func(b *checker.Barrier) { b.Entropy[8] = "x" }), "number 8"},

		{"lowered eta_max", eta, bound("2.1"), "bound"},
		{"raised eta_max", eta, bound("2.2"), "bound"},
		{"eta_max no number", eta, bound("+2.1"), "canonical"},
		{"smaller gamma for eta_max", eta, params("gamma", "0.049"), "cross"},
		{"w0 of eta_max", eta, params("w0", "1.1"), "barrier"},
		{"a given eta", eta, params("eta", "1"), "params"},
		{"no barriers", eta, func(c *checker.Certificate) { c.Witness.Barriers = nil }, "witness"},
		{"first range missing", eta, func(c *checker.Certificate) { c.Witness.Barriers = c.Witness.Barriers[1:] }, "go on"},
		{"last range missing", eta, func(c *checker.Certificate) { c.Witness.Barriers = c.Witness.Barriers[:1] }, "bound"},
		{"ranges reordered", eta, func(c *checker.Certificate) {
			b := c.Witness.Barriers
			b[0], b[1] = b[1], b[0]
		}, "go on"},
		{"range empty", eta, first(func(b *checker.Barrier) { b.Eta[1] = "0" }), "go on"},
		{"range of one", eta, first(func(b *checker.Barrier) { b.Eta = b.Eta[:1] }), "go on"},
		{"range no number", eta, first(func(b *checker.Barrier) { b.Eta[1] = "one" }), "eta"},
		{"range widened", eta, func(c *checker.Certificate) {
			last := len(c.Witness.Barriers) - 1
			c.Witness.Barriers[last].Eta[1], c.Bound = "2.3", "2.3"
		}, "non-positive"},
		{"barrier malformed", eta, first(func(b *checker.Barrier) { b.Weight = nil }), "nodes"},

		{"larger gain", loop, func(c *checker.Certificate) { c.Params["gain"][1], c.Bound = "4", "4" }, "stable"},
		{"bound of the loop", loop, bound("3.4"), "bound"},
		{"smaller beta of the loop", loop, params("beta", "0.7", "0.95"), "stable"},
		{"larger lag", loop, params("lag", "0.1", "0.6"), "stable"},
		{"longer delay", loop, params("delay", "3"), "stable"},
		{"delay too long", loop, params("delay", "21"), "delay"},
		{"half a delay", loop, params("delay", "0.5"), "delay"},
		{"delay missing", loop, func(c *checker.Certificate) { delete(c.Params, "delay") }, "delay"},
		{"lag missing", loop, func(c *checker.Certificate) { delete(c.Params, "lag") }, "params"},
		{"lag 0", loop, params("lag", "0", "0.5"), "lag"},
		{"lag above 1", loop, params("lag", "0.5", "1.1"), "lag"},
		{"beta of the loop 1", loop, params("beta", "0.5", "1"), "beta"},
		{"range reversed", loop, params("beta", "0.95", "0.8"), "order"},
		{"a cut missing", loop, cuts(func(s string) string { return s[1:] }), "cut"},
		{"a box missing", loop, cuts(func(s string) string { return s[:len(s)-1] }), "to go"},
		{"a box too many", loop, cuts(func(s string) string { return s + "." }), "covered"},
		{"an unknown cut", loop, cuts(func(s string) string { return "x" + s[1:] }), "use g, b, l"},
		{"endless cuts", loop, cuts(func(string) string { return strings.Repeat("g", 200) }), "larger boxes"},
		{"one box", loop, cuts(func(string) string { return "." }), "halve"},
		{"barriers too", loop, func(c *checker.Certificate) { c.Witness.Barriers = make([]checker.Barrier, 1) }, "witness"},
	} {
		corrupted := read(t, c.quantity)
		c.corrupt(&corrupted)
		if err := checker.Check(corrupted); err == nil {
			t.Errorf("%s: accepted with the old digest", c.name)
		}
		err := checker.Check(corrupted.Seal())
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; ") && !strings.Contains(err.Error(), "give ") {
			t.Errorf("%s: %v, want an error about %q with a hint", c.name, err, c.want)
		}
	}
}

// No byte of a file can change unnoticed.
func TestEveryByteMatters(t *testing.T) {
	for _, quantity := range quantities {
		data := read(t, quantity).Encode()
		for i := range data {
			for _, flip := range []byte{1, 2, 0x20, 0x80} {
				altered := bytes.Clone(data)
				altered[i] ^= flip
				if c, err := checker.Decode(altered); err == nil && checker.Check(c) == nil {
					t.Fatalf("%s: byte %d, %q for %q, is accepted", quantity, i, altered[i], data[i])
				}
			}
		}
	}
}

// A digit changed and sealed anew passes only where what is then claimed is
// true: where the worst history that we know of keeps to it.
func TestResealedDigits(t *testing.T) {
	original := read(t, checker.SupWeight)
	data := original.Encode()
	accepted := 0
	for i := 0; i < len(data)-80; i += 7 { // all but the digest
		if data[i] < '0' || data[i] > '9' {
			continue
		}
		altered := bytes.Clone(data)
		altered[i] = '0' + (data[i]-'0'+byte(1+i%8))%10
		c, err := checker.Decode(altered)
		if err != nil {
			continue
		}
		c = c.Seal()
		if checker.Check(c) == nil {
			accepted++
			if bound, worst := number(c.Bound), greedy(c.Params); bound < worst {
				t.Errorf("byte %d: accepted %s, attained %g with %v", i, c.Bound, worst, c.Params)
			}
		}
	}
	t.Logf("%d accepted", accepted)
}

// greedy returns the largest weight of the history that raises the entropy from
// 0 to ln C at once.
func greedy(params map[string]checker.Value) float64 {
	eta, gamma, beta := number(params["eta"][0]), number(params["gamma"][0]), number(params["beta"][0])
	w, m, limit := number(params["w0"][0]), 0.0, math.Log(number(params["classes"][0]))
	highest := w
	for range 100 {
		flow := (1 - beta) * (limit - m)
		w *= 1 + eta*(flow-gamma*w)
		m += flow
		highest = max(highest, w)
	}
	return highest
}

func number(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return v
}

func TestReadFile(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"empty": "", "array": "[]", "twice": string(bytes.Repeat(read(t, checker.SupWeight).Encode(), 2)),
		"unknown field": `{"formats":""}`, "number": `{"bound":1}`, "object as value": `{"params":{"eta":{}}}`,
		"huge": strings.Repeat(" ", 16<<20+1),
	} {
		path := filepath.Join(folder, "c.json")
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := checker.ReadFile(path); err == nil || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: %v, want an error that begins with the path", name, err)
		}
	}
	if _, err := checker.ReadFile(folder); err == nil {
		t.Error("a folder is read")
	}
}

func FuzzDecode(f *testing.F) {
	for _, quantity := range quantities {
		f.Add(read(f, quantity).Encode())
	}
	f.Add([]byte(`{"format":"aeed-certificate/1","params":{"eta":[]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := checker.Decode(data)
		if err != nil {
			return
		}
		if !bytes.Equal(c.Encode(), data) {
			t.Errorf("%q is read but written as %q", data, c.Encode())
		}
		if len(data) < 4000 {
			checker.Check(c.Seal()) // must not panic
		}
	})
}
