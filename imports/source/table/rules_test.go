package table_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
	"orpheus/imports/source/table"
)

// now is the moment of which the tests look at tables.
var now = time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)

// read reads files, each as "name" and text, and checks that what comes of them is sound.
func read(t testing.TB, opt table.Options, files ...string) (*table.Table, *source.Structure, error) {
	t.Helper()
	tree := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		tree[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	name := "."
	if len(files) == 2 {
		name = files[0]
	}
	read, err := table.Read(tree, name, opt)
	if err != nil {
		return nil, nil, err
	}
	s := read.At(now, true)
	if err := sourcetest.Check(s); err != nil {
		t.Errorf("not sound: %v\n%s", err, sourcetest.Outline(s))
	}
	if again := read.At(now, true); sourcetest.Outline(s) != sourcetest.Outline(again) {
		t.Error("the same moment gives something else the second time")
	}
	return read, s, nil
}

// Each rule of the format, on tables of a few rows: what is in the outline of what was read,
// and what is not.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		rule  string
		opt   table.Options
		files []string
		has   []string
		lacks []string
	}{
		// 1. How a file is written.
		{
			rule: "1 utf-8 with a mark, semicolons, blanks in the heading", files: []string{"seats.csv", "\ufeffCircle; Role ;Person;Leads\nai;Chair;Thibaud;ja\n"},
			has: []string{"circle ai \"ai\"", "role chair \"Chair\" leads: name:thibaud"}, lacks: []string{"not-utf8"},
		},
		{
			rule: "1 windows-1252 is told", files: []string{"seats.csv", "circle,role,person\nCaf\xe9,Lead,Zo\xeb\n"},
			has: []string{`"Café"`, `"Zoë"`, "seats.csv:0 not-utf8"},
		},
		{rule: "1 utf-16, little end first", files: []string{"seats.csv", "\xff\xfe" + utf16("circle\tperson\nKør\tÅse\n", false)}, has: []string{`"Kør"`, `"Åse"`}, lacks: []string{"not-utf8"}},
		{rule: "1 utf-16, big end first", files: []string{"seats.csv", "\xfe\xff" + utf16("circle\tperson\nKør\tÅse\n", true)}, has: []string{`"Kør"`, `"Åse"`}},
		{rule: "1 utf-16 without a mark", files: []string{"seats.csv", utf16("circle,person\ncare,Ann\n", false)}, has: []string{`"care"`, `"Ann"`}},
		{rule: "1 tabs", files: []string{"seats.tsv", "circle\trole\tperson\na;b\tx,y\tAnn\n"}, has: []string{`circle a;b`, `role x,y`}},
		{rule: "1 Dutch headings", files: []string{"seats.csv", "KRING;Rol;Persoon;Sinds;Tot;Leidt\nZorg;Trekker;Fatima;2024;;ja\n"}, has: []string{"circle zorg", `role trekker "Trekker" leads: name:fatima`}},
		{rule: "1 Danish headings", files: []string{"seats.csv", "Cirkel;Rolle;Person;Siden;Indtil;Leder\nPleje;Tovholder;Åse;2024;;x\n"}, has: []string{"circle pleje", `leads: name:åse`}},
		{rule: "1 blank rows are skipped", files: []string{"seats.csv", "\n,,\ncircle,person,\n,,\ncare,Ann,\n , ,\n"}, has: []string{"members name:ann"}, lacks: []string{"missing-circle"}},
		{rule: "1 an oddity has file, line and cell", files: []string{"seats.csv", "circle,role,person,since\n\ncare,lead,Ann,soon\n"}, has: []string{"seats.csv:3:D3 invalid-date refused", "partial"}},
		{
			rule: "1 a title above, and a heading merged over two rows", files: []string{"seats.csv", "Ledenlijst 2026;;;;\nKring;;Rol;;Nr\n;Naam;;Sinds;\nZorg;Ann;Trekker;;7\n"},
			has: []string{"seats.csv:3:E3 unknown-column: The column “Nr”", "seats.csv:1 above-header", "role trekker", "name:ann"}, lacks: []string{"seats.csv:2 above-header"},
		},
		{rule: "1 a column nobody knows is told", files: []string{"seats.csv", "circle,person,shoe size\ncare,Ann,41\n"}, has: []string{"seats.csv:1:C1 unknown-column"}},

		// 2. Where circles are.
		{rule: "2 a dot is the organisation", files: []string{"seats.csv", "circle,role,person\n.,chair,Ann\n.,,Bob\n"}, has: []string{"\n  role chair", "present name:bob"}, lacks: []string{"circle ."}},
		{
			rule: "2 the first parent is the main one", files: []string{"circles.csv", "circle,parents\na,\nb,\nc,b; a\nd,.;a\n", "seats.csv", "circle\na\n"},
			has: []string{`circle c "c" in ["b" "a"]`, `circle d "d" in ["" "a"]`, `circle a "a" in []`},
		},
		{rule: "2 a list by line breaks in a cell", files: []string{"circles.csv", "circle,parents\na,\nb,\nc,\"b\na\"\n"}, has: []string{`circle c "c" in ["b" "a"]`}},
		{rule: "2 an empty circle is refused", files: []string{"seats.csv", "circle,person\ncare,Ann\n,Bob\n"}, has: []string{"seats.csv:3:A3 missing-circle refused", "partial"}, lacks: []string{"bob"}},
		{rule: "2 unless it is filled down", opt: table.Options{FillDown: true}, files: []string{"seats.csv", "circle,person\ncare,Ann\n,Bob\n"}, has: []string{"members name:ann name:bob"}, lacks: []string{"partial"}},
		{rule: "2 a parent by name", files: []string{"circles.csv", "circle,name,parents\nc1,Care,\nc2,Night,care\n"}, has: []string{`circle c2 "Night" in ["c1"]`}},
		{rule: "2 what is nowhere a circle is made one, and told", files: []string{"circles.csv", "circle,parents\nnight,Care\n"}, has: []string{`circle care "Care" in []`, "unknown-parent"}},
		{rule: "2 nothing is in itself", files: []string{"circles.csv", "circle,parents\na,b\nb,a\nc,c\n"}, has: []string{"parent-cycle", "self-parent"}},

		// 3. Members and open places.
		{rule: "3 an empty role makes a member", files: []string{"seats.csv", "circle,role,person\ncare,,Ann\n"}, has: []string{"members name:ann"}, lacks: []string{"\n  role "}},
		{rule: "3 an empty person is an open place", files: []string{"seats.csv", "circle,role,person\ncare,lead,\n"}, has: []string{"role lead \"lead\"; 1 open"}},
		{
			rule: "3 so is a placeholder", files: []string{"seats.csv", "circle,role,person\ncare,a,TBD\ncare,b,vacant\ncare,c,niemand\ncare,d,ubesat\ncare,e,unknown\n"},
			has: []string{"role a \"a\"; 1 open", "role b \"b\"; 1 open", "role c \"c\"; 1 open", "role d \"d\"; 1 open", "role e \"e\"; 1 open"}, lacks: []string{"person "},
		},
		{rule: "3 a row with neither names the circle", files: []string{"seats.csv", "circle,role,person\ncare,,\n"}, has: []string{`circle care "care" in []`}, lacks: []string{"open", "\n  role "}},

		// 4. Who is who.
		{
			rule: "4 without case and repeated blanks", files: []string{"seats.csv", "circle,role,person\ncare,a,Jan  de Vries\ncare,b,jan de vries\ncare,c,GITHUB:Ann\ncare,d,github:ann\n"},
			has: []string{"role a \"a\": name:jan de vries", "role b \"b\": name:jan de vries", "role c \"c\": github:ann", "role d \"d\": github:ann"},
		},
		{
			rule: "4 also is the same person", files: []string{"people.csv", "person,name,also\njoshua,Joshua V,github:joshuav\n", "seats.csv", "circle,person\ncare,GitHub:JoshuaV\nnight,joshua\n"},
			has: []string{`person name:joshua "Joshua V"`, `also ["github:joshuav"]`}, lacks: []string{"person github"},
		},
		{
			rule: "4 different names never merge", files: []string{"seats.csv", "circle,person,mail\ncare,Jan Jansen,jan@linde.example\ncare,J. Jansen,jan@linde.example\n"},
			has: []string{"person name:jan jansen", "person name:j. jansen"},
		},

		// 5. Who leads.
		{
			rule: "5 the ways to say yes", files: []string{"seats.csv", "circle,role,person,leads\na,r,A,yes\nb,r,B,JA\nc,r,C,true\nd,r,D,1\ne,r,E,x\nf,r,F,no\n"},
			has: []string{"leads: name:a", "leads: name:b", "leads: name:c", "leads: name:d", "leads: name:e", `role r "r": name:f`},
		},
		{rule: "5 nothing is guessed from names, and that is told", files: []string{"seats.csv", "circle,role,person\ncare,Leader,Ann\n"}, has: []string{"no-lead", `role leader "Leader": name:ann; unsaid`}, lacks: []string{" leads:"}},

		// 6. Dates. Looked at on 1 June 2026.
		{
			rule: "6 what holds now, however it is dated", files: []string{"seats.csv", "circle,role,person,since\nc,a,A,2026-05-31\nc,b,B,31-05-2026\nc,d,D,31/05/2026\nc,e,E,2026-06\nc,f,F,2026\nc,g,G,2026-05-31T23:00:00Z\nc,h,H,31.05.2026\nc,i,I,46173\n"},
			has: []string{"name:a", "name:b", "name:d", "name:e", "name:f", "name:g", "name:h", "name:i"},
		},
		{
			rule: "6 what is still to come does not", files: []string{"seats.csv", "circle,role,person,since\nc,a,A,\nc,b,B,01-07-2026\nc,d,D,2026-07\nc,e,E,2027\nc,f,F,46174.5\n"},
			has: []string{"name:a"}, lacks: []string{"name:b", "name:d", "name:e"},
		},
		{
			rule: "6 until a month or a year is its end", files: []string{"seats.csv", "circle,role,person,until\nc,a,A,2026-06\nc,b,B,2026\nc,d,D,2026-05\nc,e,E,2025\nc,x,X,\n"},
			has: []string{`role a "a": name:a`, `role b "b": name:b`, `role d "d" past`, `role e "e" past`},
		},
		{rule: "6 the day is the first number", files: []string{"seats.csv", "circle,role,person,since\nc,a,A,02/06/2026\nc,b,B,06/02/2026\nc,c,C,13/13/2026\n"}, has: []string{"name:b", "seats.csv:4:D4 invalid-date"}, lacks: []string{"name:a"}},

		// 7. Ends, and planned ends.
		{rule: "7 a planned end", files: []string{"seats.csv", "circle,role,person,term\ncare,lead,Ann,2026-11\n"}, has: []string{"name:ann until 2026-12-01"}},
		{rule: "7 one that is over is dropped, and told", files: []string{"seats.csv", "circle,role,person,term\ncare,lead,Ann,2026-02\n"}, has: []string{"seats.csv:2:D2 term-over", "lead\": name:ann"}, lacks: []string{"until 2026"}},
		{rule: "7 focus and origin", files: []string{"seats.csv", "circle,role,person,focus,origin\ncare,lead,Ann,nights,answered_call\ncare,lead,Bob,,by magic\n"}, has: []string{`by "answered_call" for "nights"`, "seats.csv:3:E3 unknown-word"}},

		// 8. Ended rows, closed circles, duplicates.
		{rule: "8 ended rows are former", files: []string{"seats.csv", "circle,role,person,until\ntsc,chair,Ann,\ntsc,emeritus,Bob,2022\n"}, has: []string{`role emeritus "emeritus" past`, "formerly name:bob"}},
		{rule: "8 a live seat in a closed circle", files: []string{"circles.csv", "circle,until\na,\nold,2020\n", "seats.csv", "circle,role,person\nold,lead,Ann\n"}, has: []string{"seats.csv:2:A2 closed-circle refused"}, lacks: []string{"circle old", "name:ann"}},
		{rule: "8 a live seat in a circle that is not listed", files: []string{"circles.csv", "circle\na\n", "seats.csv", "circle,role,person\nnew,lead,Ann\n"}, has: []string{"unlisted-circle", `circle new "new"`, "name:ann"}},
		{rule: "8 duplicates count once", files: []string{"seats.csv", "circle,role,person\ncare,lead,Ann\ncare,lead,ann\ncare,,Bob\ncare,,Bob\n"}, has: []string{`role lead "lead": name:ann; unsaid`, "members name:bob\n", "seats.csv:3 duplicate-row", "seats.csv:5 duplicate-row"}},
		{rule: "8 renames and moves in time", files: []string{"circles.csv", "circle,name,parents,since,until\nall,All,,2018,\nbook,book,,2020,2025-12-31\nbook,Book team,all,2025-12-31,\n"}, has: []string{`circle book "Book team" in ["all"]`}, lacks: []string{"duplicate-circle"}},

		// 9. Parts and scopes.
		{rule: "9 partial", opt: table.Options{Partial: true}, files: []string{"seats.csv", "circle,person\ncare,Ann\n"}, has: []string{"partial"}},
		{rule: "9 scope", opt: table.Options{Scope: "Finance"}, files: []string{"seats.csv", "circle,person\ncare,Ann\n"}, has: []string{"format table/finance"}},

		// Columns that are said.
		{
			rule: "columns by other headings", opt: table.Options{Columns: map[string]string{"circle": "Project", "person": "Github Name"}},
			files: []string{"seats.csv", "Circle,Project,Github Name\nx,care,Ann\n"}, has: []string{"circle care", "members name:ann", "seats.csv:1:A1 unknown-column"}, lacks: []string{"circle x"},
		},
		// Other shapes.
		{rule: "json of four lists", files: []string{"one.json", `{"circles":[{"circle":"a"},{"circle":"b","name":"B; b","parents":["a", "."]}],
			"people":[{"person":"ann","name":"Ann","also":["github:ann"]}],
			"seats":[{"circle":"b","role":"r","person":"GITHUB:ann","leads":true}]}`}, has: []string{`circle b "B; b" in ["a" ""]`, `role r "r" leads: name:ann`}},
		{rule: "json of one list", files: []string{"seats.json", "[\n{\"circle\":\"a\",\"person\":\"Ann\"},\n{\"person\":\"Bob\"}]"}, has: []string{"members name:ann", "seats.json:3:circle missing-circle"}},
		{
			rule: "yaml", files: []string{"o.yaml", "circles:\n  - {circle: a, purpose: To be}\nroles:\n  - {circle: a, role: r, leads: true, places: 2, accountabilities: [one, \"two; three\"]}\nseats:\n  - {circle: a, role: r, person: Ann}\n"},
			has: []string{`for "To be"`, `role r "r" leads: name:ann; 2 places; answers ["one" "two; three"]`},
		},
		{rule: "names of people in two columns", files: []string{"leden.csv", "Kring;Voornaam;Achternaam;E-mail\nZorg;Jan;de Vries;jan@linde.example\n"}, has: []string{`person name:jan de vries "Jan de Vries"`, "jan@linde.example"}},
		{rule: "more people than places", files: []string{"roles.csv", "circle,role,places,leads\na,r,1,yes\n", "seats.csv", "circle,role,person\na,r,Ann\na,r,Bob\n"}, has: []string{"too-many", "2 places"}},
		{rule: "somebody in no circle takes part", files: []string{"people.csv", "person\nAnn\nBob\n", "seats.csv", "circle,person\na,Ann\n"}, has: []string{"present name:bob"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			_, s, err := read(t, c.opt, c.files...)
			if err != nil {
				t.Fatal(sourcetest.Says(err))
			}
			out := sourcetest.Outline(s)
			for _, w := range c.has {
				if !strings.Contains(out, w) {
					t.Errorf("lacks %q:\n%s", w, out)
				}
			}
			for _, w := range c.lacks {
				if strings.Contains(out, w) {
					t.Errorf("has %q:\n%s", w, out)
				}
			}
		})
	}
}

