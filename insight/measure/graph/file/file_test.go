package file_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"orpheus/insight/measure/graph"
	"orpheus/insight/measure/graph/file"
	"orpheus/internal/test/need"
)

// said is a network in one line: each tie once, with its weight.
func said(n *file.Network) string {
	var out []string
	for v, from := range n.Names {
		for w, to := range n.Names {
			if x := n.Weight(v, w); x > 0 && (n.Directed() || v < w) {
				out = append(out, fmt.Sprintf("%s-%s:%v", from, to, x))
			}
		}
	}
	return fmt.Sprintf("%d %s", n.People(), strings.Join(out, " "))
}

func TestTiesAreRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		directed   bool
		want       string
	}{
		{"a.txt", "# from to\n1 2\n\n% more\n2\t3 2.5\n1 2\n", true, "3 1-2:2 2-3:2.5"},
		{"a.edges", "1 2\r\n2 1\r\n2 2", false, "2 1-2:2"},
		{"a", "\ufeffAnn Bo", true, "2 Ann-Bo:1"},
		{"A.CSV", "Ann Berg,Bo\nBo, Cy ,3\n", true, "3 Ann Berg-Bo:1 Bo-Cy:3"},
		{"a.csv", "kind;Van;naar;Gewicht\nx;Ann;\"Bo; the elder\";2\n\nx;Ann;Cy;1\n", true, "3 Ann-Bo; the elder:2 Ann-Cy:1"},
		{"a.csv", "source,target,kind\nAnn,Bo,x\n", false, "2 Ann-Bo:1"},
		{"a.csv", "  \nfrom,to\nAnn,Bo\n", true, "2 Ann-Bo:1"},
		{"a.tsv", "fra\ttil\nAnn\tBo\n", true, "2 Ann-Bo:1"},
	} {
		n, err := file.Read(c.name, []byte(c.text), c.directed, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got := said(n); got != c.want {
			t.Errorf("%s is\n%s\nand should be\n%s", c.name, got, c.want)
		}
	}
}

// Who is in the file of people counts without ties too, in the order of that file.
func TestPeopleAreRead(t *testing.T) {
	for _, c := range []struct{ name, text, group, units string }{
		{"a.csv", "Name,Id,Dept\nAnn,1,x\nBo,2,y\nCy,3,x\n", "dept", "[0 1 0]"},
		{"a.tsv", "naam\tdept\n3\ty\n1\tx\n2\ty\n", "", "[]"},
		{"a.txt", "# all\n2\n1\n\n3\n", "", "[]"},
	} {
		p, err := file.ReadPeople(c.name, []byte(c.text), c.group)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		n, err := file.Read("b", []byte("1 2\n"), true, p)
		if err != nil || n.Ties() != 1 || n.People() != 3 || fmt.Sprint(n.Unit) != c.units {
			t.Errorf("%s: %v, %v of %v", c.name, err, n, p)
		}
	}
}

