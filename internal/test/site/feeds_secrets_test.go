package site_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// feed makes the address of a feed of somebody, as its path.
func (h *house) feed(slug string, p org.PersonID, kind identity.FeedKind) string {
	h.t.Helper()
	token, err := h.people.NewFeed(h.t.Context(), slug, p, kind)
	if err != nil {
		h.t.Fatal(err)
	}
	if kind == identity.FeedDays {
		return "/" + slug + "/feeds/" + token + ".ics"
	}
	return "/" + slug + "/feeds/" + token + ".atom"
}

// feeds are all that the feeds of somebody say, to a program without a cookie.
func (h *house) feeds(slug string, p org.PersonID) string {
	h.t.Helper()
	all := ""
	for _, kind := range identity.FeedKinds() {
		res, body := h.nobody().get(h.feed(slug, p, kind))
		if res.StatusCode != http.StatusOK {
			h.t.Fatalf("%s of %s: %d", kind, p, res.StatusCode)
		}
		all += strings.ReplaceAll(body, "\r\n ", "") + "\n"
	}
	return all
}

// No feed tells anybody what is not for them, and none tells anything to who left; what
// goes out of sight is not in it the next time.
func TestFeedsTellNoSecrets(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("elsewhere", "Elsewhere")
	h.scene("linde", "Secret")
	soon := org.At(today.AddDate(0, 0, 9))
	for _, a := range []struct {
		by  org.PersonID
		act org.Act
	}{
		{member, &org.SetStep{Initiative: 1, Text: org.Write("Secret-C2 step of the guest"), Due: soon, Who: guest}},
		{helper, &org.SetStep{Initiative: 3, Text: org.Write("Secret-C3 step"), Due: soon}},
		{helper, &org.NoteTension{Tension: 1, Text: org.Write("Secret-C2 said to @P4")}},
		{helper, &org.NoteInitiative{Initiative: 4, Text: org.Write("Secret-C6 said")}},
		{other, &org.CreateRole{Circle: 3, Name: "Secret-C3 new"}},
		{member, &org.DeclineOffer{Offer: 1, Word: org.Write("Secret-word too much")}},
	} {
		h.do("linde", a.by, a.act)
	}
	everything := func(n *service.NoticeSettings) {
		n.Follows = map[string]org.Time{}
		for id := range 12 {
			for _, letter := range "CRTI" {
				n.Follows[fmt.Sprintf("%c%d", letter, id+1)] = 1
			}
		}
	}
	never := []string{"Elsewhere", "Secret-gone", "Secret-mail", "Secret-word"}
	for _, c := range []struct {
		p             org.PersonID
		hidden, shown []string
	}{
		{guest, []string{"Secret-C3", "Secret-C6", "said no"}, []string{"Secret-C2 step of the guest", "Secret Person6 said something"}},
		{member, []string{"Secret-C3 step"}, []string{"Secret-C3 new", "said no"}},
		{other, []string{"said no", "Secret-C2 step"}, []string{"Secret-C2", "Secret-C6"}},
		{steward, []string{"said no", "Secret-C2 step"}, []string{"Secret-C2", "Secret-C3"}},
		{helper, nil, []string{"Secret-C3 step"}},
	} {
		v, err := h.desk.As(t.Context(), "linde", c.p)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Choose(t.Context(), everything); err != nil {
			t.Fatal(err)
		}
		got := h.feeds("linde", c.p)
		for _, s := range append(c.hidden, never...) {
			if i := strings.Index(got, s); i >= 0 {
				t.Errorf("a feed tells %s of %q: …%.200s", c.p, s, got[max(0, i-80):])
			}
		}
		for _, s := range c.shown {
			if !strings.Contains(got, s) {
				t.Errorf("no feed tells %s of %q, so that this test shows nothing", c.p, s)
			}
		}
	}
	if all, err := h.people.Feeds(t.Context(), "linde", erased); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
	stays := h.feed("linde", guest, identity.FeedDays)
	h.do("linde", 0, &org.LeaveCircle{Circle: 2, Person: guest})
	if _, body := h.nobody().get(stays); strings.Contains(body, "Secret-C2") {
		t.Errorf("a guest is told of a circle that they left: %s", body)
	}
	before := h.feed("linde", helper, identity.FeedDays)
	h.do("linde", 0, &org.LeavePerson{Person: helper})
	after := h.feed("linde", helper, identity.FeedDays) // even where the address were there still
	for _, gone := range []string{before, after} {
		if res, body := h.nobody().get(gone); res.StatusCode != http.StatusNotFound || strings.Contains(body, "Secret-C") {
			t.Errorf("who left is told: %d", res.StatusCode)
		}
	}
}
