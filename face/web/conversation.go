package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
)

// talk is the conversation about a matter, on the page of a tension or an initiative.
type talk struct {
	*place
	t       org.TensionID // where one says something: one of the two is zero
	i       org.InitiativeID
	threads []thread
	count   int
	answer  org.NoteID // the words that are being answered; zero for none
	correct org.NoteID // those that are being corrected
	shown   string     // where it stands, where that is not the page of the matter
	open    bool       // the one who looks may say something
	files   map[org.FileID]service.File
}

// thread is something said, and the answers to it: one level of them.
type thread struct {
	id      org.NoteID
	note    *org.Note
	answers []thread
	step    org.StepID // a step that was done, and nothing said; zero for none
}

// at is when it was said, or done.
func (c talk) at(th thread) org.Time {
	if th.step != 0 {
		return c.s.Step(th.step).Done
	}
	return th.note.At
}

// doneSteps puts the steps that were done between what was said, and returns their texts.
func (c *talk) doneSteps() (texts []org.TextID) {
	_, works := c.s.Matter(c.t, c.i)
	for _, id := range works {
		if !c.sees(org.RefOf(id)) {
			continue
		}
		_, done := c.s.Steps(id)
		for _, st := range done {
			c.threads, texts = append(c.threads, thread{step: st}), append(texts, c.s.Step(st).Text)
		}
	}
	slices.SortStableFunc(c.threads, func(a, b thread) int { return cmp.Compare(c.at(a), c.at(b)) })
	return texts
}

// with says what was done with some words: the lead handed over, or laid down.
func (c talk) with(n *org.Note) string {
	if n.Lead != 0 {
		return c.p.T("talk.handed", c.name(c.s.Lead(n.Lead).Person))
	}
	if i := c.s.Initiative(n.Initiative); i != nil && n.Corrected == 0 {
		for l := i.LastLead; l != 0; l = c.s.Lead(l).PrevOfWork {
			if lead := c.s.Lead(l); lead.End == org.LeadLaidDown && lead.Until == n.At && lead.Person == n.By {
				return c.p.T("talk.laid")
			}
		}
	}
	return ""
}

// conversation gathers what was said about a matter, as far as the one who looks sees
// it, and the texts of it.
func (pg *place) conversation(t org.TensionID, i org.InitiativeID) (talk, []org.TextID, error) {
	c := talk{place: pg, t: t, i: i}
	at := map[org.NoteID]int{}
	var texts []org.TextID
	var files []org.FileID
	for _, id := range pg.s.Conversation(t, i) {
		if !pg.sees(org.RefOf(id)) {
			continue
		}
		n := pg.s.Note(id)
		texts = append(texts, n.Text)
		if n.Stands() {
			c.count++
			files = append(files, n.Files...)
		}
		if root, seen := at[pg.s.Thread(id)]; seen {
			c.threads[root].answers = append(c.threads[root].answers, thread{id: id, note: n})
			continue
		}
		at[id] = len(c.threads)
		c.threads = append(c.threads, thread{id: id, note: n})
	}
	texts = append(texts, c.doneSteps()...)
	c.open = pg.may(c.saying(0))
	q := pg.r.URL.Query()
	if id, err := org.ParseID[org.NoteID](q.Get("answer")); err == nil && c.open && pg.may(c.saying(id)) {
		c.answer = id
	}
	if id, err := org.ParseID[org.NoteID](q.Get("correct")); err == nil && pg.may(&org.CorrectNote{Note: id, Text: org.Write("x")}) {
		c.correct = id
	}
	var err error
	c.files, err = pg.view.Files(pg.r.Context(), files...)
	return c, texts, err
}

// saying is the act of saying something here.
func (c talk) saying(answers org.NoteID) org.Act {
	if c.t != 0 {
		return &org.NoteTension{Tension: c.t, Text: org.Write("x"), Answers: answers}
	}
	return &org.NoteInitiative{Initiative: c.i, Text: org.Write("x"), Answers: answers}
}

// subject is the field that says what is talked about, and its value.
func (c talk) subject() (name, id string) {
	if c.t != 0 {
		return "tension", c.t.String()
	}
	return "initiative", c.i.String()
}

// back is the page of the matter, without what was asked of it.
func (c talk) back() string {
	if c.shown != "" {
		return c.shown
	}
	if c.t != 0 {
		return c.tension(c.t)
	}
	return c.initiative(c.i)
}

// doing is the address of the page with the form to answer or correct words, at the form.
func (c talk) doing(what string, id org.NoteID) string {
	return address(c.back(), url.Values{what: {id.String()}}) + "#say"
}

// own reports whether words are those of the one who looks, who may still change them.
func (c talk) own(id org.NoteID) bool { return c.place.may(&org.TakeBackNote{Note: id}) }

// sayLabel is what the field to say something is called: whom one answers, where one does.
func (c talk) sayLabel() string {
	switch n := c.s.Note(c.answer); {
	case n == nil:
		return c.p.T("talk.label")
	case n.By == 0:
		return c.p.T("talk.answer.nobody")
	default:
		return c.p.T("talk.answer", c.name(n.By))
	}
}

// elsewhere is what words are about, where that is not what the page is about.
func (c talk) elsewhere(n *org.Note) (title, href string) {
	switch {
	case c.t != 0 && n.Initiative != 0 && c.s.Initiative(n.Initiative).Title != c.s.Tension(c.t).Title:
		return c.s.Initiative(n.Initiative).Title, c.initiative(n.Initiative)
	case c.i != 0 && n.Initiative != c.i && n.Tension != 0 && c.s.Tension(n.Tension).Title != c.s.Initiative(c.i).Title:
		return c.s.Tension(n.Tension).Title, c.tension(n.Tension)
	}
	return "", ""
}

