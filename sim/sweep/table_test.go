package sweep

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"aeed/dynamics"
	"aeed/sim"
)

// A rawRow is a row as any other program reads it.
type rawRow struct {
	Index     int64    `parquet:"index"`
	Eta       float64  `parquet:"eta"`
	Gamma     float64  `parquet:"gamma"`
	Beta      float64  `parquet:"beta"`
	ClipLow   *float64 `parquet:"clip_low"`
	ClipHigh  *float64 `parquet:"clip_high"`
	W0        float64  `parquet:"w0"`
	Law       string   `parquet:"law"`
	Driver    string   `parquet:"driver"`
	Source    string   `parquet:"source"`
	Lag       *float64 `parquet:"source_lag"`
	Tau       *float64 `parquet:"source_tau"`
	Classes   int64    `parquet:"classes"`
	Largest   int64    `parquet:"largest"`
	Imbalance float64  `parquet:"imbalance"`
	Noise     float64  `parquet:"noise"`
	Seed      int64    `parquet:"seed"`
	Epochs    int64    `parquet:"epochs"`

	FinalMin     float64  `parquet:"final_min"`
	FinalMean    float64  `parquet:"final_mean"`
	FinalMax     float64  `parquet:"final_max"`
	WeightMin    float64  `parquet:"weight_min"`
	WeightMax    float64  `parquet:"weight_max"`
	EpochsToLow  *int64   `parquet:"epochs_to_low"`
	EpochsToHigh *int64   `parquet:"epochs_to_high"`
	Overshoot    float64  `parquet:"overshoot"`
	Amplitude    float64  `parquet:"amplitude"`
	Period       *float64 `parquet:"period"`
	TailHead     float64  `parquet:"tail_head"`
	USlack       *float64 `parquet:"u_slack"`

	Boundedness  bool `parquet:"boundedness"`
	Collapse     bool `parquet:"collapse"`
	TotalGain    bool `parquet:"total_gain"`
	Capture      bool `parquet:"capture"`
	InputToState bool `parquet:"input_to_state"`
	ClosedLoop   bool `parquet:"closed_loop"`
}

