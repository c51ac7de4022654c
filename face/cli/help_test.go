package cli

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"orpheus/org"
	"orpheus/text/i18n"
)

// Every command, flag and argument has its text, and every command says more and
// gives an example.
func TestHelpIsThere(t *testing.T) {
	parser, err := kong.New(&commands{}, kong.Name("orpheus"))
	if err != nil {
		t.Fatal(err)
	}
	say := i18n.For("en") // the catalogs have the same keys
	need := func(key string) {
		if !say.Has(key) {
			t.Errorf("no text for %s", key)
		}
	}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		need("help." + helpKey(n))
		need("more." + helpKey(n))
		if len(examples[commandPath(n)]) == 0 {
			t.Errorf("no example of %q", commandPath(n))
		}
		for _, f := range n.Flags {
			need(valueKey(say, n, f.Name))
		}
		for _, a := range n.Positional {
			need(valueKey(say, n, a.Name))
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(parser.Model.Node)
}

// Every kind of act and every field has its text, in English that of the table of
// kinds.
func TestKindsAreSaid(t *testing.T) {
	say := i18n.For("en")
	same := func(key, doc string) {
		if got := kindText(say, key, key); got != strings.ReplaceAll(doc, "'", "’") {
			t.Errorf("%s says %q, the table of kinds %q", key, got, doc)
		}
	}
	for _, k := range org.Kinds() {
		same("kind."+k.Name, k.Doc)
		for _, f := range k.Fields {
			if !f.Derived {
				same(fieldKey(say, k, f.Name), f.Doc)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"one two", "one two"},
		{"one two three", "one two\n  three"},
		{"longerthanthis x", "longerthanthis\n  x"},
		{"ééééé ø y", "ééééé ø\n  y"},
	} {
		if got := wrap(c.text, 8, "  "); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}
