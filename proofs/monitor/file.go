package monitor

import (
	"io"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

// CheckFile runs a monitor over a trajectory file and returns its report. A
// file that can't be read, or that breaks the format, is the error of package
// trajectory; of a torn last epoch the report tells. Under a law that is not
// built in, the checks that need it do not apply.
func CheckFile(path string) (Report, error) {
	r, err := trajectory.Open(path)
	if err != nil {
		return Report{}, err
	}
	defer r.Close()
	return check(r)
}

func check(r *trajectory.Reader) (Report, error) {
	header := r.Header()
	p, _ := header.Parameters() // its only error is a law that is not built in: nil
	m := New(header.Classes, p, header.Precision.Tolerance())
	records := make([]dynamics.ClassEpoch, 0, min(header.Classes, 1<<10))
	for {
		epoch, err := r.Next()
		if err == io.EOF {
			report := m.Report()
			report.Torn = r.Torn()
			return report, nil
		}
		if err != nil {
			return Report{}, err
		}
		records = records[:0]
		for i := range epoch.Classes {
			records = append(records, epoch.Classes[i].ClassEpoch)
		}
		m.Observe(records)
	}
}
