package web

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

const (
	// mostTable is how large a file of tables may be that is dropped on a page.
	mostTable = 16 << 20
	// mostKept is how large it may be packed: it goes along in the form until it is brought
	// in, so that nothing of it is kept before.
	mostKept = 640 << 10
	// mostDoubts is about how many who may be one person is asked.
	mostDoubts = 100
)

// bringPage is where a steward brings an organisation in: a file, its columns, what would
// become of it, and it.
type bringPage struct {
	*place
	stage int // stageFile and on
	last  *service.Brought
	fault string // why a file is not taken, in words
	back  *service.TakenBack

	from     service.Bringing
	kept     string // the file, packed
	heads    []service.Head
	doubts   []service.Doubt
	unasked  int            // doubts beside these
	asked    []service.Same // about whom was asked
	anew     bool           // about somebody it was not yet
	sum      *service.Imported
	picture  ui.MapPicture
	oddities []bringOdd
}

// The stages of bringing in.
const (
	stageFile = iota
	stageColumns
	stageLook
	stageDone
)

// bringOdd is something that wants an eye.
type bringOdd struct {
	Place, Text string
	Out         bool // something was left out
}

func (s *server) bringing(v *request) (*bringPage, error) {
	pg, err := s.placeNow(v)
	if err != nil {
		return nil, err
	}
	d := &bringPage{place: pg}
	if d.last, err = v.as.LastBrought(v.r.Context()); org.CodeOf(err) == org.Forbidden {
		return nil, errNotFound
	}
	pg.title = v.p.T("bring.title")
	pg.way = []ui.NavItem{{Text: v.p.T("settings.title"), Href: pg.to("/settings")}, navHere(pg.title)}
	return d, err
}

func (s *server) bringPage(v *request) error {
	d, err := s.bringing(v)
	if err != nil {
		return err
	}
	return d.shown(http.StatusOK)
}

func (d *bringPage) shown(status int) error {
	d.w.Header().Set("Cache-Control", "no-store")
	return d.show(status, bringShown(d))
}

func (d *bringPage) refused(why string) error {
	d.stage, d.fault = stageFile, why
	return d.shown(http.StatusUnprocessableEntity)
}

// bring takes a file, and does with it what was pressed: reads its columns, looks at what
// would become of it, or brings it in. It also takes back what was brought in last.
func (s *server) bring(v *request) error {
	if !v.me.Steward {
		return errNotFound
	}
	if v.isFiles() {
		return s.bringFile(v)
	}
	if err := v.read(); err != nil {
		return err
	}
	d, err := s.bringing(v)
	if err != nil {
		return err
	}
	if v.told("do") == "back" {
		return s.bringBack(d)
	}
	d.from = service.Bringing{Name: v.told("name"), Format: v.told("format"), FillDown: v.told("fill") == "on", Partial: v.told("partial") == "on"}
	d.kept = v.told("file")
	if d.from.File, err = unkept(d.kept); err != nil {
		return d.refused(v.p.T("bring.fault.lost"))
	}
	d.columns(v.r.PostForm["heading"], v.r.PostForm["as"])
	d.asked, d.from.Same = heardSame(v.r.PostForm["asked"]), heardSame(v.r.PostForm["same"])
	switch v.told("do") {
	case "look":
		return s.bringLook(d)
	case "bring":
		return s.bringIn(d)
	}
	return s.bringColumns(d)
}

// columns takes over what the columns were said to be, where that differs from how they are
// read by themselves.
func (d *bringPage) columns(headings, as []string) {
	d.from.Columns = map[string]string{}
	for i, heading := range headings[:min(len(headings), len(as))] {
		switch by := service.ReadAs(heading); {
		case as[i] == by, heading == "":
		case as[i] == "":
			d.from.LeaveOut = append(d.from.LeaveOut, heading)
		default:
			d.from.Columns[as[i]] = heading
		}
	}
}

