package site_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// sack keeps all letters.
type sack struct{ got []identity.Letter }

func (s *sack) Printed() bool { return false }

func (s *sack) Send(_ context.Context, l identity.Letter) error {
	s.got = append(s.got, l)
	return nil
}

// tellsAll has everybody be written to about every act there is, at once and in overviews,
// as if all had wanted it and been told; what may not be told is kept back when it goes out.
func (h *house) tellsAll(slug string) {
	h.t.Helper()
	now, err := h.desk.Look(h.t.Context(), slug, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	queue := func(kind identity.LinkKind, p org.PersonID, acts ...uint64) {
		about, err := json.Marshal(service.MailAbout{Acts: acts, From: 1, Upto: now.Last + 400*org.Day})
		if err != nil {
			h.t.Fatal(err)
		}
		if err := h.people.Store.Queue(h.t.Context(), identity.Mail{Kind: kind, Org: slug, Person: p, Due: 1, About: string(about)}); err != nil {
			h.t.Fatal(err)
		}
	}
	for p := steward; p <= everyone; p++ {
		var all []uint64
		for seq := uint64(1); seq <= now.Version; seq++ {
			all = append(all, seq)
			queue(identity.Notice, p, seq)
		}
		queue(identity.Overview, p, all...)
	}
	for p := steward; p <= everyone; p++ {
		for seq := uint64(1); seq <= now.Version; seq++ {
			queue(identity.Push, p, seq)
		}
	}
}

// caught keeps all messages to devices, by person.
type caught struct {
	mu  sync.Mutex
	got map[string]string
}

func (c *caught) Check(identity.PushAddress) error    { return nil }
func (c *caught) Key(context.Context) (string, error) { return "key", nil }
func (c *caught) Push(_ context.Context, a identity.PushAddress, m *identity.PushMessage) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.got[a.Endpoint] += strings.Join([]string{m.Title, m.Body, m.URL, m.Tag, m.Arrived, "\n"}, "\n")
	return nil
}

// pushes has everybody have a device, named by who they are.
func (h *house) pushes(slug string) *caught {
	h.t.Helper()
	c := &caught{got: map[string]string{}}
	h.people.Pusher = c
	for p := steward; p <= everyone; p++ {
		if err := h.people.AddPush(h.t.Context(), slug, p, "", "", identity.PushAddress{Endpoint: p.String(), Auth: "x"}); err != nil {
			h.t.Fatal(err)
		}
	}
	return c
}

func (h *house) sent(c *caught) (mails, messages map[org.PersonID]string) {
	h.t.Helper()
	s := &sack{}
	if _, err := h.people.Deliver(h.t.Context(), s); err != nil {
		h.t.Fatal(err)
	}
	messages = map[org.PersonID]string{}
	for p := steward; p <= everyone; p++ {
		messages[p] = c.got[p.String()]
	}
	clear(c.got)
	out := map[org.PersonID]string{}
	for _, l := range s.got {
		w := l.Written
		out[l.To.Person] += strings.Join(append([]string{w.Subject, w.Text, w.HTML, w.ID, w.Unsubscribe, "\n"}, w.Thread...), "\n")
	}
	return out, messages
}

// No mail and no message to a device tells anybody what is not for them, whatever it was queued for and whatever they
// asked to be told of; who left gets none.
func TestMailsTellNoSecrets(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.scene("linde", "Secret")
	devices := h.pushes("linde")
	everything := func(n *service.NoticeSettings) {
		n.Words, n.Once = true, service.ByBoth
		n.Ways, n.Follows = map[string]service.Way{}, map[string]org.Time{}
		for _, m := range org.Matters() {
			n.Ways[m.String()] = service.AtOnce
		}
		for id := range 12 {
			for _, letter := range "CRTI" {
				n.Follows[fmt.Sprintf("%c%d", letter, id+1)] = 1
			}
		}
	}
	for _, p := range []org.PersonID{steward, member, other, guest, helper} {
		v, err := h.desk.As(t.Context(), "linde", p)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Choose(t.Context(), everything); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range []struct {
		by  org.PersonID
		act org.Act
	}{
		{helper, &org.NoteTension{Tension: 1, Text: org.Write("Secret-C2 said to @P4")}},
		{helper, &org.NoteInitiative{Initiative: 3, Text: org.Write("Secret-C3 said")}},
		{helper, &org.NoteInitiative{Initiative: 4, Text: org.Write("Secret-C6 said")}},
		{other, &org.CreateRole{Circle: 3, Name: "Secret-C3 new"}},
		{member, &org.RaiseTension{Circle: 2, Title: "Secret-C2 new", Body: org.Write("Secret-C2 words")}},
	} {
		h.do("linde", a.by, a.act)
	}
	if err := errors.Join(h.desk.QueueMails(t.Context()), h.desk.QueueOverviews(t.Context())); err != nil { // as it is
		t.Fatal(err)
	}
	h.tellsAll("linde") // and as it never should be
	got, pushed := h.sent(devices)
	mails := func(but org.PersonID) (out []string) {
		for p := steward; p <= everyone; p++ {
			if p != but {
				out = append(out, fmt.Sprintf("Secret-mail-%d@", p))
			}
		}
		return append(out, "Secret-gone")
	}
	for _, c := range []struct {
		p             org.PersonID
		hidden, shown []string
	}{
		{guest, append(mails(guest), "Secret-C3", "Secret-C6", "Secret-word"), []string{"Secret-C2 said to @Secret Person4", "Secret-C2 new", "Secret-mail-4@"}},
		{member, mails(member), []string{"Secret-C2 said", "Secret-word"}},
		{other, append(mails(other), "Secret-word"), []string{"Secret-C3 said"}},
		{steward, append(mails(steward), "Secret-word"), []string{"Secret-C3 said", "Secret-C6 said"}},
	} {
		for what, text := range map[string]string{"mail": got[c.p], "message": pushed[c.p]} {
			for _, s := range c.hidden {
				if i := strings.Index(text, s); i >= 0 {
					t.Errorf("a %s tells %s of %q: …%.200s", what, c.p, s, text[max(0, i-80):])
				}
			}
			for _, s := range c.shown {
				if !strings.Contains(text, s) && (what == "mail" || !strings.Contains(s, "mail")) { // no message has an address
					t.Errorf("no %s tells %s of %q, so that this test shows nothing", what, c.p, s)
				}
			}
		}
	}
	for _, p := range []org.PersonID{left, erased} {
		if got[p] != "" || pushed[p] != "" {
			t.Errorf("who left is written to: %.200s", got[p]+pushed[p])
		}
	}

	// What goes out of sight before a mail goes out is not told; nor anything to who leaves.
	h.tellsAll("linde")
	h.do("linde", 0, &org.LeaveCircle{Circle: 2, Person: guest})
	h.do("linde", 0, &org.LeavePerson{Person: other})
	got, pushed = h.sent(devices)
	for _, text := range []string{got[guest], pushed[guest]} {
		if strings.Contains(text, "Secret-C2 said") || strings.Contains(text, "Secret-C2 new") {
			t.Errorf("a guest is told of a circle that they left: %s", text)
		}
	}
	if got[other] != "" || pushed[other] != "" || got[steward] == "" || pushed[steward] == "" {
		t.Error("somebody who left is written to, or nobody is")
	}
}
