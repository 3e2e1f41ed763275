package certificate_test

import (
	"fmt"
	"testing"

	"aeed/proofs"
	"aeed/proofs/certificate"
	"aeed/proofs/certificate/checker"
)

// The gap between certified and attained over the time of the search.
func BenchmarkSupWeight(b *testing.B) {
	for _, classes := range []int{60, 120, 400} {
		p := certificate.Default(classes)
		attained := proofs.SearchSupremum(classes, controller(p)).Weight
		for _, nodes := range []int{60, 125, 250, 500} {
			b.Run(fmt.Sprintf("C=%d/nodes=%d", classes, nodes), func(b *testing.B) {
				var c certificate.Certificate
				var err error
				for b.Loop() {
					if c, err = certificate.SupWeight(p, certificate.Budget{Nodes: nodes}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(100*(number(c.Bound)/attained-1), "gap-%")
				b.ReportMetric(float64(len(c.Encode())), "bytes")
			})
		}
	}
}

func BenchmarkEtaMax(b *testing.B) {
	for _, classes := range []int{60, 120, 400} {
		b.Run(fmt.Sprintf("C=%d", classes), func(b *testing.B) {
			for b.Loop() {
				if _, err := certificate.EtaMax(certificate.Default(classes), certificate.Budget{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoopStable(b *testing.B) {
	for delay, gain := range []string{"26.9", "5.99", "3.6", "2.7", "2.25", "1.9"} {
		b.Run(fmt.Sprintf("d=%d", delay), func(b *testing.B) {
			var boxes int
			for b.Loop() {
				c, err := certificate.LoopStable(region(delay, gain), certificate.Budget{})
				if err != nil {
					b.Fatal(err)
				}
				found, _ := certificate.Boxes(c)
				boxes = len(found)
			}
			b.ReportMetric(float64(boxes), "boxes")
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, classes := range []int{60, 120, 400} {
		sup, err := certificate.SupWeight(certificate.Default(classes), certificate.Budget{})
		if err != nil {
			b.Fatal(err)
		}
		eta, err := certificate.EtaMax(certificate.Default(classes), certificate.Budget{})
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range []certificate.Certificate{sup, eta} {
			b.Run(fmt.Sprintf("C=%d/%s", classes, c.Quantity), func(b *testing.B) {
				for b.Loop() {
					if err := checker.Check(c); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
