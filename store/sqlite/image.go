package sqlite

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"orpheus/store/run"
)

// image is the pages of a file as they are with the frames of a write-ahead log over them, or
// without. The layout is that of https://sqlite.org/fileformat2.html, sections 1 and 4.
type image struct {
	file, wal *os.File         // wal may be nil
	size      int              // of a page
	pages     uint32           // of the file
	over      map[uint32]int64 // where in the log a page lies
}

const usualPage = 4096

// imagesOf returns the images of a file: by itself, with the frames of its log up to the first
// that is broken, and with all of them; and the same of a log that was kept because it was broken.
func imagesOf(path string) (all []*image, err error) {
	plain, err := newImage(path, "", false)
	if err != nil {
		return nil, err
	}
	all = []*image{plain}
	for _, log := range []string{path + "-wal", spoilt(path)} {
		for _, broken := range []bool{false, true} {
			i, err := newImage(path, log, broken)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return all, err
			}
			all = append(all, i)
		}
	}
	return all, nil
}

func newImage(path, log string, broken bool) (*image, error) {
	i := &image{size: usualPage, over: map[uint32]int64{}}
	var err error
	if log != "" {
		if i.wal, err = os.Open(log); err != nil {
			return nil, err
		}
	}
	if i.file, err = os.Open(path); err != nil {
		return nil, errors.Join(err, i.close())
	}
	head := make([]byte, 100)
	if _, err := i.file.ReadAt(head, 0); err == nil && string(head[:16]) == "SQLite format 3\x00" {
		if size := int(binary.BigEndian.Uint16(head[16:])); size >= 512 && size&(size-1) == 0 {
			i.size = size
		}
	}
	info, err := i.file.Stat()
	if err != nil {
		return nil, errors.Join(err, i.close())
	}
	i.pages = uint32(info.Size() / int64(i.size))
	if i.wal != nil {
		i.overlay(broken)
	}
	return i, nil
}

// overlay puts the frames of the log over the pages. A page of a transaction that was not
// confirmed may be among them: the chain of the log says what was written.
func (i *image) overlay(broken bool) {
	head := make([]byte, walHeader)
	if _, err := i.wal.ReadAt(head, 0); err != nil {
		return
	}
	sum, size, sound := readHeader(head)
	if !sound && !broken || sound && size != i.size {
		return
	}
	frame := make([]byte, frameHeader+i.size)
	for pos := int64(walHeader); ; pos += int64(len(frame)) {
		if _, err := i.wal.ReadAt(frame, pos); err != nil {
			return
		}
		sum.add(frame[:8])
		sum.add(frame[frameHeader:])
		if whole := string(frame[8:16]) == string(head[16:24]) && sum.is(frame[16:]); !whole && !broken {
			return
		}
		if n := binary.BigEndian.Uint32(frame); n > 0 && n < 1<<31 {
			i.over[n] = pos + frameHeader
		}
	}
}

func (i *image) close() error {
	var err error
	for _, f := range []*os.File{i.file, i.wal} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	return err
}

// page reads a page, as far as there is one.
func (i *image) page(n uint32) ([]byte, error) {
	b := make([]byte, i.size)
	if at, over := i.over[n]; over {
		_, err := i.wal.ReadAt(b, at)
		return b, err
	}
	if n == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	_, err := i.file.ReadAt(b, int64(n-1)*int64(i.size))
	return b, err
}

