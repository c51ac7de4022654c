package web

import (
	"slices"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/compare"
	"orpheus/service"
)

// difference is two states of the organisation side by side.
type difference struct {
	*place         // the later one
	was     *place // the earlier one
	today   *place // where the later one is not there yet: what links lead to; nil otherwise
	changes []compare.Change
	authors map[actKey]*org.Entry
}

// differ compares two states, as far as the one who looks may see them.
func differ(was, is *place) *difference {
	d := &difference{place: is, was: was}
	d.changes = slices.DeleteFunc(compare.States(was.s, is.s), func(ch compare.Change) bool { return !d.mayTellChange(ch) })
	return d
}

// mayTellChange reports whether the one who looks sees, then or now, what a change is
// about. That a circle came or went is told also where one of those around it is known
// by name only.
func (d *difference) mayTellChange(ch compare.Change) bool {
	whole := ch.What != compare.CircleFormed && ch.What != compare.CircleClosed && ch.What != compare.CircleRestored
	for _, ref := range slices.Concat(ch.Before.Refs, ch.After.Refs) {
		if ref != ch.Thing && (ref.Letter == 'P' || ref.Letter == 'C' && whole) && !d.either(ref) {
			return false
		}
	}
	if ch.Thing.Letter == 'P' && !d.either(ch.Thing) {
		return false
	}
	if ch.Thing.Letter == 'C' || ch.What == compare.PersonJoined || ch.What == compare.PersonLeft {
		return d.either(ch.Thing)
	}
	return d.either(org.RefOf(ch.In))
}

// either reports whether the one who looks sees a thing at one of the moments.
func (d *difference) either(ref org.Ref) bool { return d.sees(ref) || d.was.sees(ref) }

// changeRow is one change as it is shown.
type changeRow struct {
	kind, say  string // as those of ui.Change
	name, href string
	person     bool // the name is that of somebody
	phrase     string
	pieces     []ui.Piece // a text, with what went and what came
	gone, come []string   // lines that went and that came
	by         *org.Entry // who did it; nil where that is not known
}

var changeKinds = map[compare.Mark]string{compare.New: "add", compare.Gone: "cut", compare.Moved: "move", compare.Changed: "edit"}

func (d *difference) rows(changes []compare.Change) []changeRow {
	rows := make([]changeRow, len(changes))
	for i, ch := range changes {
		rows[i] = d.row(ch)
	}
	return rows
}

func (d *difference) row(ch compare.Change) changeRow {
	kind := changeKinds[ch.What.Mark()]
	r := changeRow{kind: kind, say: d.p.T("change." + kind), by: d.author(ch)}
	r.name, r.href = d.thing(ch.Thing)
	in, _ := d.thing(org.RefOf(ch.In))
	key := "change." + ch.What.String()
	switch ch.What {
	case compare.CircleRenamed, compare.RoleRenamed:
		r.phrase = d.p.T(key, ch.Before.Text)
	case compare.CirclePurpose, compare.RolePurpose:
		r.phrase, r.pieces = d.p.T(key), pieces(ch.Before.Text, ch.After.Text)
	case compare.CircleMoved, compare.RoleMoved:
		r.phrase = d.p.T(key, d.all(ch.Before.Refs), d.all(ch.After.Refs))
	case compare.GuardrailSet, compare.GuardrailLifted:
		r.name, r.href = d.thing(org.RefOf(ch.In))
		r.phrase, r.pieces = d.p.T(key), pieces(d.rail(ch.Before), d.rail(ch.After))
	case compare.RoleAccountabilities, compare.RoleDomains:
		r.phrase, r.gone, r.come = d.p.T(key), missing(ch.Before.List, ch.After.List), missing(ch.After.List, ch.Before.List)
	case compare.RolePlaces, compare.RoleTerm:
		r.phrase = d.p.T(key, d.number(key, ch.Before.Number), d.number(key, ch.After.Number))
	case compare.RoleLeads, compare.RoleFormal:
		if ch.After.Number == 0 {
			key += ".not"
		}
		r.phrase = d.p.T(key)
	case compare.SeatBegun, compare.SeatEnded, compare.SeatFocus:
		refs := slices.Concat(ch.After.Refs, ch.Before.Refs)
		role, _ := d.thing(refs[1])
		r.name, r.href = d.thing(refs[0])
		r.person = true
		r.phrase, r.pieces = d.p.T(key, role), pieces(ch.Before.Text, ch.After.Text)
	case compare.PersonJoined, compare.PersonLeft:
		r.phrase, r.person = d.p.T(key), true
	default:
		r.phrase, r.person = d.p.T(key, in), ch.Thing.Letter == 'P'
	}
	return r
}

// thing is the name of a thing and where it is told: as it is, or as it was where
// it is there no more.
func (d *difference) thing(ref org.Ref) (name, href string) {
	in := d.place
	if !d.stands(ref) {
		in = d.was
	}
	switch ref.Letter {
	case 'C':
		if c := in.s.Circle(org.CircleID(ref.N)); c != nil {
			name = c.Name
		}
	case 'R', 'P':
		name = in.called(ref)
	}
	if d.today != nil {
		in = d.today
	}
	if !there(in.s, ref) {
		return name, ""
	}
	return name, in.href(ref)
}

