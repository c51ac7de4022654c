package sqlite

import (
	"encoding/binary"
	"fmt"
)

// secure_delete overwrites a row where it lies. When SQLite splits or joins
// pages it moves rows, though, and leaves the old bytes in the gap between the
// pointers and the rows of a page. Nobody ever reads a gap again but whoever
// looks at the bytes of the file, so erasing overwrites the gaps too.

// Kinds of pages (https://www.sqlite.org/fileformat2.html, 1.6).
const (
	interiorIndex, interiorTable = 0x02, 0x05
	leafIndex, leafTable         = 0x0a, 0x0d
)

// zeroGaps overwrites the gaps of every page of these tables.
func (w *writer) zeroGaps(tables ...string) error {
	for _, table := range tables {
		var root uint32
		if err := w.scan("SELECT rootpage FROM sqlite_schema WHERE name = ?", []any{table}, &root); err != nil {
			return err
		}
		for todo := []uint32{root}; len(todo) > 0; {
			page := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			var data []byte
			if err := w.scan("SELECT data FROM sqlite_dbpage WHERE pgno = ?", []any{page}, &data); err != nil {
				return err
			}
			kids, from, to, err := layout(data)
			if err != nil {
				return fmt.Errorf("table %s, page %d: %w", table, page, err)
			}
			todo = append(todo, kids...)
			if !zero(data[from:to]) {
				clear(data[from:to])
				if _, err := w.exec("UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?", data, page); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func zero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// layout returns the pages below a page of a table, and where its gap is.
func layout(page []byte) (kids []uint32, from, to int, err error) {
	bad := func() ([]uint32, int, int, error) { return nil, 0, 0, fmt.Errorf("the page is damaged") }
	if len(page) < 512 {
		return bad()
	}
	cells, header := int(binary.BigEndian.Uint16(page[3:])), 8
	inner := page[0] == interiorIndex || page[0] == interiorTable
	if inner {
		header = 12
		kids = append(kids, binary.BigEndian.Uint32(page[8:]))
	} else if page[0] != leafIndex && page[0] != leafTable {
		return bad()
	}
	from, to = header+2*cells, int(binary.BigEndian.Uint16(page[5:]))
	if to == 0 {
		to = 1 << 16
	}
	if from > to || to > len(page) {
		return bad()
	}
	for i := range cells {
		if at := int(binary.BigEndian.Uint16(page[header+2*i:])); inner {
			if at < to || at+4 > len(page) {
				return bad()
			}
			kids = append(kids, binary.BigEndian.Uint32(page[at:]))
		}
	}
	return kids, from, to, nil
}
