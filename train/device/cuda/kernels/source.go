package kernels

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"
)

//go:embed *.cu *.h
var files embed.FS

// include is a line that brings in another file of the sources.
var include = regexp.MustCompile(`^#include "(.+)"$`)

// Source returns all kernels as one file of CUDA C++17 that includes nothing of ours:
// what a compiler is given. It is C++ for the emulator where the compiler is not one
// for CUDA.
var Source = sync.OnceValue(func() string {
	var text strings.Builder
	done := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		if done[name] {
			return
		}
		done[name] = true
		content, err := files.ReadFile(name)
		if err != nil {
			panic(fmt.Sprintf("kernels: a source includes %q, which there is not", name))
		}
		fmt.Fprintf(&text, "#line 1 %q\n", name)
		for i, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
			switch m := include.FindStringSubmatch(line); {
			case m != nil:
				add(m[1])
				fmt.Fprintf(&text, "#line %d %q\n", i+2, name)
			case line == "#pragma once": // every file is here once
				text.WriteByte('\n')
			default:
				text.WriteString(line + "\n")
			}
		}
	}
	units, _ := fs.Glob(files, "*.cu") // whose only error is of a malformed pattern
	for _, name := range units {
		add(name)
	}
	return text.String()
})

// Hash returns the SHA-256 of Source in hexadecimal digits, which tells whether
// something was compiled from it.
func Hash() string {
	sum := sha256.Sum256([]byte(Source()))
	return hex.EncodeToString(sum[:])
}

var definition = regexp.MustCompile(`(?m)^KERNEL\((\w+), `)

// Names returns the names of all kernels.
var Names = sync.OnceValue(func() (names []string) {
	for _, m := range definition.FindAllStringSubmatch(Source(), -1) {
		names = append(names, m[1])
	}
	return names
})
