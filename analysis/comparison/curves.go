package comparison

import "aeed/analysis/plot"

// ForecastCurves returns the real and the forecast series of a few classes.
func (r *Report) ForecastCurves() plot.Forecast { return r.forecastFigure() }

// CommonScaleCurves returns the common scale of the weights, and what it would be at
// rest.
func (r *Report) CommonScaleCurves() plot.CommonScale { return r.commonScaleFigure() }
