package service

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"orpheus/internal/outgoing"
	"orpheus/org"
	"orpheus/store/hooks"
)

// HookKind is who listens at a hook, and so what is told there and in which shape.
type HookKind string

// The kinds: a program, told each act by itself, or a room of a chat, told of all together
// at its time.
const (
	HookProgram    HookKind = "program"
	HookSlack      HookKind = "slack"
	HookTeams      HookKind = "teams"
	HookMattermost HookKind = "mattermost"
	HookMatrix     HookKind = "matrix"
)

// HookChats returns the kinds that are rooms of a chat, in their order.
func HookChats() []HookKind { return []HookKind{HookSlack, HookTeams, HookMattermost, HookMatrix} }

// Hook is where an organisation tells another program what happens: what every member may
// see, and no more.
type Hook struct {
	ID   uint32
	By   org.PersonID
	Made org.Time
	URL  string
	HookTerms
	HookState

	Due   org.Time // when it tells next; zero for not at all
	Waits int      // acts that wait while it is paused, MostWaiting+1 for more; zero for others

	row hooks.Row
}

// HookTerms are what stewards chose of a hook.
type HookTerms struct {
	Kind  HookKind `json:"kind"`
	Name  string   `json:"name,omitzero"`  // what stewards call it; may be empty
	Nouns []string `json:"nouns,omitzero"` // of a program: the first words of the kinds of act it wants; empty for all

	Lang   string       `json:"lang,omitzero"` // of a chat: in which it is written
	Rhythm Rhythm       `json:"rhythm,omitzero"`
	Hour   Minute       `json:"hour,omitzero"`
	Day    time.Weekday `json:"day,omitzero"`

	Secret string   `json:"secret,omitzero"` // of a program: with which messages are signed
	Before string   `json:"before,omitzero"` // the one before it, which signs too
	Until  org.Time `json:"until,omitzero"`  // until then
}

// HookPause is why a hook tells nothing.
type HookPause string

// The reasons.
const (
	HookStopped HookPause = "stopped" // a steward paused it
	HookFailing HookPause = "failing" // too many tries went wrong
	HookGone    HookPause = "gone"    // the other side said that it is not there any more
)

// HookState is how the last tries of a hook went.
type HookState struct {
	Paused HookPause `json:"paused,omitzero"`
	Tries  int       `json:"tries,omitzero"` // in vain, since the last that went well
	Fault  HookFault `json:"fault,omitzero"` // what the last one ended with
	Tried  org.Time  `json:"tried,omitzero"`
	Told   org.Time  `json:"told,omitzero"`  // when something was told last
	Since  org.Time  `json:"since,omitzero"` // of a chat: from when on the next digest tells
	Gap    *HookGap  `json:"gap,omitzero"`   // what was left out, while that is still to be told
}

// HookGap are acts that are not told: too many had gathered.
type HookGap struct {
	After uint64 `json:"after"`
	Upto  uint64 `json:"upto"`
}

// Chat reports whether a room of a chat listens.
func (t *HookTerms) Chat() bool { return t.Kind != HookProgram }

// Wants reports whether an act is of a kind that is told there.
func (t *HookTerms) Wants(e *org.Entry) bool {
	k := org.KindOf(e.Act)
	return k != nil && (len(t.Nouns) == 0 || slices.Contains(t.Nouns, k.Noun()))
}

// slots are when its digests come, as those of a person come.
func (t *HookTerms) slots() *NoticeSettings {
	return &NoticeSettings{Rhythm: t.Rhythm, Hour: &t.Hour, Day: &t.Day}
}

// Secrets are those with which a message is signed at a moment.
func (t *HookTerms) Secrets(at org.Time) []string {
	if t.Before != "" && at < t.Until {
		return []string{t.Secret, t.Before}
	}
	return []string{t.Secret}
}

// What somebody may be told when they make a hook.
var (
	ErrHookAddress = errors.New("this is no address at which a program can be told")
	ErrHookPrivate = errors.New("the address is one of a private network")
	ErrHookMany    = errors.New("there are too many hooks")
)

