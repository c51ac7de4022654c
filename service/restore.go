package service

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// restore is one run over the lines of an export.
type restore struct {
	desk     *Service
	progress func(done, of uint64)
	n        int // line

	header  *header
	before  ledger.Head  // of what is in the store
	have    ledger.Head  // what the store had when the restore began
	head    ledger.Head  // of what was read
	all     []ledger.Row // what was read
	rows    []ledger.Row // those of all that the store lacks
	changes records.Changes
	files   *spool // files and photos, which are too large to be held
	ended   bool
	redates bool         // acts that are dated ahead are dated now
	use     *records.Use // the link that allows it; nil where none is needed. With one, nothing may be there yet
	out     Restored
}

// restoreChunk is how many entries one transaction takes.
const restoreChunk = 5000

func (r *restore) bad(why string) error { return &BadExportError{r.n, ChangedExport, why} }

// unreadable is a line that is no line of an export: at the beginning, all of it is
// something else.
func (r *restore) unreadable(err error) error {
	if r.header == nil {
		return &BadExportError{r.n, ForeignExport, err.Error()}
	}
	return r.bad(err.Error())
}

func (r *restore) take(ctx context.Context, l line) error {
	switch {
	case r.ended:
		return r.bad("nothing may come after the end")
	case l.Header != nil:
		return r.begin(ctx, l.Header)
	case r.header == nil:
		return &BadExportError{r.n, ForeignExport, "its first line says what it is"}
	case l.Entry != nil:
		return r.entry(ctx, l)
	case l.Profile != nil:
		r.changes.Profiles = append(r.changes.Profiles, *l.Profile)
	case l.Text != nil:
		r.changes.Texts = append(r.changes.Texts, *l.Text)
	case l.File != nil, l.Photo != nil:
		return r.spool(l)
	case l.Forgotten != nil:
		r.changes.Forgotten = append(r.changes.Forgotten, *l.Forgotten)
	case l.End != nil:
		if r.ended = true; l.End.Lines != r.n-1 {
			return r.bad(fmt.Sprintf("%d lines were written, %d are here", l.End.Lines, r.n-1))
		}
	default:
		return r.bad("nothing that is known")
	}
	return nil
}

func (r *restore) begin(ctx context.Context, h *header) error {
	if r.header != nil {
		return r.bad("a second beginning")
	}
	if h.Format > exportFormat {
		return &BadExportError{r.n, NewerExport, fmt.Sprintf("its format is %d, this program knows %d", h.Format, exportFormat)}
	}
	if err := org.CheckSlug(h.Org); err != nil {
		return err
	}
	head, err := r.desk.store.Head(ctx, h.Org)
	if err != nil && !errors.Is(err, ledger.ErrNoOrganisation) {
		return err
	}
	if r.use != nil && head.Seq > 0 {
		return &org.Error{Code: org.Conflict, Key: "restore.there", Args: []any{h.Org}}
	}
	r.header, r.have, r.before, r.out.Slug = h, head, head, h.Org
	return nil
}

// entry checks a row against the one before, and that it can be read.
func (r *restore) entry(ctx context.Context, l line) error {
	hash, err := parseHash(l.Hash)
	digest, err2 := parseHash(l.Digest)
	if err := errors.Join(err, err2); err != nil {
		return r.bad(err.Error())
	}
	row := ledger.Row{Seq: l.Seq, Line: bytes.Clone(l.Entry), Hash: hash, Digest: digest}
	if err := ledger.CheckRow(r.header.Org, r.head, &row); err != nil {
		return r.bad(err.Error())
	}
	if _, err := org.DecodeEntry(row.Seq, row.Line); err != nil {
		return r.bad(err.Error())
	}
	r.head = ledger.Head{Seq: row.Seq, Hash: row.Hash}
	r.all = append(r.all, row)
	if row.Seq <= r.have.Seq { // there already, if it is the same
		if row.Seq == r.have.Seq && row.Hash != r.have.Hash {
			return &org.Error{Code: org.Conflict, Key: "restore.differs", Args: []any{r.header.Org}}
		}
		r.out.Resumed = row.Seq
		return nil
	}
	r.rows = append(r.rows, row)
	return nil
}

