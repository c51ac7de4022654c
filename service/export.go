package service

import (
	"bufio"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"orpheus/ledger"
	"orpheus/store/records"
)

// line is one line of an export: the header first, then every entry, then the
// records where they are included, then the end.
type line struct {
	Header  *header          `json:"orpheus,omitzero"`
	Seq     uint64           `json:"seq,omitzero"`
	Hash    string           `json:"hash,omitzero"`
	Digest  string           `json:"digest,omitzero"` // of a redacted entry, as it was before
	Entry   jsontext.Value   `json:"entry,omitzero"`
	Profile *records.Profile `json:"profile,omitzero"`
	Text    *records.Text    `json:"text,omitzero"`
	File    *records.File    `json:"file,omitzero"`
	Photo   *records.Photo   `json:"photo,omitzero"`
	// Forgotten is what is kept of the key of somebody who was erased, so that no
	// import brings them back.
	Forgotten *records.Forgotten `json:"forgotten,omitzero"`
	End       *end               `json:"end,omitzero"`
}

type header struct {
	Format   int    `json:"format"`
	Org      string `json:"org"`
	Version  uint64 `json:"version"`
	Digest   string `json:"state_digest"`
	Personal bool   `json:"personal"`
}

type end struct {
	Lines int `json:"lines"`
}

// exportFormat is the newest format that is known. An export has the first that can
// hold it: 2 where keys are forgotten, 3 where there are files or photos.
const exportFormat = 3

// Export writes everything of an organisation as JSON lines; names, addresses
// and sentences only where personal is set. Of a damaged log it writes nothing.
func (d *Service) Export(ctx context.Context, slug string, personal bool, w io.Writer, progress func(done uint64)) error {
	s, err := d.engine.State(ctx, slug)
	if err != nil {
		return err
	}
	if _, err := ledger.Verify(ctx, d.store, slug); err != nil {
		return err
	}
	digest, err := s.Digest()
	if err != nil {
		return err
	}
	var forgotten []records.Forgotten
	if personal {
		if forgotten, err = d.store.AllForgotten(ctx, slug); err != nil {
			return err
		}
	}
	format, err := d.exportFormat(ctx, slug, personal, len(forgotten) > 0)
	if err != nil {
		return err
	}
	out := &lines{w: bufio.NewWriterSize(w, 1<<16)}
	out.write(line{Header: &header{format, slug, s.Version, digest, personal}})
	for r, err := range d.store.Read(ctx, slug, 0) {
		if err != nil {
			return err
		}
		if r.Seq > s.Version {
			break
		}
		l := line{Seq: r.Seq, Hash: r.Hash.String(), Entry: r.Line}
		if r.Digest != (ledger.Hash{}) {
			l.Digest = r.Digest.String()
		}
		out.write(l)
		progress(r.Seq)
	}
	if personal {
		if err := d.exportRecords(ctx, slug, out); err != nil {
			return err
		}
		for _, f := range forgotten {
			out.write(line{Forgotten: &f})
		}
	}
	out.write(line{End: &end{out.n}})
	return errors.Join(out.err, out.w.Flush())
}

func (d *Service) exportRecords(ctx context.Context, slug string, out *lines) error {
	profiles, err := d.store.Profiles(ctx, slug)
	if err != nil {
		return err
	}
	for _, p := range profiles {
		out.write(line{Profile: &p})
	}
	texts, err := d.store.AllTexts(ctx, slug)
	for _, t := range texts {
		out.write(line{Text: &t})
	}
	return errors.Join(err, d.exportFiles(ctx, slug, out))
}

// lines writes lines until one fails.
type lines struct {
	w   *bufio.Writer
	n   int
	err error
}

func (l *lines) write(v line) {
	if l.err != nil {
		return
	}
	if l.err = json.MarshalWrite(l.w, v, jsontext.PreserveRawStrings(true)); l.err == nil {
		l.err = l.w.WriteByte('\n')
	}
	l.n++
}

// Restored is what a restore did.
type Restored struct {
	Slug    string
	Version uint64
	Digest  string
	Resumed uint64 // entries that were there already
	Kept    int    // people whose name or address is another here, and stays
}

// BadExportError is an export that cannot be restored.
type BadExportError struct {
	Line int
	Kind BadExport
	Why  string
}

// BadExport is what is the matter with an export.
type BadExport string

// What can be the matter.
const (
	ForeignExport BadExport = "foreign" // it is something else
	CutExport     BadExport = "cut"     // its end is missing
	NewerExport   BadExport = "newer"   // a newer program wrote it
	ChangedExport BadExport = "changed" // a line is not what was written
)

func (e *BadExportError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Why) }

// Restore reads an export into the store. Nothing is written before all of it is
// read and the state that follows has the digest it says. A restore that was
// interrupted goes on where it stopped; an organisation that differs is left as it
// is.
func (d *Service) Restore(ctx context.Context, r io.Reader, progress func(done, of uint64)) (Restored, error) {
	return d.restore(ctx, r, &restore{desk: d, progress: progress})
}

func (d *Service) restore(ctx context.Context, r io.Reader, in *restore) (Restored, error) {
	defer func() { in.files.drop() }()
	scanner := bufio.NewScanner(r)
	scanner.Buffer(make([]byte, 1<<16), longestLine)
	for scanner.Scan() {
		in.n++
		var l line
		if err := json.Unmarshal(scanner.Bytes(), &l, json.RejectUnknownMembers(true)); err != nil {
			return in.out, in.unreadable(err)
		}
		if err := in.take(ctx, l); err != nil {
			return in.out, err
		}
	}
	if err := scanner.Err(); err != nil && !errors.Is(err, bufio.ErrTooLong) {
		return in.out, err
	} else if err != nil {
		return in.out, &BadExportError{in.n + 1, ChangedExport, err.Error()}
	}
	return in.finish(ctx)
}

func parseHash(s string) (h ledger.Hash, err error) {
	if s == "" {
		return h, nil
	}
	if len(s) != hex.EncodedLen(len(h)) {
		return h, errors.New("a hash has 64 digits")
	}
	_, err = hex.Decode(h[:], []byte(s))
	return h, err
}