// bringFile takes a file that was dropped, or lines that were pasted.
func (s *server) bringFile(v *request) error {
	d, err := s.bringing(v)
	if err != nil {
		return err
	}
	end, ok := s.arriving.Begin(v.org.Slug+" brings", 2)
	if !ok {
		return &tooOften{time.Minute}
	}
	defer end()
	turn := http.NewResponseController(v.w)
	_ = turn.SetReadDeadline(time.Now().Add(fileTime)) // a server of a test may have none
	_ = turn.SetWriteDeadline(time.Now().Add(fileTime + time.Minute))
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, mostTable+largestForm)
	parts, err := v.r.MultipartReader()
	if err != nil {
		return errors.Join(errForm, err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(errForm, err)
		}
		body, err := io.ReadAll(io.LimitReader(part, mostTable+1))
		if err != nil && !isTooLarge(err) {
			return errors.Join(errForm, err)
		}
		if err != nil || len(body) > mostTable {
			return d.refused(v.p.T("bring.fault.large", mostTable>>20))
		}
		switch part.FormName() {
		case "table":
			if len(body) > 0 {
				d.from.Name, d.from.File = part.FileName(), body
			}
		case "pasted":
			if len(d.from.File) == 0 && strings.TrimSpace(string(body)) != "" {
				d.from.Name, d.from.File = v.p.T("bring.pasted.name")+".csv", body
			}
		case "format":
			d.from.Format = string(body)
		}
	}
	if len(d.from.File) == 0 {
		return d.refused(v.p.T("bring.fault.none"))
	}
	if d.from.Format == "" {
		d.from.Format = service.Recognised(d.from.Name, d.from.File)
	}
	if d.kept = keptFile(d.from.File); len(d.kept) > mostKept {
		return d.refused(v.p.T("bring.fault.kept", mostKept>>10))
	}
	return s.bringColumns(d)
}

// keptFile is a file as it goes along in a form.
func keptFile(file []byte) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(file) // into memory
	_ = z.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func unkept(kept string) ([]byte, error) {
	packed, err := base64.StdEncoding.DecodeString(kept)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	file, err := io.ReadAll(io.LimitReader(z, mostTable+1))
	if err == nil && (len(file) > mostTable || len(file) == 0) {
		err = errForm
	}
	return file, err
}

// unreadable says why a file cannot be read; empty where that is not what err is about.
func (d *bringPage) unreadable(err error) string {
	if text, ok := sentence.Unread(d.p, err); ok {
		return text
	}
	if errors.Is(err, service.ErrFormat) {
		return d.p.T("bring.fault.format")
	}
	if org.CodeOf(err) != 0 {
		return sentence.Refusal(d.p, d.view.Name, d.s, err)
	}
	return ""
}

// bringColumns shows how the columns were read, and what wants an eye.
func (s *server) bringColumns(d *bringPage) error {
	if err := d.looked(); err != nil {
		return d.orFault(err)
	}
	d.stage = stageColumns
	return d.shown(http.StatusOK)
}

// looked works out what would become of the file.
func (d *bringPage) looked() (err error) {
	if d.heads, d.doubts, err = d.as.Heads(d.r.Context(), d.from); err != nil {
		return err
	}
	d.unasked = max(0, len(d.doubts)-mostDoubts)
	d.doubts = d.doubts[:len(d.doubts)-d.unasked]
	for _, x := range d.doubts {
		if slices.Contains(d.asked, x.Same()) {
			continue
		}
		d.anew = true
		if x.Mail { // until somebody says otherwise, who has the same address is one person
			d.from.Same = append(d.from.Same, x.Same())
		}
	}
	if d.sum, err = d.as.Bring(d.r.Context(), d.from, true); err != nil {
		return err
	}
	d.odd()
	return nil
}

func (d *bringPage) odd() {
	for _, o := range d.sum.Oddities {
		d.oddities = append(d.oddities, bringOdd{Place: strings.TrimSuffix(o.Place(), ": "), Text: sentence.Source(d.p, o.What), Out: o.Refused})
	}
	slices.SortStableFunc(d.oddities, func(a, b bringOdd) int { // what was left out comes first
		switch {
		case a.Out == b.Out:
			return 0
		case a.Out:
			return -1
		}
		return 1
	})
}

func (d *bringPage) orFault(err error) error {
	if why := d.unreadable(err); why != "" {
		return d.refused(why)
	}
	return err
}

// bringLook shows what would become of the file, as a map and in words; or asks first about whom
// nobody was asked, as where a circle is filled down and more rows count.
func (s *server) bringLook(d *bringPage) error {
	err := d.looked()
	if err != nil {
		return d.orFault(err)
	}
	if d.anew {
		d.stage = stageColumns
		return d.shown(http.StatusOK)
	}
	look, err := viewed(d.r.Context(), d.sum.Would, nil)
	if err != nil {
		return err
	}
	if d.picture, err = s.smallMap(d.place, look); err != nil {
		return err
	}
	d.stage = stageLook
	return d.shown(http.StatusOK)
}

