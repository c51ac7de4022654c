package service

import (
	"context"
	"encoding/json"

	"orpheus/org"
)

// Mine is everything that is kept of one person in an organisation, for them alone.
type Mine struct {
	Organisation string                     `json:"organisation"`
	Version      uint64                     `json:"version"` // of the organisation, when it was put together
	Person       MinePerson                 `json:"person"`
	Acts         []MineAct                  `json:"acts"`    // that they did or that are about them, the first first
	Private      map[string]json.RawMessage `json:"private"` // what they said for themselves, and what was noted for them, by name
}

// MinePerson is who they are here.
type MinePerson struct {
	ID      org.PersonID `json:"id"`
	Name    string       `json:"name"`
	Mail    string       `json:"mail,omitempty"`
	Guest   bool         `json:"guest"`
	Steward bool         `json:"steward"`
	Since   org.Time     `json:"since"`
}

// MineAct is one act, with what was written in it.
type MineAct struct {
	org.Entry
	Texts map[string]string // by number; those that were taken out are not there
}

// secrets are what is private and yet no answer to anybody: what a password is verified with
// says nothing about whoever chose it, and would serve to guess it.
var secrets = map[string]json.RawMessage{"password": json.RawMessage(`"(one is set)"`)}

// Mine puts together everything that is kept of the visitor beside what lets them in, which
// identity knows.
func (v *Visit) Mine(ctx context.Context) (*Mine, error) {
	l, err := v.Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	row := l.State.Person(v.who)
	if row == nil {
		return nil, &org.Error{Code: org.NotFound, Key: "person.unknown", Args: []any{v.who}}
	}
	who, err := v.Profile(ctx)
	if err != nil {
		return nil, err
	}
	m := &Mine{Organisation: v.slug, Version: l.State.Version, Acts: []MineAct{}, Private: map[string]json.RawMessage{}}
	m.Person = MinePerson{ID: v.who, Name: who.Name, Mail: who.Mail, Guest: row.Guest, Steward: row.Steward, Since: row.Since}
	said, err := v.d.store.PrivateOf(ctx, v.slug, v.who)
	if err != nil {
		return nil, err
	}
	for name, value := range said {
		m.Private[name] = asJSON(name, value)
	}
	all, err := v.AllFeedback(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) > 0 {
		if m.Private["feedback"], err = json.Marshal(all); err != nil {
			return nil, err
		}
	}
	return m, l.mine(ctx, m)
}

// asJSON is something private as it is, where it is JSON, else as a text.
func asJSON(name, value string) json.RawMessage {
	if hidden, secret := secrets[name]; secret {
		return hidden
	}
	if json.Valid([]byte(value)) {
		return json.RawMessage(value)
	}
	text, _ := json.Marshal(value) // of a string it never fails
	return text
}

// mine gathers the acts, in the order of the log.
func (l *Look) mine(ctx context.Context, m *Mine) error {
	var ids []org.TextID
	for _, told := range l.Entries(ctx, 0) {
		if told.Err != nil {
			return told.Err
		}
		if told.Entry == nil || !l.State.Involves(told.Entry, l.v.who) {
			continue
		}
		m.Acts = append(m.Acts, MineAct{Entry: *told.Entry})
		for _, p := range org.ProseOf(told.Entry.Act) {
			ids = append(ids, p.ID)
		}
	}
	texts, err := l.Texts(ctx, ids...)
	if err != nil {
		return err
	}
	for i := range m.Acts {
		for _, p := range org.ProseOf(m.Acts[i].Act) {
			if text, there := texts[p.ID]; there && p.ID != 0 {
				if m.Acts[i].Texts == nil {
					m.Acts[i].Texts = map[string]string{}
				}
				m.Acts[i].Texts[p.ID.String()] = text
			}
		}
	}
	return nil
}
