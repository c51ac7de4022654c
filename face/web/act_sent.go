package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"orpheus/org"
	"orpheus/org/form"
)

// The fields that a form has about itself begin with an underscore. What these begin
// with is about one field of the act each.
const (
	wasPrefix  = "_was."  // what the field began with
	pickPrefix = "_pick." // of a clash, which words are to stand: theirs, mine or both
	minePrefix = "_mine."
	bothPrefix = "_both."
)

// sent is a form of an act as it was filled in, in an address or in a body.
type sent struct {
	fields  map[string][]string // of the act
	was     map[string][]string // what they began with, as the form carries it
	find    map[string]string   // what was typed to find what a field names
	among   map[string]string   // what was typed when several were found
	several map[string][]pick   // what was found, where that is more than one
	about   []string            // the fields that the form was about, which were not to be filled in
	told    bool                // about is there
	saw     uint64              // the version that the form was made from; zero where it does not say
	back    string              // where to go on
	point   string              // of a meeting, which it ends
	again   bool                // another one is to be made after this
	plan    bool                // it is to be gathered, not done
	files   attaching           // that come with it
	key     string              // two presses of one button are one act; the same page with other words is another
}

// readSent takes what is about the form itself out of what was sent.
func readSent(values url.Values) sent {
	s := sent{fields: map[string][]string{}, was: map[string][]string{}, find: map[string]string{}, among: map[string]string{}, several: map[string][]pick{}, back: values.Get("_back"), point: values.Get("_point"), told: values.Has("_about")}
	s.about, s.again = strings.Fields(values.Get("_about")), values.Get("_again") != ""
	s.plan = values.Get("_plan") != ""
	s.saw, _ = strconv.ParseUint(values.Get("_saw"), 10, 64)
	for name, texts := range values {
		if field, ok := strings.CutPrefix(name, wasPrefix); ok {
			s.was[field] = texts
		} else if field, ok := strings.CutPrefix(name, findPrefix); ok {
			s.find[field] = oneLine(texts[0])
		} else if field, ok := strings.CutPrefix(name, amongPrefix); ok {
			s.among[field] = oneLine(texts[0])
		} else if !strings.HasPrefix(name, "_") {
			s.fields[name] = texts
		}
	}
	s.decide(values)
	if titles := s.fields["title"]; titles != nil { // of a field that grows; a title is one line
		titles = slices.Clone(titles)
		for i := range titles {
			titles[i] = oneLine(titles[i])
		}
		s.fields["title"] = titles
	}
	if nonce := values.Get("_key"); nonce != "" {
		all := maps.Clone(s.fields)
		for name, text := range s.find {
			all[findPrefix+name] = []string{text}
		}
		s.key = keyOf(nonce, all)
	}
	return s
}

// keyed is the key of the form with the files that came with it.
func (s *sent) keyed() string {
	if contents := s.files.contents(); s.key != "" && len(contents) > 0 {
		return keyOf(s.key, map[string][]string{fileField: contents})
	}
	return s.key
}

// decide fills in what somebody said about a clash. What they said nothing about, they
// still have to.
func (s *sent) decide(values url.Values) {
	for name := range values {
		field, ok := strings.CutPrefix(name, minePrefix)
		if !ok {
			continue
		}
		switch values.Get(pickPrefix + field) {
		case "theirs":
			s.fields[field] = s.was[field]
		case "mine":
			s.fields[field] = values[name]
		case "both":
			s.fields[field] = values[bothPrefix+field]
		default: // as if it were sent for the first time
			s.fields[field] = values[name]
			s.was[field] = []string{"\x00"}
		}
	}
}

// names reports whether the form is about what a field names, so that whoever opened
// it has chosen already. A field in which nothing is named is to be filled in.
func (s *sent) names(k *org.Kind, f *org.Field) bool {
	if _, ok := form.Ref(f, s.fields[f.Name]); !ok {
		return false
	}
	if s.told {
		return slices.Contains(s.about, f.Name)
	}
	return subject(k, f)
}

// merge brings what was sent together with what others did since the form was opened:
// only what whoever sent it touched is left in it.
func (s *sent) merge(pg *place, k *org.Kind) form.Merged {
	if len(s.was) == 0 {
		return form.Merged{Fields: s.fields}
	}
	m := form.Merge(form.Edit{Kind: k, Was: s.was, Sent: s.fields, Now: pg.opening(k, s.fields)})
	return m
}
