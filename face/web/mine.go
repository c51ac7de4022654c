package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	jsonv2 "github.com/go-json-experiment/json"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// mine is everything about the one who asks as a file.
type mine struct {
	*service.Mine
	Made     string        `json:"made"`
	Acts     []mineAct     `json:"acts"`
	Sessions []mineSession `json:"sessions"`
	Tokens   []mineToken   `json:"tokens"`
	Devices  []mineDevice  `json:"devices"` // that take messages; their addresses are secrets of their browsers
	Feeds    []mineFeed    `json:"feeds"`
	Mails    []mineMail    `json:"mails_waiting"`
}

type mineAct struct {
	Seq   uint64            `json:"seq"`
	At    org.Time          `json:"at"`
	By    org.PersonID      `json:"by,omitzero"` // ids are the numbers after their letters, as in the log
	Kind  string            `json:"kind"`
	Act   json.RawMessage   `json:"act"`
	Said  string            `json:"said"` // as the pages say it, in the language of whoever fetches it
	Texts map[string]string `json:"texts,omitempty"`
}

type mineSession struct {
	Device string   `json:"device"`
	Made   org.Time `json:"made"`
	Seen   org.Time `json:"seen"`
	Ends   org.Time `json:"ends"`
}

type mineToken struct {
	Name  string   `json:"name"`
	Made  org.Time `json:"made"`
	Used  org.Time `json:"used,omitzero"`
	Ends  org.Time `json:"ends,omitzero"`
	Reads bool     `json:"reads_only"`
}

type mineDevice struct {
	Name    string   `json:"name"`
	Made    org.Time `json:"made"`
	Arrived org.Time `json:"last_arrived,omitzero"`
	Refused org.Time `json:"refused,omitzero"`
}

type mineFeed struct {
	Kind    identity.FeedKind `json:"kind"`
	Made    org.Time          `json:"made"`
	Fetched org.Time          `json:"fetched,omitzero"`
}

type mineMail struct {
	Made  org.Time `json:"made"`
	Tries int      `json:"tries"`
	Fault string   `json:"fault,omitempty"`
}

// mine sends it. It takes a look at the whole log, so that one person asks for it so often
// in a while.
func (s *server) mine(v *request) error {
	ctx, slug, p := v.r.Context(), v.org.Slug, v.me.Person
	if wait, ok := s.Identity.Allow("mine "+slug+" "+p.String(), identity.PerMail); !ok {
		return &tooOften{wait}
	}
	pg, err := s.placeNow(v)
	if err != nil {
		return err
	}
	all, err := v.as.Mine(ctx)
	if err != nil {
		return err
	}
	m := mine{Mine: all, Made: v.now.Format(time.RFC3339), Acts: []mineAct{}, Sessions: []mineSession{}, Tokens: []mineToken{}, Devices: []mineDevice{}, Feeds: []mineFeed{}, Mails: []mineMail{}}
	for _, a := range all.Acts {
		fields, err := jsonv2.Marshal(a.Act) // which knows acts inside acts
		if err != nil {
			return err
		}
		m.Acts = append(m.Acts, mineAct{a.Seq, a.At, a.By, org.NameOf(a.Act), fields, pg.sentence(a.Entry), a.Texts})
	}
	sessions, err1 := s.Identity.Sessions(ctx, slug, p)
	for _, e := range sessions {
		m.Sessions = append(m.Sessions, mineSession{e.Device, e.Made, e.Seen, e.Ends})
	}
	tokens, err2 := s.Identity.Tokens(ctx, slug, p)
	for _, k := range tokens {
		m.Tokens = append(m.Tokens, mineToken{k.Name, k.Made, k.Used, k.Ends, k.Reads})
	}
	devices, err5 := s.Identity.PushDevices(ctx, slug, p)
	for _, d := range devices {
		m.Devices = append(m.Devices, mineDevice{d.Name, d.Made, d.Arrived, d.Refused})
	}
	mails, err3 := s.Identity.Waiting(ctx, slug, p)
	for _, k := range mails {
		m.Mails = append(m.Mails, mineMail{k.Made, k.Tries, k.Fault})
	}
	feeds, err6 := s.Identity.Feeds(ctx, slug, p)
	for _, f := range feeds {
		m.Feeds = append(m.Feeds, mineFeed{f.Kind, f.Made, f.Fetched})
	}
	b, err4 := json.MarshalIndent(m, "", "  ")
	if err := errors.Join(err1, err2, err3, err4, err5, err6); err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+slug+"-"+p.String()+"-"+v.now.Format(time.DateOnly)+`.json"`)
	v.send(http.StatusOK, "application/json; charset=utf-8", append(b, '\n'))
	return nil
}

// sentence is what an entry did, without links.
func (pg *place) sentence(e org.Entry) string {
	text := ""
	for _, part := range pg.parts(e) {
		text += part.Text
	}
	return text
}
