package kernel

import (
	"slices"
	"testing"

	"golang.org/x/sys/cpu"
)

func TestFormsOfAProcessor(t *testing.T) {
	before := cpu.X86
	defer func() { cpu.X86 = before }()
	for _, c := range []struct {
		missing *bool
		want    []form
	}{
		{nil, []form{avx512, avx2, plain}},
		{&cpu.X86.HasAVX512F, []form{avx2, plain}},
		{&cpu.X86.HasAVX512VL, []form{avx2, plain}},
		{&cpu.X86.HasAVX512DQ, []form{avx2, plain}},
		{&cpu.X86.HasAVX512BW, []form{avx2, plain}},
		{&cpu.X86.HasBMI2, []form{avx2, plain}},
		{&cpu.X86.HasAVX2, []form{avx512, plain}},
		{&cpu.X86.HasFMA, []form{avx512, plain}},
	} {
		x := &cpu.X86
		for _, has := range []*bool{&x.HasAVX512F, &x.HasAVX512VL, &x.HasAVX512DQ, &x.HasAVX512BW, &x.HasBMI2, &x.HasAVX2, &x.HasFMA} {
			*has = has != c.missing
		}
		if got := formsHere(); !slices.Equal(got, c.want) {
			t.Errorf("%v, want %v", got, c.want)
		}
	}
}

func TestName(t *testing.T) {
	for _, f := range []form{avx512, avx2, plain} {
		with(f, func() {
			if Name() != string(f) {
				t.Errorf("%q, want %q", Name(), f)
			}
		})
	}
}
