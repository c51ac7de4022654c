// Package feedback is what two people write to each other about one piece of leading, and who
// reads what when. It is mutual by construction: nobody reads before both wrote, and both read
// from the same moment on. An exchange is no row of a state and in no log.
package feedback

import (
	"unicode/utf8"

	"orpheus/org"
)

// Prompts is how many questions both answer: what helped, what would help more, and what one
// takes from it.
const Prompts = 3

// MostText is the most characters of one answer.
const MostText = 1500

// Open is for how long an exchange waits for the words of both, from when it was asked for. Its
// end is fixed then: were it counted from when somebody wrote, the day would tell that they did.
const Open = 14 * org.Day

// Kept is for how long both can read it; after that it is gone.
const Kept = 365 * org.Day

// Words are the answers of one person, in the order of the prompts.
type Words [Prompts]string

// Showing is whether what one wrote may stand on the page of the other: both have to want it.
type Showing struct {
	Asked  bool `json:"asked,omitzero"`  // by whoever received it
	Agreed bool `json:"agreed,omitzero"` // by whoever wrote it
}

// Side is one of the two.
type Side struct {
	Person   org.PersonID     `json:"person"`
	Words    *Words           `json:"words,omitzero"` // nil where they wrote none, took them back or had them erased
	Wrote    org.Time         `json:"wrote,omitzero"`
	Seen     bool             `json:"seen,omitzero"`     // they looked at it since both wrote, or since their words came back
	Declined bool             `json:"declined,omitzero"` // rather not: it waits for them no more, and nobody is told
	Erased   bool             `json:"erased,omitzero"`   // they took their words out after both had read
	Shown    [Prompts]Showing `json:"shown,omitzero"`    // of their words
}

// Exchange is feedback between two people on one piece of leading.
type Exchange struct {
	About  org.Ref  `json:"about"` // work, a decision or a role
	Asked  org.Time `json:"asked"`
	Opened org.Time `json:"opened,omitzero"` // when both had written; zero before
	Sides  [2]Side  `json:"sides"`           // who asked, and whom they asked
}

// Begin is an exchange that by asks of to.
func Begin(about org.Ref, by, to org.PersonID, at org.Time) *Exchange {
	return &Exchange{About: about, Asked: at, Sides: [2]Side{{Person: by}, {Person: to}}}
}

// Until is the last moment to write.
func (x *Exchange) Until() org.Time { return x.Asked + Open }

// Over reports whether its time is over at a moment: who wrote and was not answered has their
// words back, and after a year what both read is gone.
func (x *Exchange) Over(now org.Time) bool {
	if x.Opened != 0 {
		return now >= x.Opened+Kept || x.Sides[0].Erased && x.Sides[1].Erased
	}
	return now >= x.Until()
}

// sides are the side of somebody and the other; nil for who is none of the two.
func (x *Exchange) sides(p org.PersonID) (mine, other *Side) {
	switch p {
	case 0:
	case x.Sides[0].Person:
		return &x.Sides[0], &x.Sides[1]
	case x.Sides[1].Person:
		return &x.Sides[1], &x.Sides[0]
	}
	return nil, nil
}

// Why something cannot be done.
var (
	errNotYours = &org.Error{Code: org.NotFound, Key: "feedback.unknown"} // as if it were not there
	errOver     = &org.Error{Code: org.Conflict, Key: "feedback.over"}
	errOpened   = &org.Error{Code: org.Conflict, Key: "feedback.opened"}
	errClosed   = &org.Error{Code: org.Conflict, Key: "feedback.closed"}
	errNothing  = &org.Error{Code: org.Invalid, Key: "feedback.empty"}
	errLong     = &org.Error{Code: org.Invalid, Key: "feedback.long", Args: []any{MostText}}
	errNoPrompt = &org.Error{Code: org.Invalid, Key: "feedback.prompt"}
)

// Write puts down the words of somebody, or others in their place, while it is not open. Where
// the other wrote already, both can read from this moment on.
func (x *Exchange) Write(p org.PersonID, w Words, now org.Time) error {
	mine, other := x.sides(p)
	switch {
	case mine == nil:
		return errNotYours
	case x.Opened != 0:
		return errOpened
	case x.Over(now):
		return errOver
	case w[0] == "" || w[1] == "" && w[2] == "":
		return errNothing
	}
	for _, text := range w {
		if utf8.RuneCountInString(text) > MostText {
			return errLong
		}
	}
	mine.Words, mine.Wrote, mine.Declined = &w, now, false
	if other.Words != nil {
		x.Opened = now
	}
	return nil
}

// TakeBack has somebody's own words be unwritten, while it is not open.
func (x *Exchange) TakeBack(p org.PersonID) error {
	mine, _ := x.sides(p)
	switch {
	case mine == nil:
		return errNotYours
	case x.Opened != 0:
		return errOpened
	}
	mine.Words, mine.Wrote = nil, 0
	return nil
}

