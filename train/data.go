package train

import (
	"fmt"
	"strings"

	"aeed/train/skeleton"
	"aeed/train/skeleton/feed"
	"aeed/train/skeleton/longtail"
	"aeed/train/skeleton/synth"
)

// data is the clips of a run, divided.
type data struct {
	source      skeleton.Source
	train, test []int // places in the source
	classes     []int // of each training clip
	sizes       []int // training clips of each class
	groups      []longtail.Group
	trainFeed   *feed.Feeder
	testFeed    *feed.Feeder
}

// openData opens the source of a run and divides its clips.
func openData(c DataConfig, seed uint64) (*data, error) {
	source, err := c.source(seed)
	if err != nil {
		return nil, err
	}
	d := &data{source: source}
	if err := d.divide(c, seed); err != nil {
		source.Close()
		return nil, err
	}
	return d, nil
}

func (c DataConfig) source(seed uint64) (skeleton.Source, error) {
	if c.Set != "" {
		return skeleton.OpenSet(c.Set)
	}
	config := synth.DefaultConfig()
	s := c.Synthetic
	config.Classes, config.TestPerClass, config.Difficulty, config.Mutual = s.Classes, s.Test, s.Difficulty, s.Mutual
	if s.Classes < 2 || s.Train < 1 || !(s.Imbalance >= 1) || s.Imbalance > float64(s.Train) {
		return nil, fmt.Errorf("data.synthetic: %d classes, %d clips of the first, imbalance %g; hint: an imbalance is from 1 to the clips of the first class", s.Classes, s.Train, s.Imbalance)
	}
	config.Counts = longtail.Profile(s.Classes, s.Train, s.Imbalance)
	return synth.New(config)
}

func (d *data) divide(c DataConfig, seed uint64) error {
	split, err := findSplit(d.source, c.Split)
	if err != nil {
		return err
	}
	place := make(map[string]int, d.source.Len())
	for i := range d.source.Len() {
		place[d.source.Record(i).Name] = i
	}
	d.train, d.test = places(place, split.Train), places(place, split.Test)
	if len(d.train) < 2 || len(d.test) == 0 {
		return fmt.Errorf("split %s has %d training and %d test clips; hint: aeed data inspect shows the splits", split.Name, len(d.train), len(d.test))
	}
	d.sizes = make([]int, len(d.source.Describe().Classes))
	for _, i := range d.train {
		class := d.source.Record(i).Class
		d.classes = append(d.classes, class)
		d.sizes[class]++
	}
	d.groups = longtail.Groups(d.sizes, longtail.Thresholds{Many: c.Many, Few: c.Few})
	if d.trainFeed, err = feed.New(d.source, c.options(true, seed)); err != nil {
		return err
	}
	d.testFeed, err = feed.New(d.source, c.options(false, seed))
	return err
}

func places(place map[string]int, names []string) []int {
	all := make([]int, 0, len(names))
	for _, name := range names {
		if i, there := place[name]; there {
			all = append(all, i)
		}
	}
	return all
}

func (c DataConfig) options(train bool, seed uint64) feed.Options {
	o := feed.Defaults(c.Preparation, train)
	o.Modality, o.Bodies, o.Seed = c.Modality, c.Bodies, seed
	if c.Window > 0 {
		o.Window = c.Window
	}
	return o
}

func findSplit(source skeleton.Source, name string) (skeleton.Split, error) {
	var names []string
	for _, s := range source.Splits() {
		if s.Name == name || name == "" {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return skeleton.Split{}, fmt.Errorf("data.split: no split is called %q; hint: there are %s", name, strings.Join(names, ", "))
}
