package analysis

// table6 is Table 6 of the paper: overall accuracy (%) on NTU-60-LT over η and
// γ, as printed.
var table6 = []struct {
	eta, gamma float64
	accuracy   string
}{
	{0.1, 0.01, "80.4"}, {0.1, 0.05, "80.7"}, {0.1, 0.10, "80.5"},
	{0.5, 0.01, "81.2"}, {0.5, 0.05, "81.5"}, {0.5, 0.10, "81.3"},
	{1.0, 0.01, "80.9"}, {1.0, 0.05, "81.1"}, {1.0, 0.10, "80.8"},
}