// Decline has it wait for somebody no more. What they wrote goes. The other is not told: for
// them it is as if there was no answer yet. Who declined may write all the same until the end.
func (x *Exchange) Decline(p org.PersonID) error {
	if err := x.TakeBack(p); err != nil {
		return err
	}
	mine, _ := x.sides(p)
	mine.Declined = true
	return nil
}

// Erase takes the words of somebody out for both, also where they are shown.
func (x *Exchange) Erase(p org.PersonID) error {
	mine, _ := x.sides(p)
	switch {
	case mine == nil:
		return errNotYours
	case x.Opened == 0:
		return errClosed
	}
	mine.Words, mine.Erased, mine.Shown = nil, true, [Prompts]Showing{}
	return nil
}

// Show says whether one answer that somebody received may stand on their page, as far as it is
// theirs to say; either of the two takes it back at any time.
func (x *Exchange) Show(p org.PersonID, prompt int, want bool) error {
	return x.show(p, prompt, want, false)
}

// Agree says whether one answer that somebody wrote may stand on the page of the other.
func (x *Exchange) Agree(p org.PersonID, prompt int, want bool) error {
	return x.show(p, prompt, want, true)
}

func (x *Exchange) show(p org.PersonID, prompt int, want, wrote bool) error {
	mine, other := x.sides(p)
	switch {
	case mine == nil:
		return errNotYours
	case x.Opened == 0:
		return errClosed
	case prompt < 0 || prompt >= Prompts:
		return errNoPrompt
	}
	if wrote {
		mine.Shown[prompt].Agreed = want && mine.Shown[prompt].Asked
		return nil
	}
	if other.Shown[prompt].Asked = want && other.Words != nil; !want {
		other.Shown[prompt].Agreed = false // to be agreed to anew
	}
	return nil
}

// See notes that somebody looked at what there is to read since it was opened, or since their words
// came back, and reports whether that is new.
func (x *Exchange) See(p org.PersonID, now org.Time) bool {
	mine, _ := x.sides(p)
	if mine == nil || mine.Seen || x.Opened == 0 && x.Returned(p, now) == nil {
		return false
	}
	mine.Seen = true
	return true
}

// Unread reports whether there is something to read for somebody that they did not look at.
func (x *Exchange) Unread(p org.PersonID, now org.Time) bool {
	mine, other := x.sides(p)
	if mine == nil || mine.Seen {
		return false
	}
	return x.Returned(p, now) != nil || x.Opened != 0 && !x.Over(now) && other.Words != nil
}

// Forget takes out all that somebody wrote, who was erased.
func (x *Exchange) Forget(p org.PersonID) {
	if mine, _ := x.sides(p); mine != nil {
		mine.Words, mine.Wrote, mine.Erased, mine.Shown = nil, 0, true, [Prompts]Showing{}
	}
}

// View is an exchange as one of the two may know it. Of the other it has nothing before both
// wrote: not their words, not that they wrote, not that they would rather not.
type View struct {
	About    org.Ref
	With     org.PersonID
	ByMe     bool // the one who looks asked
	Asked    org.Time
	Until    org.Time
	Opened   org.Time
	Mine     *Words
	Wrote    org.Time
	Declined bool // by the one who looks
	Erased   bool // the words of the one who looks
	Theirs   *Words
	OnMine   [Prompts]Showing // of what the one who looks received
	OnTheirs [Prompts]Showing // of what they wrote
}

// For returns what one of the two may know; false for anybody else, and when it is over.
func (x *Exchange) For(p org.PersonID, now org.Time) (View, bool) {
	mine, other := x.sides(p)
	if mine == nil || x.Over(now) {
		return View{}, false
	}
	v := View{
		About: x.About, With: other.Person, ByMe: mine == &x.Sides[0], Asked: x.Asked, Until: x.Until(), Opened: x.Opened,
		Mine: mine.Words, Wrote: mine.Wrote, Declined: mine.Declined, Erased: mine.Erased,
	}
	if x.Opened != 0 {
		v.Theirs, v.OnMine, v.OnTheirs = other.Words, other.Shown, mine.Shown
	}
	return v, true
}

// Waits reports whether it waits for somebody to write.
func (v *View) Waits() bool { return v.Opened == 0 && v.Mine == nil && !v.Declined }

// Returned are the words of somebody that nobody read, when it ended without those of the
// other; nil for none.
func (x *Exchange) Returned(p org.PersonID, now org.Time) *Words {
	mine, _ := x.sides(p)
	if mine == nil || x.Opened != 0 || now < x.Until() {
		return nil
	}
	return mine.Words
}

// Public is what stands on the page of somebody of what they received, by prompt; empty for
// what is not shown.
func (x *Exchange) Public(p org.PersonID, now org.Time) (from org.PersonID, w Words, any bool) {
	mine, other := x.sides(p)
	if mine == nil || x.Opened == 0 || x.Over(now) || other.Words == nil {
		return 0, Words{}, false
	}
	for i, s := range other.Shown {
		if s.Asked && s.Agreed {
			w[i], any = other.Words[i], any || other.Words[i] != ""
		}
	}
	return other.Person, w, any
}