const (
	// mostHooks is how many an organisation has at most.
	mostHooks = 20
	// MostWaiting is how many acts are told that gathered while a hook was paused.
	MostWaiting = 1000
	// oldSecretFor is how long a secret signs too once there is another.
	oldSecretFor = org.Day
	longestURL   = 2000
)

// NewHookSecret returns a secret as the receiving side reads it (Standard Webhooks).
func NewHookSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return "whsec_" + base64.StdEncoding.EncodeToString(b[:])
}

// checkAddress refuses what is no address of a program that hooks may tell. Where a name
// leads is only known, and checked, when something is sent.
func (d *Service) checkAddress(text string) error {
	if len(text) > longestURL || !utf8.ValidString(text) || strings.ContainsAny(text, " \t\r\n") {
		return ErrHookAddress
	}
	var also outgoing.Networks
	if n := d.hooksAlso.Load(); n != nil {
		also = *n
	}
	switch err := also.Check(text); {
	case errors.Is(err, outgoing.ErrPrivate):
		return ErrHookPrivate
	case err != nil:
		return ErrHookAddress
	}
	return nil
}

// readHook reads what the store has of one.
func readHook(row hooks.Row) (*Hook, error) {
	h := &Hook{ID: row.ID, By: row.By, Made: row.Made, URL: row.URL, Due: row.Due, row: row}
	return h, errors.Join(json.Unmarshal([]byte(row.Detail), &h.HookTerms), json.Unmarshal([]byte(row.State), &h.HookState))
}

// kept is the hook as the store has it.
func (h *Hook) kept() (hooks.Row, error) {
	row := h.row
	row.URL, row.Due, row.Timed = h.URL, h.Due, h.Chat()
	terms, err1 := json.Marshal(h.HookTerms)
	state, err2 := json.Marshal(h.HookState)
	row.Detail, row.State = string(terms), string(state)
	return row, errors.Join(err1, err2)
}

// HookSender takes messages to where hooks lead.
type HookSender interface {
	// Send sends one. An error means that the other side did not take it; there is no
	// address in it.
	Send(ctx context.Context, h *Hook, m *HookMessage) error
}

// HookFault is why a message was not taken, to be said to a steward in their language.
type HookFault struct {
	Why    string `json:"why,omitzero"`    // one of the reasons below
	Status int    `json:"status,omitzero"` // of an answer
	Text   string `json:"text,omitzero"`   // of another reason, in the words of the system
}

// The reasons.
const (
	HookRefused   = "status"    // the answer was no
	HookElsewhere = "elsewhere" // it leads elsewhere, and is not followed
	HookLeft      = "gone"      // nothing is to be sent there any more
	HookPrivate   = "private"   // the address leads into a private network
	HookLate      = "late"      // there was no answer in time
	HookOther     = "other"
)

func (f HookFault) Error() string {
	return strings.TrimSpace(fmt.Sprint(f.Why, " ", f.Status, " ", f.Text))
}

// faultOf is an error of a sender as it is kept.
func faultOf(err error) HookFault {
	if f, ok := errors.AsType[HookFault](err); ok {
		return f
	}
	text := err.Error()
	if r := []rune(text); len(r) > 200 {
		text = string(r[:200]) + "…"
	}
	return HookFault{Why: HookOther, Text: text}
}

// HookMessage is what is told at a hook at once. One of Entry, Digest, Gap and Trial is set.
type HookMessage struct {
	ID     string // the same for whatever is tried again
	At     org.Time
	Look   *Look // of no member in particular
	Entry  *org.Entry
	Digest *HookDigest
	Gap    *HookGap
	Trial  bool
}

// HookDigest is what happened in a while.
type HookDigest struct {
	Since   org.Time
	Entries []org.Entry // the first first
	More    int         // how many others there were
}

// HooksBy says who sends what hooks tell, and where besides the public internet they may lead.
func (d *Service) HooksBy(s HookSender, also outgoing.Networks) {
	d.hookSender.Store(&s)
	d.hooksAlso.Store(&also)
}
