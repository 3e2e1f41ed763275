package train

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/train/mixing"
	"aeed/train/objective"
	"aeed/train/sampling"
	"aeed/train/skeleton"
	"aeed/train/skeleton/feed"
)

// A Config says everything about a run. Start from DefaultConfig.
type Config struct {
	Data       DataConfig       `yaml:"data"`
	Network    NetworkConfig    `yaml:"network"`
	Objective  ObjectiveConfig  `yaml:"objective"`
	Controller ControllerConfig `yaml:"controller"`
	Training   TrainingConfig   `yaml:"training"`
}

// A DataConfig says what a run trains with and is tested on.
type DataConfig struct {
	Set       string          `yaml:"set"`       // folder of a prepared set; empty for synthetic motion
	Synthetic SyntheticConfig `yaml:"synthetic"` // without a set
	Split     string          `yaml:"split"`     // of the set; empty for its first
	// Preparation and Modality are those of feed.Options.
	Preparation feed.Kind         `yaml:"preparation"`
	Modality    skeleton.Modality `yaml:"modality"`
	Window      int               `yaml:"window"`   // frames of a prepared clip
	Bodies      int               `yaml:"bodies"`   // of a prepared clip; 0 for as many as the set has
	Sampling    string            `yaml:"sampling"` // one of sampling.Kinds
	Repeat      int               `yaml:"repeat"`   // views of each clip in an epoch
	Many        int               `yaml:"many"`     // classes with more training clips are many
	Few         int               `yaml:"few"`      // classes with fewer are few
}

// A SyntheticConfig says what synthetic motion to make; see synth.Config.
type SyntheticConfig struct {
	Classes    int     `yaml:"classes"`
	Train      int     `yaml:"train"`     // clips of the first class
	Imbalance  float64 `yaml:"imbalance"` // clips of the first class over those of the last
	Test       int     `yaml:"test"`      // clips of each class
	Difficulty float64 `yaml:"difficulty"`
	Mutual     float64 `yaml:"mutual"`
}

// A NetworkConfig says how large the network is.
type NetworkConfig struct {
	Blocks string `yaml:"blocks"` // "official" or "small"
	Width  int    `yaml:"width"`  // channels of the first block; 0 for the blocks' own
}

// An ObjectiveConfig says what the network is trained to make small.
type ObjectiveConfig struct {
	Loss          string                   `yaml:"loss"`          // one of objective.Names
	Adapt         bool                     `yaml:"adapt"`         // the controller weights the loss; else all weights are 1
	Mixing        string                   `yaml:"mixing"`        // one of mixing.Names: how the clips of the second term of Eq. 6 are made
	MixShare      float64                  `yaml:"mix_share"`     // ρ: the share of batches that are also mixed
	Normalisation trajectory.Normalisation `yaml:"normalisation"` // of the weights
}

// A ControllerConfig has the constants of the controller; see
// dynamics.Parameters.
type ControllerConfig struct {
	Eta           float64         `yaml:"eta"`
	Gamma         float64         `yaml:"gamma"`
	Beta          float64         `yaml:"beta"`
	Clip          []float64       `yaml:"clip,flow"` // low, high; empty for none
	InitialWeight float64         `yaml:"initial_weight"`
	Law           string          `yaml:"law"`
	Driver        dynamics.Driver `yaml:"driver"`
}

// A TrainingConfig is the schedule of a run.
type TrainingConfig struct {
	Epochs       int     `yaml:"epochs"`
	Batch        int     `yaml:"batch"`
	LearningRate float64 `yaml:"learning_rate"`
	WarmUp       int     `yaml:"warm_up"`    // epochs in which the rate rises to its full height
	Steps        []int   `yaml:"steps,flow"` // epochs from which the rate is multiplied by decay, once more each
	Decay        float64 `yaml:"decay"`
	Cosine       bool    `yaml:"cosine"` // the rate falls to a thousandth along a cosine instead
	Momentum     float64 `yaml:"momentum"`
	WeightDecay  float64 `yaml:"weight_decay"`
	MaxGradient  float64 `yaml:"max_gradient"` // a longer gradient is shortened to this; 0 for never
	Seed         uint64  `yaml:"seed"`
	Keep         int     `yaml:"keep"` // checkpoints to keep besides the best
}

// DefaultConfig returns a run on long-tailed synthetic motion that takes about a
// minute on two cores.
func DefaultConfig() Config {
	p := dynamics.DefaultParameters()
	return Config{
		Data: DataConfig{
			Synthetic:   SyntheticConfig{Classes: 10, Train: 150, Imbalance: 20, Test: 30, Difficulty: 0.5},
			Preparation: feed.NTU, Modality: skeleton.Joint, Window: 16, Bodies: 1, Sampling: sampling.Plain, Repeat: 1, Many: 100, Few: 20,
		},
		Network:   NetworkConfig{Blocks: "small"},
		Objective: ObjectiveConfig{Loss: "ce", Adapt: true, Mixing: "cs-mix", MixShare: 0.5, Normalisation: trajectory.NormaliseNone},
		Controller: ControllerConfig{
			Eta: p.Eta, Gamma: p.Gamma, Beta: p.Beta, Clip: []float64{p.Clip.Low, p.Clip.High},
			InitialWeight: p.InitialWeight, Law: p.Law.Name(), Driver: p.Driver,
		},
		Training: TrainingConfig{Epochs: 30, Batch: 16, LearningRate: 0.1, WarmUp: 3, Steps: []int{18, 26}, Decay: 0.1,
			Momentum: 0.9, WeightDecay: 4e-4, Seed: 1, Keep: 2},
	}
}

