package conformance

import (
	"fmt"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"

	"aeed/train/device"
)

// trials is the number of random shapes of an operation.
const trials = 25

// Run tests a device.
func Run(t *testing.T, d device.Device) {
	for _, o := range operations {
		t.Run(o.Name, func(t *testing.T) { o.run(t, d) })
	}
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			if err := c.check(d); err != nil {
				t.Error(err)
			}
		})
	}
}

// run checks the operation for random shapes and for one of the published
// network's.
func (o Operation) run(t *testing.T, d device.Device) {
	parameters := gopter.DefaultTestParametersWithSeed(1)
	parameters.MinSuccessfulTests = trials
	parameters.MaxShrinkCount = 50
	properties := gopter.NewProperties(parameters)
	check := func(s Shape) string { return o.failure(d, s) }
	properties.Property(o.Name+" as the reference", prop.ForAll(check, shapes().SuchThat(o.sound)))
	properties.TestingRun(t)
	if failure := check(o.wide); failure != "" {
		t.Error(failure)
	}
}

// failure returns what Check finds, with what repeats it, or nothing.
func (o Operation) failure(d device.Device, s Shape) string {
	if err := o.Check(d, s); err != nil {
		return fmt.Sprintf("%s of %#v: %v", o.Name, s, err)
	}
	return ""
}

// A check is a property of a device besides its operations.
type check struct {
	name  string
	check func(d device.Device) error
}
