package server_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"orpheus/org"
)

// Everything about somebody is in one file: what they did and wrote, what others did about
// them, what they said for themselves and what lets them in, without secrets; and of
// nobody else anything that they could not read before.
func TestEverythingAboutOneself(t *testing.T) {
	s := newSite(t, "http://o.example")
	kofi, steward := s.in("linde", 2), s.in("linde", 1)
	s.form("Team Oost")
	s.do(1, &org.CreateRole{Circle: 2, Name: "Key safes"})
	s.do(1, &org.FillSeat{Role: 1, Person: 2})
	s.do(2, &org.RaiseTension{Title: "Codes are old", Body: org.Write("I stood before a closed safe."), Lead: true})
	s.do(1, &org.LeaveSeat{Seat: 1})
	s.do(1, &org.RaiseTension{Title: "Of somebody else", Body: org.Write("Nothing about Kofi.")})
	kofi.post("/linde/account/password", "password", "vroege vogels 7").wants(t, 303, "/linde/account?done=password")
	kofi.post("/linde/account/tokens", "token", "Roster").wants(t, 200, "")
	kofi.post("/linde/room", "room", "off").wants(t, 303, "/linde#mine")
	kofi.get("/linde/account").wants(t, 200, "", "Everything about you", "/linde/account/mine.json")
	file := kofi.get("/linde/account/mine.json")
	file.wants(t, 200, "", "Kofi Mensah", "kofi@linde.example", "seat.fill", "seat.leave", "tension.raise", "Codes are old", "I stood before a closed safe.", `"Roster"`, "Firefox, Linux", "(one is set)", `"busy": "yes"`)
	if got := file.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("the file opens in the browser: %s", got)
	}
	var m struct {
		Acts []struct {
			Kind, Said string
			By         uint32
		}
	}
	if err := json.Unmarshal([]byte(file.text), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Acts) != 4 || m.Acts[0].Kind != "person.join" || m.Acts[0].Said == "" {
		t.Errorf("%+v", m.Acts)
	}
	for _, secret := range []string{"Of somebody else", "Nothing about Kofi", "roza@", "fatima@", "$argon2", "argon", "pbkdf"} {
		if strings.Contains(file.text, secret) {
			t.Errorf("the file has %q", secret)
		}
	}
	for c, cookie := range kofi.cookies {
		if len(cookie.Value) > 20 && strings.Contains(file.text, cookie.Value) {
			t.Errorf("the file has the secret of %s", c)
		}
	}
	if text := steward.get("/linde/account/mine.json").text; strings.Contains(text, "kofi@") || strings.Contains(text, "closed safe") {
		t.Error("a steward fetches what is about somebody else")
	}
	s.in("linde", 3).get("/linde/account/mine.json").wants(t, 200, "", "Roza")
	for range 30 {
		if kofi.get("/linde/account/mine.json").StatusCode == http.StatusTooManyRequests {
			return
		}
	}
	t.Error("the whole log is read as often as somebody likes")
}
