package web

import (
	"net/http"
	"slices"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/compare"
	"orpheus/org/form"
	"orpheus/service"
)

// clashForm is a form that somebody sent while another changed the same field: it shows
// both, and asks which words are to stand. What only one of them changed is kept.
type clashForm struct {
	actForm
	by      *org.Entry // the act of the other; nil where it cannot be told
	clashes []clashField
	fits    []fitField
}

// clashField is a field that both changed.
type clashField struct {
	name, label        string
	mine               []string
	before             string // empty where that is not known
	theirs, yours      []ui.Piece
	theirsSay, mineSay string
	together           string // both, to be written as it should be
	words              bool   // it is text, so that both can be had together
}

// fitField is a field that needs nobody: how it will be, and who changed it.
type fitField struct {
	name, label, fate string
	send              []string // what of it is to be sent; nil for what stays
	said              []string
	gone, come        []string // lines of a list
}

// clash answers a form of which a field was changed by somebody else meanwhile.
func (s *server) clash(pg *place, k *org.Kind, sent sent, m form.Merged) error {
	shown, err := pg.actForm(k, sent, nil)
	if err != nil {
		return err
	}
	d := clashForm{actForm: shown}
	if d.by, err = d.changedBy(m.Clashes(k)); err != nil {
		return err
	}
	for i := range d.fields {
		f := &d.fields[i]
		field := k.Named(f.Name)
		now := d.said(field, f.began)
		switch fate, began := m.Fates[f.Name]; {
		case !began:
			d.fits = append(d.fits, fitField{name: f.Name, label: f.Label, send: sent.fields[f.Name], said: d.said(field, sent.fields[f.Name])})
		case fate == form.Clash:
			d.clashes = append(d.clashes, d.clashField(field, f, sent))
		default:
			fit := fitField{name: f.Name, label: f.Label, said: now, fate: fateKeys[fate]}
			if fate == form.Mine || fate == form.Joined {
				fit.send, fit.said = m.Values[f.Name], d.said(field, m.Values[f.Name])
			}
			if was := d.said(field, sent.was[f.Name]); field.Many {
				fit.gone, fit.come = missing(was, fit.said), missing(fit.said, was)
				fit.said = slices.DeleteFunc(slices.Clone(fit.said), func(s string) bool { return slices.Contains(fit.come, s) })
			}
			d.fits = append(d.fits, fit)
		}
	}
	pg.w.Header().Set("Cache-Control", "no-store")
	return pg.show(http.StatusConflict, actClashShown(d))
}

// fateKeys are the texts for what became of a field.
var fateKeys = map[form.Fate]string{
	form.Nobodys: "clash.nobodys", form.Theirs: "clash.theirs", form.Mine: "clash.mine", form.Agreed: "clash.agreed", form.Joined: "clash.joined",
}

func (d *clashForm) clashField(field *org.Field, f *actField, sent sent) clashField {
	was, mine, theirs := d.whole(field, sent.was[f.Name]), d.whole(field, sent.fields[f.Name]), d.whole(field, f.began)
	out := clashField{name: f.Name, label: f.Label, mine: sent.fields[f.Name], before: was, words: field.Value == org.TextValue || field.Value == org.ProseValue}
	if strings.Contains(was, "\x00") {
		out.before = ""
	}
	if out.words {
		out.theirs, out.yours = pieces(out.before, theirs), pieces(out.before, mine)
		out.together = compare.Together(out.before, theirs, mine)
		return out
	}
	out.theirsSay, out.mineSay = theirs, mine
	return out
}

// said is a value of a field as people read it: a name for an id, words for a number.
func (d *actForm) said(f *org.Field, texts []string) []string {
	var out []string
	if f.Many && f.Value == org.TextValue {
		for _, text := range texts {
			for line := range strings.SplitSeq(text, "\n") {
				if line = strings.TrimSpace(line); line != "" {
					out = append(out, line)
				}
			}
		}
		return out
	}
	if !f.Many && len(texts) > 1 {
		texts = texts[len(texts)-1:]
	}
	for _, text := range texts {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		if ref, ok := form.Ref(f, []string{text}); ok && d.called(ref) != "" && d.view.Sight.Knows(ref) {
			text = d.called(ref)
		}
		options := d.counts(f, text)
		if f.Value == org.ChoiceValue {
			options = d.words(f, text)
		}
		for _, o := range options {
			if o.Chosen {
				text = o.Text
			}
		}
		if f.Value == org.YesNoValue {
			text = d.p.T(map[bool]string{true: "clash.yes", false: "clash.no"}[text == "on" || text == "true"])
		}
		out = append(out, text)
	}
	return out
}

func (d *actForm) whole(f *org.Field, texts []string) string {
	return strings.Join(d.said(f, texts), ", ")
}

// changedBy finds the act by which somebody else changed a field since the form was
// opened: the newest of this kind about the same thing.
func (d *clashForm) changedBy(names []string) (*org.Entry, error) {
	if d.sent.saw == 0 {
		return nil, nil
	}
	var thing []org.Ref
	if f := d.kind.Named(d.kind.Noun()); f != nil {
		if r, ok := form.Ref(f, d.sent.fields[f.Name]); ok {
			thing = append(thing, r)
		}
	}
	found, _, err := d.view.Acts(d.r.Context(), service.Query{After: d.sent.saw, Most: 1, Kinds: []string{d.kind.Name}, Wants: func(e *org.Entry) bool {
		for _, name := range names {
			if f := d.kind.Named(name); f != nil && !f.In(e.Act).IsZero() {
				about, _ := org.Concern(e)
				return len(thing) == 0 || about == thing[0]
			}
		}
		return false
	}})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// other is who changed it: somebody where that cannot be told.
func (d clashForm) other() string {
	if d.by == nil {
		return d.p.T("tell.somebody")
	}
	return d.nameOr(d.by.By)
}

// when says when the other changed it.
func (d clashForm) whenChanged() string {
	if d.by == nil {
		return ""
	}
	return d.p.Lately(d.std(d.by.At), d.now)
}

// sentences say what happened, and what is asked.
func (d clashForm) sentences() (happened, asks string) {
	happened = d.p.T("clash.somebody")
	if d.by != nil {
		happened = d.p.T("clash.by", d.other(), d.whenChanged())
	}
	return happened, d.p.T("clash.asks", len(d.clashes))
}

func (d clashForm) fate(f fitField) string {
	if f.fate == "" {
		return ""
	}
	if f.fate == "clash.theirs" {
		return d.p.T(f.fate, d.other())
	}
	return d.p.T(f.fate)
}
