package device

import (
	"errors"
	"testing"
)

// A Failure becomes an error; any other panic goes on.
func TestRecover(t *testing.T) {
	reason := errors.New("no memory")
	run := func(f func()) (err error) {
		defer Recover(&err)
		f()
		return err
	}
	if err := run(func() { panic(Failure{reason}) }); !errors.Is(err, reason) || err.Error() != "no memory" {
		t.Errorf("error %v", err)
	}
	if err := run(func() {}); err != nil {
		t.Errorf("error %v", err)
	}
	defer func() {
		if recover() != "misuse" {
			t.Error("a panic was swallowed")
		}
	}()
	run(func() { panic("misuse") })
}
