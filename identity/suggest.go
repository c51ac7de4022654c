package identity

import (
	"context"
	"encoding/json"
	"errors"
	"maps"

	"orpheus/org"
)

// privateSuggest is what somebody said about being suggested to lead.
const privateSuggest = "suggest"

// Suggest is what somebody said, for themselves, about being suggested to lead what is open.
// It serves to work out whom to invite: that they are among those, others see; none of the
// values.
type Suggest struct {
	On     bool           `json:"on"`
	Most   int            `json:"most,omitzero"`   // how many things they would lead at once; UsualMost where they did not say
	Energy map[string]int `json:"energy,omitzero"` // what leading something open would give them, from 1 to MostEnergy, by its id
}

// UsualMost is how many things somebody would lead at once who does not say it, MostAtOnce
// how many they can say.
const (
	UsualMost  = 2
	MostAtOnce = 5
	MostEnergy = 5
)

// mostEnergies is of how many things somebody can have said what they would give them.
const mostEnergies = 100

// AtOnce is how many things they would lead at once.
func (s Suggest) AtOnce() int {
	if s.Most == 0 {
		return UsualMost
	}
	return s.Most
}

// Suggested is what somebody said about being suggested. Nobody is who did not say so.
func (s *Service) Suggested(ctx context.Context, slug string, p org.PersonID) (Suggest, error) {
	text, err := s.Store.Private(ctx, slug, p, privateSuggest)
	return suggest(text), err
}

func suggest(text string) (out Suggest) {
	_ = json.Unmarshal([]byte(text), &out) // what cannot be read is as if it had not been said
	return out
}

// ErrSuggest is a value that nobody can say.
var ErrSuggest = errors.New("no such value")

// Suggesting has change what somebody said about being suggested; where nothing is left of
// it, nothing is kept.
func (s *Service) Suggesting(ctx context.Context, slug string, p org.PersonID, change func(*Suggest)) error {
	for { // they may say so on another device at the same time
		was, err := s.Store.Private(ctx, slug, p, privateSuggest)
		if err != nil {
			return err
		}
		now := suggest(was)
		if now.Energy = maps.Clone(now.Energy); now.Energy == nil {
			now.Energy = map[string]int{}
		}
		change(&now)
		if now.Most < 0 || now.Most > MostAtOnce || len(now.Energy) > mostEnergies {
			return ErrSuggest
		}
		for _, v := range now.Energy {
			if v < 1 || v > MostEnergy {
				return ErrSuggest
			}
		}
		text := ""
		if now.On || now.Most != 0 || len(now.Energy) > 0 {
			b, err := json.Marshal(now)
			if err != nil {
				return err
			}
			text = string(b)
		}
		if text == was {
			return nil
		}
		if done, err := s.Store.SwapPrivate(ctx, slug, p, privateSuggest, was, text); done || err != nil {
			return err
		}
	}
}

// Willing is what somebody said who can be suggested: it stays in the program.
type Willing struct {
	Suggest
	NotMe map[org.Ref]org.Time // what they said no to
}

// Willingness are those who chose to be suggested, and who did not say that they have no room.
func Willingness(ctx context.Context, store Store, slug string) (map[org.PersonID]Willing, error) {
	said, err1 := store.Privates(ctx, slug, privateSuggest)
	busy, err2 := store.Privates(ctx, slug, privateBusy)
	not, err3 := store.Privates(ctx, slug, privateNotMe)
	out := map[org.PersonID]Willing{}
	for p, text := range said {
		if s := suggest(text); s.On && busy[p] != yes {
			out[p] = Willing{s, refused(not[p])}
		}
	}
	return out, errors.Join(err1, err2, err3)
}
