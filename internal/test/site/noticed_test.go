package site_test

import (
	"net/http"
	"strings"
	"testing"

	"orpheus/org"
)

// What somebody noticed too stands before what has to do with a strength they named.
func TestHomeBeginsWithWhatOneNoticedToo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("linde", "Secret")
	h.do("linde", other, &org.NameStrength{As: org.AsStrength, Text: org.Write("repairing bicycles")})
	h.do("linde", steward, &org.RaiseTension{Circle: 3, Title: "Bicycles need repairing"})
	h.do("linde", steward, &org.RaiseTension{Circle: 3, Title: "Cold rooms"})
	now, err := h.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	var last org.TensionID
	for id := range now.Tensions() {
		last = id
	}
	h.do("linde", other, &org.FeelTension{Tension: last})
	_, page := h.in("linde", other).get("/linde")
	_, open, ok := strings.Cut(page, `id="open"`)
	felt, named := strings.Index(open, "Cold rooms"), strings.Index(open, "Bicycles need repairing")
	if !ok || felt < 0 || named < 0 || felt > named {
		t.Errorf("what is open begins with what was noticed too at %d, and what has to do with a strength at %d", felt, named)
	}
}

// The stream of somebody has what they did, and what is about them; nothing else.
func TestTheStreamOfSomebody(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("linde", "Secret")
	h.do("linde", member, &org.RaiseTension{Circle: 2, Title: "Done by them"})
	h.do("linde", helper, &org.RaiseTension{Circle: 2, Title: "Done by another"})
	h.do("linde", 0, &org.JoinCircle{Circle: 3, Person: member})
	_, page := h.in("linde", steward).get("/linde/stream?person=2")
	for text, want := range map[string]bool{"Done by them": true, "Done by another": false, "Secret-C3 circle": true} {
		if got := strings.Contains(page, text); got != want {
			t.Errorf("%q is there: %v", text, got)
		}
	}
}

// Of what somebody names about themselves whom a guest does not see, there is nothing
// for the guest: not even that it is there.
func TestAGuestConfirmsNothingHidden(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("linde", "Secret")
	h.do("linde", other, &org.NameStrength{As: org.AsStrength, Text: org.Write("patience")})
	v := h.in("linde", guest)
	ask := func(strength string) (int, string) {
		res, body := v.get("/linde/acts/strength.confirm?strength=" + strength)
		return res.StatusCode, passing.ReplaceAllString(strings.ReplaceAll(body, strength, "Z"), "")
	}
	status, hidden := ask("Z4")
	none, missing := ask("Z9")
	seen, _ := ask("Z2")
	if status != none || seen != http.StatusOK || status == http.StatusOK && hidden != missing {
		t.Errorf("the form of a hidden strength has status %d, of none %d, of one that is seen %d; they look the same: %v", status, none, seen, hidden == missing)
	}
}
