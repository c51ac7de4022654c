package main

import "testing"

// What is a template is kept apart, and nothing else is touched.
func TestApart(t *testing.T) {
	const file = "// shown is a page.\nfunc shown(d *page) templ.Component {\n}\n\nfunc (p *page) part(x func() int) templ.Component {\n}\n\nfunc other() string {\n\treturn \"func no() templ.Component {\"\n}\n"
	const want = "// shown is a page.\n//go:noinline\nfunc shown(d *page) templ.Component {\n}\n\n//go:noinline\nfunc (p *page) part(x func() int) templ.Component {\n}\n\nfunc other() string {\n\treturn \"func no() templ.Component {\"\n}\n"
	if got := string(apart([]byte(file))); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
