package cli

import (
	"regexp"
	"strings"

	"orpheus/text/i18n"
)

// mistakes are what the parser says about wrong use, and the keys of what we say:
// what is found in the first goes into the second, in order.
var mistakes = []struct {
	found *regexp.Regexp
	key   string
}{
	{regexp.MustCompile(`^missing flags: (.+)$`), "usage.flags"},
	{regexp.MustCompile(`^unexpected argument (\S+?)(?:, did you mean (?:one of )?(.+)\?)?$`), "usage.argument"},
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean (?:one of )?(.+)\?)?$`), "usage.flag"},
	{regexp.MustCompile(`^expected one of (.+)$`), "usage.one_of"},
	{regexp.MustCompile(`^(\S+) must be one of (\S+) but got "(.*)"$`), "usage.enum"},
	{regexp.MustCompile(`^(\S+): (?:missing value.*|expected \S+ value but got .*)$`), "usage.value"},
	{regexp.MustCompile(`^(\S+): expected an? (?:valid \d+ bit u?int|int) but got "(.*?)".*$`), "usage.number"},
	{regexp.MustCompile(`^(\S+): bool value must be .* but got "(.*)"$`), "usage.yes_no"},
	{regexp.MustCompile(`^expected (".+")$`), "usage.expected"},
}

// mistake says what the parser says, in the language of the terminal.
func mistake(say *i18n.Printer, err error) string {
	text := err.Error()
	for _, m := range mistakes {
		parts := m.found.FindStringSubmatch(text)
		if parts == nil {
			continue
		}
		parts = parts[1:]
		like := ""
		if m.key == "usage.argument" || m.key == "usage.flag" {
			parts, like = parts[:1], parts[1]
		}
		args := make([]any, len(parts))
		for i, p := range parts {
			args[i] = strings.NewReplacer(`","`, ", ", `"`, "", "....", "…", "...", "…").Replace(p)
		}
		said := say.T(m.key, args...)
		if like != "" {
			said += " " + say.T("usage.like", strings.ReplaceAll(like, `"`, ""))
		}
		return said
	}
	return say.T("usage.other", text)
}
