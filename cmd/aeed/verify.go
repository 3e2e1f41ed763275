package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"aeed/analysis"
	"aeed/internal/progress"
	"aeed/proofs"
	"aeed/proofs/certificate/checker"
)

// verifyFlags are the flags of `aeed verify` that are not numbers of the
// setting.
type verifyFlags struct {
	controller                    *controllerFlags
	claim, plot                   string
	certificate, quantity, replay string
	asJSON                        bool
}

func newVerify() *cobra.Command {
	setting, budget := proofs.DefaultSetting(), proofs.DefaultBudget()
	var flags verifyFlags
	c := &cobra.Command{
		Use:   "verify",
		Short: "Judge every stability claim at given parameters",
		Long: `verify gives a verdict on every claim of the paper and on every corrected
theorem, for the parameters given (the paper's by default): what is claimed,
what is true, and why, with the evidence: closed forms, random trials with
their tightest slack, and counterexamples shrunk to their simplest form.

It exits with 1 if a corrected theorem fails, if --claim names one that does not
apply to the parameters, or if --replay rejects a certificate.`,
		Example: `  aeed verify
  aeed verify --classes 400 --eta 1.2
  aeed verify --claim paper/theorem-2
  aeed verify --clip none --json
  aeed verify --plot figures
  aeed verify --certificate sup.json --classes 120
  aeed verify --replay sup.json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if flags.replay != "" {
				return replayCertificate(c.OutOrStdout(), flags.replay)
			}
			if err := flags.apply(&setting, budget); err != nil {
				return err
			}
			if flags.certificate != "" {
				return writeCertificate(c.OutOrStdout(), setting, flags.quantity, flags.certificate)
			}
			return verify(c.OutOrStdout(), c.ErrOrStderr(), setting, budget, flags)
		},
	}
	f := c.Flags()
	f.SortFlags = false
	f.IntVar(&setting.Classes, "classes", setting.Classes, "number of classes C ≥ 2")
	flags.controller = addControllerFlags(c, &setting.Parameters)
	f.Float64Var(&setting.Plant.Alpha, "alpha", setting.Plant.Alpha, "plant: steepness α > 0 of the entropy's answer")
	f.Float64Var(&setting.Plant.Lag, "lag", setting.Plant.Lag, "plant: part of the way λ that the entropy moves in an epoch, 0 < λ ≤ 1")
	f.IntVar(&setting.Plant.Delay, "delay", setting.Plant.Delay, "plant: epochs between a weight and its effect")
	addTrialsFlag(c, &budget)
	f.Int64Var(&budget.Seed, "seed", budget.Seed, "seed of the random trials")
	f.StringVar(&flags.claim, "claim", "", "judge this claim alone, with all its evidence")
	f.StringVar(&flags.plot, "plot", "", "write figures, as PNG and SVG, into this folder")
	f.StringVar(&flags.certificate, "certificate", "", "judge nothing, write a certificate to this file")
	f.StringVar(&flags.quantity, "quantity", checker.SupWeight, "what the certificate is about: "+quantityNames())
	f.StringVar(&flags.replay, "replay", "", "judge nothing, check the certificate in this file, in exact arithmetic and without a search")
	c.MarkFlagsMutuallyExclusive("certificate", "replay", "claim")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON")
	return c
}

func addTrialsFlag(c *cobra.Command, budget *proofs.Budget) {
	c.Flags().IntVar(&budget.Trials, "trials", budget.Trials, "random trials of each property")
}

// apply moves the textual flags into the setting and validates everything.
func (flags verifyFlags) apply(s *proofs.Setting, b proofs.Budget) error {
	if err := flags.controller.apply(&s.Parameters); err != nil {
		return err
	}
	if err := cmp.Or(b.Validate(), s.Validate()); err != nil {
		return err
	}
	if flags.claim == "" {
		return nil
	}
	_, err := proofs.ClaimByID(flags.claim)
	return err
}

func verify(stdout, stderr io.Writer, s proofs.Setting, b proofs.Budget, flags verifyFlags) error {
	claims := proofs.Claims()
	if flags.claim != "" {
		claim, err := proofs.ClaimByID(flags.claim)
		if err != nil {
			return err
		}
		claims = []proofs.Claim{claim}
	}
	bar := progress.New(stderr, len(claims)+1)
	report, err := proofs.Verify(s, b, claims, bar.Step)
	bar.Close()
	if err != nil {
		return err
	}
	if flags.plot != "" {
		if err := savePlots(stderr, s, flags.plot); err != nil {
			return err
		}
	}
	if err := writeReport(stdout, report, flags); err != nil {
		return err
	}
	if failed := report.Failures(flags.claim != ""); len(failed) > 0 {
		return failure{fmt.Sprintf("%s failed or did not apply", strings.Join(failed, ", "))}
	}
	return nil
}

func writeReport(w io.Writer, r proofs.Report, flags verifyFlags) error {
	if flags.asJSON {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		return encoder.Encode(r)
	}
	return writeText(w, r, flags.claim != "")
}

func savePlots(stderr io.Writer, s proofs.Setting, folder string) error {
	for _, figure := range analysis.StabilityFigures(s) {
		for _, format := range []string{"png", "svg"} {
			path := filepath.Join(folder, figure.Name+"."+format)
			if err := figure.Save(path); err != nil {
				return err
			}
			fmt.Fprintln(stderr, "wrote", path)
		}
	}
	return nil
}
