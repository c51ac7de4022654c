package web

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	jsonv2 "github.com/go-json-experiment/json"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

// mine is everything about the one who asks as a file.
type mine struct {
	*service.Mine
	Made     string         `json:"made"`
	Acts     []mineAct      `json:"acts"`
	Sessions []mineSession  `json:"sessions"`
	Tokens   []mineToken    `json:"tokens"`
	Passkeys []mineKey      `json:"passkeys,omitzero"`
	Accounts []mineKey      `json:"accounts,omitzero"` // elsewhere, by which they sign in
	Devices  []mineDevice   `json:"devices"`           // that take messages; their addresses are secrets of their browsers
	Feeds    []mineFeed     `json:"feeds"`
	Mails    []mineMail     `json:"mails_waiting"`
	Files    []service.File `json:"files"` // that they added; what is in them comes with mine.zip
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

type mineKey struct {
	Name string   `json:"name"` // of an account, the id of its provider
	Made org.Time `json:"made"`
	Used org.Time `json:"used,omitzero"`
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
	b, err := s.mineOf(v)
	if err != nil {
		return err
	}
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.Header().Set("Content-Disposition", disposition("attachment", v.mineName("json")))
	v.send(http.StatusOK, "application/json; charset=utf-8", b)
	return nil
}

// mineOf puts it together.
func (s *server) mineOf(v *request) ([]byte, error) {
	ctx, slug, p := v.r.Context(), v.org.Slug, v.me.Person
	if wait, ok := s.Identity.Allow("mine "+slug+" "+p.String(), identity.PerMail); !ok {
		return nil, &tooOften{wait}
	}
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	all, err := v.as.Mine(ctx)
	if err != nil {
		return nil, err
	}
	files, err := v.as.MyFiles(ctx)
	if err != nil {
		return nil, err
	}
	m := mine{Mine: all, Made: v.now.Format(time.RFC3339), Acts: []mineAct{}, Sessions: []mineSession{}, Tokens: []mineToken{}, Devices: []mineDevice{}, Feeds: []mineFeed{}, Mails: []mineMail{}, Files: []service.File{}}
	for _, a := range all.Acts {
		fields, err := jsonv2.Marshal(a.Act) // which knows acts inside acts
		if err != nil {
			return nil, err
		}
		m.Acts = append(m.Acts, mineAct{a.Seq, a.At, a.By, org.NameOf(a.Act), fields, pg.sentence(a.Entry), a.Texts})
	}
	for _, f := range files {
		f.By = 0
		m.Files = append(m.Files, f)
	}
	sessions, err1 := s.Identity.Sessions(ctx, slug, p)
	for _, e := range sessions {
		m.Sessions = append(m.Sessions, mineSession{e.Device, e.Made, e.Seen, e.Ends})
	}
	tokens, err2 := s.Identity.Tokens(ctx, slug, p)
	for _, k := range tokens {
		m.Tokens = append(m.Tokens, mineToken{k.Name, k.Made, k.Used, k.Ends, k.Reads})
	}
	keys, err8 := s.Identity.Passkeys(ctx, slug, p)
	for _, k := range keys {
		m.Passkeys = append(m.Passkeys, mineKey{k.Name, k.Made, k.Used})
	}
	accounts, err7 := s.Identity.Subjects(ctx, slug, p)
	for _, k := range accounts {
		m.Accounts = append(m.Accounts, mineKey{k.Provider, k.Made, k.Used})
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
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7, err8); err != nil {
		return nil, err
	}
	return append(b, '\n'), nil
}

// sentence is what an entry did, without links.
func (pg *place) sentence(e org.Entry) string {
	text := ""
	for _, part := range pg.parts(e) {
		text += part.Text
	}
	return text
}

// mineWithFiles sends everything about the one who asks with all that they added, one file
// after the other.
func (s *server) mineWithFiles(v *request) error {
	all, err := s.mineOf(v)
	if err != nil {
		return err
	}
	files, err := v.as.MyFiles(v.r.Context())
	if err != nil {
		return err
	}
	photo, err := v.as.PhotoOf(v.r.Context(), v.me.Person)
	if err != nil && org.CodeOf(err) != org.NotFound {
		return err
	}
	_ = http.NewResponseController(v.w).SetWriteDeadline(time.Now().Add(fileTime))
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.Header().Set("Content-Type", "application/zip")
	v.w.Header().Set("Content-Disposition", disposition("attachment", v.mineName("zip")))
	z := zip.NewWriter(v.w)
	put := func(name string, body []byte) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Modified: v.now})
		if err == nil {
			_, err = w.Write(body)
		}
		return err
	}
	err = put("mine.json", all)
	if len(photo.Body) > 0 {
		err = errors.Join(err, put("photo."+strings.TrimPrefix(photo.Kind, "image/"), photo.Body))
	}
	for _, f := range files {
		if err != nil {
			break
		}
		body, there, fault := v.as.MyFile(v.r.Context(), f.ID)
		if err = fault; err == nil && there {
			err = put("files/"+f.ID.String()+"-"+f.Name, body.Body)
		}
	}
	if err = errors.Join(err, z.Close()); err != nil { // the answer has begun: it is cut short, and cannot be opened
		s.Log.ErrorContext(v.r.Context(), "what is kept of somebody was sent in part", "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

func (v *request) mineName(end string) string {
	return v.org.Slug + "-" + v.me.Person.String() + "-" + v.now.Format(time.DateOnly) + "." + end
}
