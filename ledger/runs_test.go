package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"

	"orpheus/ledger"
	"orpheus/store/storetest"
)

// What can be wrong with a run, and not with an entry alone, is found where it is.
// "linde" has the runs 1, 2 to 65, 66 to 100 and 101, the redaction.
func TestVerifyFindsWhatIsWrongWithARun(t *testing.T) {
	cut := func(b []byte, from, to int) []byte { return slices.Delete(b, from, to) }
	id := func(seq int) int64 { return 2<<40 + int64(seq) }
	sum := func(line []byte) []byte { s := sha256.Sum256(line); return s[:] }
	for name, c := range map[string]struct {
		seq    int // in the run that is changed
		change func(p *packed, i, from, to int) []packed
		want   int
	}{
		"a line break put in": {20, func(p *packed, _, from, to int) []packed {
			p.lines = slices.Insert(p.lines, (from+to)/2, '\n')
			return nil
		}, 20},
		"a line break put in at the end": {20, func(p *packed, _, _, to int) []packed {
			p.lines = slices.Insert(p.lines, to, '\n')
			return nil
		}, 21},
		"a line break put in at the end of the run": {65, func(p *packed, _, _, to int) []packed {
			p.lines = slices.Insert(p.lines, to, '\n')
			return nil
		}, 66},
		"a line break put in at the end of the log": {101, func(p *packed, _, _, to int) []packed {
			p.lines = slices.Insert(p.lines, to, '\n')
			return nil
		}, 102},
		"a line break taken out": {20, func(p *packed, _, _, to int) []packed {
			p.lines = cut(p.lines, to, to+1)
			return nil
		}, 20},
		"a line taken out": {20, func(p *packed, _, from, to int) []packed {
			p.lines = cut(p.lines, from, to+1)
			return nil
		}, 20},
		"two lines swapped": {20, func(p *packed, i, from, to int) []packed {
			_, end := p.line(i + 1)
			other := bytes.Clone(p.lines[to+1 : end])
			p.lines = slices.Concat(p.lines[:from], other, []byte("\n"), p.lines[from:to], p.lines[end:])
			return nil
		}, 20},
		"a hash taken out": {20, func(p *packed, i, _, _ int) []packed { p.hashes = cut(p.hashes, 32*i, 32*i+32); return nil }, 20},
		"a hash put in twice": {20, func(p *packed, i, _, _ int) []packed {
			p.hashes = slices.Insert(p.hashes, 32*i, p.hashes[32*i:32*i+32]...)
			return nil
		}, 21},
		"the last hash taken out": {65, func(p *packed, _, _, _ int) []packed {
			p.hashes = cut(p.hashes, len(p.hashes)-32, len(p.hashes))
			return nil
		}, 65},
		"a byte of a hash missing": {65, func(p *packed, _, _, _ int) []packed { p.hashes = p.hashes[:len(p.hashes)-1]; return nil }, 65},
		"no hashes":                {20, func(p *packed, _, _, _ int) []packed { p.hashes = []byte{}; return nil }, 2},
		"a hash more than lines":   {101, func(p *packed, _, _, _ int) []packed { p.hashes = append(p.hashes, p.hashes...); return nil }, 102},
		"a byte more than hashes":  {101, func(p *packed, _, _, _ int) []packed { p.hashes = append(p.hashes, 0); return nil }, 102},
		"no lines":                 {20, func(p *packed, _, _, _ int) []packed { p.lines = []byte{}; return nil }, 2},
		"digests of too few":       {20, func(p *packed, i, _, _ int) []packed { p.digests = make([]byte, 32*i); return nil }, 20},
		"digests of too many":      {101, func(p *packed, _, _, _ int) []packed { p.digests = make([]byte, 64); return nil }, 102},
		"half a digest":            {66, func(p *packed, _, _, _ int) []packed { p.digests = make([]byte, 34*32+16); return nil }, 100},
		"an entry cut out": {20, func(p *packed, i, from, to int) []packed {
			p.lines, p.hashes = cut(p.lines, from, to+1), cut(p.hashes, 32*i, 32*i+32)
			return nil
		}, 20},
		"the end of a run cut off": {21, func(p *packed, i, from, _ int) []packed {
			p.lines, p.hashes = p.lines[:from-1], p.hashes[:32*i]
			return nil
		}, 21},
		"the head of a run cut off": {20, func(p *packed, i, from, _ int) []packed {
			p.id, p.lines, p.hashes = id(20), p.lines[from:], p.hashes[32*i:]
			return nil
		}, 2},
		"a gap inside": {20, func(p *packed, i, from, to int) []packed {
			after := packed{id: id(21), lines: p.lines[to+1:], hashes: p.hashes[32*i+32:]}
			p.lines, p.hashes = p.lines[:from-1], p.hashes[:32*i]
			return []packed{after}
		}, 20},
		"a part moved along": {20, func(p *packed, i, from, _ int) []packed {
			after := packed{id: id(21), lines: p.lines[from:], hashes: p.hashes[32*i:]}
			p.lines, p.hashes = p.lines[:from-1], p.hashes[:32*i]
			return []packed{after}
		}, 20},
		"a run moved along": {2, func(p *packed, _, _, _ int) []packed { p.id++; return nil }, 2},
		"a run moved back":  {66, func(p *packed, _, _, _ int) []packed { p.id--; return nil }, 65},
		"a run over the one before": {20, func(p *packed, i, from, to int) []packed {
			return []packed{{id: id(20), lines: p.lines[from:to], hashes: p.hashes[32*i : 32*i+32]}}
		}, 20},
		"a part of a run twice": {60, func(p *packed, i, from, _ int) []packed {
			return []packed{{id: id(60), lines: p.lines[from:], hashes: p.hashes[32*i:]}}
		}, 60},
		"a forgery over the true one": {60, func(p *packed, i, from, to int) []packed {
			return []packed{{id: id(60), lines: bytes.ToUpper(p.lines[from:to]), hashes: p.hashes[32*i : 32*i+32], digests: sum(p.lines[from:to])}}
		}, 60},
	} {
		t.Run(name, func(t *testing.T) {
			path, version, _ := written(t, 100)
			if version != 101 || len(runs(t, path)) != 10 {
				t.Fatal("the runs are others than the cases speak of")
			}
			p, i := has(t, path, c.seq)
			was := p.id
			from, to := p.line(i)
			all := append(c.change(&p, i, from, to), p)
			tamper(t, path, "DELETE FROM acts WHERE id = ?", was)
			put(t, path, all...)
			if got, err := verify(t, file(t, path), "linde"); got != c.want {
				t.Errorf("Verify names %d: %v, want %d", got, err, c.want)
			}
		})
	}
}

// A line that would be two is refused by every log.
func TestNoLogTakesALineBreak(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		rows := storetest.Rows(ledger.Head{}, 3, "a")
		b := ledger.Batch{Slug: "linde", Rows: rows}
		must(t, s.Append(t.Context(), b))
		bad := ledger.Batch{Slug: "linde", Before: b.Last(), Rows: []ledger.Row{storetest.Row(b.Last(), "{\n}")}}
		good := ledger.Batch{Slug: "linde", Before: b.Last(), Rows: storetest.Rows(b.Last(), 1, "r")}
		for _, err := range []error{s.Append(t.Context(), bad), s.Redact(t.Context(), good, 2, []byte("{\n}"))} {
			if e, ok := errors.AsType[*ledger.BrokenError](err); !ok || !strings.Contains(err.Error(), "line break") || e.Slug != "linde" {
				t.Errorf("the answer is %v", err)
			}
		}
		if head, err := s.Head(t.Context(), "linde"); head != b.Last() || err != nil {
			t.Error("it is in the log", head, err)
		}
	})
}
