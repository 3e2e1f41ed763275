package study

import (
	"fmt"
	"os"
	"strings"

	"github.com/goccy/go-yaml"

	"aeed/proofs"
	"aeed/train"
)

// A Config is what a study is about. The parameters that the claims are judged at are
// those of the training's controller.
type Config struct {
	Training  train.Config `yaml:"training"`
	Trials    int          `yaml:"trials"`     // random ones, of each property of a claim
	FitEpochs int          `yaml:"fit_epochs"` // that the forecast knows; 0 for a third
}

// DefaultConfig is train.DefaultConfig with the usual trials.
func DefaultConfig() Config {
	return Config{Training: train.DefaultConfig(), Trials: proofs.DefaultBudget().Trials}
}

// LoadConfig reads a configuration in YAML. What it doesn't say is as in
// DefaultConfig; a key that doesn't exist is an error with its line.
func LoadConfig(path string) (Config, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Config{}, err
	}
	c := DefaultConfig()
	if err := yaml.UnmarshalWithOptions(content, &c, yaml.Strict()); err != nil {
		return Config{}, fmt.Errorf("%s: %s; hint: a study has training, trials and fit_epochs; aeed study --show prints all keys",
			path, strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	return c, c.Check()
}

// Check returns an error that names the first value that makes no sense.
func (c Config) Check() error {
	if err := (proofs.Budget{Trials: c.Trials}).Validate(); err != nil {
		return err
	}
	if err := c.Training.Check(); err != nil {
		return fmt.Errorf("training: %w", err)
	}
	if c.FitEpochs < 0 || c.FitEpochs >= c.Training.Training.Epochs {
		return fmt.Errorf("fit_epochs %d: want 0 to %d; hint: 0 takes a third of the epochs", c.FitEpochs, c.Training.Training.Epochs-1)
	}
	return nil
}

// YAML returns the whole configuration in the form that LoadConfig reads.
func (c Config) YAML() ([]byte, error) { return yaml.Marshal(c) }
