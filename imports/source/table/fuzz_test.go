package table_test

import (
	"testing"
	"time"

	"orpheus/imports/source/sourcetest"
	"orpheus/imports/source/table"
)

// sound reads a file as a table: reading never panics, and either fails or gives a sound
// structure of every day, the same one each time.
func sound(t *testing.T, name string, data []byte) {
	for _, opt := range []table.Options{{}, {FillDown: true, Partial: true, Scope: "x"}} {
		read, err := table.ReadFile(name, data, opt)
		if err != nil {
			return
		}
		days := append(read.Dates(), now, time.Time{})
		for _, at := range days[max(0, len(days)-5):] {
			s := read.At(at, at.Equal(now))
			if err := sourcetest.Check(s); err != nil {
				t.Fatalf("%v\n%s", err, sourcetest.Outline(s))
			}
			again, err := table.ReadFile(name, data, opt)
			if err != nil {
				t.Fatal(err)
			}
			if one, two := sourcetest.Outline(s), sourcetest.Outline(again.At(at, at.Equal(now))); one != two {
				t.Fatalf("first\n%s\nthen\n%s", one, two)
			}
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("circle;role;person;since;until;leads;parents\na;lead;Ann;2024;2026-01;ja;b;\n;;Bob;;;;\nb;;TBD;31-12-2024;;x;a\n"))
	f.Add([]byte("\ufeffkring,in,rol,persoon,sinds,tot,formele rol,leidt de kring,is nu ergens mee bezig\nDe Linde,,,,,,,,\nZorg,De Linde,Arts,'=Ann,2024-01-01,2027-01-01,ja,,\nNacht,De Linde › Zorg,,,,,,,\n"))
	f.Add([]byte("person,name,also,mail\nann,Ann,\"github:ann;bob\",a@b.c\nbob,Bob,ann,\n"))
	f.Add([]byte("circle\tterm\tfocus\torigin\tperson\trole\ncaf\xe9\t2027\tx\telected\tgithub-id:7\tr\n"))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, "seats.csv", data) })
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"circles":[{"circle":"a","parents":["b","."]},{"circle":"b","parents":"a"}],"seats":[{"circle":"a","role":"r","person":"Ann","leads":true}],"people":[{"person":"ann","also":["x:1"]}],"roles":[{"circle":"a","role":"r","places":1}]}`))
	f.Add([]byte("[{\"circle\":\"a\",\"person\":null}]"))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, "one.json", data) })
}

func FuzzYAML(f *testing.F) {
	f.Add([]byte("seats: &s\n  - {circle: a, role: r, person: Ann, leads: yes}\nroles: *s\n"))
	f.Add([]byte("- circle: a\n  person: ~\n"))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, "o.yaml", data) })
}

func FuzzWorkbook(f *testing.F) {
	f.Add(workbook(f, plain))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, "o.xlsx", data) })
}
