package i18n

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// loose are beginnings of keys that are put together while the program runs,
// so that no source has them as a whole, or that the domain and the other
// faces ask for; those have tests of their own.
var loose = []string{
	"error.",
	"takeout.",
	"assistants.",
	"out.",
	"act.",
	"refused.",
	"tell.",
	"api.",
	"cli.",
	"map.mark.",
	"form.",
	"do.",
	"field.",
	"hint.",
	"structure.",
	"home.greet.",
	"strength.add.",
	"past.unreadable.",
	"past.ahead.",
	"link.",
	"provider.",
	"passkey.refused.",
	"ways.name",
	"ways.issuer",
	"ways.client",
	"ways.secret",
	"ways.groups",
	"ways.domains",
	"account.done.",
	"change.",
	"compare.",
	"odd.",
	"unread.",
	"help.",
	"more.",
	"usage.",
	"kind.",
	"notice.why.",
	"notices.settings.",
	"push.",
	"devices.say.",
	"ending.",
	"mail.link.",
	"feed.",
	"info.",
	"privacy.",
	"accessibility.",
	"welcome.",
	"count.",
	"network.",
	"inviter.",
	"answer.",
	"process.",
	"says.",
	"heed.",
	"settling.",
	"stage.",
	"outcome.",
	"domain.",
	"propose.",
	"concern.",
	"part.",
	"vote.how.",
	"vote.passes.",
	"vote.turnout.",
	"vote.method.",
	"vote.majority.",
	"decision.lede.",
	"decision.ended.",
	"decision.says.",
	"decision.together.",
	"decisions.none.",
	"decides.",
	"wording.neuter.",
	"term.",
	"insight.q.",
	"insight.said.",
	"initiative.piece.",
	"insight.says.",
	"insight.reason.",
	"insight.about.",
	"insight.beside.",
	"insight.moves.",
	"insight.mark.",
	"insight.define.",
	"insight.population.",
	"insight.misleads.",
	"insight.read.",
	"insight.council.",
	"insight.lede.",
	"insight.would.",
	"ties.picture.",
	"ties.verdict.",
	"ties.lede.",
	"ties.of.",
	"ties.legend.",
	"ties.foot.",
	"ties.table.",
	"ties.level.",
	"ties.year.",
	"ties.formal.",
	"ties.near.",
	"prove.",
	"watch.",
	"cases.",
	"fit.",
	"planning.",
	"call.energy.",
	"path.kind.",
	"informal.",
	"feedback.",
	"meeting.why.",
	"meeting.became.",
	"meeting.do.",
	"meeting.round.",
	"meeting.ask.",
	"becomes.",
	"pulse.",
	"found.copy.",
}

// pages are the sources whose keys are checked here.
var pages = []string{"../../face/web", "../../face/letter", "../../face/feed", "../../face/hook", "../../identity/mail", "../../org/form", "."}

var (
	asked  = regexp.MustCompile(`\.T\(\s*"([^"]+)"\s*[,)]`)
	quoted = regexp.MustCompile(`"([a-z]+(?:\.[a-z_]+)+)"`)
)

// Every key that a source asks for is there, and every key that is there is
// asked for.
func TestKeysAreUsed(t *testing.T) {
	entries := catalogs(t)[Languages[0]]
	seen := map[string]bool{}
	look := func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "node_modules" || name == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if ext := filepath.Ext(path); ext != ".go" && ext != ".templ" || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range asked.FindAllSubmatch(src, -1) {
			if key := string(m[1]); !hasKey(entries, key) {
				t.Errorf("%s asks for %q, which no catalog has", path, key)
			}
		}
		for _, m := range quoted.FindAllSubmatch(src, -1) {
			seen[string(m[1])] = true
		}
		return nil
	}
	for _, dir := range pages {
		if err := filepath.WalkDir(dir, look); err != nil {
			t.Fatal(err)
		}
	}
	for key := range entries {
		if !seen[key] && !looseKey(key) {
			t.Errorf("nothing asks for %q", key)
		}
	}
}

func hasKey(entries map[string]entry, key string) bool {
	_, ok := entries[key]
	return ok
}

func looseKey(key string) bool {
	for _, l := range loose {
		if strings.HasPrefix(key, l) {
			return true
		}
	}
	return false
}
