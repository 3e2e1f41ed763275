package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"aeed/dynamics"
	"aeed/proofs"
	"aeed/proofs/certificate"
	"aeed/proofs/certificate/checker"
)

// quantities are what a certificate can be about, with how its claim reads.
var quantities = []struct {
	name, claim string
	make        func(proofs.Setting) (certificate.Certificate, error)
}{
	{checker.SupWeight, "0 < w ≤ %s in every epoch, for every entropy sequence, without a clip", proofs.Setting.SupWeightCertificate},
	{checker.EtaMax, "0 < w in every epoch, for every entropy sequence and every η up to %s, without a clip", proofs.Setting.EtaMaxCertificate},
	{checker.LoopStable, "the linearised closed loop is stable for every gain up to %s", proofs.Setting.LoopStableCertificate},
}

func quantityNames() string {
	var names []string
	for _, q := range quantities {
		names = append(names, q.name)
	}
	return strings.Join(names, ", ")
}

// writeCertificate searches a certificate at the setting, has the checker replay
// it, and writes it to path.
func writeCertificate(stdout io.Writer, s proofs.Setting, quantity, path string) error {
	for _, q := range quantities {
		if q.name != quantity {
			continue
		}
		begin := time.Now()
		c, err := q.make(s)
		if err != nil {
			return failure{err.Error()}
		}
		searched := time.Since(begin)
		begin = time.Now()
		if err := checker.Check(c); err != nil {
			return failure{err.Error()}
		}
		if err := certificate.WriteFile(path, c); err != nil {
			return fmt.Errorf("--certificate %s: %w; hint: the folder must exist and be writable", path, err)
		}
		_, err = fmt.Fprintf(stdout, "%s\nfound in %v, checked in %v, wrote %s\n", describeCertificate(c),
			searched.Round(time.Millisecond), time.Since(begin).Round(time.Millisecond), path)
		return err
	}
	return &dynamics.ParameterError{Name: "quantity", Value: fmt.Sprintf("%q", quantity), Want: "one of " + quantityNames(), Hint: "sup_weight bounds the weights at the given parameters"}
}

// replayCertificate checks a certificate file without a search. A file that isn't
// a certificate, or whose witness doesn't prove its claim, fails; one that can't
// be read is bad input.
func replayCertificate(stdout io.Writer, path string) error {
	c, err := certificate.ReadFile(path)
	if missing := (*fs.PathError)(nil); errors.As(err, &missing) {
		return fmt.Errorf("--replay: %w; hint: aeed verify --certificate %s writes one", err, path)
	}
	if err == nil {
		err = checker.Check(c)
	}
	if err != nil {
		return failure{fmt.Sprintf("%s: rejected: %v", path, err)}
	}
	_, err = fmt.Fprintf(stdout, "%s\n%s: proved, in exact arithmetic\n", describeCertificate(c), path)
	return err
}

func describeCertificate(c certificate.Certificate) string {
	var params []string
	for _, name := range []string{"classes", "eta", "gamma", "beta", "w0", "gain", "lag", "delay"} {
		if value, ok := c.Params[name]; ok {
			params = append(params, name+" = "+strings.Join(value, " to "))
		}
	}
	for _, q := range quantities {
		if q.name == c.Quantity {
			return fmt.Sprintf("%s: %s: "+q.claim, c.Quantity, strings.Join(params, ", "), c.Bound)
		}
	}
	return c.Quantity
}
