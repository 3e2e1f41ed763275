package comparison_test

import (
	"fmt"

	"aeed/analysis/comparison"
	"aeed/dynamics"
	"aeed/sim"
)

func ExampleCompare() {
	scenario := sim.DefaultScenario()
	scenario.Noise = 0.5
	recording, err := comparison.Simulate(&scenario, dynamics.DefaultParameters())
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := comparison.Compare(recording, comparison.DefaultOptions())
	if err != nil {
		fmt.Println(err)
		return
	}
	f := report.Forecast
	fmt.Println("replay", report.Replay.MaxAbsError, "violations", report.Bounds.Violations)
	fmt.Println("beats persistence", f.RMSE < f.RMSEPersistence, "exponential", f.RMSE < f.RMSEExponential)
	fmt.Printf("the change of entropy explains %.0f %%\n", 100*float64(report.Drive.Change.Share))
	// Output:
	// replay 0 violations 0
	// beats persistence true exponential true
	// the change of entropy explains 100 %
}