// utf16 is ASCII and Latin-1 text in two bytes a character.
func utf16(s string, big bool) string {
	var b strings.Builder
	for _, r := range s {
		if big {
			b.WriteString(string([]byte{byte(r >> 8), byte(r)}))
		} else {
			b.WriteString(string([]byte{byte(r), byte(r >> 8)}))
		}
	}
	return b.String()
}

// What cannot be read at all says why.
func TestUnreadTables(t *testing.T) {
	for _, c := range []struct {
		name, text, says string
		opt              table.Options
	}{
		{name: "seats.csv", text: "\n\n", says: "No row names the columns"},
		{name: "seats.csv", text: "a,b\n1,2\n", says: "No row names the columns"},
		{name: "seats.csv", text: "circle,person\n", says: "There is nothing in it"},
		{name: "seats.csv", text: "circle,person\na,b\n", says: "No column is called “Project”", opt: table.Options{Columns: map[string]string{"circle": "Project"}}},
		{name: "seats.csv", text: "circle,person\na,b\n", says: "“shoes” is no column", opt: table.Options{Columns: map[string]string{"shoes": "circle"}}},
		{name: "seats.csv", text: "circle\x00,person\na,b\n", says: "This is no text"},
		{name: "one.json", text: `{"seats":[`, says: "one.json:1: This is not valid JSON"},
		{name: "one.json", text: "{}\n{}", says: "Something follows"},
		{name: "one.json", text: strings.Repeat("[", 5000), says: "nested too deep"},
		{name: "o.yaml", text: "seats: [", says: "not valid YAML"},
		{name: "old.xls", text: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", says: "an old kind, or one with a password"},
		{name: "broken.xlsx", text: "PK\x03\x04nothing", says: "cannot be read as a workbook"},
	} {
		_, _, err := read(t, c.opt, c.name, c.text)
		if got := sourcetest.Says(err); err == nil || !strings.Contains(got, c.says) {
			t.Errorf("%s %.20q: %s", c.name, c.text, got)
		}
	}
	if _, _, err := read(t, table.Options{}, "a.md", "x", "b.md", "y"); !strings.Contains(fmt.Sprint(err), "unread.table.folder") {
		t.Errorf("a folder without tables: %v", err)
	}
}

// A table tells of each of its days: who came, who went, and what was called otherwise.
func TestATableTellsOfEachDay(t *testing.T) {
	read, _, err := read(t, table.Options{},
		"circles.csv", "circle,name,since,until\ncare,Care,2024-01-01,2025-01-01\ncare,Caring,2025-01-01,\n",
		"seats.csv", "circle,role,person,since,until\ncare,lead,Ann,2024-01-01,2025-06-01\ncare,lead,Bob,2025-06-01,\ncare,cook,Cas,,\n")
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	for _, at := range read.Dates() {
		s := read.At(at, false)
		days = append(days, fmt.Sprintf("%s %s %d", at.Format(time.DateOnly), s.Circles[0].Name, len(s.People)))
	}
	if got := strings.Join(days, ", "); got != "2024-01-01 Care 1, 2025-01-01 Caring 1, 2025-06-01 Caring 2" {
		t.Error(got)
	}
	if s := read.At(now, true); len(s.People) != 3 { // Ann as former, and Cas, since when is not known
		t.Errorf("%d people now", len(s.People))
	}
}

// Who is said to be one person is one, by whichever of their keys it is said, however many there
// are; and those who are the same one in the organisation are one person too.
func TestWhoIsSaidToBeOne(t *testing.T) {
	const file = "circle,role,person\nNight,Lead,J. de Vries\nNight,Nurse,Jan de Vries\nDay,Nurse,Vries Jan de\nDay,Lead,Noor\n"
	for _, c := range []struct {
		why  string
		same []table.Same
		want []string // keys of the people, those of one person together
	}{
		{"nobody", nil, []string{"name:j. de vries 0", "name:jan de vries 0", "name:noor 0", "name:vries jan de 0"}},
		{"two", []table.Same{{Key: "name:j. de vries", With: "name:jan de vries"}}, []string{"name:j. de vries name:jan de vries 0", "name:noor 0", "name:vries jan de 0"}},
		{"three, one after the other", []table.Same{{Key: "name:jan de vries", With: "name:vries jan de"}, {Key: "name:j. de vries", With: "name:vries jan de"}}, []string{"name:j. de vries name:jan de vries name:vries jan de 0", "name:noor 0"}},
		{"two who are one here", []table.Same{{Key: "name:j. de vries", Is: 7}, {Key: "name:jan de vries", Is: 7}}, []string{"name:j. de vries name:jan de vries 7", "name:noor 0", "name:vries jan de 0"}},
		{"one here, found by another key", []table.Same{{Key: "name:j. de vries", With: "name:jan de vries"}, {Key: "name:jan de vries", Is: 7}}, []string{"name:j. de vries name:jan de vries 7", "name:noor 0", "name:vries jan de 0"}},
		{"nobody of that key, and themselves", []table.Same{{Key: "name:x", With: "name:noor", Is: 3}, {Key: "name:noor", With: "name:noor"}, {Key: "name:noor", With: "name:y"}}, []string{"name:j. de vries 0", "name:jan de vries 0", "name:noor 0", "name:vries jan de 0"}},
	} {
		_, s, err := read(t, table.Options{Same: c.same}, "seats.csv", file)
		if err != nil {
			t.Fatal(c.why, err)
		}
		var got []string
		for _, p := range s.People {
			keys := append([]string{p.Handle}, p.Also...)
			slices.Sort(keys)
			got = append(got, fmt.Sprint(strings.Join(keys, " "), " ", p.Is))
			if strings.Contains(got[len(got)-1], "jan") && strings.Contains(got[len(got)-1], "j.") && p.Name == "J. de Vries" {
				t.Errorf("%s: of two names the shorter one is kept", c.why)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: the people are %q, not %q", c.why, got, c.want)
		}
	}
}
