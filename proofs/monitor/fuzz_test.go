package monitor

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"aeed/dynamics/trajectory"
)

// FuzzCheckFile holds CheckFile, on the bytes of a file, to this: an error that
// names the file and ends in a hint, or a report that is valid JSON and speaks
// of epochs and classes that are there.
func FuzzCheckFile(f *testing.F) {
	header := `{"format":"aeed-trajectory/1","source":"training","law":"logistic","driver":"flow","eta":0.5,"gamma":0.05,"beta":0.9,"clip":[0.1,4],"classes":2,"initial_weight":1,"normalisation":"none","precision":"float32"}`
	sound := header + `
{"epoch":0,"class":0,"count":9,"entropy":0.52,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1,"accuracy":0.87}
{"epoch":0,"class":1,"count":0,"entropy":null,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}
{"epoch":1,"class":0,"count":9,"entropy":0.42,"flow":-0.01,"weight":1,"next_weight_raw":0.97,"next_weight":0.97,"loss_weight":1}
{"epoch":1,"class":1,"count":3,"entropy":0.6,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}
`
	f.Add([]byte(sound))
	f.Add([]byte(sound[:len(sound)-50]))
	f.Add([]byte(header))
	f.Add([]byte(strings.Replace(sound, "logistic", "my own", 1)))
	f.Add([]byte(strings.Replace(sound, "[0.1,4]", "[1e-300,null]", 1)))
	f.Add([]byte(strings.Replace(sound, "[0.1,4]", "null", 1)))
	f.Add([]byte(strings.Replace(sound, `"eta":0.5`, `"eta":1e308`, 1)))
	f.Add([]byte(strings.Replace(sound, "0.97", "-1e308", 2)))
	f.Add([]byte(strings.Replace(sound, `"classes":2`, `"classes":1048576`, 1)))
	f.Fuzz(func(t *testing.T, content []byte) {
		report, err := checkBytes(content)
		if err != nil {
			if text := err.Error(); !strings.HasPrefix(text, "trajectory: run.jsonl: ") || !strings.Contains(text, "; hint: ") {
				t.Fatalf("error %q", text)
			}
			return
		}
		if _, err := json.Marshal(report); err != nil {
			t.Fatal(err)
		}
		for _, c := range report.Checks {
			v := c.Violation
			if v != nil && (c.Needs != "" || c.Slack >= 0 || v.Epoch >= report.Epochs || v.Class >= report.Classes) {
				t.Fatalf("%+v of %s", c, report)
			}
			if c.Tests > report.Epochs*report.Classes || c.Needs != "" && c.Tests > 0 {
				t.Fatalf("%+v of %s", c, report)
			}
		}
	})
}

func checkBytes(content []byte) (Report, error) {
	r, err := trajectory.NewReader("run.jsonl", bytes.NewReader(content))
	if err != nil {
		return Report{}, err
	}
	return check(r)
}
