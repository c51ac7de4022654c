package hook

import (
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// digest is what a room of a chat is told, in pieces of which some lead somewhere.
type digest struct {
	Title piece
	Lines [][]piece
	More  []piece // what else there is; empty for nothing
}

// piece is a text, and where it leads; nowhere where Href is empty.
type piece struct{ Text, Href string }

// digest writes one, in the language of the room.
func (s *Sender) digest(h *service.Hook, m *service.HookMessage) digest {
	l, p := m.Look, sentence.In(i18n.For(h.Lang), &m.Look.State.Organisation)
	home, all := s.address(l, org.Ref{}), s.URL+"/"+l.State.Slug+"/stream"
	if m.Trial {
		return digest{Title: piece{p.T("hook.trial.title", l.State.Name), home}, Lines: [][]piece{{{Text: p.T("hook.trial.text")}}}}
	}
	now := m.At.Std().In(l.Zone())
	since := p.DateTime(m.Digest.Since.Std().In(l.Zone()), now)
	d := digest{Title: piece{p.T("hook.digest.title", l.State.Name, since), all}}
	if l.State.BareMails { // no titles, names or words leave
		d.Lines = [][]piece{{{p.T("hook.digest.bare", len(m.Digest.Entries)+m.Digest.More), all}}}
		return d
	}
	for _, e := range m.Digest.Entries {
		var line []piece
		for _, part := range sentence.Parts(p, l.Name, l.State, e, now, l.Zone()) {
			line = append(line, piece{part.Text, s.href(l, part.Ref)})
		}
		d.Lines = append(d.Lines, line)
	}
	if m.Digest.More > 0 {
		d.More = []piece{{p.T("hook.digest.more", m.Digest.More), all}}
	}
	return d
}

// href is where something that a sentence names is told; empty for nowhere.
func (s *Sender) href(l *service.Look, r org.Ref) string {
	if s.Path(r) == "" || !l.Sight.Sees(r) || r.Letter == 'P' && l.Name(org.PersonID(r.N)) == "" {
		return ""
	}
	return s.address(l, r)
}
