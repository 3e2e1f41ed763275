package monitor_test

import (
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"strings"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/proofs/monitor"
)

// A controller is checked while it runs: two classes, of which one is learned.
func Example() {
	p := dynamics.DefaultParameters()
	controller, err := dynamics.NewController(2, p)
	if err != nil {
		log.Fatal(err)
	}
	m := monitor.New(2, p, trajectory.PrecisionFloat64.Tolerance())
	for epoch := range 100 {
		controller.Observe(0, math.Ln2)
		controller.Observe(1, math.Ln2*math.Exp(-float64(epoch)/10))
		records, err := controller.EndEpoch()
		if err != nil {
			log.Fatal(err)
		}
		m.Observe(records)
	}
	report := m.Report()
	fmt.Println("all hold:", report.OK())
	for _, check := range report.Checks {
		if check.Needs == "" {
			fmt.Printf("%-16s slack %.3f over %d tests\n", check.Name, check.Slack, check.Tests)
		}
	}
	// Output:
	// all hold: true
	// flow-replay      slack 0.000 over 200 tests
	// law-replay       slack 0.000 over 198 tests
	// weight-replay    slack 0.000 over 200 tests
	// flow-bound       slack 0.622 over 200 tests
	// clip             slack 0.588 over 198 tests
	// positivity       slack 0.967 over 198 tests
	// telescoping      slack 0.000 over 198 tests
	// clipped-envelope slack 0.023 over 198 tests
}

// The trajectory of a trainer that takes 0 for the entropy before the first, which
// boosts every class at its start. It was killed in epoch 2.
const file = `{"format":"aeed-trajectory/1","source":"training","law":"logistic","driver":"flow","eta":0.5,"gamma":0.05,"beta":0.9,"clip":null,"classes":2,"initial_weight":1,"normalisation":"none","precision":"float32"}
{"epoch":0,"class":0,"count":900,"entropy":0.69,"flow":0.069,"weight":1,"next_weight_raw":1.0095,"next_weight":1.0095,"loss_weight":1}
{"epoch":0,"class":1,"count":0,"entropy":null,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}
{"epoch":1,"class":0,"count":900,"entropy":0.69,"flow":0.0621,"weight":1.0095,"next_weight_raw":1.015368,"next_weight":1.015368,"loss_weight":1.0095}
{"epoch":1,"class":1,"count":0,"entropy":null,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}
{"epoch":2,"class":0,"count":900,"entro`

func ExampleCheckFile() {
	folder, err := os.MkdirTemp("", "run")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "trajectory.jsonl")
	if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
		log.Fatal(err)
	}
	report, err := monitor.CheckFile(path)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(report)
	// Output:
	// 2 epochs of 2 classes; a torn last epoch was left out
	//   flow-replay       VIOLATED first in epoch 0, class 0: 0.069 against 0; Eq. 3 reproduces ΔH̄ from the entropies
	//   law-replay        VIOLATED first in epoch 1, class 0: 1.01537 against 0.975; the law reproduces w before the clip
	//   weight-replay     VIOLATED first in epoch 0, class 0: 1.0095 against 1; w passes through the clip to the next epoch, and is frozen where the law isn't applied
	//   flow-bound        holds, slack 0.00454 over 4 tests
	//   clip              not applicable: needs a clip
	//   positivity        holds, slack 1 over 1 tests
	//   telescoping       VIOLATED first in epoch 1, class 0: 1.01537 against 0.984342; U₊ ≤ U·e^{−ηγw} before the clip
	//   collapse          holds, slack 0.264 over 1 tests
	//   total-gain        VIOLATED first in epoch 1, class 0: 1.01537 against 1; w_T ≤ w₀e^{η(M_{T−1}−M₋₁)} as long as w > 0
	//   envelope          VIOLATED first in epoch 1, class 0: 1.01537 against 0.97561; w_T ≤ Envelope of Theorem 3 as long as w > 0
	//   clipped-envelope  not applicable: needs a clip
}

// A law that is not built in leaves what does not need it.
func ExampleCheckFile_unknownLaw() {
	folder, err := os.MkdirTemp("", "run")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "trajectory.jsonl")
	own := strings.Replace(file, "logistic", "our own", 1)
	if err := os.WriteFile(path, []byte(own), 0o644); err != nil {
		log.Fatal(err)
	}
	report, err := monitor.CheckFile(path)
	if err != nil {
		log.Fatal(err)
	}
	for _, check := range report.Checks {
		if check.Needs == "" {
			fmt.Printf("%s: %v\n", check.Name, check.OK())
		} else {
			fmt.Printf("%s: needs %s\n", check.Name, check.Needs)
		}
	}
	// Output:
	// flow-replay: false
	// law-replay: needs a built-in law, or your own passed to New
	// weight-replay: false
	// flow-bound: true
	// clip: needs a clip
	// positivity: needs the logistic or the anchored law
	// telescoping: needs the paper's law, logistic
	// collapse: needs the paper's law, logistic
	// total-gain: needs the paper's law, logistic
	// envelope: needs the paper's law, logistic
	// clipped-envelope: needs the paper's law, logistic
}
