package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
)

// ballotTable answers with the ballots of a vote that was counted, as a table that `orpheus
// count` and every spreadsheet read: a column for each that could be chosen, a row for each
// ballot, in the order in which they are published. Nothing in it tells whose they are.
func (s *server) ballotTable(v *request) error {
	pg, id, err := s.decisionNow(v)
	if err != nil {
		return err
	}
	if !pg.s.Decision(id).Counted() {
		return errNotFound
	}
	if s.fresh(v, pg.view.Version(), pg.view.Edition()) {
		return nil
	}
	d := decisionPage{place: pg, id: id, x: pg.s.Decision(id)}
	var rows [][]string
	row := make([]string, d.x.Vote.Candidates())
	for _, c := range d.candidates() {
		row[c] = harmless(d.candidate(c))
	}
	rows = append(rows, row)
	for _, b := range d.x.Vote.Ballots {
		row := make([]string, len(b.Marks))
		for c, m := range b.Marks {
			if m != 0 || !d.x.Vote.Method.Ranks() { // what is not ranked has no rank
				row[c] = strconv.Itoa(int(m))
			}
		}
		rows = append(rows, row)
	}
	return v.sendTable(v.org.Slug+"-"+id.String(), rows)
}

// sendTable answers with a table as a file, for who works on with it elsewhere.
func (v *request) sendTable(name string, rows [][]string) error {
	b := bytes.NewBufferString("\ufeff") // by which spreadsheets know the encoding
	if err := csv.NewWriter(b).WriteAll(rows); err != nil {
		return err
	}
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	v.send(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
	return nil
}
