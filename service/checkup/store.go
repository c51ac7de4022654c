package checkup

import (
	"errors"
	"io/fs"
	"time"

	"orpheus/internal/volume"
	"orpheus/service"
	"orpheus/store/postgres"
	"orpheus/store/sqlite"
)

// version looks whether the layout of the store is that of this program, and, where it is,
// at what lies in it.
func (l *look) version() {
	if service.IsDatabase(l.Data) {
		return
	}
	have, know, err := sqlite.Layout(l.ctx, l.Data)
	switch what := service.Trouble(err); {
	case errors.Is(err, fs.ErrNotExist):
		l.say("version", Heed, "no_store", l.Data)
	case err != nil && what != "":
		l.say("version", Wrong, "trouble", what)
	case err != nil:
		l.say("version", Wrong, "unseen", err.Error())
	default:
		l.layout(have, know)
		if have == know {
			l.inside()
		}
	}
}

// layout compares that of the store with that of this program.
func (l *look) layout(have, know int) {
	switch {
	case have < 0:
		l.say("version", Heed, "no_store", service.StoreName(l.Data))
	case have < know:
		l.say("version", Heed, "older", have, know)
	case have > know:
		l.say("version", Wrong, "newer", have, know)
	default:
		l.say("version", Well, "layout", know)
	}
}

// inside looks at what the store says of itself when it is opened to be read.
func (l *look) inside() {
	d, err := service.OpenToRead(l.ctx, l.Data, service.KeyFile(l.Key))
	if err != nil {
		if what := service.Trouble(err); what != "" {
			l.say("version", Wrong, "trouble", what)
		} else {
			l.say("version", Wrong, "unseen", err.Error())
		}
		return
	}
	defer d.Close()
	if d.Damage() != "" {
		l.say("version", Wrong, "trouble", "missing_end")
	}
	l.dated(d)
}

// fewest is how many connections one program takes at most, and a few for whoever looks after
// the server.
const (
	fewest = 26
	oldest = 14 // the oldest version that is tested with
)

// database looks whether it can be reached, written and relied on.
func (l *look) database() {
	e, err := postgres.Examine(l.ctx, l.Data)
	if err != nil {
		if what := service.Trouble(err); what != "" {
			l.say("database", Wrong, "trouble", what)
		} else {
			l.say("database", Wrong, "unseen", err.Error())
		}
		return
	}
	if e.Version/10000 < oldest {
		l.say("database", Wrong, "old", e.Version/10000, oldest)
	} else {
		l.say("database", Well, "version", e.Version/10000)
	}
	if e.ReadOnly {
		l.say("database", Wrong, "reading")
	} else {
		l.say("database", Well, "writing")
	}
	if free := e.MaxConnections - e.Connections; free < fewest {
		l.say("database", Heed, "connections", e.MaxConnections, e.Connections, fewest)
	} else {
		l.say("database", Well, "room", e.MaxConnections, e.Connections)
	}
	switch {
	case !e.Fsync || !e.FullPages:
		l.say("database", Wrong, "unsafe")
	case e.Commit == "off":
		l.say("database", Heed, "commit_off")
	default:
		l.say("database", Well, "commit", e.Commit)
	}
	if e.Heard {
		l.say("database", Well, "heard")
	} else if !e.ReadOnly { // a standby tells nothing
		l.say("database", Heed, "unheard")
	}
	l.layout(e.Layout, e.Knows)
	l.beside(e.Now, e.Took)
	if e.Layout == e.Knows {
		l.inside()
		path := l.Key
		if path == "" {
			path, err = postgres.StatePath(e.Number + ".key")
		}
		if err == nil {
			l.keyFile(path)
		}
	}
}

// late is how old the last nightly copy may be.
const late = 36 * time.Hour

// copies looks at the nightly copies.
func (l *look) copies() {
	if service.IsDatabase(l.Data) {
		l.say("copies", Heed, "database")
		return
	}
	if l.Copies == "" {
		l.say("copies", Heed, "none")
		return
	}
	all, err := service.CopiesIn(l.Copies, l.Data)
	switch {
	case err != nil:
		l.say("copies", Wrong, "unseen", l.Copies, err.Error())
	case len(all) == 0:
		l.say("copies", Wrong, "empty", l.Copies)
	default:
		last := all[len(all)-1]
		age := time.Since(last.Made).Round(time.Hour)
		if age > late {
			l.say("copies", Wrong, "old", last.Path, int(age.Hours()))
		} else {
			l.say("copies", Well, "fresh", last.Path, int(age.Hours()), len(all))
		}
		if info, err := volume.Of(l.Copies); err == nil && info.Known && info.Free < leastRoom {
			l.say("copies", Wrong, "full", l.Copies)
		}
	}
}
