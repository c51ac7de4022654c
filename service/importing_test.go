package service_test

import (
	"bytes"
	"testing"

	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
)

// bring imports a text as sigs.yaml, now.
func bring(t *testing.T, d *service.Service, text string) (*service.Imported, error) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "sigs.yaml", text)
	return d.Import(t.Context(), service.Import{Format: "k8s-sigs", Path: dir, Slug: "public", Create: true})
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

// An export without what is personal has no keys by which an import would know
// people again: it would double everybody. Restoring what is personal mends it.
func TestImportKnowsPeopleAgainOrNotAtAll(t *testing.T) {
	const text = "sigs: [{dir: a, leadership: {chairs: [{github: ann}, {github: bob}]}}]"
	from := atNoon(t)
	if _, err := bring(t, from, text); err != nil {
		t.Fatal(err)
	}
	export := func(personal bool) *bytes.Buffer {
		var b bytes.Buffer
		if err := from.Export(t.Context(), "public", personal, &b, func(uint64) {}); err != nil {
			t.Fatal(err)
		}
		return &b
	}
	to := atNoon(t)
	restore := func(personal bool) {
		if _, err := to.Restore(t.Context(), export(personal), func(_, _ uint64) {}); err != nil {
			t.Fatal(err)
		}
	}
	restore(false)
	before := digest(t, to)
	if _, err := bring(t, to, text); org.CodeOf(err) != org.Conflict || digest(t, to) != before {
		t.Errorf("without keys: %v", err)
	}
	restore(true)
	if sum, err := bring(t, to, text); err != nil || sum.Acts != 0 || digest(t, to) != before {
		t.Errorf("with keys again: %v, %v", sum, err)
	}
}

// That nobody has a key is fine where nobody ever had one, or had and was erased.
func TestImportBesidePeopleAddedByHand(t *testing.T) {
	d := atNoon(t)
	if _, err := bring(t, d, "sigs: [{dir: a}]"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddPerson(t.Context(), "public", records.Profile{Name: "Cas"}, false, false); err != nil {
		t.Fatal(err)
	}
	if _, err := bring(t, d, "sigs: [{dir: a, leadership: {chairs: [{github: ann}]}}]"); err != nil {
		t.Fatal(err)
	}
	if err := d.Erase(t.Context(), "public", 2, false); err != nil {
		t.Fatal(err)
	}
	if sum, err := bring(t, d, "sigs: [{dir: a, leadership: {chairs: [{github: ann}]}}, {dir: b}]"); err != nil || sum.Forgotten != 1 {
		t.Errorf("%v, %v", sum, err)
	}
}
