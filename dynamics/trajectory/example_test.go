package trajectory_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"math"
	"os"
	"path/filepath"
	"strings"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

// A loop that records its controller, and after an interruption goes on where
// its file ends.
func Example() {
	folder, err := os.MkdirTemp("", "run")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "trajectory.jsonl")

	controller, err := dynamics.NewController(2, dynamics.DefaultParameters())
	if err != nil {
		log.Fatal(err)
	}
	header := trajectory.NewHeader(2, controller.Parameters())
	header.ClassSizes = []int{900, 30}

	w, first, err := trajectory.Resume(path, header)
	if errors.Is(err, fs.ErrNotExist) {
		w, err = trajectory.Create(path, header)
	}
	if err != nil {
		log.Fatal(err)
	}
	for number := first; number < 3; number++ {
		controller.ObserveSum(0, 900*0.1, 900)
		controller.ObserveSum(1, 30*(0.6-0.2*float64(number)), 30)
		records, err := controller.EndEpoch()
		if err != nil {
			log.Fatal(err)
		}
		epoch := trajectory.Epoch{Number: number}
		for _, record := range records {
			epoch.Classes = append(epoch.Classes, trajectory.Record{ClassEpoch: record, LossWeight: record.Weight, Accuracy: math.NaN()})
		}
		if err := w.Append(epoch); err != nil {
			log.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}

	_, epochs, err := trajectory.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range epochs {
		rare := e.Classes[1]
		fmt.Printf("epoch %d: entropy %.2f, flow %+.3f, weight %.4f, next %.4f\n", e.Number, rare.Entropy, rare.Flow, rare.Weight, rare.NextWeight)
	}
	// Output:
	// epoch 0: entropy 0.60, flow +0.000, weight 1.0000, next 1.0000
	// epoch 1: entropy 0.40, flow -0.020, weight 1.0000, next 0.9650
	// epoch 2: entropy 0.20, flow -0.038, weight 0.9650, next 0.9234
}

const file = `{"format":"aeed-trajectory/1","source":"training","law":"logistic","driver":"flow","eta":0.5,"gamma":0.05,"beta":0.9,"clip":[0.1,4],"classes":2,"initial_weight":1,"normalisation":"none","precision":"float32"}
{"epoch":0,"class":0,"count":900,"entropy":0.52,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1,"accuracy":0.87}
{"epoch":0,"class":1,"count":0,"entropy":null,"flow":0,"weight":1,"next_weight_raw":1,"next_weight":1,"loss_weight":1}
{"epoch":1,"class":0,"count":900,"entropy":0.41,"flow":-0.011,"we`

func ExampleReader() {
	r, err := trajectory.NewReader("run.jsonl", strings.NewReader(file))
	if err != nil {
		log.Fatal(err)
	}
	for {
		epoch, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("epoch", epoch.Number, "class 0:", epoch.Classes[0].Entropy, "nats, accuracy", epoch.Classes[0].Accuracy)
	}
	fmt.Println("torn:", r.Torn())
	// Output:
	// epoch 0 class 0: 0.52 nats, accuracy 0.87
	// torn: true
}

func ExampleFormatError() {
	broken := strings.Replace(file, `"entropy":null`, `"entropy":NaN`, 1)
	r, err := trajectory.NewReader("run.jsonl", strings.NewReader(broken))
	if err != nil {
		log.Fatal(err)
	}
	_, err = r.Next()
	fmt.Println(err)
	// Output: trajectory: run.jsonl: line 3: entropy: found NaN, want a finite number; hint: JSON has no NaN and no Infinity: the training has diverged, or null was meant
}

func ExampleHeader_Parameters() {
	header := trajectory.NewHeader(60, dynamics.DefaultParameters())
	header.Law = "quadratic"
	parameters, err := header.Parameters()
	fmt.Println(err)
	fmt.Println(parameters.Eta, parameters.Clip)
	// Output:
	// law = "quadratic": want "logistic" or "anchored"; hint: the paper's is logistic
	// 0.5 [0.1, 4]
}

func ExampleWriteParquet() {
	folder, err := os.MkdirTemp("", "run")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	text, table := filepath.Join(folder, "trajectory.jsonl"), filepath.Join(folder, "trajectory.parquet")
	if err := os.WriteFile(text, []byte(file), 0o644); err != nil {
		log.Fatal(err)
	}
	header, epochs, err := trajectory.ReadFile(text)
	if err != nil {
		log.Fatal(err)
	}
	if err := trajectory.WriteParquet(table, header, epochs); err != nil {
		log.Fatal(err)
	}
	header, epochs, err = trajectory.ReadParquet(table)
	fmt.Println(header.Classes, "classes,", len(epochs), "epoch,", err)
	// Output: 2 classes, 1 epoch, <nil>
}