// hint says who can read what is said.
func (c talk) hint() string {
	if c.me.Guest {
		return c.p.T("talk.hint.guest")
	}
	return c.p.T("talk.hint")
}

// typed is a text as somebody types it: with names in the place of mentions.
func (pg *place) typed(text string) string { return org.NameMentions(text, pg.name) }

// hour is the day and the hour.
func (v *request) hour(t org.Time) string {
	if t == 0 {
		return v.p.T("invitations.some_time")
	}
	return v.p.DateTime(t.Std().In(v.now.Location()), v.now)
}

// mentioning puts mentions in the place of the names that somebody typed after an @, of
// people the one who writes knows: chosen are those whom a script let them choose, who
// come first where several have one name. What names nobody stays as it was typed.
func (v *view) mentioning(text string, chosen []org.PersonID, in org.CircleID) string {
	var b strings.Builder
	for range mostAts {
		before, rest, found := strings.Cut(text, "@")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		if before != "" && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
			b.WriteByte('@')
			text = rest
			continue
		}
		if who, n := v.namedAt(rest, chosen, in); who != 0 {
			b.WriteString("@" + who.String())
			text = rest[n:]
			continue
		}
		b.WriteByte('@')
		text = rest
	}
	return b.String() + text
}

// mostAts is how many signs of a text may begin a name: each is compared with all names.
const mostAts = 5 * org.MaxMentions

// namedAt finds whose name a text begins with: the longest there is.
func (v *view) namedAt(text string, chosen []org.PersonID, in org.CircleID) (who org.PersonID, length int) {
	var all []org.PersonID
	for id, p := range v.State.People() {
		name, known := v.Known(id)
		if !known || name == "" || !p.Present() || len(name) < length || len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(text[len(name):]); unicode.IsLetter(next) || unicode.IsDigit(next) {
			continue
		}
		if len(name) > length {
			all, length = nil, len(name)
		}
		all = append(all, id)
	}
	for _, some := range []func(org.PersonID) bool{
		func(p org.PersonID) bool { return slices.Contains(chosen, p) },
		func(org.PersonID) bool { return true },
		func(p org.PersonID) bool { return v.State.Belongs(p, in) },
	} {
		if few := slices.DeleteFunc(slices.Clone(all), func(p org.PersonID) bool { return !some(p) }); len(few) == 1 {
			return few[0], length
		}
	}
	return 0, 0
}

// mention puts mentions into what was sent for an act that may have some.
func (s *server) mention(v *request, k *org.Kind, fields map[string][]string) (map[string][]string, error) {
	if k.Named("mentions") == nil || !slices.ContainsFunc(fields["text"], func(t string) bool { return strings.Contains(t, "@") }) {
		return fields, nil
	}
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	var chosen []org.PersonID
	for _, text := range v.r.PostForm["_mentions"] {
		if id, err := org.ParseID[org.PersonID](text); err == nil {
			chosen = append(chosen, id)
		}
	}
	out := map[string][]string{}
	for name, texts := range fields {
		out[name] = texts
	}
	out["text"] = nil
	for _, text := range fields["text"] {
		out["text"] = append(out["text"], pg.view.mentioning(text, chosen, pg.spokenIn(fields)))
	}
	return out, nil
}

// spokenIn is the circle of what words are about.
func (pg *place) spokenIn(fields map[string][]string) org.CircleID {
	for name, letter := range map[string]byte{"tension": 'T', "initiative": 'I', "note": 'N'} {
		for _, text := range fields[name] {
			if id, err := org.ParseID[org.TextID](strings.TrimLeft(text, "TINtin")); err == nil {
				return pg.s.HomeOf(org.Ref{Letter: letter, N: uint32(id)})
			}
		}
	}
	return 0
}

// ownWords are the words that a form to correct them begins with; nil for other forms.
func (pg *place) ownWords(k *org.Kind, given map[string][]string) *string {
	if k.Name != "note.correct" || len(given["note"]) == 0 {
		return nil
	}
	id, err := org.ParseID[org.NoteID](given["note"][0])
	n := pg.s.Note(id)
	if err != nil || n == nil || n.By != pg.me.Person || pg.load(pg.r.Context(), n.Text) != nil {
		return nil
	}
	text := pg.typed(pg.texts[n.Text])
	return &text
}

// fileTicks are the files that came with some words and are still there, by name.
func (c talk) fileTicks(n *org.Note, chosen []string) []ui.Option {
	return tickFiles(n, c.files, chosen)
}

func tickFiles(n *org.Note, files map[org.FileID]service.File, chosen []string) (all []ui.Option) {
	for _, id := range n.Files {
		if f, there := files[id]; there {
			all = append(all, ui.Option{Value: id.String(), Text: cmp.Or(f.About, f.Name), Chosen: slices.Contains(chosen, id.String())})
		}
	}
	return all
}

// filesToDrop are the files of the words that a form is to correct.
func (d *actForm) filesToDrop(chosen []string) []ui.Option {
	if d.kind.Name != "note.correct" || len(d.sent.fields["note"]) == 0 {
		return nil
	}
	id, err := org.ParseID[org.NoteID](d.sent.fields["note"][0])
	n := d.s.Note(id)
	if err != nil || n == nil || n.By != d.me.Person {
		return nil
	}
	files, err := d.view.Files(d.r.Context(), n.Files...)
	if err != nil {
		return nil
	}
	return tickFiles(n, files, chosen)
}
