package form_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/form"
)

// opened are the kinds whose forms begin with how something is, and the fields that
// whoever opens the form may touch.
func opened(t interface{ Fatal(...any) }) map[string][]*org.Field {
	out := map[string][]*org.Field{}
	for _, name := range []string{"role.amend", "circle.amend", "circle.move", "initiative.amend", "org.amend", "tension.amend"} {
		k := org.KindNamed(name)
		if k == nil {
			t.Fatal("no kind " + name)
		}
		for _, f := range k.Asked() {
			if f.Name != k.Noun() && (f.Letter == 0 || f.Many) {
				out[name] = append(out[name], f)
			}
		}
	}
	return out
}

// value is one value of a field as people write it.
func value(t *rapid.T, f *org.Field, label string) []string {
	word := rapid.SampledFrom([]string{"a", "b", "a b", "b c d", "x, y", ""})
	switch {
	case f.Many && f.Value == org.TextValue:
		return []string{strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"one", "two", "three", "four"}), 0, 4, rapid.ID).Draw(t, label), "\n")}
	case f.Many:
		var out []string
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 4), 1, 3, rapid.ID).Draw(t, label) {
			out = append(out, string(f.Letter)+strconv.Itoa(n))
		}
		return out
	case f.Value == org.YesNoValue:
		return []string{"false", rapid.SampledFrom([]string{"false", "on"}).Draw(t, label)}
	case f.Value == org.NumberValue:
		return []string{strconv.Itoa(rapid.IntRange(0, 3).Draw(t, label))}
	}
	return []string{word.Draw(t, label)}
}

// set does what an act would: it sets the fields that are sent.
func set(now, sent map[string][]string) map[string][]string {
	out := map[string][]string{}
	for name, texts := range now {
		out[name] = texts
	}
	for name, texts := range sent {
		out[name] = texts
	}
	return out
}

// lines are the values of a field, for comparing.
func lines(k *org.Kind, name string, texts []string) []string {
	var out []string
	f := k.Named(name)
	for _, text := range texts {
		cut := "\x00"
		if f.Many && f.Value == org.TextValue {
			cut = "\n"
		} else if f.Many {
			cut = ","
		}
		for part := range strings.SplitSeq(text, cut) {
			if part = strings.TrimSpace(part); part != "" || !f.Many {
				out = append(out, part)
			}
		}
	}
	if !f.Many && len(out) > 0 {
		out = out[len(out)-1:]
		if f.Value == org.YesNoValue {
			out[0] = strconv.FormatBool(out[0] == "on" || out[0] == "true")
		}
	}
	return out
}

