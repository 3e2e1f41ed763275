package certificate_test

import (
	"fmt"
	"os"
	"path/filepath"

	"aeed/proofs/certificate"
	"aeed/proofs/certificate/checker"
)

// Certify the largest weight at the paper's parameters, and have it checked by
// code that shares nothing with the search.
func ExampleSupWeight() {
	c, err := certificate.SupWeight(certificate.Default(60), certificate.Budget{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("0 < w <= %.4s in every epoch: %v\n", c.Bound, checker.Check(c) == nil)

	c.Bound = "2.3"
	fmt.Println(checker.Check(c))
	fmt.Println(checker.Check(c.Seal()))
	// Output:
	// 0 < w <= 2.38 in every epoch: true
	// certificate of "sup_weight": digest: the content is not what was sealed; get the file again, or write it anew
	// certificate of "sup_weight": bound 2.3 is not the top of the barrier; claim what it proves
}

// Up to which adaptation rate does every weight stay positive?
func ExampleEtaMax() {
	c, err := certificate.EtaMax(certificate.Default(60), certificate.Budget{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("w > 0 for every eta up to %.4s, by %d barriers\n", c.Bound, len(c.Witness.Barriers))
	// Output: w > 0 for every eta up to 2.17, by 3 barriers
}

// A certificate is a file.
func ExampleWriteFile() {
	c, err := certificate.LoopStable(certificate.Region{
		Delay: 2, Gain: [2]string{"0", "3.5"}, Beta: [2]string{"0.8", "0.95"}, Lag: [2]string{"0.1", "0.5"},
	}, certificate.Budget{})
	if err != nil {
		fmt.Println(err)
		return
	}
	folder, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "loop.json")
	if err := certificate.WriteFile(path, c); err != nil {
		fmt.Println(err)
		return
	}
	read, err := certificate.ReadFile(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	boxes, err := certificate.Boxes(read)
	fmt.Println(len(boxes) > 10, err, checker.Check(read))
	// Output: true <nil> <nil>
}
