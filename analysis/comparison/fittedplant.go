package comparison

import "aeed/internal/nullable"

// A FittedPlant has the constants of the plant that the fit found.
type FittedPlant struct {
	TimeConstant Estimate `json:"time_constant"` // 1/λ at the start of a class of mean size, epochs
	Slowing      Estimate `json:"slowing"`       // t₀, epochs after which learning is half as fast
	RateBySize   Estimate `json:"rate_by_size"`  // s, the exponent of the size in λ_c
	Floor        Estimate `json:"floor"`         // mean of T_c at mean size, nats
	FloorBySize  Estimate `json:"floor_by_size"` // its slope in ln n_c, nats
	FloorSpread  Estimate `json:"floor_spread"`  // deviation of T_c from that line, nats
	Drift        Estimate `json:"drift"`         // deviation of an entropy's own motion in an epoch, nats
	Noise        Estimate `json:"noise"`         // deviation of a measured entropy at mean size, nats
	Gain         Estimate `json:"gain"`          // κ: nats by which the floor falls where the relative weight is e times as large
}

// An Estimate is a fitted constant with the 90 % interval of its bootstrap.
type Estimate struct {
	Value nullable.Float `json:"value"`
	Low   nullable.Float `json:"low"`
	High  nullable.Float `json:"high"`
}

func describePlant(k constants, replicates [][]float64, limit float64) *FittedPlant {
	estimate := func(of func(constants) float64) Estimate {
		var values []float64
		for _, x := range replicates {
			values = append(values, of(fromVector(x)))
		}
		low, high := quantiles(values)
		return Estimate{nullable.Float(of(k)), nullable.Float(low), nullable.Float(high)}
	}
	return &FittedPlant{
		TimeConstant: estimate(func(k constants) float64 { return 1 / k.rate }),
		Slowing:      estimate(func(k constants) float64 { return k.slowing }),
		RateBySize:   estimate(func(k constants) float64 { return k.rateBySize }),
		Floor:        estimate(func(k constants) float64 { return k.floor * limit }),
		FloorBySize:  estimate(func(k constants) float64 { return k.floorBySize * limit }),
		FloorSpread:  estimate(func(k constants) float64 { return k.floorSpread * limit }),
		Drift:        estimate(func(k constants) float64 { return k.drift * limit }),
		Noise:        estimate(func(k constants) float64 { return k.noise * limit }),
		Gain:         estimate(func(k constants) float64 { return k.gain * limit }),
	}
}
