package projection

import (
	"fmt"
	"sync"

	"github.com/fxamacker/cbor/v2"

	"orpheus/internal/immutable"
	"orpheus/org"
)

// keptNotices is what lies beside the snapshot: numbers, and the names of kinds of acts.
type keptNotices struct {
	_       struct{} `cbor:",toarray"`
	Kinds   []string
	People  []keptList
	Circles []keptList
	Things  map[byte][]keptList
}

// keptList are the notices of one person, circle or thing.
type keptList struct {
	_    struct{} `cbor:",toarray"`
	Of   number
	List []keptNotice
}

type keptNotice struct {
	_       struct{} `cbor:",toarray"`
	Act     uint64
	At      org.Time
	By      org.PersonID
	Kind    int // place in Kinds
	Letter  byte
	N       uint32
	Matter  org.Matter
	Because org.Because
}

func (n *Notices) encode() []byte {
	places, kept := map[*org.Kind]int{}, keptNotices{Things: map[byte][]keptList{}}
	for i, k := range org.Kinds() {
		places[k], kept.Kinds = i, append(kept.Kinds, k.Name)
	}
	pack := func(l lists) (out []keptList) {
		for of, row := range l.All() {
			list := (*row)[max(0, len(*row)-mostNotices):]
			if len(list) == 0 {
				continue
			}
			k := keptList{Of: of}
			for _, n := range list {
				k.List = append(k.List, keptNotice{Act: n.Act, At: n.At, By: n.By, Kind: places[n.Kind], Letter: n.Thing.Letter, N: n.Thing.N, Matter: n.Matter, Because: n.Because})
			}
			out = append(out, k)
		}
		return out
	}
	kept.People, kept.Circles = pack(n.people), pack(n.circles)
	for letter, l := range n.things {
		kept.Things[letter] = pack(l)
	}
	b, err := cbor.Marshal(kept)
	if err != nil {
		panic(err) // numbers and names are always written
	}
	return b
}

// decoding reads long lists: a snapshot has a checksum, so what is read is what was written.
var decoding = sync.OnceValue(func() cbor.DecMode {
	mode, err := cbor.DecOptions{MaxArrayElements: 1<<31 - 1}.DecMode()
	if err != nil {
		panic(err)
	}
	return mode
})

func decodeNotices(b []byte) (*Notices, error) {
	var kept keptNotices
	if err := decoding().Unmarshal(b, &kept); err != nil {
		return nil, err
	}
	kinds := make([]*org.Kind, len(kept.Kinds))
	for i, name := range kept.Kinds {
		if kinds[i] = org.KindNamed(name); kinds[i] == nil {
			return nil, fmt.Errorf("%w: %s", org.ErrUnknownKind, name)
		}
	}
	own, bad := new(immutable.Owner), false
	unpack := func(all []keptList) (l lists) {
		for _, k := range all {
			row := at(&l, own, uint32(k.Of))
			for _, n := range k.List {
				if n.Kind < 0 || n.Kind >= len(kinds) {
					bad = true
					return l
				}
				*row = append(*row, org.Notice{Act: n.Act, At: n.At, By: n.By, Kind: kinds[n.Kind], Thing: org.Ref{Letter: n.Letter, N: n.N}, Matter: n.Matter, Because: n.Because})
			}
		}
		return l
	}
	n := &Notices{people: unpack(kept.People), circles: unpack(kept.Circles), things: map[byte]lists{}}
	for letter, all := range kept.Things {
		n.things[letter] = unpack(all)
	}
	if bad {
		return nil, fmt.Errorf("%w, by its number", org.ErrUnknownKind)
	}
	return n, nil
}
