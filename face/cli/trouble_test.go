package cli_test

import (
	"bytes"
	"context"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"orpheus/face/cli"
)

// What goes wrong around the program is said in every language, with status 1.
func TestTroubleInWords(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	taken := listener.Addr().String()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	run := func(ctx context.Context, lang string, args ...string) (int, string) {
		var out, errs bytes.Buffer
		getenv := func(name string) string { return map[string]string{"ORPHEUS_LANG": lang, "ORPHEUS_DATA": data}[name] }
		status := cli.Run(ctx, args, getenv, strings.NewReader(""), &out, &errs)
		return status, errs.String()
	}
	if status, said := run(t.Context(), "en", "org", "create", "linde", "--name", "De Linde"); status != 0 {
		t.Fatal(said)
	}
	for _, c := range []struct {
		ctx              context.Context
		lang, args, want string
	}{
		{t.Context(), "en", "serve --addr " + taken, "Something listens at " + taken + " already. Nothing was changed."},
		{t.Context(), "nl", "serve --addr " + taken, "Op " + taken + " luistert al iets anders."},
		{t.Context(), "da", "serve --addr " + taken, "Noget andet lytter allerede på " + taken + "."},
		{stopped, "en", "verify", "You stopped it before it was done. What was saved before is kept."},
		{stopped, "nl", "export --org linde", "Je stopte het voordat het klaar was."},
		{stopped, "da", "map --org linde", "Du stoppede det, før det var færdigt."},
	} {
		status, said := run(c.ctx, c.lang, strings.Fields(c.args)...)
		if want := "orpheus: " + c.want; status != 1 || !strings.HasPrefix(said, want) {
			t.Errorf("%s: status %d, %q, want %q", c.args, status, said, want)
		}
	}
}