// scan looks at every page for runs of entries.
func (i *image) scan(ctx context.Context, found func(row int64, p lying)) error {
	if i.wal != nil && len(i.over) == 0 {
		return nil // as without it
	}
	all := slices.Sorted(maps.Keys(i.over)) // what stands there as a number may be damaged
	for n := uint32(1); n <= i.pages; n++ {
		if _, over := i.over[n]; !over {
			all = append(all, n)
		}
	}
	for _, n := range all {
		page, err := i.page(n)
		if err != nil || page[0] != leafTable {
			continue // unreadable, or of something else
		}
		cells := int(binary.BigEndian.Uint16(page[3:]))
		for k := range min(cells, (i.size-8)/2) {
			at := int(binary.BigEndian.Uint16(page[8+2*k:]))
			if row, head, ok := i.cell(page, at, false); ok && row>>seqBits > 0 && row&(1<<seqBits-1) > 0 && looksLikeRun(head) {
				found(row, lying{i, n, at})
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// mostPayload is more than a run has, by far.
const mostPayload = 64 << 20

// cell reads a cell of a leaf of a table: all of it, or what lies on the page.
func (i *image) cell(page []byte, at int, all bool) (row int64, payload []byte, ok bool) {
	if at < 8 || at >= len(page) {
		return 0, nil, false
	}
	size, n := varint(page[at:])
	id, m := varint(page[at+n:])
	if n == 0 || m == 0 || size == 0 || size > mostPayload {
		return 0, nil, false
	}
	at += n + m
	local := int(size)
	if most := i.size - 35; int(size) > most {
		least := (i.size-12)*32/255 - 23
		if local = least + (int(size)-least)%(i.size-4); local > most {
			local = least
		}
	}
	if at+local > len(page) {
		return 0, nil, false
	}
	payload = page[at : at+local]
	if local == int(size) || !all {
		return int64(id), payload, true
	}
	if at+local+4 > len(page) {
		return 0, nil, false
	}
	payload = append(make([]byte, 0, size), payload...)
	for next := binary.BigEndian.Uint32(page[at+local:]); len(payload) < int(size); {
		more, err := i.page(next)
		if err != nil {
			return 0, nil, false
		}
		payload = append(payload, more[4:min(len(more), 4+int(size)-len(payload))]...)
		next = binary.BigEndian.Uint32(more)
	}
	return int64(id), payload, true
}

// varint reads a number of up to nine bytes; of no bytes where it is cut off.
func varint(b []byte) (v uint64, n int) {
	for n < min(8, len(b)) {
		c := b[n]
		v = v<<7 | uint64(c&0x7f)
		if n++; c < 0x80 {
			return v, n
		}
	}
	if n == 8 && len(b) > 8 {
		return v<<8 | uint64(b[8]), 9
	}
	return 0, 0
}

// columns reads the header of a record: the lengths of the four columns of a run, -1 for NULL;
// and where they begin.
func columns(payload []byte) (lengths [4]int, begin int, ok bool) {
	head, n := varint(payload)
	if n == 0 || head > 64 || int(head) > len(payload) {
		return lengths, 0, false
	}
	at := n
	for k := range lengths {
		kind, m := varint(payload[at:head])
		switch {
		case m == 0:
			return lengths, 0, false
		case kind == 0:
			lengths[k] = -1
		case kind >= 12 && kind%2 == 0 && kind < mostPayload:
			lengths[k] = int(kind-12) / 2
		default:
			return lengths, 0, false
		}
		at += m
	}
	return lengths, int(head), at == int(head)
}

// looksLikeRun reports whether a record has the columns of a run of entries.
func looksLikeRun(payload []byte) bool {
	n, _, ok := columns(payload)
	return ok && n[0] == -1 && n[1] >= 0 && n[2] > 0 && n[2]%32 == 0 && (n[3] == -1 || n[3] == n[2])
}

// runOf reads a run out of its record.
func runOf(payload []byte) (r run.Run, ok bool) {
	n, at, ok := columns(payload)
	if !ok || at+max(n[1], 0)+max(n[2], 0)+max(n[3], 0) > len(payload) {
		return r, false
	}
	take := func(n int) []byte {
		if n < 0 {
			return nil
		}
		b := payload[at : at+n]
		at += n
		return b
	}
	r.Lines, r.Hashes, r.Digests = take(n[1]), take(n[2]), take(n[3])
	return r, true
}