// LoadConfig reads a configuration in YAML. What it doesn't say is as in
// DefaultConfig; a key that doesn't exist is an error with its line.
func LoadConfig(path string) (Config, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Config{}, err
	}
	c := DefaultConfig()
	if err := c.Merge(content); err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, c.Check()
}

// Merge takes the values that a text in YAML has. A key that doesn't exist is an
// error.
func (c *Config) Merge(content []byte) error {
	if err := yaml.UnmarshalWithOptions(content, c, yaml.Strict()); err != nil {
		return fmt.Errorf("%s; hint: aeed train --show prints all keys with their defaults", strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	return nil
}

// Set changes one value, as in "training.epochs=5".
func (c *Config) Set(assignment string) error {
	key, value, there := strings.Cut(assignment, "=")
	if !there {
		return fmt.Errorf("%q: want KEY=VALUE, such as training.epochs=5; hint: aeed train --show prints all keys", assignment)
	}
	parts := strings.Split(key, ".")
	slices.Reverse(parts)
	text := value
	for _, part := range parts {
		text = "{" + part + ": " + text + "}"
	}
	if err := c.Merge([]byte(text)); err != nil {
		return fmt.Errorf("%s: %w", assignment, err)
	}
	return nil
}

// YAML returns the whole configuration in the form that LoadConfig reads.
func (c Config) YAML() ([]byte, error) { return yaml.Marshal(c) }

// Parameters returns those of the controller.
func (c ControllerConfig) Parameters() (dynamics.Parameters, error) {
	p := dynamics.DefaultParameters()
	p.Eta, p.Gamma, p.Beta, p.InitialWeight, p.Driver = c.Eta, c.Gamma, c.Beta, c.InitialWeight, c.Driver
	switch len(c.Clip) {
	case 0:
		p.Clip = dynamics.Unclipped()
	case 2:
		p.Clip = dynamics.Clip{Low: c.Clip[0], High: c.Clip[1]}
	default:
		return p, fmt.Errorf("controller.clip has %d numbers; hint: it is [low, high], or [] for none", len(c.Clip))
	}
	law, err := dynamics.LawByName(c.Law)
	if err != nil {
		return p, fmt.Errorf("controller.law: %w", err)
	}
	p.Law = law
	return p, p.Validate()
}

// Check returns nil if the configuration makes sense, or an error that names the
// key that does not. What depends on the data is found when the run starts.
func (c Config) Check() error {
	t := c.Training
	for _, limit := range []struct {
		key   string
		holds bool
		want  string
	}{
		{"training.epochs", t.Epochs >= 1, "1 or more"},
		{"training.batch", t.Batch >= 2, "2 or more: batch norms need them"},
		{"training.learning_rate", t.LearningRate > 0, "above 0"},
		{"training.warm_up", t.WarmUp >= 0, "0 or more"},
		{"training.steps", slices.IsSorted(t.Steps), "rising epochs"},
		{"training.decay", t.Decay > 0 && t.Decay <= 1, "in (0, 1]"},
		{"training.momentum", t.Momentum >= 0 && t.Momentum < 1, "in [0, 1)"},
		{"training.weight_decay", t.WeightDecay >= 0, "0 or more"},
		{"training.keep", t.Keep >= 1, "1 or more"},
		{"training.max_gradient", t.MaxGradient >= 0, "0 or more"},
		{"data.sampling", slices.Contains(sampling.Kinds(), c.Data.Sampling), strings.Join(sampling.Kinds(), ", ")},
		{"objective.loss", slices.Contains(objective.Names(), c.Objective.Loss), strings.Join(objective.Names(), ", ")},
		{"objective.mixing", slices.Contains(mixing.Names(), c.Objective.Mixing), strings.Join(mixing.Names(), ", ")},
		{"data.repeat", c.Data.Repeat >= 1, "1 or more"},
		{"data.few", c.Data.Few <= c.Data.Many, "at most data.many"},
		{"objective.mix_share", c.Objective.MixShare >= 0 && c.Objective.MixShare <= 1, "in [0, 1]"},
		{"objective.normalisation", slices.Contains([]trajectory.Normalisation{trajectory.NormaliseNone, trajectory.NormaliseMeanOne, trajectory.NormaliseSum},
			c.Objective.Normalisation), "none, mean-1 or sum"},
		{"network.blocks", c.Network.Blocks == "official" || c.Network.Blocks == "small", "official or small"},
		{"network.width", c.Network.Width >= 0 && c.Network.Width%16 == 0, "0 or a multiple of 16"},
	} {
		if !limit.holds {
			return fmt.Errorf("%s: want %s; hint: aeed train --show prints the defaults", limit.key, limit.want)
		}
	}
	_, err := c.Controller.Parameters()
	return errors.Join(err)
}
