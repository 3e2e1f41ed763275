package sweep_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"aeed/sim/sweep"
)

// A grid over two axes, and what its runs come to.
func Example() {
	spec := new(sweep.Spec)
	for _, setting := range [][2]string{{"eta", "0.2,1"}, {"gamma", "0.05:0.15:0.05"}, {"source", "learning"}} {
		if err := spec.Set(setting[0], setting[1]); err != nil {
			log.Fatal(err)
		}
	}
	folder, err := os.MkdirTemp("", "sweep")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	results, err := sweep.Run(context.Background(), spec, folder, sweep.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer results.Close()
	for row, err := range results.Rows() {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("η = %g, γ = %.2f: %.3f after %d epochs\n", row.Parameters.Eta, row.Parameters.Gamma, row.Summary.FinalMean, row.Scenario.Epochs)
	}
	// Output:
	// η = 0.2, γ = 0.05: 0.300 after 100 epochs
	// η = 0.2, γ = 0.10: 0.218 after 100 epochs
	// η = 0.2, γ = 0.15: 0.171 after 100 epochs
	// η = 1, γ = 0.05: 0.100 after 100 epochs
	// η = 1, γ = 0.10: 0.100 after 100 epochs
	// η = 1, γ = 0.15: 0.100 after 100 epochs
}

// A point is computed from its index alone.
func ExampleSpace_At() {
	spec := new(sweep.Spec)
	for _, setting := range [][2]string{{"design", "sobol"}, {"points", "1000000"}, {"eta", "0:2"}, {"noise", "0:1"}} {
		if err := spec.Set(setting[0], setting[1]); err != nil {
			fmt.Println(err)
		}
	}
	if err := spec.Set("eta", "0.5:2"); err != nil {
		log.Fatal(err)
	}
	space, err := spec.Space()
	if err != nil {
		log.Fatal(err)
	}
	for _, i := range []int64{1, 2, 999_999} {
		p := space.At(i)
		fmt.Println(p.Index, p.Parameters.Eta, p.Scenario.Noise)
	}
	// Output:
	// eta = "0:2": want a finite adaptation rate η > 0; hint: the paper uses 0.5; steps go as from:to:step
	// 1 1.25 0.5
	// 2 1.625 0.25
	// 999999 0.527993679046631 0.897856712341309
}

// Any part of a sweep can be computed elsewhere and joined later.
func ExampleMerge() {
	folder, err := os.MkdirTemp("", "sweep")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	var shards []string
	for _, shard := range []string{"1/2", "2/2"} {
		spec := new(sweep.Spec) // the default sweep
		if err := spec.Set("shard", shard); err != nil {
			log.Fatal(err)
		}
		part := folder + "/" + shard[:1]
		results, err := sweep.Run(context.Background(), spec, part, sweep.Options{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("shard", shard, "has", results.Len(), "of", results.Space().Len(), "points")
		results.Close()
		shards = append(shards, part)
	}
	whole, err := sweep.Merge(shards, folder+"/whole")
	if err != nil {
		log.Fatal(err)
	}
	defer whole.Close()
	fmt.Println("merged", whole.Len())
	// Output:
	// shard 1/2 has 156 of 300 points
	// shard 2/2 has 144 of 300 points
	// merged 300
}
