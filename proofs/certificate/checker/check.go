package checker

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// Check replays a certificate in exact arithmetic. It returns nil if the witness
// proves the claim, and otherwise an error that names the first place where it
// does not and ends in a hint.
func Check(c Certificate) error {
	if err := check(c); err != nil {
		return fmt.Errorf("certificate of %.20q: %w", c.Quantity, err)
	}
	return nil
}

func check(c Certificate) error {
	if c.Format != Format {
		return fmt.Errorf("format %.40q; this program checks %s", c.Format, Format)
	}
	if c.Seal().Digest != c.Digest {
		return errors.New("digest: the content is not what was sealed; get the file again, or write it anew")
	}
	switch c.Quantity {
	case SupWeight:
		return checkSupWeight(c)
	case EtaMax:
		return checkEtaMax(c)
	case LoopStable:
		return checkLoopStable(c)
	}
	return fmt.Errorf("unknown quantity; there are %s, %s and %s", SupWeight, EtaMax, LoopStable)
}

// checkSupWeight: one barrier, whose top is the bound.
func checkSupWeight(c Certificate) error {
	l, err := parseLaw(c.Params, "eta")
	if err != nil {
		return err
	}
	bound, err := decimal(c.Bound)
	if err != nil {
		return fmt.Errorf("bound: %w", err)
	}
	if len(c.Witness.Barriers) != 1 || c.Witness.Cuts != "" || c.Witness.Barriers[0].Eta != nil {
		return errors.New("witness: give one barrier, without a range of eta")
	}
	b, err := parseBarrier(c.Witness.Barriers[0], l.classes)
	if err != nil {
		return fmt.Errorf("barrier: %w", err)
	}
	if top := slices.MaxFunc(b.weight, (*big.Rat).Cmp); top.Cmp(bound) != 0 {
		return fmt.Errorf("bound %s is not the top of the barrier; claim what it proves", c.Bound)
	}
	if err := b.check(l); err != nil {
		return fmt.Errorf("barrier: %w", err)
	}
	return nil
}

// checkEtaMax: barriers for ranges of η that join from 0 to the bound. Every
// condition on a barrier is affine in η, so that both ends of a range prove it
// for all η between them.
func checkEtaMax(c Certificate) error {
	l, err := parseLaw(c.Params)
	if err != nil {
		return err
	}
	bound, err := decimal(c.Bound)
	if err != nil {
		return fmt.Errorf("bound: %w", err)
	}
	if len(c.Witness.Barriers) == 0 || c.Witness.Cuts != "" {
		return errors.New("witness: give barriers, and only barriers")
	}
	reached := zero
	for i, witness := range c.Witness.Barriers {
		if l.eta, err = decimals(witness.Eta); err != nil {
			return fmt.Errorf("barrier %d: eta: %w", i, err)
		}
		if len(l.eta) != 2 || !less(l.eta[0], l.eta[1]) || l.eta[0].Cmp(reached) != 0 {
			return fmt.Errorf("barrier %d: eta %v does not go on from %s; give ranges in order, from 0", i, witness.Eta, reached.RatString())
		}
		b, err := parseBarrier(witness, l.classes)
		if err != nil {
			return fmt.Errorf("barrier %d: %w", i, err)
		}
		if err := b.check(l); err != nil {
			return fmt.Errorf("barrier %d: %w", i, err)
		}
		reached = l.eta[1]
	}
	if reached.Cmp(bound) != 0 {
		return fmt.Errorf("bound %s is not where the barriers end; claim what they prove", c.Bound)
	}
	return nil
}

// parseLaw reads the parameters of the controller, and eta where it is one.
func parseLaw(params map[string]Value, eta ...string) (law, error) {
	names := append([]string{"beta", "classes", "gamma", "w0"}, eta...)
	got, err := parseParams(params, 1, names...)
	if err != nil {
		return law{}, err
	}
	l := law{classes: got["classes"][0], gamma: got["gamma"][0], beta: got["beta"][0], start: got["w0"][0]}
	if len(eta) > 0 {
		l.eta = got["eta"]
		if l.eta[0].Sign() == 0 {
			return l, errors.New("eta is 0; give a positive one")
		}
	}
	if !l.classes.IsInt() || less(l.classes, two) || less(big.NewRat(1e12, 1), l.classes) {
		return l, errors.New("classes: give a whole number from 2 to 1e12")
	}
	if l.gamma.Sign() == 0 || l.start.Sign() == 0 || !less(l.beta, one) {
		return l, errors.New("give gamma > 0, w0 > 0 and 0 <= beta < 1")
	}
	return l, nil
}

// parseParams reads exactly the named parameters, of so many decimals each.
func parseParams(params map[string]Value, count int, names ...string) (map[string][]*big.Rat, error) {
	slices.Sort(names)
	if given := slices.Sorted(maps.Keys(params)); !slices.Equal(given, names) {
		return nil, fmt.Errorf("params %q; give %s", given, strings.Join(names, ", "))
	}
	numbers := map[string][]*big.Rat{}
	for _, name := range names {
		got, err := decimals(params[name])
		if err == nil && len(got) != count {
			err = fmt.Errorf("%d numbers; give %d", len(got), count)
		}
		if err != nil {
			return nil, fmt.Errorf("params: %s: %w", name, err)
		}
		numbers[name] = got
	}
	return numbers, nil
}
