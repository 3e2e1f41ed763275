package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A session measures, and keeps what it finds in the report.
type session struct {
	options
	*report
	progress io.Writer
	folder   string // of what was built; "" before
}

func (o options) path(below string) string { return filepath.Join(o.root, below) }

// python runs a part of the script, on the device that is measured or another one.
func (s *session) python(ctx context.Context, into any, device string, part ...string) error {
	arguments := []string{script, "--device", device, "--batch", fmt.Sprint(s.batch), "--seconds", fmt.Sprint(s.seconds)}
	if s.rehearse {
		arguments = append(arguments, "--rehearse")
	}
	return decode(ctx, into, s.progress, s.root, nil, s.options.python, append(arguments, part...)...)
}

func (s *session) findTorch(ctx context.Context) error {
	t := new(torch)
	if err := s.python(ctx, t, "cpu", "about"); err != nil {
		return fmt.Errorf("%w; hint: --python takes an interpreter that has PyTorch", err)
	}
	s.Torch = t
	if t.Card == "" && !s.rehearse {
		fmt.Fprintf(s.progress, "gpu: PyTorch %s of %s can use no GPU: ours alone is measured\n", t.Version, s.options.python)
	}
	return nil
}

// device returns where PyTorch computes what needn't be fast.
func (s *session) device() string {
	if s.Torch != nil && s.Torch.Card != "" && !s.rehearse {
		return "cuda"
	}
	return "cpu"
}

// ready returns why PyTorch can't be measured, nil if it can.
func (s *session) ready() error {
	switch {
	case s.Torch == nil:
		return fmt.Errorf("%w: there is no PyTorch", errNotTried)
	case s.Torch.Card == "" && !s.rehearse:
		return fmt.Errorf("%w: PyTorch %s can use no GPU; hint: --python takes an interpreter whose PyTorch is built with CUDA", errNotTried, s.Torch.Version)
	case !s.checked():
		return fmt.Errorf("%w: the network in PyTorch wasn't found to be the official one", errNotTried)
	}
	return nil
}

// checked tells whether the network in PyTorch is the official one.
func (r *report) checked() bool {
	return len(r.Checks) > 0 && !slices.ContainsFunc(r.Checks, func(c check) bool { return !c.Pass })
}

// checkTorch compares the network in PyTorch with official results. Without it no
// baseline says anything.
func (s *session) checkTorch(ctx context.Context) error {
	if s.Torch == nil {
		return s.ready()
	}
	var checks []check
	for _, path := range s.fixtures() {
		c := check{Fixture: path, Device: s.device()}
		if err := s.python(ctx, &c.Groups, c.Device, "check", path); err != nil {
			return err
		}
		c.Pass = pass(c.Groups)
		checks = append(checks, c)
	}
	if s.Checks = checks; !s.checked() {
		return fmt.Errorf("the network in PyTorch is not the official one; hint: %s lists the groups that are off", s.out)
	}
	return nil
}

// fixtures returns those to compare with: the smaller one to rehearse.
func (s *session) fixtures() []string {
	if s.rehearse {
		return fixtures[:1]
	}
	return fixtures
}

func (s *session) ceilings(ctx context.Context) error {
	if err := s.ready(); err != nil {
		return err
	}
	c := new(ceilings)
	if err := s.python(ctx, c, s.device(), "ceilings"); err != nil {
		return err
	}
	s.Ceilings = c
	return nil
}

func (s *session) baseline(ctx context.Context, mode string) error {
	if err := s.ready(); err != nil {
		return err
	}
	var m measurement
	if err := s.python(ctx, &m, s.device(), "step", mode); err != nil {
		return err
	}
	s.Baselines = append(s.Baselines, m)
	return nil
}

// ours measures ours in a process of its own, so that it has the card for itself.
func (s *session) ours(ctx context.Context, arithmetic string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	arguments := []string{"--alone", arithmetic, "--batch", fmt.Sprint(s.batch), "--seconds", fmt.Sprint(s.seconds)}
	if s.rehearse {
		arguments = append(arguments, "--rehearse")
	}
	var o own
	if err := decode(ctx, &o, s.progress, "", nil, program, arguments...); err != nil {
		return err
	}
	s.Ours = append(s.Ours, o.weigh(s.Ceilings))
	return nil
}

// errors compares the errors of ours with PyTorch's.
func (s *session) errors(ctx context.Context, precision string) error {
	if s.rehearse && precision != "float32" {
		return fmt.Errorf("%w: the processor has no tensor cores", errNotTried)
	}
	if s.fixture == "" {
		return fmt.Errorf("%w: internal/fixture wasn't built", errNotTried)
	}
	for _, path := range s.fixtures() {
		c, err := s.comparison(ctx, path, precision)
		if err != nil {
			return err
		}
		s.Errors = append(s.Errors, c)
	}
	return nil
}

func (s *session) comparison(ctx context.Context, path, precision string) (comparison, error) {
	c := comparison{Fixture: path, Precision: precision}
	arguments := []string{path, "--json", "--device", "cuda", "--arithmetic", precision}
	if s.rehearse {
		arguments = []string{path, "--json", "--device", "cpu"}
	}
	var ours struct{ Groups []group }
	if err := decode(ctx, &ours, s.progress, s.root, []int{exitFailed}, s.fixture, arguments...); err != nil {
		return c, err
	}
	var torch []group
	if s.ready() == nil {
		if err := s.python(ctx, &torch, s.device(), "errors", path, precision); err != nil {
			return c, err
		}
	}
	c.Groups = compareErrors(ours.Groups, torch)
	return c, nil
}

// build builds the program that compares ours with official results, unless it is there.
func (s *session) build(ctx context.Context) (err error) {
	if s.fixture != "" {
		return nil
	}
	if s.folder, err = os.MkdirTemp("", "aeed-gpu"); err != nil {
		return err
	}
	program := filepath.Join(s.folder, "fixture")
	command := exec.CommandContext(ctx, "go", "build", "-o", program, "./internal/fixture")
	command.Dir = s.root
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("go build ./internal/fixture: %w: %s", err, strings.TrimSpace(string(output)))
	}
	s.fixture = program
	return nil
}

// close removes what was built.
func (s *session) close() { os.RemoveAll(s.folder) }
