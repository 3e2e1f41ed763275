package study

import (
	"fmt"
	"math"

	"aeed/dynamics/trajectory"
	"aeed/internal/nullable"
)

// charts returns those of the report by the names of their places on the page.
func (r *results) charts() map[string]chart {
	byClass := func(of func(trajectory.Record) float64) []series {
		colours := classColours(r.Header.ClassSizes)
		var all []series
		for class, name := range r.Inference.Classes {
			s := series{Name: fmt.Sprintf("%s (%d)", name, r.Header.ClassSizes[class]), Colour: colours[class]}
			for _, epoch := range r.Epochs {
				s.Values = append(s.Values, nullable.Float(of(epoch.Classes[class])))
			}
			all = append(all, s)
		}
		return all
	}
	epochs := counted(len(r.Epochs))
	charts := map[string]chart{
		"widths": {Title: "Niche widths", XLabel: "epoch", YLabel: "niche width w",
			Caption: "The weight of every class in the loss, dark for the largest class, light for the smallest; its number of training clips is in brackets.",
			X:       epochs, Series: byClass(func(c trajectory.Record) float64 { return c.Weight })},
		"entropies": {Title: "Class entropies", XLabel: "epoch", YLabel: "H (nats)",
			Caption: "The mean entropy of the network about the training clips of each class (Eq. 1).",
			X:       epochs, Series: byClass(func(c trajectory.Record) float64 { return c.Entropy })},
		"flows": {Title: "Entropy flows", XLabel: "epoch", YLabel: "ΔH̄ (nats)",
			Caption: "The smoothed change of the entropies (Eq. 3), which drives the widths.",
			X:       epochs, Series: byClass(func(c trajectory.Record) float64 { return c.Flow })},
		"training": r.trainingChart(epochs),
		"groups":   r.groupChart(),
		"pca":      r.planeChart(0, "Features, PCA", fmt.Sprintf("Test clips in the plane of greatest variance, %.0f %% and %.0f %% of it, by class.", 100*r.Variance[0], 100*r.Variance[1])),
		"tsne":     r.planeChart(1, "Features, t-SNE", "The same clips with neighbours kept together; distances between groups mean nothing."),
	}
	if r.Comparison.Forecast.Needs == "" {
		charts["forecast"] = r.forecastChart()
	}
	charts["scale"] = r.scaleChart()
	if s := r.sharesChart(epochs); len(s.Series) > 0 {
		charts["shares"] = s
	}
	return charts
}

// trainingChart shows how accuracy grew.
func (r *results) trainingChart(epochs []float64) chart {
	c := chart{Title: "Accuracy", XLabel: "epoch", YLabel: "accuracy (%)", X: epochs,
		Caption: "Of the test clips, over all and by group of classes, and of the training clips as they were seen."}
	for i, m := range []struct {
		name string
		of   func(int) float64
	}{
		{"test", func(t int) float64 { return r.Metrics[t].Accuracy }},
		{"many", func(t int) float64 { return float64(r.Metrics[t].Many) }},
		{"medium", func(t int) float64 { return float64(r.Metrics[t].Medium) }},
		{"few", func(t int) float64 { return float64(r.Metrics[t].Few) }},
		{"training", func(t int) float64 { return r.Metrics[t].TrainAccuracy }},
	} {
		s := series{Name: m.name, Colour: palette[i], Dashed: m.name == "training"}
		for t := range epochs {
			s.Values = append(s.Values, nullable.Float(100*m.of(t)))
		}
		c.Series = append(c.Series, s)
	}
	return c
}

// groupChart shows accuracy over final weight, a point a class.
func (r *results) groupChart() chart {
	last := r.Epochs[len(r.Epochs)-1].Classes
	var x, y []float64
	kind := make([]int, len(last))
	var names []string
	for g, group := range r.Inference.Groups {
		names = append(names, group.Name)
		for _, class := range group.Classes {
			kind[class] = g
		}
	}
	for class, record := range last {
		x, y = append(x, record.NextWeight), append(y, 100*float64(r.Evaluation.PerClass[class]))
	}
	c := scatter(x, y, kind, names, palette)
	c.Title, c.XLabel, c.YLabel = "Accuracy against final weight", "final niche width w", "accuracy of the class (%)"
	c.Caption = "A point is a class. If the widths did what they are for, classes of high width would not be left behind."
	return c
}