// Each row alone, read by its column names, is enough to run its point again,
// and says what the run comes to.
func TestRowsReproduceThemselves(t *testing.T) {
	spec := mustSpec(t, "eta=0.5,12,60", "gamma=0.05,0.1,0.2", "clip-low=0.1,none", "clip-high=none", "law=logistic,anchored", "driver=flow,entropy",
		"source=hill:alpha=2,learning:floor=0.3", "noise=0,0.3", "seed=4", "classes=3", "largest=50", "imbalance=7", "epochs=40", "w0=1.5", "beta=0.25")
	dir := mustRun(t, spec)
	rows, err := parquet.ReadFile[rawRow](filepath.Join(dir, tableName))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 288 {
		t.Fatalf("%d rows", len(rows))
	}
	orNaN := func(x *float64) float64 {
		if x == nil {
			return math.NaN()
		}
		return *x
	}
	orMinus1 := func(x *int64) int {
		if x == nil {
			return -1
		}
		return int(*x)
	}
	nulls := map[string]int{}
	for i, row := range rows {
		source, err := sim.Parse(row.Source)
		if err != nil {
			t.Fatal(err)
		}
		law, err := dynamics.LawByName(row.Law)
		if err != nil {
			t.Fatal(err)
		}
		clip := dynamics.Unclipped()
		if row.ClipLow != nil {
			clip.Low = *row.ClipLow
		}
		if row.ClipHigh != nil {
			clip.High = *row.ClipHigh
		}
		scenario := sim.Scenario{Sizes: sim.LongTailed(int(row.Classes), int(row.Largest), row.Imbalance), Source: source, Noise: row.Noise, Epochs: int(row.Epochs), Seed: uint64(row.Seed)}
		want := make([]sim.Summary, 1)
		if err := sim.Summarise(&scenario, []dynamics.Parameters{{Eta: row.Eta, Gamma: row.Gamma, Beta: row.Beta, Clip: clip, InitialWeight: row.W0, Law: law, Driver: dynamics.Driver(row.Driver)}}, want, 1); err != nil {
			t.Fatal(err)
		}
		got := sim.Summary{FinalMin: row.FinalMin, FinalMean: row.FinalMean, FinalMax: row.FinalMax, WeightMin: row.WeightMin, WeightMax: row.WeightMax,
			EpochsToLow: orMinus1(row.EpochsToLow), EpochsToHigh: orMinus1(row.EpochsToHigh), Overshoot: row.Overshoot, Amplitude: row.Amplitude,
			Period: orNaN(row.Period), TailHead: row.TailHead, USlack: orNaN(row.USlack)}
		for theorem, applies := range map[sim.Theorems]bool{sim.Boundedness: row.Boundedness, sim.Collapse: row.Collapse, sim.TotalGain: row.TotalGain,
			sim.Capture: row.Capture, sim.InputToState: row.InputToState, sim.ClosedLoop: row.ClosedLoop} {
			if applies {
				got.Applies |= theorem
			}
		}
		if row.Index != int64(i) || !same(got, want[0]) {
			t.Fatalf("row %d: %+v, want %+v", i, got, want[0])
		}
		if isHill := source.Name() == "hill"; (row.Lag != nil) != isHill || (row.Tau != nil) == isHill {
			t.Fatalf("row %d: constants of another source than %s", i, row.Source)
		}
		for name, null := range map[string]bool{"clip_low": row.ClipLow == nil, "clip_high": row.ClipHigh == nil, "epochs_to_low": row.EpochsToLow == nil, "period": row.Period == nil, "u_slack": row.USlack == nil} {
			if null {
				nulls[name]++
			}
		}
	}
	for _, name := range []string{"clip_low", "epochs_to_low", "period", "u_slack"} {
		if nulls[name] == 0 || nulls[name] == len(rows) {
			t.Errorf("%d of %d values of %s are null: the test sees one case only", nulls[name], len(rows), name)
		}
	}
}

// The package's own reader finds the same as what was computed.
func TestReaderReturnsWhatWasComputed(t *testing.T) {
	spec := mustSpec(t, append(small, "shard=2/3")...)
	dir := mustRun(t, spec)
	r, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Space().Len() != 380 || r.Space().Spec().Get("shard") != "2/3" {
		t.Errorf("space of %d points, shard %s", r.Space().Len(), r.Space().Spec().Get("shard"))
	}
	var n int64
	for row, err := range r.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		want := make([]sim.Summary, 1)
		if err := sim.Summarise(row.Scenario, []dynamics.Parameters{row.Parameters}, want, 1); err != nil {
			t.Fatal(err)
		}
		if !same(row.Summary, want[0]) || row.Index/r.space.size%3 != 1 {
			t.Fatalf("row %d: %+v, want %+v", row.Index, row.Summary, want[0])
		}
		n++
	}
	if n != r.Len() || n == 0 {
		t.Errorf("%d rows, want %d", n, r.Len())
	}
	for range r.Rows() { // a loop that ends early
		break
	}
}

func TestOpenWhatIsNotThere(t *testing.T) {
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "hint: aeed sweep ") {
		t.Error(err)
	}
}

