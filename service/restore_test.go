package service_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
)

// inFile opens a new store in a file.
func inFile(t *testing.T) *service.Service {
	t.Helper()
	d, err := service.Open(t.Context(), filepath.Join(t.TempDir(), "o.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func exported(t *testing.T, d *service.Service) string {
	t.Helper()
	var out bytes.Buffer
	if err := d.Export(t.Context(), "linde", true, &out, func(uint64) {}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func restored(t *testing.T, d *service.Service, from string) service.Restored {
	t.Helper()
	done, err := d.Restore(t.Context(), strings.NewReader(from), func(uint64, uint64) {})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// Who was erased stays erased where an export is restored: an import there does not
// bring them back either.
func TestAnErasureOutlivesARestore(t *testing.T) {
	d := inFile(t)
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ada", Mail: "ada@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	jo, err := d.AddPerson(t.Context(), "linde", records.Profile{Name: "Jo Weg", Key: "github-id:77", Handle: "github:jo"}, false, false)
	if err != nil {
		t.Fatal(err)
	}
	if before := exported(t, d); !strings.Contains(before, `"format":1,`) {
		t.Error("an export that an older program could read says that it cannot")
	}
	if err := d.Erase(t.Context(), "linde", jo, false); err != nil {
		t.Fatal(err)
	}
	text := exported(t, d)
	if strings.Contains(text, "github-id:77") || strings.Contains(text, "Jo Weg") || !strings.Contains(text, `"format":2,`) {
		t.Error("the export has what was erased, or an older program would lose what is kept of it")
	}
	for range 2 { // and from there to a third
		d = inFile(t)
		restored(t, d, text)
		known, err := service.StoreOf(d).Forgotten(t.Context(), "linde", "github-id:77", "github:jo", "github:ada")
		if err != nil || len(known) != 2 {
			t.Fatalf("known as forgotten: %v, %v", known, err)
		}
		text = exported(t, d)
	}
}

// A restore over an organisation that is there leaves the names that were set right.
func TestARestoreLeavesNames(t *testing.T) {
	d := inFile(t)
	id, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ada", Mail: "ada@linde.example"}})
	if err != nil {
		t.Fatal(err)
	}
	text := exported(t, d)
	if err := d.Correct(t.Context(), "linde", id, "Ada Byron", "byron@linde.example"); err != nil {
		t.Fatal(err)
	}
	if done := restored(t, d, text); done.Kept != 1 {
		t.Errorf("kept %d names", done.Kept)
	}
	if p, _, err := service.StoreOf(d).Profile(t.Context(), "linde", id); err != nil || p.Name != "Ada Byron" || p.Mail != "byron@linde.example" {
		t.Errorf("it is %+v now, %v", p, err)
	}
}

// One link founds one organisation, and what founds is whole or not there.
func TestFoundingIsOneTransaction(t *testing.T) {
	d := inFile(t)
	use := records.Use{Key: [32]byte{1}, At: 7}
	f := service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ada"}, Use: &use}
	if _, err := d.Found(t.Context(), f); err == nil {
		t.Error("founded by a link that is not there")
	}
	if orgs, err := service.StoreOf(d).Orgs(t.Context()); err != nil || len(orgs) != 0 {
		t.Errorf("there is %v, %v", orgs, err)
	}
	f.Use = nil
	id, err := d.Found(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := service.EngineOf(d).State(t.Context(), "linde"); err != nil || id != org.PersonID(1) || !s.Person(id).Steward || s.Version != 3 {
		t.Errorf("person %v, version %d, %v", id, s.Version, err)
	}
}

// A name before an address is taken as it is, and mails go to the address.
func TestNamesBeforeAddresses(t *testing.T) {
	for text, want := range map[string]records.Profile{
		"Fatima Idrissi <fatima@linde.example>":     {Name: "Fatima Idrissi", Mail: "fatima@linde.example"},
		`Jan "x" <jan@linde.example>`:               {Name: `Jan "x"`, Mail: "jan@linde.example"},
		`"Idrissi, Fatima" <fatima@linde.example>`:  {Name: "Idrissi, Fatima", Mail: "fatima@linde.example"},
		"Idrissi, Fatima (Ghent) <f@linde.example>": {Name: "Idrissi, Fatima (Ghent)", Mail: "f@linde.example"},
		"Ove Østergård <ove@linde.example>":         {Name: "Ove Østergård", Mail: "ove@linde.example"},
		"Only a Name":                               {Name: "Only a Name"},
	} {
		if got, err := service.ParsePerson(text); err != nil || got != want {
			t.Errorf("%s is %+v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "<a@b.example>", "A <a>", "A <a@b.example", "A <a@b.example> x", `A <a@b.example> <c>`, "A <B <a@b.example>>"} {
		if got, err := service.ParsePerson(bad); org.CodeOf(err) != org.Invalid {
			t.Errorf("%s is %+v, %v", bad, got, err)
		}
	}
}