// Two people edit one thing, each from what they saw, in any order: what one of them did
// not touch is as the other left it, and where both touched, both are there or somebody
// is asked.
func TestNobodyOverwritesWhatTheyDidNotTouch(t *testing.T) {
	kinds := opened(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"role.amend", "circle.amend", "circle.move", "initiative.amend", "org.amend", "tension.amend"}).Draw(t, "kind")
		k := org.KindNamed(name)
		was := map[string][]string{}
		for _, f := range kinds[name] {
			was[f.Name] = value(t, f, f.Name)
		}
		edits := [2]map[string][]string{{}, {}}
		touched := [2]map[string]bool{{}, {}}
		for who := range edits {
			for _, f := range kinds[name] {
				edits[who][f.Name] = was[f.Name]
				if rapid.Bool().Draw(t, "touches") {
					edits[who][f.Name] = value(t, f, "edited "+f.Name)
					touched[who][f.Name] = !slices.Equal(lines(k, f.Name, edits[who][f.Name]), lines(k, f.Name, was[f.Name]))
				}
			}
		}
		order := rapid.SampledFrom([][2]int{{0, 1}, {1, 0}}).Draw(t, "order")
		first := form.Merge(form.Edit{Kind: k, Was: was, Sent: edits[order[0]], Now: was})
		if c := first.Clashes(k); len(c) > 0 {
			t.Fatalf("alone, %v clash", c)
		}
		now := set(was, first.Fields)
		second := form.Merge(form.Edit{Kind: k, Was: was, Sent: edits[order[1]], Now: now})
		after := set(now, second.Fields)
		for _, f := range kinds[name] {
			a, b := order[0], order[1]
			is := lines(k, f.Name, after[f.Name])
			same := func(texts []string) bool { return slices.Equal(is, lines(k, f.Name, texts)) }
			switch ta, tb := touched[a][f.Name], touched[b][f.Name]; {
			case !ta && !tb && !same(was[f.Name]):
				t.Fatalf("%s, which nobody touched, became %q", f.Name, is)
			case ta && !tb && !same(edits[a][f.Name]):
				t.Fatalf("%s, which only the first touched, is %q", f.Name, is)
			case tb && !ta && !same(edits[b][f.Name]):
				t.Fatalf("%s, which only the second touched, is %q", f.Name, is)
			case ta && tb:
				agree := slices.Equal(lines(k, f.Name, edits[a][f.Name]), lines(k, f.Name, edits[b][f.Name]))
				if fate := second.Fates[f.Name]; agree != (fate == form.Agreed) || !agree && (fate == form.Joined) != (f.Many && f.Value == org.TextValue) {
					t.Fatalf("%s, which both touched: %v", f.Name, fate)
				}
				if second.Fates[f.Name] == form.Joined {
					joinedWell(t, lines(k, f.Name, was[f.Name]), lines(k, f.Name, edits[a][f.Name]), lines(k, f.Name, edits[b][f.Name]), is)
				}
				if second.Fates[f.Name] == form.Clash && !same(edits[a][f.Name]) {
					t.Fatalf("%s was overwritten before somebody decided", f.Name)
				}
			}
		}
	})
}

// joinedWell holds that a list has what either added, and nothing that either took out.
func joinedWell(t *rapid.T, was, a, b, is []string) {
	for _, line := range slices.Concat(was, a, b) {
		in := slices.Contains(a, line) && slices.Contains(b, line) || !slices.Contains(was, line)
		if n := len(slices.DeleteFunc(slices.Clone(is), func(l string) bool { return l != line })); in != (n == 1) || n > 1 {
			t.Fatalf("%q stands there %d times: of %q, %q and %q came %q", line, n, was, a, b, is)
		}
	}
}

func TestJoinLines(t *testing.T) {
	for _, c := range []struct{ was, mine, theirs, want string }{
		{"a b c", "a b c x", "y a b c", "y a b c x"},
		{"a b c", "a x b c", "a b y c", "a x b y c"},
		{"a b c", "a c", "a b c d", "a c d"},
		{"a b c", "c a b", "a b c d", "c d a b"},
		{"a b c", "a B c", "a b2 c", "a B b2 c"},
		{"a", "", "a b", "b"},
		{"", "a", "b", "a b"},
	} {
		if got := strings.Join(form.JoinLines(strings.Fields(c.was), strings.Fields(c.mine), strings.Fields(c.theirs)), " "); got != c.want {
			t.Errorf("of %q, %q and %q came %q, want %q", c.was, c.mine, c.theirs, got, c.want)
		}
	}
}

// What a browser does to texts is no change: other ends of lines, space around them, an
// empty number, a switch as a browser writes it, an id without its letter.
func TestWhatIsNoChange(t *testing.T) {
	k := org.KindNamed("role.amend")
	m := form.Merge(form.Edit{
		Kind: k,
		Was:  map[string][]string{"accountabilities": {"one\ntwo"}, "leads": {"true"}, "places": {"0"}, "purpose": {"Two\nlines "}},
		Sent: map[string][]string{"role": {"R2"}, "accountabilities": {" one\r\ntwo\r\n"}, "leads": {"false", "on"}, "places": {""}, "purpose": {"Two\r\nlines"}},
		Now:  map[string][]string{"accountabilities": {"other"}, "leads": {"false"}, "places": {"3"}, "purpose": {"Another"}},
	})
	if len(m.Fields) != 1 || m.Fields["role"] == nil {
		t.Errorf("sent %v", m.Fields)
	}
	for name, fate := range m.Fates {
		if fate != form.Theirs {
			t.Errorf("%s: %v", name, fate)
		}
	}
}