// What cannot be read is refused with its line and the reason.
func TestFilesThatCannotBeRead(t *testing.T) {
	two, err := file.ReadPeople("a.txt", []byte("Ann\nBo\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	many := &strings.Builder{}
	for i := range 10_001 {
		fmt.Fprintln(many, 2*i, 2*i+1)
	}
	for _, c := range []struct {
		name, text string
		people     *file.People
		line       int
		key        string
	}{
		{"a.txt", "1 2\n3\n", nil, 2, file.KeyFields},
		{"a.txt", "1 2 3 4\n", nil, 1, file.KeyFields},
		{"a.csv", "1,2\n\n3\n", nil, 3, file.KeyFields},
		{"a.csv", "to,weight,from\n1,2,3\n1,2\n", nil, 3, file.KeyFields},
		{"a.csv", "1,2\n\"3,4\n", nil, 2, file.KeyRow},
		{"a.csv", "1,\n", nil, 1, file.KeyNobody},
		{"a.tsv", "Ann\tBo\n\tCy\n", nil, 2, file.KeyNobody},
		{"a.txt", "1 2 x\n", nil, 1, file.KeyWeight},
		{"a.txt", "1 2 0\n", nil, 1, file.KeyWeight},
		{"a.txt", "1 2 -1\n", nil, 1, file.KeyWeight},
		{"a.txt", "1 2 NaN\n", nil, 1, file.KeyWeight},
		{"a.txt", "1 2 Inf\n", nil, 1, file.KeyWeight},
		{"a.csv", "1,2,\n", nil, 1, file.KeyWeight},
		{"a.txt", "1 2 1e308\n1 2 1e308\n", nil, 0, file.KeyWeight},
		{"a.txt", "Ann Bo\nAnn Cy\n", two, 2, file.KeyUnknown},
		{"a.txt", "# nothing\n", nil, 0, file.KeyEmpty},
		{"a.csv", "from,to\n", nil, 0, file.KeyEmpty},
		{"a.txt", "a \xff\n", nil, 0, file.KeyText},
		{"a.txt", many.String(), nil, 10_001, file.KeyTooMany},
	} {
		n, err := file.Read(c.name, []byte(c.text), true, c.people)
		bad, ok := errors.AsType[*file.Fault](err)
		if !ok || n != nil || bad.Line != c.line || bad.Why != c.key || bad.File != c.name {
			t.Errorf("%s %q: %v, and it should be line %d: %s", c.name, c.text[:min(40, len(c.text))], err, c.line, c.key)
		}
	}
	for _, c := range []struct {
		name, text, group string
		line              int
		key               string
	}{
		{"a.csv", "age,dept\n1,2\n", "", 1, file.KeyColumn},
		{"a.csv", "id,dept\n1,2\n", "unit", 1, file.KeyColumn},
		{"a.csv", "id,dept\n1,2\n1,2\n", "dept", 3, file.KeyTwice},
		{"a.csv", "id,dept\n1,\n", "dept", 2, file.KeyUnit},
		{"a.csv", "id,dept\n,2\n", "dept", 2, file.KeyName},
		{"a.csv", "id,dept\n1\n", "dept", 2, file.KeyRow},
		{"a.txt", "Ann\n", "dept", 0, file.KeyColumn},
		{"a.txt", "Ann\n\nAnn\n", "", 3, file.KeyTwice},
		{"a.txt", "\n", "", 0, file.KeyEmpty},
		{"a.csv", "", "", 0, file.KeyEmpty},
		{"a.txt", "\xff\n", "", 0, file.KeyText},
	} {
		p, err := file.ReadPeople(c.name, []byte(c.text), c.group)
		bad, ok := errors.AsType[*file.Fault](err)
		if !ok || p != nil || bad.Line != c.line || bad.Why != c.key {
			t.Errorf("%s %q: %v, and it should be line %d: %s", c.name, c.text, err, c.line, c.key)
		}
	}
}

// The files that others published are read as they are.
func TestPublishedFilesAreRead(t *testing.T) {
	dir := need.Data(t, "graphs")
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, c := range []struct {
		name, group    string
		people, ties   int
		units, between float64
	}{{"ht_advice", "dept", 21, 190, 0.0239029611131, 0.2102960526316}, {"flo_marriage", "", 16, 20, 0, 0.383492063492}} {
		p, err := file.ReadPeople(c.name+".nodes.csv", read(c.name+".nodes.csv"), c.group)
		if err != nil {
			t.Fatal(err)
		}
		n, err := file.Read(c.name+".edges.txt", read(c.name+".edges.txt"), c.group != "", p)
		if err != nil {
			t.Fatal(err)
		}
		if n.People() != c.people || n.Ties() != c.ties {
			t.Errorf("%s has %d people and %d ties", c.name, n.People(), n.Ties())
		}
		if v, _ := graph.BetweennessCentralisation(n.Graph).Value(); v < c.between-1e-9 || v > c.between+1e-9 {
			t.Errorf("C_bet of %s is %v", c.name, v)
		}
		if v, ok := graph.UnitAssortativity(n.Graph, n.Unit).Value(); ok && (v < c.units-1e-9 || v > c.units+1e-9) {
			t.Errorf("assort_nom of %s is %v", c.name, v)
		}
	}
}

// Whatever a file has in it, reading it ends, with a network that can be measured or with an
// error of this package.
func FuzzRead(f *testing.F) {
	f.Add("a.txt", []byte("# x\n1 2\n2 3 2\n"), "b.csv", []byte("id,dept\n1,x\n2,y\n3,x\n"), "dept", true)
	f.Add("a.csv", []byte("from;to;weight\nAnn;\"Bo\";1e-3\n"), "b.txt", []byte("Ann\nBo\n"), "", false)
	f.Add("a.tsv", []byte("Ann\tBo\nBo\tBo\n"), "", []byte{}, "", true)
	f.Fuzz(func(t *testing.T, name string, data []byte, peopleName string, people []byte, group string, directed bool) {
		ours := func(err error) {
			if _, ok := errors.AsType[*file.Fault](err); err != nil && !ok {
				t.Fatalf("%T: %v", err, err)
			}
		}
		p, err := file.ReadPeople(peopleName, people, group)
		ours(err)
		if err == nil && (group != "" && len(p.Unit) != len(p.Names) || len(p.Names) == 0) {
			t.Fatalf("%+v", p)
		}
		for _, among := range []*file.People{nil, p} {
			n, err := file.Read(name, data, directed, among)
			ours(err)
			if err != nil || n.People() > 200 || n.Ties() > 1000 {
				continue // measuring takes its time
			}
			if n.People() != len(n.Names) {
				t.Fatalf("%d people with %d names", n.People(), len(n.Names))
			}
			for _, f := range graph.Figures(n.Graph, n.Unit) {
				v, ok := f.Value()
				if share := strings.HasPrefix(f.ID, "C_") || slices.Contains([]string{"density", "connectedness", "efficiency", "recip_edgewise", "core_share"}, f.ID); ok && share && !(v >= 0 && v <= 1) {
					t.Fatalf("%s is %v", f.ID, v)
				}
			}
		}
	})
}
