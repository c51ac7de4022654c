package main

import (
	"strings"
	"testing"
)

const report = `{"config": {"scanner_name": "govulncheck"}}
{"finding": {"osv": "GO-1", "fixed_version": "v1.2.3", "trace": [{"module": "example.org/a", "version": "v1.2.2", "package": "example.org/a", "function": "Do"}, {"module": "orpheus", "function": "main"}]}}
{"finding": {"osv": "GO-1", "fixed_version": "v1.2.3", "trace": [{"module": "example.org/a", "version": "v1.2.2", "package": "example.org/a", "function": "Other"}]}}
{"finding": {"osv": "GO-2", "fixed_version": "v1.2.3", "trace": [{"module": "example.org/b", "version": "v1.2.2", "package": "example.org/b"}]}}
{"finding": {"osv": "GO-3", "trace": [{"module": "stdlib", "version": "v1.26.8", "package": "net/http", "function": "Serve"}]}}
`

// What is called counts once, what is only imported does not, and only what can be
// mended fails.
func TestCalled(t *testing.T) {
	faults, err := called(strings.NewReader(report))
	if err != nil || len(faults) != 2 || faults[0].osv != "GO-1" || faults[1].osv != "GO-3" {
		t.Fatalf("%+v, %v", faults, err)
	}
	fixed := func(f fault) bool { return f.fixed != "" }
	var said strings.Builder
	if !tell(&said, faults, fixed) || !strings.Contains(said.String(), "mended in v1.2.3") {
		t.Errorf("one can be mended: %s", said.String())
	}
	if tell(&said, faults[1:], fixed) || tell(&said, nil, fixed) {
		t.Error("nothing can be mended, and still it fails")
	}
	if available(fault{module: "stdlib"}) {
		t.Error("no version mends it")
	}
}

func TestNoReport(t *testing.T) {
	for _, text := range []string{"", "{}", "govulncheck: no such file"} {
		if _, err := called(strings.NewReader(text)); err == nil {
			t.Errorf("%q is taken for a report", text)
		}
	}
}
