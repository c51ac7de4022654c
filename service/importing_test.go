package service_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"orpheus/imports/source"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
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
	told := slices.ContainsFunc(sum.Oddities, func(o source.Oddity) bool { return o.Code == source.CodeField })
	if err != nil || sum.Acts != 0 || !told || digest(t, d) != before {
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

// fullDisk is a log on a disk that has room for so many more transactions.
type fullDisk struct {
	memory.Log
	room int
}

var errFull = errors.New("no space left")

func (l *fullDisk) Append(ctx context.Context, b ledger.Batch) error {
	if l.room--; l.room < 0 {
		return errFull
	}
	return l.Log.Append(ctx, b)
}

// An import is one transaction, the founding with it: where it ends half-way, there is
// nothing of it.
func TestAnImportIsOneTransaction(t *testing.T) {
	for _, room := range []int{0, 1} {
		log := &fullDisk{room: room}
		d := service.New(log, ledger.Options{Now: func() time.Time { return noon }})
		sum, err := bring(t, d, "sigs: [{dir: a, leadership: {chairs: [{github: ann}]}}]")
		if errors.Is(err, errFull) != (room == 0) || sum.Founded != (room > 0) || (sum.Acts > 0) != (room > 0) {
			t.Errorf("with room for %d: founded %v, %d acts, %v", room, sum.Founded, sum.Acts, err)
		}
		if all, err := d.Slugs(t.Context()); err != nil || len(all) != room {
			t.Errorf("with room for %d there is %v, %v", room, all, err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

// What is refused half-way is not there either.
func TestARefusedImportChangesNothing(t *testing.T) {
	d := atNoon(t)
	if _, err := bring(t, d, "sigs: [{dir: a}]"); err != nil {
		t.Fatal(err)
	}
	before := digest(t, d)
	dir := t.TempDir()
	write(t, dir, "sigs.yaml", "sigs: [{dir: a}, {dir: b, leadership: {chairs: [{github: ann}]}}]")
	at := org.At(noon.AddDate(-1, 0, 0)) // before the last act
	sum, err := d.Import(t.Context(), service.Import{Format: "k8s-sigs", Path: dir, Slug: "public", AsOf: at})
	if org.CodeOf(err) != org.Conflict || sum.Acts != 0 || digest(t, d) != before {
		t.Errorf("%v, %v", sum.Kinds, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	im := service.Import{Format: "k8s-sigs", Path: dir, Slug: "public", Progress: func(stage string, _ int) {
		if stage == "compare" {
			stop()
		}
	}}
	if sum, err := d.Import(ctx, im); !errors.Is(err, context.Canceled) || sum.Acts != 0 || digest(t, d) != before {
		t.Errorf("stopped: %v, %v", sum.Kinds, err)
	}
}
