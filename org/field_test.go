package org_test

import (
	"slices"
	"strings"
	"testing"

	"orpheus/org"
)

// What a field is stands in its tags and its type, for every kind: no meaning is in
// the words about it.
func TestFieldsSayWhatTheyAre(t *testing.T) {
	for _, k := range org.Kinds() {
		for i := range k.Fields {
			f := &k.Fields[i]
			switch {
			case f.Name == "" || f.Doc == "" || f.Value == org.OtherValue && !f.Derived:
				t.Errorf("%s: a field without a name, words or a value that faces can show: %+v", k.Name, f)
			case strings.Contains(f.Doc, "worked out") && !f.Optional:
				t.Errorf("%s %s is worked out and must be given", k.Name, f.Name)
			case (f.Doc == "the new id") != (f.Derived && f.Value == org.IDValue && strings.HasPrefix(f.Doc, "the new")):
				t.Errorf("%s %s is a new id that somebody is asked for", k.Name, f.Name)
			case f.Value == org.ChoiceValue && (len(f.Offered) == 0 && !f.Derived || len(f.Words) < len(f.Offered)):
				t.Errorf("%s %s: words %v, offered %v", k.Name, f.Name, f.Words, f.Offered)
			case f.Value == org.IDValue && f.Letter == 0:
				t.Errorf("%s %s: an id without a letter", k.Name, f.Name)
			}
		}
	}
	set := org.KindNamed("guardrail.set").Named("structure")
	if !slices.Equal(set.Words, []string{"free", "by_decision"}) || !slices.Equal(set.Offered, []string{"free"}) {
		t.Errorf("a rule that nothing can fulfil is offered: %v of %v", set.Offered, set.Words)
	}
	if f := org.KindNamed("strength.name").Named("text"); f.Max != org.MaxStrength {
		t.Errorf("a strength has at most %d characters, the field says %d", org.MaxStrength, f.Max)
	}
	for name, want := range map[string]bool{
		"circle.join": false, "circle.leave": false, "seat.correct_origin": false, "seat.record": false,
		"circle.move": true, "role.retire": true, "seat.expire": true, "guardrail.lift": true, "tension.raise": false,
	} {
		if org.KindNamed(name).Structural != want {
			t.Errorf("%s: structural is %v", name, !want)
		}
	}
}
