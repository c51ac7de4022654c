package sight_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
)

var optionIn = regexp.MustCompile(`<option value="([CRP][0-9]+)"`)

var pickIn = regexp.MustCompile(`id="pick-([CPR][0-9]+)"`)

// forms checks what can be chosen in the forms of all kinds of act.
func (l *looker) forms(t *testing.T) {
	for _, k := range org.Kinds() {
		code, text := l.page("/acts/" + k.Name)
		if code >= http.StatusInternalServerError {
			t.Errorf("the form of %s: %d", k.Name, code)
		}
		l.reads(t, "the form of "+k.Name, text)
		for _, m := range optionIn.FindAllStringSubmatch(text, -1) {
			var n uint32
			fmt.Sscan(m[1][1:], &n)
			if r := (org.Ref{Letter: m[1][0], N: n}); !l.knows(r) {
				t.Errorf("the form of %s offers %s", k.Name, r)
			}
		}
	}
	for _, r := range l.refs() {
		for _, path := range []string{"/acts/lead.take?tension=", "/acts/circle.amend?circle=", "/acts/role.amend?role=", "/acts/initiative.amend?initiative=", "/acts/tension.amend?tension="} {
			if strings.Contains(path, strings.ToLower(string(r.Letter))) {
				_, text := l.page(path + r.String())
				l.reads(t, path+r.String(), text)
			}
		}
	}
}

// found checks what can be chosen by typing, of organisations too large for lists.
func (l *looker) found(t *testing.T) {
	for _, letter := range []byte("CPR") {
		for _, query := range []string{"", "z"} {
			_, text := l.page("/choices?of=" + string(letter) + "&q=" + query)
			l.reads(t, "what is found of "+string(letter), text)
			for _, m := range pickIn.FindAllStringSubmatch(text, -1) {
				if r, ok := org.ParseRef(m[1]); !ok || !l.knows(r) {
					t.Errorf("%s can be chosen", m[1])
				}
			}
		}
	}
}

// undo checks that of an act they may not be told, undoing says what it says of none.
func (l *looker) undo(t *testing.T) {
	v, err := l.service.As(t.Context(), "linde", l.who)
	l.must(err)
	_, none := v.Undo(t.Context(), 9999, org.Web)
	status, _ := l.post("/undo/9999", url.Values{})
	for i := range l.entries {
		e := &l.entries[i]
		if l.told(e) {
			continue
		}
		if _, err := v.Undo(t.Context(), e.Seq, org.Web); err == nil || err.Error() != none.Error() {
			t.Errorf("undoing entry %d: %v, want %v", e.Seq, err, none)
		}
		code, text := l.post(fmt.Sprintf("/undo/%d", e.Seq), url.Values{})
		if code != status {
			t.Errorf("undoing entry %d on a page: %d, want %d", e.Seq, code, status)
		}
		l.reads(t, fmt.Sprint("undoing ", e.Seq), text)
	}
}

// whatIf checks that acts that name what they do not know of are refused as if it were
// not there, done, tried or seen beforehand.
func (l *looker) whatIf(t *testing.T) {
	v, err := l.service.As(t.Context(), "linde", l.who)
	l.must(err)
	for _, r := range l.refs() {
		var act org.Act
		path, field := "", ""
		switch r.Letter {
		case 'R':
			act, path, field = &org.RetireRole{Role: org.RoleID(r.N)}, "/acts/role.retire?preview=1", "role"
		case 'C':
			act, path, field = &org.CloseCircle{Circle: org.CircleID(r.N)}, "/acts/circle.close?preview=1", "circle"
		case 'T':
			act, path, field = &org.FeelTension{Tension: org.TensionID(r.N)}, "/acts/tension.feel", "tension"
		default:
			continue
		}
		if l.knows(r) {
			continue
		}
		want := org.NotThere(r).Error()
		for name, try := range map[string]func() error{
			"done":    func() error { _, err := v.Do(t.Context(), service.Asked{Act: act}); return err },
			"tried":   func() error { _, err := v.Fork(t.Context(), act); return err },
			"offered": func() error { return l.look(t).May(act) },
		} {
			if err := try(); err == nil || err.Error() != want {
				t.Errorf("%s %s: %v, want %s", org.NameOf(act), name, err, want)
			}
		}
		code, text := l.post(path, url.Values{field: {r.String()}})
		if code < 400 {
			t.Errorf("%s of %s on a page: %d", org.NameOf(act), r, code)
		}
		l.reads(t, path, text)
	}
}
