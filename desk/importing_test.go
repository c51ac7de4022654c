package desk_test

import (
	"testing"

	"orpheus/desk"
)

// bring imports a text as sigs.yaml, now.
func bring(t *testing.T, d *desk.Desk, text string) (*desk.Imported, error) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "sigs.yaml", text)
	return d.Import(t.Context(), desk.Import{Format: "k8s-sigs", Path: dir, Slug: "public", Create: true})
}

// What an import cannot understand ends nobody's lead.
func TestASlipEndsNoLead(t *testing.T) {
	d := atNoon(t)
	if _, err := bring(t, d, "sigs: [{dir: a, leadership: {chairs: [{github: ann}]}}, {dir: b}]"); err != nil {
		t.Fatal(err)
	}
	before := digest(t, d)
	sum, err := bring(t, d, "sigs: [{dir: a, leadership: {chair: [{github: ann}]}}, {dir: b}]")
	if err != nil || sum.Acts != 0 || sum.Refused() != 1 || digest(t, d) != before {
		t.Errorf("%v, %v, %v", sum.Kinds, sum.Oddities, err)
	}
}