// try replays what was read in memory, and compares the digest.
func (r *restore) try(ctx context.Context) error {
	log := &memory.Log{}
	if err := log.Append(ctx, ledger.Batch{Slug: r.header.Org, Rows: r.all}); err != nil {
		return err
	}
	found, err := ledger.Verify(ctx, log, r.header.Org)
	if broken, ok := errors.AsType[*ledger.BrokenError](err); ok {
		r.n = int(broken.Seq) + 1 // the header is a line too
		return r.bad(broken.Error())
	}
	if err == nil && found.Digest != r.header.Digest {
		r.n = 1
		err = r.bad("the state that follows has another digest than it says")
	}
	return err
}

// keepNames leaves out what is known here of people already: a name that was set right
// since the export was made stays.
func (r *restore) keepNames(ctx context.Context) error {
	if r.have.Seq == 0 {
		return nil
	}
	known, err := r.desk.store.Profiles(ctx, r.header.Org)
	if err != nil {
		return err
	}
	here := map[org.PersonID]records.Profile{}
	for _, p := range known {
		here[p.Person] = p
	}
	r.changes.Profiles = slices.DeleteFunc(r.changes.Profiles, func(p records.Profile) bool {
		was, there := here[p.Person]
		if there && was != p {
			r.out.Kept++
		}
		return there
	})
	return nil
}

// write appends what the store lacks, the records with the last of it. What a link allows is one
// transaction: nobody with another link could go on with a part of it. Until the last one the clock
// has nothing to do there: no program may end what ended long ago behind a part of the log.
func (r *restore) write(ctx context.Context) error {
	for len(r.rows) > 0 || !r.changes.Empty() {
		n := len(r.rows)
		if r.use == nil {
			n = min(restoreChunk, n)
		}
		b := ledger.Batch{Slug: r.header.Org, Before: r.before, Rows: r.rows[:n], Due: ledger.NeverDue}
		if r.rows = r.rows[n:]; len(r.rows) == 0 {
			b.Records, r.changes = r.changes, records.Changes{}
			b.Due = 0 // whoever looks first finds out
		}
		if r.use != nil { // before anything else: of two who use it at once, one restores
			b.Records.Uses, r.use = append(b.Records.Uses, *r.use), nil
		}
		if err := r.desk.store.Append(ctx, b); err != nil {
			return err
		}
		r.before = b.Last()
		r.progress(r.before.Seq, r.header.Version)
	}
	return nil
}

// finish writes the rest and compares the digest of the state.
func (r *restore) finish(ctx context.Context) (Restored, error) {
	switch {
	case r.header == nil:
		r.n = max(r.n, 1)
		return r.out, &BadExportError{r.n, ForeignExport, "it is empty"}
	case !r.ended, r.head.Seq != r.header.Version:
		return r.out, &BadExportError{r.n, CutExport, fmt.Sprintf("%d of %d entries are here", r.head.Seq, r.header.Version)}
	case r.have.Seq > r.header.Version:
		return r.out, &org.Error{Code: org.Conflict, Key: "restore.differs", Args: []any{r.header.Org}}
	}
	if err := r.try(ctx); err != nil {
		return r.out, err
	}
	if r.redates {
		if err := r.redate(ctx); err != nil {
			return r.out, err
		}
	}
	if err := r.keepNames(ctx); err != nil {
		return r.out, err
	}
	if err := r.write(ctx); err != nil {
		return r.out, err
	}
	if err := r.writeFiles(ctx); err != nil {
		return r.out, err
	}
	r.desk.engine.Reload(r.header.Org)
	s, err := r.desk.engine.State(ctx, r.header.Org)
	if err != nil {
		return r.out, err
	}
	if r.have.Seq == 0 { // what was done before was told then
		if _, err := r.desk.store.Tell(ctx, r.header.Org, identity.Round{Way: wayOnce, Is: s.Version}); err != nil {
			return r.out, err
		}
	}
	r.out.Version = s.Version
	r.out.Digest, err = s.Digest()
	return r.out, err
}
