package web_test

import (
	"bytes"
	"fmt"
	htmltext "html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"orpheus/face/web/webtest"
	"orpheus/org"
	"orpheus/service"
)

// messy is a list of staff as people keep one: semicolons, Windows-1252, a title above, a
// heading over two rows, a circle only in the first of its rows, days as in Germany, one of
// them no day, and one person twice in the same place.
func messy(t *testing.T, circles, each int) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString("Personeel 2026;;;;;;\nDienst;;Functie;;;;Pers.nr\n;Onder;;Naam;Sinds;Leidt;\n")
	n := 0
	for c := range circles {
		for i := range each {
			n++
			circle, above, since, leads := "", "", "01.09.2019", ""
			if i == 0 {
				circle, leads = fmt.Sprintf("Équipe %d", c), "ja"
				if c > 0 {
					above = fmt.Sprintf("Équipe %d", (c-1)/4)
				}
			}
			if n == 5 {
				since = "31.02.2022"
			}
			fmt.Fprintf(&b, "%s;%s;Rol %d;Zoë Jansen %d;%s;%s;1%04d\n", circle, above, i%3, n, since, leads, n)
			if n == 9 {
				fmt.Fprintf(&b, ";;Rol %d;zoë  jansen %d;;;1%04d\n", i%3, n, n)
			}
		}
	}
	old, err := charmap.Windows1252.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return old
}

// bringer presses on the pages on which an organisation is brought in.
type bringer struct {
	*testing.T
	h    *webtest.House
	me   string
	page string
}

func (b *bringer) send(r *http.Request) int {
	b.Helper()
	r.AddCookie(&http.Cookie{Name: "as", Value: b.me})
	r.Header.Set("Accept-Language", "en")
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	b.page = w.Body.String()
	return w.Code
}

// drop drops a file, or pastes lines where it has no name.
func (b *bringer) drop(name string, file []byte) int {
	b.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile("table", name)
	if name == "" {
		part, err = m.CreateFormField("pasted")
	}
	if err != nil {
		b.Fatal(err)
	}
	if _, err := part.Write(file); err != nil {
		b.Fatal(err)
	}
	if err := m.Close(); err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/"+b.h.Slug+"/settings/bring", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return b.send(r)
}

var inputs = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"|<select id="[^"]*" name="(as)"|<option value="([^"]*)" selected`)

