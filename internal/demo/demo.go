// Package demo invents De Linde, a Flemish care organisation nobody works at, and
// three years of its acts: leading that begins with a few, spreads, falls back
// once and spreads again. The same Options give the same acts, to the byte.
//
// Every act is done on a draft of the domain before it is yielded, so what is
// yielded in order can be done in order: nothing passes by a Check.
package demo

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"orpheus/org"
	"orpheus/service"
)

// Size is how large De Linde is.
type Size string

// The sizes.
const (
	Small  Size = "small"  // a few circles, about 25 people
	Normal Size = "normal" // about 130 people
	Large  Size = "large"  // the same story in many regions, about 10,000 people
)

// Options of the story. The zero value of a field means what stands beside it.
type Options struct {
	Slug  string    // "linde"
	Lang  string    // of everything written: en, nl or da; "en"
	Size  Size      // Normal
	Until time.Time // the story goes up to the beginning of this day; required
	Seed  uint64    // another story of the same kind
}

// Deed is somebody doing something in the story.
type Deed = service.Deed

// years is how long the story is.
const years = 3

// zone is where De Linde is.
const zone = "Europe/Brussels"

func (o Options) checked() (Options, error) {
	if o.Slug == "" {
		o.Slug = "linde"
	}
	if o.Lang == "" {
		o.Lang = "en"
	}
	if o.Size == "" {
		o.Size = Normal
	}
	switch {
	case !slices.Contains([]Size{Small, Normal, Large}, o.Size):
		return o, fmt.Errorf("demo: no size %q: small, normal and large are", o.Size)
	case !slices.Contains([]string{"en", "nl", "da"}, o.Lang):
		return o, fmt.Errorf("demo: no language %q: en, nl and da are", o.Lang)
	case o.Until.IsZero():
		return o, fmt.Errorf("demo: no day to end at")
	}
	return o, org.CheckSlug(o.Slug)
}

// Deeds yields the story, the founding first. It is the pure part: it reads no
// clock and no file. Each deed may be kept; its act is as nobody did it yet.
func Deeds(o Options) (iter.Seq[Deed], error) {
	o, err := o.checked()
	if err != nil {
		return nil, err
	}
	texts, err := load(o.Lang)
	if err != nil {
		return nil, err
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		return nil, err
	}
	return func(yield func(Deed) bool) { newSim(o, texts, place, yield).run() }, nil
}

// Do does a deed on a draft, after what the clock owes up to then, and returns
// everything that was done.
func Do(d *org.Draft, deed Deed) ([]org.Done, error) {
	done, err := Tick(d, deed.Moment.At)
	if err != nil {
		return done, err
	}
	more, err := d.Do(deed.Act, deed.Moment)
	return append(done, more...), err
}

// Tick does what the clock owes up to moment t.
func Tick(d *org.Draft, t org.Time) (done []org.Done, err error) {
	for {
		act, due := d.Due(t)
		if act == nil {
			return done, nil
		}
		more, err := d.Do(act, org.Moment{At: max(due, d.Last), Face: org.Clock})
		done = append(done, more...)
		if err != nil {
			return done, err
		}
	}
}

// End returns the moment at which the story ends.
func (o Options) End() org.Time {
	place, err := time.LoadLocation(zone)
	if err != nil {
		place = time.UTC
	}
	return org.At(midnight(o.Until.In(place)))
}
