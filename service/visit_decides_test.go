package service_test

import (
	"fmt"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
)

// who says what a visitor is told of who decides.
func who(t *testing.T, d *service.Service, p org.PersonID, at org.Time, q service.About) string {
	t.Helper()
	l, err := as(t, d, p).Look(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.WhoDecides(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, one := range all {
		out = append(out, fmt.Sprint(one.Who, " ", one.By, " within ", one.Within, " by ", one.Because[0].Ref))
	}
	return strings.Join(out, ", ")
}

// deciding is De Linde with a role that Bo holds in home care, where Cas is a guest, and
// limits there and around it.
func deciding(t *testing.T) *service.Service {
	d, clock := visiting(t)
	do(t, d, 0, &org.CreateRole{Circle: 2, Name: "Roster", Domains: []string{"The roster of home care"}, Holder: 2}) // R1
	do(t, d, 0, &org.CreateRole{Circle: 3, Name: "Planning", Domains: []string{"The roster of the office"}})         // R2
	do(t, d, 0, &org.SetGuardrail{Circle: 2, Text: "A team buys cups of at most 250 euros"})                         // G1
	do(t, d, 0, &org.SetGuardrail{Circle: org.Root, Text: "Nobody works on Sundays"})                                // G2
	*clock = clock.Add(48 * 60 * 60 * 1e9)
	return d
}

func TestWhoDecides(t *testing.T) {
	d := deciding(t)
	for _, c := range []struct {
		name string
		as   org.PersonID
		q    service.About
		want string
	}{
		{"a member, near", 2, service.About{Words: "the roster"}, "R1 role_authority within [G1 G2] by R1, C3 consent within [G2] by R2"},
		{"from another circle", 2, service.About{Words: "the roster", Circle: 3}, "C3 consent within [G2] by R2, R1 role_authority within [G1 G2] by R1"},
		{"a limit", 1, service.About{Words: "cups"}, "C2 consent within [G1 G2] by G1"},
		{"a limit around", 1, service.About{Words: "sundays"}, "C1 consent within [G2] by G2"},
		{"a guest, of their circle", 3, service.About{Words: "the roster"}, "R1 role_authority within [G1] by R1"},
		{"a guest, of another", 3, service.About{Words: "the office"}, ""},
		{"a guest, of the whole", 3, service.About{Words: "sundays"}, ""},
		{"the structure", 2, service.About{Words: "a new role", Circle: 3}, "C3 advice within [G2] by C3"},
		{"nothing", 1, service.About{Words: "a swimming pool"}, ""},
		{"nothing asked", 1, service.About{}, ""},
	} {
		if got := who(t, d, c.as, 0, c.q); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// The answer follows what is written, at once, and of another day it is that of then.
func TestWhoDecidesFollows(t *testing.T) {
	d := deciding(t)
	q := service.About{Words: "keys"}
	if got := who(t, d, 1, 0, q); got != "" {
		t.Fatal(got)
	}
	before := org.At(noon.Add(47 * 60 * 60 * 1e9))
	do(t, d, 0, &org.RaiseTension{Title: "The keys are gone"}) // what people do says nothing
	if got := who(t, d, 1, 0, q); got != "" {
		t.Error(got)
	}
	domains := []string{"Who has the keys"}
	do(t, d, 0, &org.AmendRole{Role: 1, Domains: &domains})
	if got := who(t, d, 1, 0, q); got != "R1 role_authority within [G1 G2] by R1" {
		t.Error(got)
	}
	if got := who(t, d, 1, before, q); got != "" {
		t.Errorf("before it was written: %s", got)
	}
	do(t, d, 0, &org.LeavePerson{Person: 2})
	if got := who(t, d, 1, 0, q); got != "C2 consent within [G1 G2] by R1" {
		t.Errorf("nobody holds it: %s", got)
	}
	do(t, d, 0, &org.RetireRole{Role: 1})
	if got := who(t, d, 1, 0, q); got != "" {
		t.Errorf("retired: %s", got)
	}
}

func TestDecidesAlone(t *testing.T) {
	d := deciding(t)
	do(t, d, 0, &org.JoinCircle{Circle: 2, Person: 1})
	for _, c := range []struct {
		name  string
		as    org.PersonID
		words string
		want  string
	}{
		{"their role", 2, "The roster of next week has a hole on Tuesday", "R1"},
		{"the role of somebody else", 1, "The roster of next week has a hole on Tuesday", ""},
		{"a limit in their circle", 1, "We need new cups for 40 euros", "G1"},
		{"a guest of the circle", 3, "We need new cups for 40 euros", "G1"},
		{"nothing", 2, "The bakery in our street closes", ""},
	} {
		l, err := as(t, d, c.as).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if one, err := l.Alone(t.Context(), c.words, 0); err != nil {
			t.Fatal(err)
		} else if one != nil {
			got = one.Because[0].Ref.String()
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