// stands reports whether a thing is there in the later state, and not at its end.
func (d *difference) stands(ref org.Ref) bool {
	switch ref.Letter {
	case 'C':
		c, was := d.s.Circle(org.CircleID(ref.N)), d.was.s.Circle(org.CircleID(ref.N))
		return was == nil || c != nil && c.Live()
	case 'R':
		r, was := d.s.Role(org.RoleID(ref.N)), d.was.s.Role(org.RoleID(ref.N))
		return was == nil || r != nil && r.Live()
	}
	return true
}

func there(s *org.State, ref org.Ref) bool {
	switch ref.Letter {
	case 'C':
		return s.Circle(org.CircleID(ref.N)) != nil
	case 'R':
		return s.Role(org.RoleID(ref.N)) != nil
	}
	return true
}

func (d *difference) all(refs []org.Ref) string {
	var names []string
	for _, ref := range refs {
		name, _ := d.thing(ref)
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// rail is what a guardrail says.
func (d *difference) rail(v compare.Value) string {
	text := v.Text
	if s := org.StructureRule(v.Number); s == org.Free || s == org.ByDecision {
		rule := d.p.T("structure.free")
		if s == org.ByDecision {
			rule = d.p.T("structure.by_decision")
		}
		text = strings.TrimSpace(text + "\n" + d.p.T("field.structure") + ": " + rule)
	}
	return text
}

func (d *difference) number(key string, n int) string {
	if n == 0 {
		return d.p.T(key + ".none")
	}
	return d.p.Number(n)
}

func pieces(before, after string) []ui.Piece {
	var out []ui.Piece
	for _, p := range compare.Words(before, after) {
		out = append(out, ui.Piece{Op: p.Op.String(), Text: p.Text})
	}
	return out
}

// missing is what is in list and not in other.
func missing(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

// actKey names what an act made of one thing.
type actKey struct {
	kind  string
	thing org.Ref
	in    org.CircleID // for members
}

// madeBy are the kinds of act that a change comes from.
var madeBy = map[compare.What][]string{
	compare.CircleFormed: {"circle.form"}, compare.CircleClosed: {"circle.close"}, compare.CircleRestored: {"circle.restore"},
	compare.CircleRenamed: {"circle.amend"}, compare.CirclePurpose: {"circle.amend"}, compare.CircleMoved: {"circle.move"},
	compare.GuardrailSet: {"guardrail.set"}, compare.GuardrailLifted: {"guardrail.lift"},
	compare.MemberJoined: {"circle.join"}, compare.MemberLeft: {"circle.leave"},
	compare.RoleCreated: {"role.create"}, compare.RoleRetired: {"role.retire"}, compare.RoleRestored: {"role.restore"},
	compare.RoleRenamed: {"role.amend"}, compare.RolePurpose: {"role.amend"}, compare.RoleAccountabilities: {"role.amend"},
	compare.RoleDomains: {"role.amend"}, compare.RolePlaces: {"role.amend"}, compare.RoleTerm: {"role.amend"},
	compare.RoleLeads: {"role.amend"}, compare.RoleFormal: {"role.amend"}, compare.RoleMoved: {"role.move"},
	compare.SeatBegun: {"seat.take", "seat.fill", "seat.restore"}, compare.SeatEnded: {"seat.leave", "seat.expire"}, compare.SeatFocus: {"seat.take", "seat.fill"},
	compare.PersonJoined: {"person.join"}, compare.PersonLeft: {"person.leave"},
}

// mostAuthors is how many acts are read for who did what.
const mostAuthors = 5000

// findAuthors finds out which act each change comes from.
func (d *difference) findAuthors() error {
	kinds := map[string]bool{}
	for _, ch := range d.changes {
		for _, k := range madeBy[ch.What] {
			kinds[k] = true
		}
	}
	if len(kinds) == 0 {
		return nil
	}
	f := service.Query{After: d.was.s.Version, Most: mostAuthors}
	for k := range kinds {
		f.Kinds = append(f.Kinds, k)
	}
	slices.Sort(f.Kinds)
	acts, err := d.view.acts(d.r.Context(), f)
	if err != nil {
		return err
	}
	d.authors = map[actKey]*org.Entry{}
	for i := range acts.Entries {
		e := &acts.Entries[i]
		if key := keyOfAct(e); d.authors[key] == nil {
			d.authors[key] = e
		}
	}
	return nil
}

func (d *difference) author(ch compare.Change) *org.Entry {
	var last *org.Entry
	for _, k := range madeBy[ch.What] {
		key := actKey{kind: k, thing: ch.Thing}
		if ch.What == compare.MemberJoined || ch.What == compare.MemberLeft {
			key.in = ch.In
		}
		if e := d.authors[key]; e != nil && (last == nil || e.Seq > last.Seq) {
			last = e
		}
	}
	return last
}

// keyOfAct reads from an act what it was about.
func keyOfAct(e *org.Entry) actKey {
	key := actKey{kind: org.NameOf(e.Act)}
	key.thing, key.in = org.Concern(e)
	return key
}
