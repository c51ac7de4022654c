package fault_test

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// What SQLite asks of a disk.
type diskOp int

const (
	opWrite diskOp = iota
	opSync
	opTruncate
	opDelete
)

// What a disk does about it.
type diskFault int

const (
	works    diskFault = iota
	fails              // an error, and nothing is done
	short              // a part is written, and there is no room for the rest
	powerCut           // all ends: what was not synced may be there, or parts of it
)

// platter is the disk under one folder as SQLite sees it. It knows what would be there after a
// power cut: what was synced, and any part of the rest.
type platter struct {
	mu    sync.Mutex
	dir   string
	dice  *rand.Rand
	plan  func(op diskOp, n int) diskFault // nil for one that works; n counts all that was asked
	n     int
	off   bool // there is no power
	worst bool // of what may be lost all is
	files map[string]*surface
	image string // the folder with what is left after the power cut
	err   error  // of making it
}

// surface is what is on the disk of one file, and what is on its way.
type surface struct {
	synced  []byte
	pending []change
	there   bool     // for those that were never synced: whether there is a file is not known
	gone    bool     // deleted, which may not be on the disk yet
	old     *surface // the file of this name before, which may be there still
}

// change is a write, or a truncation where data is nil.
type change struct {
	at   int64
	data []byte
}

// The layer is put under SQLite once; files in no folder of a platter go through it untouched.
var (
	layerOnce sync.Once
	below     uintptr // what it is put on
	layerMu   sync.Mutex
	platters  = map[string]*platter{}
	handles   = map[uintptr]*handle{}
	methods   = map[uintptr]uintptr{} // ours, by those they stand for
)

// handle is an open file.
type handle struct {
	p    *platter
	name string
	was  *sqlite3.Tsqlite3_io_methods
	told bool // a sync by somebody else failed, and the next one here says so
}

// at reads memory of SQLite as what it is.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// calls returns the function at an address of SQLite.
func calls[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ p uintptr }{p})) }

// address is that of a function, for SQLite.
func address(f any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&f))[1] }

// lent is a copy in the memory of SQLite, which stays.
func lent[T any](tls *libc.TLS, of *T) uintptr {
	p := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(*of)))
	*at[T](p) = *of
	return p
}

type (
	openFunc     = func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32
	deleteFunc   = func(*libc.TLS, uintptr, uintptr, int32) int32
	closeFunc    = func(*libc.TLS, uintptr) int32
	writeFunc    = func(*libc.TLS, uintptr, uintptr, int32, int64) int32
	truncateFunc = func(*libc.TLS, uintptr, int64) int32
	syncFunc     = func(*libc.TLS, uintptr, int32) int32
)

// newPlatter puts a disk under a folder.
func newPlatter(t testing.TB, dir string, seed uint64) *platter {
	t.Helper()
	layerOnce.Do(func() {
		tls := libc.NewTLS() // as long as the program
		below = sqlite3.Xsqlite3_vfs_find(tls, 0)
		on := lent(tls, at[sqlite3.Tsqlite3_vfs](below))
		layer := at[sqlite3.Tsqlite3_vfs](on)
		name, err := libc.CString("faulty")
		must(t, err)
		layer.FzName, layer.FxOpen, layer.FxDelete = name, address(openFunc(layerOpen)), address(deleteFunc(layerDelete))
		if rc := sqlite3.Xsqlite3_vfs_register(tls, on, 1); rc != sqlite3.SQLITE_OK {
			t.Fatalf("the layer is refused: %d", rc)
		}
	})
	p := &platter{dir: dir, dice: rand.New(rand.NewPCG(seed, 3)), files: map[string]*surface{}, image: t.TempDir()}
	layerMu.Lock()
	defer layerMu.Unlock()
	platters[dir] = p
	t.Cleanup(func() {
		layerMu.Lock()
		defer layerMu.Unlock()
		delete(platters, dir)
	})
	return p
}

// under returns the platter of a file, nil for none.
func under(path string) *platter {
	layerMu.Lock()
	defer layerMu.Unlock()
	return platters[filepath.Dir(path)]
}

