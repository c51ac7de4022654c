package web

import (
	"crypto/rand"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// actForm is the form of one kind of act, made from the table of kinds.
type actForm struct {
	*place
	kind    *org.Kind
	fields  []actField
	hidden  [][2]string // what the form is about, as it was given
	sent    sent
	about   []org.Ref // what it is about
	fault   string    // why it could not be done; empty for nothing
	instead string    // a colour that could be had instead; empty for none

	takes      []org.AgreementID // what is accepted by it
	ending     org.Ending        // what it ends beside what is filled in, and what stays
	raises     bool              // it is sent by one of two buttons: who raises something leads it, or does not
	structural bool              // it can be seen beforehand what it changes
	plan       bool              // it can be gathered
	planOnly   bool              // it can only be gathered
	ahead      *difference       // what it would change; nil where that was not asked
}

// actField is one field to fill in.
type actField struct {
	ui.FieldProps
	shape   fieldShape
	options []ui.Option
	chooser chooser
	several []chooser // of a field of several things, one each
	on      bool
	rare    bool     // it stands behind "more": most leave it as it is
	began   []string // what it begins with, which the form carries; nil where it begins empty
}

type fieldShape uint8

const (
	asLine fieldShape = iota
	asLines
	asDay
	asNumber
	asSwitch
	asChoice
	asColour
	asFound   // chosen of too many for a list
	asSeveral // several of too many for a list
	asTicks   // files, each to be ticked
)

// actForm shows the form of a kind of act, filled in with what the address says.
func (s *server) actForm(pg *place) (templ.Component, error) {
	k := formed(pg.request)
	if k == nil || pg.m.past() {
		return nil, errNotFound
	}
	sent := readSent(pg.r.URL.Query())
	delete(sent.fields, "at")
	if sent.plan {
		if !k.InPlans() || pg.me.Guest {
			return nil, errNotFound
		}
		var err error
		if pg, err = s.placeFor(pg.request, k, &sent); err != nil {
			return nil, err
		}
		pg.w.Header().Del("ETag") // it hangs on the plan too
	}
	if pg.hides(k, sent.fields) || !aboutWording(k, sent.fields) {
		return nil, errNotFound
	}
	d, err := pg.actForm(k, sent, nil)
	return actFormShown(d), err
}

// refused shows a form again that could not be done, with what was typed.
func (s *server) refused(v *request, k *org.Kind, sent sent, fault error) error {
	pg, err := s.placeFor(v, k, &sent)
	if err != nil {
		return err
	}
	if pg.hides(k, sent.fields) {
		return errNotFound
	}
	v.w.Header().Set("Cache-Control", "no-store")
	d, err := pg.actForm(k, sent, fault)
	if err != nil {
		return err
	}
	return v.show(statusOf(fault), actFormShown(d))
}

func (pg *place) actForm(k *org.Kind, sent sent, fault error) (actForm, error) {
	given := sent.fields
	d := actForm{place: pg, kind: k, sent: sent, structural: k.Structural}
	pg.title = pg.doing(k, given)
	pg.way = []ui.NavItem{{Text: pg.org.Name, Href: pg.to("")}, navHere(pg.title)}
	was := pg.opening(k, given)
	if n := pg.ownWords(k, given); n != nil {
		was["text"] = []string{*n}
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Derived {
			continue
		}
		texts, known := given[f.Name]
		began := was[f.Name]
		if !known {
			texts = began
		}
		if field, shown := d.field(f, texts); shown {
			field.began, field.rare = shownAs(f, began), f.Rare
			for i := range field.began {
				field.began[i] = pg.planned(f, field.began[i])
			}
			d.fields = append(d.fields, field)
		} else if known && (f.Value != org.YesNoValue || settled(f, texts)) {
			for _, t := range texts {
				d.hidden = append(d.hidden, [2]string{f.Name, pg.planned(f, t)})
			}
		}
	}
	d.blame(fault)
	d.plan, d.planOnly = d.plans()
	if sent.again && fault == nil && len(d.fields) > 0 {
		d.fields[0].Focus = true
	}
	if act, err := form.Act(k, given, pg.now.Location()); err == nil {
		d.ending = org.EndingOf(pg.s, act)
		for _, ref := range org.About(act) {
			if pg.circleOf(ref) != 0 || ref.Letter == 'P' {
				d.about = append(d.about, ref)
			}
		}
		if ref, named := org.Subject(act); named && len(d.about) == 0 && pg.circleOf(ref) != 0 { // it names what it is about by a key
			d.about = append(d.about, ref)
		}
	}
	d.takes = pg.takes(k, given)
	return d, pg.loadAgreed(d.takes)
}

// rareFields are the fields behind "more"; some is whether anything is filled in there, or
// is to be mended.
func (d actForm) rareFields() (fields []actField, some bool) {
	for _, f := range d.fields {
		if f.rare {
			fields = append(fields, f)
			some = some || f.Fault != "" || f.on || f.shape == asLines && f.Value != ""
		}
	}
	return fields, some
}

// settled reports whether whoever opened a form has said yes or no already: a kind that
// cannot do without the answer does two things, and each has its own button.
func settled(f *org.Field, texts []string) bool {
	return f.Value == org.YesNoValue && !f.Optional && len(texts) > 0
}

// doing says what a form does, of somebody else where it is about somebody else and
// that reads otherwise; where it ends what it else begins, that.
func (pg *place) doing(k *org.Kind, given map[string][]string) string {
	key := "do." + k.Name
	for i := range k.Fields {
		if f := &k.Fields[i]; settled(f, given[f.Name]) && slices.Equal(given[f.Name], []string{"false"}) {
			key += ".end"
		}
	}
	if f := k.Named("person"); f != nil && pg.p.Has(key+".other") {
		if p, ok := form.Ref(f, given["person"]); ok && org.PersonID(p.N) != pg.me.Person {
			return pg.p.T(key+".other", pg.name(org.PersonID(p.N)))
		}
	}
	return pg.p.T(key)
}

// blame puts a fault where it belongs: to a field, or over the form.
func (d *actForm) blame(fault error) {
	if f, ok := errors.AsType[*form.FieldError](fault); ok {
		text := d.p.T(f.Why, f.Text)
		for i := range d.fields {
			if d.fields[i].Name == f.Field {
				d.fields[i].Fault, d.fields[i].Focus = text, true
				d.fields[i].chooser.Fault, d.fields[i].chooser.Focus = text, true
				return
			}
			for j := range d.fields[i].several {
				if c := &d.fields[i].several[j]; c.Name == f.Field {
					c.Fault, c.Focus = text, true
					return
				}
			}
		}
		d.fault = text
		return
	}
	if refusal, ok := errors.AsType[*org.Error](fault); ok && refusal.Key == "org.bar_faint" {
		d.instead, _ = refusal.Args[1].(string)
	}
	if fault != nil {
		var all []string
		for _, one := range refusals(fault) {
			all = append(all, sentence.Refusal(d.p, d.view.Name, d.s, one))
		}
		d.fault = strings.Join(all, " ")
	}
}

// field makes a field to fill in; false for one that is not shown, since the form
// is about it.
func (d *actForm) field(f *org.Field, texts []string) (actField, bool) {
	out := actField{FieldProps: ui.FieldProps{
		ID: "f-" + f.Name, Name: f.Name, Optional: f.Optional || f.Kept,
	}}
	out.Value = strings.Join(texts, "\n")
	switch {
	case f.Name == "key":
		return out, false // only imports know it
	case f.Name == "small_step", d.kind.Noun() == "try" && (f.Name == "title" || f.Name == "what") && len(d.sent.fields["small_step"]) > 0:
		return out, false // one of the library has a name, and says what one does
	case f.Name == "formal" && !d.me.Steward:
		return out, false // it would be refused
	case f.Name == "person" && f.Optional && d.kind.Right == org.BySelf && !d.me.Steward:
		return out, false // it is about themselves
	case d.wording() && !d.wordingAsks(f.Name):
		return out, false
	case f.Value == org.TimeValue:
		out.shape = asDay
		if len(out.Value) > len(time.DateOnly) {
			out.Value = out.Value[:len(time.DateOnly)]
		}
	case settled(f, texts):
		return out, false
	case f.Value == org.YesNoValue && f.Name == "lead":
		d.raises = true
		return out, false
	case f.Value == org.YesNoValue:
		out.shape, out.on = asSwitch, len(texts) > 0 && slices.Contains([]string{"on", "true"}, texts[len(texts)-1])
	case f.Value == org.ProseValue, f.Value == org.TextValue && f.Many:
		out.shape, out.Lines = asLines, 4
	case f.Name == "purpose" || f.Name == "text":
		out.shape, out.Lines = asLines, 3
	case f.Value == org.NumberValue:
		out.shape = asNumber
		if options := d.counts(f, out.Value); options != nil {
			out.shape, out.options = asChoice, options
		}
	case f.Value == org.IDValue && f.Letter == 'F':
		if out.options = d.filesToDrop(texts); out.options == nil {
			return out, false
		}
		out.shape = asTicks
	case f.Value == org.IDValue && strings.ContainsRune("PCR", rune(f.Letter)) && d.many(f.Letter):
		if d.sent.names(d.kind, f) {
			return out, false
		}
		if out.shape = asFound; f.Many {
			out.shape = asSeveral
		}
	case f.Value == org.IDValue:
		choices := d.choices(f, texts)
		if choices == nil || d.sent.names(d.kind, f) {
			return out, false
		}
		out.shape, out.options, out.Many = asChoice, choices, f.Many
	case f.Name == "colour":
		out.shape = asColour
		if out.Value == "" {
			out.Value = ui.BarLight
		}
	case f.Value == org.TextValue && textChoices(f, out.Value) != nil:
		out.shape, out.options = asChoice, textChoices(f, out.Value)
	case f.Value == org.ChoiceValue:
		out.shape, out.options = asChoice, d.words(f, out.Value)
	}
	out.Label = d.label("field", f.Name)
	if hint := "hint." + d.kind.Name + "." + f.Name; d.p.Has(hint) {
		out.Hint = d.p.T(hint)
	}
	if d.wording() {
		d.sayWording(&out)
	}
	switch out.shape {
	case asFound:
		out.chooser = d.chooser(f, out.FieldProps, texts)
	case asSeveral:
		out.several = d.choosers(f, out.FieldProps, texts)
	}
	return out, true
}

// shownAs is what a field begins with as a form carries it: each id by itself, all else
// as one text; nil where it begins empty.
func shownAs(f *org.Field, began []string) []string {
	if began == nil || f.Value == org.IDValue {
		return began
	}
	return []string{strings.Join(began, "\n")}
}

// aboutNames are the names of the fields that the form is about.
func (d actForm) aboutNames() string {
	var names []string
	for _, h := range d.hidden {
		if !slices.Contains(names, h[0]) {
			names = append(names, h[0])
		}
	}
	return strings.Join(names, " ")
}

// subject reports whether a form of this kind is about that field, so that whoever
// opened it has chosen already.
func subject(k *org.Kind, f *org.Field) bool {
	return !f.Optional || f.Name == k.Noun() || f.Name == "tension" || f.Name == "initiative"
}

// label is the text of a field, the one of this kind where there is one.
func (d *actForm) label(what, name string) string {
	if key := what + "." + d.kind.Name + "." + name; d.p.Has(key) {
		return d.p.T(key)
	}
	return d.p.T(what + "." + name)
}

// nonce is a number for this copy of a form.
func nonce() string { return rand.Text()[:12] }

// opening is what the fields of a form begin with, as its kind says: of an amending
// act, how it is now.
func (pg *place) opening(k *org.Kind, given map[string][]string) map[string][]string {
	act := k.New()
	if k.Name == wordingKind { // what there is hangs on the word and its language
		about := map[string][]string{"language": given["language"], "term": given["term"]}
		if a, err := form.Act(k, about, pg.now.Location()); err == nil {
			act = a
		}
	}
	for _, f := range k.Asked() {
		// As hides reads it: else a form would tell of what that did not look at.
		if r, ok := form.Ref(f, given[f.Name]); ok {
			f.SetID(act, r.N)
		}
	}
	org.Open(pg.s, act)
	texts := map[string][]string{}
	for _, f := range k.Asked() {
		if list := f.Texts(act); list != nil || f.Kept && !f.In(act).IsZero() { // of a list with nothing in it too
			texts[f.Name] = pg.days(f, list)
		}
	}
	return texts
}

// days are moments as the days that people know, where the organisation is.
func (pg *place) days(f *org.Field, texts []string) []string {
	if f.Value != org.TimeValue {
		return texts
	}
	var out []string
	for _, text := range texts {
		if at, err := form.Moment(text, pg.now.Location()); err == nil && at != 0 {
			text = pg.std(at).Format(time.DateOnly)
		}
		out = append(out, text)
	}
	return out
}

// action is the address that a form of a kind of act is sent to.
func (v *request) action(kind string) string { return "/" + v.org.Slug + "/acts/" + kind }

// act is the address of the form of a kind of act, about the things in fields.
func (v *request) act(kind string, fields ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		q.Add(fields[i], fields[i+1])
	}
	return address(v.action(kind), q)
}