// press presses a button of the form that is shown, with all that is in it and more.
func (b *bringer) press(do string, more ...string) int {
	b.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(more); i += 2 {
		form.Add(more[i], more[i+1])
	}
	for _, m := range inputs.FindAllStringSubmatch(b.page[strings.LastIndex(b.page[:strings.Index(b.page, `value="`+do+`"`)], "<form"):], -1) {
		switch {
		case m[1] != "" && form.Get(m[1]) == "" || m[1] == "heading" || m[1] == "asked":
			form.Add(m[1], htmltext.UnescapeString(m[2]))
		case m[1] == "as":
			form.Add("as", m[2])
		case m[0] != "" && strings.HasPrefix(m[0], "<option"):
			form.Add("as", m[4])
		}
	}
	form.Set("do", do)
	r := httptest.NewRequest(http.MethodPost, "/"+b.h.Slug+"/settings/bring", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

func (b *bringer) says(parts ...string) {
	b.Helper()
	for _, p := range parts {
		if !strings.Contains(b.page, p) {
			b.Errorf("the page lacks %q", p)
		}
	}
	if b.Failed() {
		_, main, _ := strings.Cut(b.page, "<main")
		b.Fatal(main)
	}
}

// A steward brings in 150 people in 30 circles from a list as people keep one, on pages
// alone: looks at the columns, corrects, looks at what would become of it, brings it in, and
// takes it back, which leaves the map as it was.
func TestAStewardBringsAMessyListIn(t *testing.T) {
	h := webtest.Linde(t)
	b := &bringer{T: t, h: h, me: steward(t, h)}
	before := structure(t, h.Service, h.Slug)
	if code := b.drop("personeel.csv", messy(t, 30, 5)); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("Windows-1252", "personeel.csv", "Pers.nr", `<option value="circle" selected`, `<option value="parents" selected`, `<option value="leads" selected`, "names no circle")
	if code := b.press("columns", "fill", "on"); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("31.02.2022", "is there already")
	if strings.Contains(b.page, "names no circle") {
		t.Error("it is not filled down")
	}
	if code := b.press("look", "fill", "on"); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("Circles: 30", "People who come: 149", "<svg", "Équipe 29")
	if after := structure(t, h.Service, h.Slug); after != before {
		t.Fatal("looking has changed something")
	}
	if code := b.press("bring"); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("It is in", "Take it back")
	if after := structure(t, h.Service, h.Slug); strings.Count(after, "Équipe") < 60 || !strings.Contains(after, "Zoë Jansen 150") {
		t.Errorf("it came in as\n%s", after)
	}
	if code := b.press("back"); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("Taken back")
	if strings.Contains(b.page, "stay, since") {
		t.Error("something stays")
	}
	if after := structure(t, h.Service, h.Slug); after != before {
		t.Errorf("it was\n%s\nand is\n%s", before, after)
	}
}

var ticked = regexp.MustCompile(`<input type="checkbox" name="same" value="([^"]*)"( checked)?`)

// Who may be one person is asked about; two who are said to be one come in as one, and who is here
// already stays who they are.
func TestWhoMayBeOnePersonIsAskedAbout(t *testing.T) {
	h := webtest.Linde(t)
	b := &bringer{T: t, h: h, me: steward(t, h)}
	names, err := h.Service.Names(t.Context(), h.Slug)
	if err != nil {
		t.Fatal(err)
	}
	here := names[2]
	file := []byte("circle,role,person,mail\nGarden,Lead," + strings.ToUpper(here) + ",\nGarden,Gardener,Aldous de Vreeze,\nGarden,Gardener,A. de Vreeze,\nGarden,Cook,Odette Claes,odette@linde.example\nGarden,Cook,Odette M. Claes,odette@linde.example\n")
	if code := b.drop("tuin.csv", file); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("Is this one person?", "Aldous de Vreeze and A. de Vreeze are one person", "Lines 3 and 4 of the file", "the other is here already", "They have the same address")
	asked := ticked.FindAllStringSubmatch(b.page, -1)
	if len(asked) != 3 {
		t.Fatal(asked)
	}
	var said []string
	for _, m := range asked {
		if one := m[2] != ""; one != strings.Contains(m[1], "odette") {
			t.Errorf("%s is ticked: %v", m[1], one)
		}
		said = append(said, "same", htmltext.UnescapeString(m[1]))
	}
	if code := b.drop("tuin.csv", file); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	page := b.page
	b.page = strings.ReplaceAll(page, `name="asked"`, `name="x"`)
	if code := b.press("look"); code != http.StatusOK || !strings.Contains(b.page, "Is this one person?") {
		t.Fatal("about whom nobody was asked is not asked first", code)
	}
	b.page = page
	if code := b.press("look"); code != http.StatusOK { // no box is ticked
		t.Fatal(code, b.page)
	}
	b.says("People who come: 5")
	if code := b.press("columns", said...); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	if n := strings.Count(b.page, " checked"); n < 3 {
		t.Errorf("of what was answered %d is kept", n)
	}
	if code := b.press("look", said...); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("People who come: 2")
	for _, p := range said {
		if p != "same" && !strings.Contains(htmltext.UnescapeString(b.page), p) {
			t.Errorf("%s does not go along", p)
		}
	}
	if code := b.press("bring", said...); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	after := structure(t, h.Service, h.Slug)
	if strings.Contains(after, "A. de Vreeze") || strings.Count(after, "Odette") != 1 || !strings.Contains(after, strings.ToUpper(here)) {
		t.Errorf("two came for one:\n%s", after)
	}
}

// A hundred pairs are asked about, and how many there are beside them is said.
func TestTheFirstHundredAreAskedAbout(t *testing.T) {
	h := webtest.Linde(t)
	b := &bringer{T: t, h: h, me: steward(t, h)}
	file := "circle,person\n"
	for n := range 103 {
		name := fmt.Sprintf("Nobody%c%c Someone", 'a'+n%26, 'a'+n/26)
		file += "Garden,\"Someone, " + strings.ToUpper(name[:8]) + "\"\nGarden," + name + "\n"
	}
	if code := b.drop("x.csv", []byte(file)); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	asked := len(ticked.FindAllString(b.page, -1))
	if m := regexp.MustCompile(`stay two people: (\d+)`).FindStringSubmatch(b.page); asked != 100 || m == nil || m[1] == "0" {
		t.Errorf("%d are asked about, and it says %v", asked, m)
	}
}

const loomioGroup = `{"table": "groups", "record": {"id": 1, "name": "De Linde"}}
{"table": "groups", "record": {"id": 2, "name": "Bicycles", "parent_id": 1}}
{"table": "users", "record": {"id": 7, "name": "Ann Lee"}}
{"table": "memberships", "record": {"id": 1, "group_id": 2, "user_id": 7, "accepted_at": "2024-01-01T00:00:00Z"}}
{"table": "polls", "record": {"id": 1, "title": "A bicycle for nights", "details": "<p>Nobody has one.</p>", "group_id": 2, "author_id": 7, "created_at": "2024-03-01T08:00:00Z", "closed_at": "2024-03-08T08:00:00Z"}}
{"table": "outcomes", "record": {"id": 1, "poll_id": 1, "statement": "One, with a lock.", "latest": true, "review_on": "2099-06-01"}}
{"table": "polls", "record": {"id": 2, "title": "The colour of the door", "group_id": 1, "closed_at": "2024-04-08T08:00:00Z"}}
{"table": "outcomes", "record": {"id": 2, "poll_id": 2, "statement": "Green.", "latest": true}}
`

// What was decided in Loomio stands among what is past, with its words and its days, and says
// that it was decided elsewhere; nobody is made up who put it forward.
func TestWhatWasDecidedInLoomio(t *testing.T) {
	h := webtest.Linde(t)
	b := &bringer{T: t, h: h, me: steward(t, h)}
	if code := b.drop("group.json", []byte(loomioGroup)); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	if code := b.press("look"); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("Past decisions: 2")
	if code := b.press("bring"); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	get := func(path string) {
		t.Helper()
		if code := b.send(httptest.NewRequest(http.MethodGet, "/"+h.Slug+path, nil)); code != http.StatusOK {
			t.Fatal(path, code)
		}
	}
	get("/decisions?tab=past")
	b.says("A bicycle for nights", "The colour of the door", "Decided elsewhere", "chip-ok")
	for _, no := range []string{"Being shaped", "omebody", "ormer member"} {
		if strings.Contains(b.page, no) {
			t.Errorf("the list has %q", no)
		}
	}
	page := regexp.MustCompile(`/decisions/\d+"[^>]*>A bicycle`).FindString(b.page)
	page, _, _ = strings.Cut(page, `"`)
	get(page)
	b.says("A bicycle for nights", "Nobody has one.", "One, with a lock.", "Ann Lee", "1 March 2024", "8 March 2024", "What was proposed")
	for _, no := range []string{"Who it concerns", "version 1", "What would be agreed"} {
		if strings.Contains(b.page, no) {
			t.Errorf("it has %q", no)
		}
	}
	get("/decisions?tab=past")
	page = regexp.MustCompile(`/decisions/\d+"[^>]*>The colour`).FindString(b.page)
	page, _, _ = strings.Cut(page, `"`)
	get(page)
	if b.says("Green."); strings.Contains(b.page, "ormer member") || strings.Contains(b.page, "omebody") {
		t.Error("somebody is made up")
	}
	get("/who-decides?q=bicycle")
	b.says("A bicycle for nights")
	get("/who-decides?q=colour")
	b.says("The colour of the door")
	get("/agreements")
	b.says("A bicycle for nights", "Decided elsewhere")
	get("/search?q=lock")
	b.says("One, with a")
}

// steward is the number of one who looks after the settings.
func steward(t *testing.T, h *webtest.House) string {
	t.Helper()
	v, err := h.Service.As(t.Context(), h.Slug, service.Nobody)
	if err != nil {
		t.Fatal(err)
	}
	look, err := v.Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for id, p := range look.State.People() {
		if p.Present() && p.Steward {
			return strconv.FormatUint(uint64(id), 10)
		}
	}
	h.Do(t, org.PersonID(0), &org.SetSteward{Person: 1, Steward: true})
	return "1"
}

// Columns that were read wrongly can be corrected; lines can be pasted; a file that cannot
// be read says why and changes nothing; and nobody else has such a page.
func TestBringingIsCorrectedAndRefused(t *testing.T) {
	h := webtest.Linde(t)
	b := &bringer{T: t, h: h, me: steward(t, h)}
	if code := b.drop("", []byte("Circle\tPlan\tWho\nGarden\tGardener\tAnn Lee\n")); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("pasted.csv", "Plan")
	// The second column is the role.
	fields := []string{"heading", "Circle", "heading", "Plan", "heading", "Who", "as", "circle", "as", "role", "as", "person"}
	page := b.page
	b.page = strings.NewReplacer(`name="heading"`, `name="x"`, "<select", "<x", "<option", "<x").Replace(page)
	if code := b.press("look", fields...); code != http.StatusOK {
		t.Fatal(code, b.page)
	}
	b.says("Roles: 1", "Gardener", "Ann Lee")
	for name, file := range map[string]string{"x.csv": "a,b\n1,2\n", "x.xlsx": "PK\x03\x04", "x.json": "{", "y.csv": "circle\x00"} {
		if code := b.drop(name, []byte(file)); code != http.StatusUnprocessableEntity || !strings.Contains(b.page, "Nothing was changed") {
			t.Errorf("%s: %d", name, code)
		}
	}
	if code := b.drop("", nil); code != http.StatusUnprocessableEntity {
		t.Errorf("nothing: %d", code)
	}
	other := &bringer{T: t, h: h, me: "7"}
	if other.me == b.me {
		other.me = "8"
	}
	if code := other.drop("x.csv", []byte("circle\na\n")); code != http.StatusNotFound {
		t.Errorf("by somebody else: %d", code)
	}
	if code := other.send(httptest.NewRequest(http.MethodGet, "/"+h.Slug+"/settings/bring", nil)); code != http.StatusNotFound {
		t.Errorf("the page of somebody else: %d", code)
	}
}

// What was decided elsewhere counts nowhere: not in an answer, not in how much was written down
// beside it, not among the acts of whoever put it forward.
func TestWhatWasDecidedElsewhereCountsNowhere(t *testing.T) {
	h := webtest.Linde(t)
	b := &bringer{T: t, h: h, me: steward(t, h)}
	me, err := strconv.Atoi(b.me)
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/insight", "/insight/how/locality", "/insight/how/time_to_lead"}
	look := func() (all []string) {
		for _, path := range paths {
			if code := b.send(httptest.NewRequest(http.MethodGet, "/"+h.Slug+path, nil)); code != http.StatusOK {
				t.Fatal(path, code)
			}
			_, main, _ := strings.Cut(b.page, "<main")
			main, _, _ = strings.Cut(main, "</main")
			all = append(all, main)
		}
		return all
	}
	before := look()
	v, err := h.Service.As(t.Context(), h.Slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	now := org.At(h.Now())
	_, err = v.Do(t.Context(), service.Asked{Face: org.Operator, Act: &org.RecordDecision{
		Circle: org.Root, Title: "Elsewhere", Word: org.Write("So it is."), Person: org.PersonID(me), Put: now - 60*org.Day, Ended: now - 30*org.Day,
	}})
	if err != nil {
		t.Fatal(err)
	}
	for i, page := range look() {
		if page != before[i] {
			t.Errorf("%s is another one:\n%s\nwas\n%s", paths[i], page, before[i])
		}
	}
}