func handleOf(file uintptr) *handle {
	layerMu.Lock()
	defer layerMu.Unlock()
	return handles[file]
}

func layerOpen(tls *libc.TLS, _, zName, file uintptr, flags int32, out uintptr) int32 {
	open := func() int32 {
		return calls[openFunc](at[sqlite3.Tsqlite3_vfs](below).FxOpen)(tls, below, zName, file, flags, out)
	}
	if zName == 0 {
		return open()
	}
	path := libc.GoString(zName)
	p := under(path)
	if p == nil {
		return open()
	}
	name := filepath.Base(path)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.off {
		return sqlite3.SQLITE_CANTOPEN
	}
	f := p.files[name]
	if f == nil { // whoever closes a file that SQLite has open takes its locks
		before, missing := os.ReadFile(path)
		f = &surface{synced: before, there: missing == nil}
	}
	rc := open()
	if rc != sqlite3.SQLITE_OK {
		return rc
	}
	if f.gone {
		f = &surface{old: f}
	}
	p.files[name] = f
	layerMu.Lock()
	defer layerMu.Unlock()
	opened := at[sqlite3.Tsqlite3_file](file)
	was := at[sqlite3.Tsqlite3_io_methods](opened.FpMethods)
	if methods[opened.FpMethods] == 0 {
		methods[opened.FpMethods] = lent(tls, was)
		ours := at[sqlite3.Tsqlite3_io_methods](methods[opened.FpMethods])
		ours.FxClose, ours.FxWrite = address(closeFunc(layerClose)), address(writeFunc(layerWrite))
		ours.FxTruncate, ours.FxSync = address(truncateFunc(layerTruncate)), address(syncFunc(layerSync))
	}
	handles[file] = &handle{p: p, name: name, was: was}
	opened.FpMethods = methods[opened.FpMethods]
	return rc
}

func layerClose(tls *libc.TLS, file uintptr) int32 {
	h := handleOf(file)
	layerMu.Lock()
	delete(handles, file)
	layerMu.Unlock()
	return calls[closeFunc](h.was.FxClose)(tls, file)
}

func layerWrite(tls *libc.TLS, file, buf uintptr, n int32, off int64) int32 {
	h := handleOf(file)
	p := h.p
	p.mu.Lock()
	defer p.mu.Unlock()
	data := append([]byte(nil), unsafe.Slice(at[byte](buf), n)...)
	f, write := p.files[h.name], calls[writeFunc](h.was.FxWrite)
	switch p.ask(opWrite, func() { f.pending = append(f.pending, change{off, data}) }) {
	case fails, powerCut:
		return sqlite3.SQLITE_IOERR_WRITE
	case short:
		half := n / 2
		if rc := write(tls, file, buf, half, off); rc == sqlite3.SQLITE_OK {
			f.pending = append(f.pending, change{off, data[:half]})
		}
		return sqlite3.SQLITE_FULL
	}
	rc := write(tls, file, buf, n, off)
	if rc == sqlite3.SQLITE_OK {
		f.pending = append(f.pending, change{off, data})
	}
	return rc
}

func layerTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	h := handleOf(file)
	p := h.p
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.files[h.name]
	if p.ask(opTruncate, func() { f.pending = append(f.pending, change{at: size}) }) != works {
		return sqlite3.SQLITE_IOERR_TRUNCATE
	}
	rc := calls[truncateFunc](h.was.FxTruncate)(tls, file, size)
	if rc == sqlite3.SQLITE_OK {
		f.pending = append(f.pending, change{at: size})
	}
	return rc
}

// layerSync syncs. What was on its way when that fails is on the disk or not, and no later sync
// brings it there; all who have the file open are told, each once. So it is with Linux.
func layerSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	h := handleOf(file)
	p := h.p
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.files[h.name]
	switch p.ask(opSync, nil) {
	case powerCut:
		return sqlite3.SQLITE_IOERR_FSYNC
	case fails, short:
		f.settle(p)
		layerMu.Lock()
		for _, other := range handles {
			other.told = other.told || other != h && other.p == p && other.name == h.name
		}
		layerMu.Unlock()
		return sqlite3.SQLITE_IOERR_FSYNC
	}
	if h.told {
		h.told = false
		return sqlite3.SQLITE_IOERR_FSYNC
	}
	for _, c := range f.pending {
		f.synced = c.on(f.synced)
	}
	f.pending = nil
	if !f.there { // SQLite syncs the folder too
		f.there, f.old = true, nil
		p.folder()
	}
	return sqlite3.SQLITE_OK // the machine of the test is not switched off
}