// leave is where one goes who does not want to do it after all.
func (d actForm) leave() string {
	if d.sent.plan {
		return d.to("/draft")
	}
	for _, ref := range d.about {
		if href := d.href(ref); href != "" && d.sent.back == "" {
			return href
		}
	}
	return d.onward(d.sent.back, d.kind.New(), nil)
}

// called is the name of a thing; empty for what has none.
func (pg *place) called(ref org.Ref) string {
	switch ref.Letter {
	case 'C':
		if c := pg.s.Circle(org.CircleID(ref.N)); c != nil {
			return c.Name
		}
	case 'R':
		if r := pg.s.Role(org.RoleID(ref.N)); r != nil {
			return r.Name
		}
	case 'T':
		if t := pg.s.Tension(org.TensionID(ref.N)); t != nil {
			return t.Title
		}
	case 'I':
		if i := pg.s.Initiative(org.InitiativeID(ref.N)); i != nil {
			return i.Title
		}
	case 'D':
		if x := pg.s.Decision(org.DecisionID(ref.N)); x != nil {
			return x.Title
		}
	case 'P':
		if pg.s.Person(org.PersonID(ref.N)) != nil {
			return pg.name(org.PersonID(ref.N))
		}
	case 'E', 'J':
		return pg.thingTitle(ref)
	}
	return ""
}

// props is the field as a line, as lines, a day or a number.
func (f actField) props(p *i18n.Printer) ui.FieldProps {
	props := f.FieldProps
	switch f.shape {
	case asDay:
		props.Type = "date"
	case asNumber:
		props.Type = "number"
	case asColour:
		props.Type = "color"
	}
	if props.Hint != "" {
		return props
	}
	if props.Optional {
		props.Hint = p.T("field.optional")
	}
	if hint := "hint." + f.Name; p.Has(hint) {
		props.Hint = p.T(hint)
	}
	return props
}
