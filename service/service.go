// Package service is where every face comes with its requests: it knows the store,
// does what is asked, and looks up the names that go with what is shown.
package service

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"orpheus/identity"
	"orpheus/internal/clock"
	"orpheus/internal/outgoing"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service/projection"
	"orpheus/service/search"
	"orpheus/store/hooks"
	"orpheus/store/records"
)

// Store is a log with its records and what lets people in.
type Store interface {
	ledger.Log
	records.Store
	identity.Store
	hooks.Store
}

// Service serves one store.
type Service struct {
	engine *ledger.Engine
	store  Store
	now    func() time.Time
	clock  *clock.Clock // that now asks; nil where it was given another

	refused atomic.Pointer[func(context.Context, Refused)] // told of rights that were lacking
	onActs  atomic.Pointer[func()]                         // told that somebody did something
	onMails atomic.Pointer[func()]                         // told that mails were put into the outbox

	silent     atomic.Bool            // no mail goes out
	onHooks    atomic.Pointer[func()] // told that hooks changed
	hookSender atomic.Pointer[HookSender]
	hooksAlso  atomic.Pointer[outgoing.Networks] // where hooks may lead besides the public internet

	uncopied   atomic.Int64 // since when no copy can be made, of the clock of the machine; zero for not
	copied     atomic.Int64 // when the last one was made
	uncopyable atomic.Int64 // how often it failed
	onAppend   atomic.Pointer[func(acts int, took time.Duration, err error)]

	files    FileLimits
	indexes  string // the folder of search indexes; empty for indexes in memory
	indexing func(slug string, done, all int)

	names       *ledger.Projection[*projection.Names]
	profiles    *ledger.Projection[*projection.Profiles]
	history     *ledger.Projection[projection.History]
	strengths   *ledger.Projection[*projection.Strengths]
	searchNames *ledger.Projection[*projection.SearchNames]
	searchTexts *ledger.Projection[*search.Finder]
	claims      *ledger.Projection[*search.Claims]
	insights    *ledger.Projection[*insights]
	matchings   *ledger.Projection[*matchings]
	telling     *ledger.Projection[*telling]
	tidied      atomic.Int64 // when it was looked for boxes where nothing is done
	notices     *ledger.Projection[*projection.Notices]
	inboxes     *ledger.Projection[*inboxes]
}

// ErrNoStore is a store that is not there.
var ErrNoStore = errors.New("there is no store here yet")

// New returns a service over a store that is open. Where no clock is given, it goes by
// that of the machine, as far as it can be believed.
func New(store Store, opts ledger.Options) *Service {
	if opts.Now == nil {
		return NewBy(clock.New(), store, opts)
	}
	return made(&Service{store: store, now: opts.Now}, opts)
}

// NewBy is New by a clock that can be doubted.
func NewBy(c *clock.Clock, store Store, opts ledger.Options) *Service {
	opts.Now = c.Now
	return made(&Service{store: store, now: c.Now, clock: c}, opts)
}

func made(d *Service, opts ledger.Options) *Service {
	d.files = FileLimits{Each: 10 << 20, All: 2 << 30}
	store := d.store
	d.names, d.profiles = projection.NewNames(store), projection.NewProfiles()
	d.history, d.strengths = projection.NewHistory(), projection.NewStrengths(store)
	d.searchNames, d.searchTexts = projection.NewSearchNames(store), projection.NewSearchTexts(d.finder)
	d.claims = projection.NewClaims()
	d.insights = newInsights()
	d.matchings, d.telling = newMatchings(), newTelling(store)
	d.notices, d.inboxes = projection.NewNotices(), newInboxes()
	also := opts.OnBatch
	opts.OnBatch = func(slug string, done []org.Entry) {
		if also != nil {
			also(slug, done)
		}
		call(&d.onActs)
	}
	opts.OnAppend = func(acts int, took time.Duration, err error) {
		if f := d.onAppend.Load(); f != nil {
			(*f)(acts, took, err)
		}
	}
	opts.Projections = append(opts.Projections, d.history, d.searchTexts, d.notices)
	d.engine = ledger.New(store, opts)
	return d
}

// Close finishes what is being written and closes the store.
func (d *Service) Close() error {
	return errors.Join(d.engine.Close(), d.store.Close())
}

// Identity lets the people of the organisations in, by links that lead to url.
func (d *Service) Identity(url string) *identity.Service {
	return &identity.Service{Store: d.store, People: d, URL: url, Now: d.Now, Policy: d.policy}
}

// Look returns an organisation at moment at; now where at is zero.
func (d *Service) Look(ctx context.Context, slug string, at org.Time) (*org.State, error) {
	if at == 0 {
		return d.engine.State(ctx, slug)
	}
	s, err := d.engine.At(ctx, slug, at)
	if err == nil && s.Founded == 0 {
		now, err := d.engine.State(ctx, slug)
		if err != nil {
			return nil, err
		}
		return nil, &org.Error{Code: org.NotFound, Key: "time.before", Args: []any{at, now.Founded}}
	}
	return s, err
}

// structureChanges returns the moments of all structural changes, ascending, up
// to the present.
func (d *Service) structureChanges(ctx context.Context, slug string) ([]org.Time, error) {
	h, _, err := d.history.Of(ctx, d.engine, slug)
	return slices.Clip(h), err
}

// Names returns today's name of everybody; those who were erased have none.
func (d *Service) Names(ctx context.Context, slug string) (map[org.PersonID]string, error) {
	profiles, err := d.store.Profiles(ctx, slug)
	if err != nil {
		return nil, err
	}
	names := make(map[org.PersonID]string, len(profiles))
	for _, p := range profiles {
		names[p.Person] = p.Name
	}
	return names, nil
}

// Zone returns a time zone by its name, UTC where that is not known here.
func Zone(name string) *time.Location {
	if name == "" {
		return time.UTC
	}
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	zones.Store(name, loc)
	return loc
}

// zones are those read from the disk, by name.
var zones sync.Map

// Moment reads a moment: RFC 3339, or a day, which means its start in zone.
func Moment(text string, zone *time.Location) (org.Time, error) {
	t, err := form.Moment(text, zone)
	if err != nil {
		return 0, &org.Error{Code: org.Invalid, Key: "time.format", Args: []any{text}}
	}
	return t, nil
}