// Row groups are full ones, whatever the chunks.
func TestRowGroups(t *testing.T) {
	space := mustSpace(t, "design=sobol", "points=150000", "eta=0.1:1", "epochs=5", "classes=2")
	var content bytes.Buffer
	w := newTableWriter(&content, space)
	walk := space.walk()
	for k := range space.chunks() {
		from, to := space.chunk(k)
		var points []Point
		for i := from; i < to; i++ {
			points = append(points, walk.at(i))
		}
		if err := w.write(points, make([]sim.Summary, len(points))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(content.Bytes()), int64(content.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var rows []int64
	for _, group := range file.RowGroups() {
		rows = append(rows, group.NumRows())
	}
	if len(rows) != 3 || rows[0] > groupRows || rows[0] < groupRows/2 || file.NumRows() != 150000 {
		t.Errorf("groups of %d rows", rows)
	}
}

// Damage anywhere is an error, or a value that reads well; never a panic.
func TestDamagedTables(t *testing.T) {
	dir := mustRun(t, mustSpec(t, "eta=0.1:1:0.1", "gamma=0.05,0.1", "classes=3", "epochs=10"))
	path := filepath.Join(dir, tableName)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	read := func() error {
		r, err := Open(dir)
		if err != nil {
			return err
		}
		defer r.Close()
		for _, err := range r.Rows() {
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := read(); err != nil {
		t.Fatal(err)
	}
	faults := 0
	for at := 0; at < len(whole); at += 31 {
		for _, content := range [][]byte{whole[:at], append(append(append([]byte{}, whole[:at]...), whole[at]^0x55), whole[at+1:]...)} {
			if err := os.WriteFile(path, content, 0o644); err != nil {
				t.Fatal(err)
			}
			if err := read(); err != nil {
				faults++
				if !strings.HasPrefix(err.Error(), "sweep: ") || !strings.Contains(err.Error(), "hint: ") {
					t.Fatalf("byte %d: %v", at, err)
				}
			}
		}
	}
	if faults < len(whole)/31 { // every cut one at least
		t.Errorf("only %d faults found", faults)
	}
}

// Tables of another making: no spec, another spec, other rows.
func TestTablesOfAnotherMaking(t *testing.T) {
	spec := mustSpec(t, "eta=0.1,0.2", "classes=3", "epochs=10")
	space, err := spec.Space()
	if err != nil {
		t.Fatal(err)
	}
	write := func(metadata string, cells []cell, indices ...int64) string {
		dir := t.TempDir()
		err := replace(filepath.Join(dir, tableName), func(out io.Writer) error {
			w := parquet.NewGenericWriter[any](out, schema(cells), parquet.KeyValueMetadata(metadataKey, metadata))
			for _, index := range indices {
				p, s := space.At(0), sim.Summary{}
				p.Index = index
				for i, column := range w.ColumnWriters() {
					values := make([]parquet.Value, 1)
					cells[i].fill(values, []Point{p}, []sim.Summary{s}, i)
					if _, err := column.WriteRowValues(values); err != nil {
						return err
					}
				}
			}
			return w.Close()
		})
		if err != nil {
			t.Fatal(err)
		}
		return dir
	}
	cells := space.cells()
	for name, c := range map[string]struct {
		dir, want string
	}{
		"good":           {write(string(spec.YAML()), cells, 0, 1), ""},
		"another order":  {write(string(spec.YAML()), cells, 1, 0), "index 1 where 0 belongs"},
		"too few":        {write(string(spec.YAML()), cells, 0), "it has 1 rows, not 2"},
		"bad spec":       {write("etta: 1", cells, 0, 1), "line 1"},
		"no space":       {write("eta: 0.1:1", cells, 0, 1), "steps"},
		"other columns":  {write(string(spec.YAML()), cells[:len(cells)-1], 0, 1), "its columns are"},
		"another source": {write(string(mustSpec(t, "eta=0.1,0.2", "source=constant").YAML()), cells, 0, 1), "its columns are"},
	} {
		r, err := Open(c.dir)
		if err == nil {
			for _, rowErr := range r.Rows() {
				err = errors.Join(err, rowErr)
			}
			r.Close()
		}
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	bare := t.TempDir()
	if err := parquet.WriteFile(filepath.Join(bare, tableName), []struct{ X int }{{1}}); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(bare); err == nil || !strings.Contains(err.Error(), "no aeed-sweep") {
		t.Errorf("no spec: %v", err)
	}
}

// The Parquet library panics on some damage, where it meets it; that is an error,
// too.
func TestPanicsAreDamage(t *testing.T) {
	broken := &tableReader{results: &Results{path: "points.parquet"}, left: 1}
	if _, err := broken.next(); err == nil || !strings.HasPrefix(err.Error(), "sweep: points.parquet is damaged: ") {
		t.Error(err)
	}
}
