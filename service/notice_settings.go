package service

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"orpheus/org"
)

// NoticeSettings are how somebody wants to be told of things, and what they follow. Only
// they know of them. Things are named as org.Ref writes them, each with since when.
type NoticeSettings struct {
	Ways     map[string]Way `json:"ways,omitzero"` // by the name of a matter; what is not there is as usual
	Rhythm   Rhythm         `json:"rhythm,omitzero"`
	Hour     *Minute        `json:"hour,omitzero"`     // of the overview
	Day      *time.Weekday  `json:"day,omitzero"`      // of the overview, where it comes weekly
	Quiet    *[2]Minute     `json:"quiet,omitzero"`    // from and until when no mail comes at once
	Weekends bool           `json:"weekends,omitzero"` // are quiet too
	Bare     bool           `json:"bare,omitzero"`     // mails and messages say only that something waits
	NoMail   bool           `json:"no_mail,omitzero"`  // none of notices; signing in goes on
	Once     Once           `json:"once,omitzero"`     // by what comes what comes at once
	Words    bool           `json:"words,omitzero"`    // messages on devices say names and titles, for a locked screen too

	Follows map[string]org.Time `json:"follows,omitzero"`
	Muted   map[string]org.Time `json:"muted,omitzero"` // only what asks something of them is told
}

// wants reports whether a notice is to reach them.
func (n *NoticeSettings) wants(of *org.Notice) bool {
	_, muted := n.Muted[of.Thing.String()]
	return n.Way(of.Matter) != Never && (!muted || of.Matter == org.MatterAsked)
}

// seen is what somebody has seen of what they were told: all acts up to a number, and of
// some things up to another.
type seen struct {
	All    uint64            `json:"all,omitzero"`
	Things map[string]uint64 `json:"things,omitzero"`
}

func (s *seen) has(n *org.Notice) bool {
	return n.Act <= s.All || n.Act <= s.Things[n.Thing.String()]
}

// Names of what is kept privately.
const (
	privateNotices = "notices"
	privateSeen    = "notices seen"
)

// said reads what the visitor said for themselves.
func said[T any](ctx context.Context, v *Visit, name string) (value T, text string, err error) {
	text, err = v.d.store.Private(ctx, v.slug, v.who, name)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &value)
	}
	return value, text, err
}

// saying changes what the visitor said for themselves, whoever else changes it meanwhile.
func saying[T any](ctx context.Context, v *Visit, name string, change func(*T)) error {
	return trying(ctx, v, name, func(value *T) error { change(value); return nil })
}

// trying is saying where change may refuse: then all stays as it was.
func trying[T any](ctx context.Context, v *Visit, name string, change func(*T) error) error {
	if _, err := v.present(ctx); err != nil || v.who == Nobody {
		return err
	}
	for {
		value, was, err := said[T](ctx, v, name)
		if err != nil {
			return err
		}
		if err := change(&value); err != nil {
			return err
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if done, err := v.d.store.SwapPrivate(ctx, v.slug, v.who, name, was, string(text)); done || err != nil {
			return err
		}
	}
}

// Choose changes how the visitor wants to be told of things.
func (v *Visit) Choose(ctx context.Context, change func(*NoticeSettings)) error {
	if err := saying(ctx, v, privateNotices, change); err != nil {
		return err
	}
	return v.overviewSooner(ctx)
}

// Follow has the visitor be told of a thing, or not any more. Things that have followers
// are circles, roles, tensions and initiatives: nobody follows a person.
func (v *Visit) Follow(ctx context.Context, thing org.Ref, on bool) error {
	return v.list(ctx, thing, on, func(n *NoticeSettings) *map[string]org.Time { return &n.Follows })
}

// Mute has the visitor be told nothing of a thing but what asks something of them.
func (v *Visit) Mute(ctx context.Context, thing org.Ref, on bool) error {
	return v.list(ctx, thing, on, func(n *NoticeSettings) *map[string]org.Time { return &n.Muted })
}

// list puts a thing that the visitor sees on a list of theirs, or takes it off.
func (v *Visit) list(ctx context.Context, thing org.Ref, on bool, of func(*NoticeSettings) *map[string]org.Time) error {
	now, err := v.present(ctx)
	if err != nil {
		return err
	}
	if on && (!slices.Contains([]byte("CRTID"), thing.Letter) || !v.sight(now, now).Sees(thing)) {
		return &org.Error{Code: org.NotFound, Key: "follow.thing"}
	}
	return saying(ctx, v, privateNotices, func(n *NoticeSettings) {
		list := of(n)
		switch {
		case !on:
			delete(*list, thing.String())
		case *list == nil:
			*list = map[string]org.Time{}
			fallthrough
		default:
			(*list)[thing.String()] = org.At(v.d.now())
		}
	})
}