// bringIn brings the file in.
func (s *server) bringIn(d *bringPage) error {
	sum, err := d.as.Bring(d.r.Context(), d.from, false)
	if err != nil {
		return d.orFault(err)
	}
	again, err := s.bringing(d.request)
	if err != nil {
		return err
	}
	again.sum, again.stage = sum, stageDone
	again.odd()
	return again.shown(http.StatusOK)
}

// bringBack takes back what was brought in last.
func (s *server) bringBack(d *bringPage) error {
	seq, err := strconv.ParseUint(d.told("seq"), 10, 64)
	if err != nil {
		return errNotFound
	}
	back, err := d.as.TakeBackImport(d.r.Context(), seq)
	if err != nil {
		return d.orFault(err)
	}
	again, err := s.bringing(d.request)
	if err != nil {
		return err
	}
	again.back = back
	return again.shown(http.StatusOK)
}

// asOptions are what a column can be read as.
func (d *bringPage) asOptions(h service.Heading) []ui.Option {
	out := []ui.Option{{Text: d.p.T("bring.as.out"), Chosen: h.As == ""}}
	for _, c := range service.TableColumns() {
		out = append(out, ui.Option{Value: c, Text: d.p.T("bring.as." + c), Chosen: string(h.As) == c})
	}
	return out
}

// counts are what would become of the file, in words.
func (d *bringPage) counts() (all []string) {
	for _, n := range []struct{ key, kind string }{
		{"bring.count.circles", "circle.form"},
		{"bring.count.roles", "role.create"},
		{"bring.count.people", "person.join"},
		{"bring.count.seats", "seat.fill"},
		{"bring.count.joins", "circle.join"},
		{"bring.count.decisions", "decision.record"},
		{"bring.count.amended", "circle.amend"},
		{"bring.count.moved", "circle.move"},
		{"bring.count.roles_amended", "role.amend"},
		{"bring.count.left", "seat.leave"},
		{"bring.count.closed", "circle.close"},
		{"bring.count.retired", "role.retire"},
		{"bring.count.gone", "person.leave"},
	} {
		if k := d.sum.Kinds[n.kind]; k > 0 {
			all = append(all, d.p.T(n.key, k))
		}
	}
	if d.sum.Vacancies > 0 {
		all = append(all, d.p.T("bring.count.open", d.sum.Vacancies))
	}
	return all
}

// saidSame is what a form says of two who are one person.
func saidSame(s service.Same) string {
	b, _ := json.Marshal(s) // of texts and a number
	return string(b)
}

// heardSame is what a form says of them. What it does not say so is left out.
func heardSame(texts []string) (all []service.Same) {
	for _, text := range texts {
		var same service.Same
		if json.Unmarshal([]byte(text), &same) == nil {
			all = append(all, same)
		}
	}
	return all
}

// isOne is whether the two of a doubt are taken for one person.
func (d *bringPage) isOne(x service.Doubt) bool { return slices.Contains(d.from.Same, x.Same()) }

// whyDoubt says where the two of a doubt stand.
func (d *bringPage) whyDoubt(x service.Doubt) string {
	why := d.p.T("bring.doubt.file", x.A.Line, x.B.Line)
	if x.Person != 0 {
		why = d.p.T("bring.doubt.here", x.A.Line)
	}
	if x.Mail {
		why += " " + d.p.T("bring.doubt.mail")
	}
	return why
}

// formats are what a file can be.
func (d *bringPage) formats() []ui.Option {
	out := []ui.Option{{Text: d.p.T("bring.format.any"), Chosen: d.from.Format == ""}}
	for _, f := range service.FileFormats() {
		out = append(out, ui.Option{Value: f, Text: d.p.T("bring.format." + f), Chosen: d.from.Format == f})
	}
	return out
}

// holders are who would hold a role.
func (d *bringPage) holders(r org.MapRole) string {
	var names []string
	for _, seat := range r.Seats {
		name := d.sum.Names[seat.Person]
		if name == "" {
			name = d.view.Name(seat.Person)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