func (r *results) planeChart(method int, title, caption string) chart {
	var x, y []float64
	for _, point := range r.Plane[method] {
		x, y = append(x, point[0]), append(y, point[1])
	}
	c := scatter(x, y, r.Inference.Labels, r.Inference.Classes, classColours(r.Header.ClassSizes))
	c.Title, c.Caption = title, caption
	return c
}

// forecastChart shows real and forecast widths with bands.
func (r *results) forecastChart() chart {
	f := r.Comparison.ForecastCurves()
	c := chart{Title: "Real and simulated", XLabel: "epoch", YLabel: "niche width w",
		Caption: fmt.Sprintf("Solid: what trained. Dashed, with a 90 %% band: the closed loop simulated on, with a plant fitted to the first %d epochs.", f.Fitted)}
	for i, class := range f.Classes {
		colour := palette[i%len(palette)]
		n := len(class.Weight.Real)
		c.X = counted(n)
		c.Bands = append(c.Bands, [2]int{len(c.Series) + 2, len(c.Series) + 3})
		c.Series = append(c.Series,
			series{Name: class.Name, Colour: colour, Values: nullables(class.Weight.Real)},
			series{Name: class.Name + ", simulated", Colour: colour, Dashed: true, Values: nullables(class.Weight.Mean)},
			series{Name: class.Name + ", high", Colour: colour, Faint: true, Values: nullables(class.Weight.High)},
			series{Name: class.Name + ", low", Colour: colour, Faint: true, Values: nullables(class.Weight.Low)})
	}
	return c
}

// scaleChart shows the common scale of the widths apart from the relative widths.
func (r *results) scaleChart() chart {
	c := chart{Title: "Common scale", XLabel: "epoch", YLabel: "niche width w", X: counted(len(r.Epochs)),
		Caption: "The mean niche width of the training clips, and the widest and the narrowest class: without a normalisation the loss shrinks with the first."}
	mean, widest, narrowest := series{Name: "mean of the clips", Colour: palette[0]}, series{Name: "widest", Colour: palette[1], Dashed: true}, series{Name: "narrowest", Colour: palette[2], Dashed: true}
	for _, epoch := range r.Epochs {
		sum, clips, most, least := 0.0, 0.0, 0.0, math.Inf(1)
		for class, record := range epoch.Classes {
			size := float64(r.Header.ClassSizes[class])
			sum, clips = sum+size*record.Weight, clips+size
			most, least = math.Max(most, record.Weight), math.Min(least, record.Weight)
		}
		mean.Values = append(mean.Values, nullable.Float(sum/clips))
		widest.Values, narrowest.Values = append(widest.Values, nullable.Float(most)), append(narrowest.Values, nullable.Float(least))
	}
	c.Series = []series{mean, widest, narrowest}
	return c
}

// sharesChart shows what the labels of mixed clips have to do with what is in them; it
// has no series if nothing was mixed.
func (r *results) sharesChart(epochs []float64) chart {
	c := chart{Title: "Physical and semantic shares", XLabel: "epoch", YLabel: "share, correlation", X: epochs,
		Caption: "The share of a mixed clip that is the clip itself: in what the network sees (physical, λ), in the label (1 − λ_CS, Eq. 5), and among the features (geometric, by the distances from both parents). Means, and correlations with the label's."}
	physical, label, geometric := series{Name: "physical share", Colour: palette[0]}, series{Name: "share in the label", Colour: palette[1]}, series{Name: "geometric share", Colour: palette[2]}
	correlation := series{Name: "correlation, physical", Colour: palette[0], Dashed: true}
	geometry := series{Name: "correlation, geometric", Colour: palette[2], Dashed: true}
	mixed := false
	for t := range epochs {
		s := r.Metrics[t].Shares
		mixed = mixed || s.Pairs > 0
		p, l := s.Means()
		physical.Values, label.Values = append(physical.Values, nullable.Float(p)), append(label.Values, nullable.Float(l))
		g, _ := r.Metrics[t].Geometry.Means()
		geometric.Values = append(geometric.Values, nullable.Float(g))
		correlation.Values = append(correlation.Values, nullable.Float(s.Correlation()))
		geometry.Values = append(geometry.Values, nullable.Float(r.Metrics[t].Geometry.Correlation()))
	}
	if mixed {
		c.Series = []series{physical, label, geometric, correlation, geometry}
	}
	return c
}
