package match

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// Invited is one of those to invite.
type Invited struct {
	Pair int   // of the pairs of the opening
	Loss int64 // how much less the whole would be worth with them
	Lot  bool  // somebody else is as near: a lot set the order
}

// lot is what a draw gives to somebody: anybody can draw it again who knows the seed, and
// nobody chooses it.
func lot(seed, id uint64) uint64 {
	var in [16]byte
	binary.BigEndian.PutUint64(in[:8], seed)
	binary.BigEndian.PutUint64(in[8:], id)
	sum := sha256.Sum256(in[:])
	return binary.BigEndian.Uint64(sum[:8])
}

// Invite returns whom to invite to an opening: those with whom the whole loses least
// first, and between those who are as near as each other a lot. All who have room are
// among them, those in the plan without a loss.
func Invite(loss []int64, seed uint64, id func(pair int) uint64) []Invited {
	var all []Invited
	for i, l := range loss {
		if l >= 0 {
			all = append(all, Invited{Pair: i, Loss: l})
		}
	}
	byLoss := func(a, b Invited) int { return cmp.Or(cmp.Compare(a.Loss, b.Loss), cmp.Compare(a.Pair, b.Pair)) }
	slices.SortFunc(all, byLoss)
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].Loss-all[from].Loss <= Near {
			to++
		}
		if to-from > 1 {
			for i := from; i < to; i++ {
				all[i].Lot = true
			}
			slices.SortFunc(all[from:to], func(a, b Invited) int {
				return cmp.Or(cmp.Compare(lot(seed, id(a.Pair)), lot(seed, id(b.Pair))), cmp.Compare(a.Pair, b.Pair))
			})
		}
		from = to
	}
	return all
}
