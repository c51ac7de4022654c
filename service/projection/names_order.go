package projection

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"orpheus/org"
	"orpheus/service/search"
)

// order is what is worked out of names when somebody first asks: it takes longer than
// a page may.
type order struct {
	mu     sync.Mutex
	byLang map[string][]org.PersonID
	folded map[org.PersonID]string
}

// Ordered returns everybody who has a name, in the order of a language: é stands by e,
// and å by a or at the end of the alphabet, as the language has it. It is for reading.
func (n *Names) Ordered(lang string) []org.PersonID {
	n.order.mu.Lock()
	defer n.order.mu.Unlock()
	if all, ok := n.order.byLang[lang]; ok {
		return all
	}
	type named struct {
		id  org.PersonID
		key []byte
	}
	by, buf := collate.New(language.Make(lang), collate.IgnoreCase), &collate.Buffer{}
	var keys []named
	for id, name := range n.of {
		if name != "" {
			keys = append(keys, named{id, by.KeyFromString(buf, name)})
		}
	}
	slices.SortFunc(keys, func(a, b named) int { return cmp.Or(bytes.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) })
	all := make([]org.PersonID, len(keys))
	for i, k := range keys {
		all[i] = k.id
	}
	if n.order.byLang == nil {
		n.order.byLang = map[string][]org.PersonID{}
	}
	n.order.byLang[lang] = all
	return all
}

// Fits reports whether what somebody is called fits a query.
func (n *Names) Fits(id org.PersonID, m search.Match) bool {
	n.order.mu.Lock()
	defer n.order.mu.Unlock()
	if n.order.folded == nil {
		n.order.folded = make(map[org.PersonID]string, len(n.of))
	}
	text, known := n.order.folded[id]
	if !known {
		text = search.Fold(n.of[id])
		n.order.folded[id] = text
	}
	return m.FitsFolded(text)
}