// folder is synced: what was deleted is gone; mu is held.
func (p *platter) folder() {
	for name, f := range p.files {
		if f.gone {
			delete(p.files, name)
		}
		if f.old != nil && f.there {
			f.old = nil
		}
	}
}

func layerDelete(tls *libc.TLS, _, zName uintptr, syncDir int32) int32 {
	remove := func() int32 {
		return calls[deleteFunc](at[sqlite3.Tsqlite3_vfs](below).FxDelete)(tls, below, zName, syncDir)
	}
	path := libc.GoString(zName)
	p := under(path)
	if p == nil {
		return remove()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.files[filepath.Base(path)]
	if p.ask(opDelete, nil) != works {
		return sqlite3.SQLITE_IOERR_DELETE
	}
	rc := remove()
	if rc == sqlite3.SQLITE_OK && f != nil {
		f.gone = true
		if syncDir != 0 {
			p.folder()
		}
	}
	return rc
}

// ask counts and says what the disk does; mu is held. What is being done when the power goes may
// be done in part.
func (p *platter) ask(op diskOp, partly func()) diskFault {
	if p.off {
		return powerCut
	}
	p.n++
	if p.plan == nil {
		return works
	}
	what := p.plan(op, p.n)
	if what == powerCut {
		if partly != nil {
			partly()
		}
		p.off = true
		p.err = p.leave()
	}
	return what
}

// cut takes the power away, where it is still there, and returns the folder with what is left.
func (p *platter) cut(t testing.TB) string {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.off {
		p.off = true
		p.err = p.leave()
	}
	must(t, p.err)
	return p.image
}

// on does a change to the bytes of a file.
func (c change) on(b []byte) []byte {
	end := c.at + int64(len(c.data))
	if c.data == nil {
		return append([]byte(nil), b[:min(c.at, int64(len(b)))]...)
	}
	for int64(len(b)) < end {
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	copy(b[c.at:], c.data)
	return b
}

const sector = 512

// settle makes of what is on its way what may come of it: all, nothing, or some, and of each
// write some sectors.
func (f *surface) settle(p *platter) {
	r := p.dice
	how := r.IntN(4)
	if p.worst {
		how = 0
	}
	for _, c := range f.pending {
		switch {
		case how == 0 || how > 1 && r.IntN(2) == 0:
		case how == 1 || c.data == nil || r.IntN(2) == 0:
			f.synced = c.on(f.synced)
		default:
			for at := 0; at < len(c.data); at += sector {
				if r.IntN(2) == 0 {
					f.synced = change{c.at + int64(at), c.data[at:min(at+sector, len(c.data))]}.on(f.synced)
				}
			}
		}
	}
	f.pending = nil
}

// leave writes what is left after a power cut into the folder image; mu is held. Shared memory is
// gone. Files that are not written by SQLite were written a moment ago: each may be there, or
// be empty, or not be there.
func (p *platter) leave() error {
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if p.files[name] != nil || strings.HasSuffix(name, "-shm") || e.IsDir() {
			continue
		}
		b, err := os.ReadFile(filepath.Join(p.dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		switch p.dice.IntN(3) {
		case 0:
			continue
		case 1:
			b = nil
		}
		if err := os.WriteFile(filepath.Join(p.image, name), b, 0o600); err != nil {
			return err
		}
	}
	for name, f := range p.files {
		if f.old != nil && p.dice.IntN(2) == 0 {
			f = f.old
		}
		if strings.HasSuffix(name, "-shm") || (f.gone || !f.there) && p.dice.IntN(2) == 0 {
			continue
		}
		f.settle(p)
		if err := os.WriteFile(filepath.Join(p.image, name), f.synced, 0o600); err != nil {
			return err
		}
	}
	return nil
}
