// Command vulnerable reads what govulncheck -format json says and fails for every
// known fault that the program calls and that a version to be had has mended. What
// is only imported, and what nobody has mended yet, is told and passes.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// finding is one way to a fault: the first frame is where the fault is.
type finding struct {
	OSV   string `json:"osv"`
	Fixed string `json:"fixed_version"`
	Trace []struct {
		Module, Version, Package, Function string
	} `json:"trace"`
}

// fault is a fault that is called.
type fault struct{ osv, module, version, fixed string }

// called reads a report and returns the faults that are called, each once.
func called(report io.Reader) ([]fault, error) {
	found, read := map[fault]bool{}, false
	for dec := json.NewDecoder(report); ; {
		var m struct {
			Config *struct {
				Scanner string `json:"scanner_name"`
			} `json:"config"`
			Finding *finding `json:"finding"`
		}
		if err := dec.Decode(&m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		read = read || m.Config != nil
		if f := m.Finding; f != nil && len(f.Trace) > 0 && f.Trace[0].Function != "" {
			found[fault{f.OSV, f.Trace[0].Module, f.Trace[0].Version, f.Fixed}] = true
		}
	}
	if !read {
		return nil, errors.New("this is no report of govulncheck")
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b fault) int { return strings.Compare(a.osv+a.module, b.osv+b.module) }), nil
}

// available asks the module proxy for the mended version.
func available(f fault) bool {
	at := f.module + "@" + f.fixed
	if f.module == "stdlib" {
		at = fmt.Sprintf("golang.org/toolchain@v0.0.1-go%s.%s-%s", strings.TrimPrefix(f.fixed, "v"), runtime.GOOS, runtime.GOARCH)
	}
	return f.fixed != "" && exec.Command("go", "list", "-m", at).Run() == nil
}

// tell says what was found, and whether something can be done about it.
func tell(w io.Writer, faults []fault, available func(fault) bool) (mendable bool) {
	for _, f := range faults {
		word := "no version that mends it is to be had"
		if available(f) {
			word, mendable = "mended in "+f.fixed, true
		}
		fmt.Fprintf(w, "%s: %s %s is called; %s\n", f.osv, f.module, f.version, word)
	}
	if len(faults) == 0 {
		fmt.Fprintln(w, "no known fault is called")
	}
	return mendable
}

func main() {
	faults, err := called(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if tell(os.Stdout, faults, available) {
		os.Exit(1)
	}
}
