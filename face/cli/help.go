package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"orpheus/text/i18n"
)

// helpWidth is how wide help is at most: it reads well, and fits most terminals.
const helpWidth = 90

// examples are what somebody might type, by command.
var examples = map[string][]string{
	"":              {"orpheus demo", `orpheus org create linde --name "De Linde" --lang nl --person "Fatima <fatima@linde.example>"`, "orpheus serve"},
	"demo":          {"orpheus demo --lang da", "orpheus demo --data linde.db --addr 127.0.0.1:9000"},
	"serve":         {"orpheus serve", "orpheus serve --public-url https://orpheus.example.org --data /var/lib/orpheus/orpheus.db"},
	"org":           {"orpheus org list"},
	"org create":    {`orpheus org create linde --name "De Linde" --lang nl --zone Europe/Amsterdam --person "Fatima <fatima@linde.example>"`},
	"org list":      {"orpheus org list", "orpheus org list --json"},
	"person":        {"orpheus person list --org linde"},
	"person add":    {`orpheus person add "Kofi Mensah <kofi@linde.example>" --org linde`, `orpheus person add Roza --guest --org linde`},
	"person list":   {"orpheus person list --org linde"},
	"person link":   {"orpheus person link P7 --org linde --public-url https://orpheus.example.org"},
	"person token":  {"orpheus person token P7 --name Roster --org linde"},
	"person leave":  {"orpheus person leave P7 --org linde"},
	"org unlock":    {"orpheus org unlock linde"},
	"person unlock": {"orpheus person unlock P7 --org linde"},
	"person erase":  {"orpheus person erase P7 --yes --org linde"},
	"import":        {`orpheus import rust-team ./team --org rust --create --name Rust`, "orpheus import k8s-sigs sigs.yaml --org k8s --dry-run", `orpheus import table who.xlsx --org linde --columns circle=Project,person=Who --dry-run`},
	"map":           {"orpheus map --org linde", "orpheus map --org linde --at 2026-03-01"},
	"log":           {"orpheus log --org linde --since 2026-03-01 --by P7", "orpheus log --org linde --about C3 --json"},
	"measure":       {"orpheus measure --org linde", "orpheus measure --org linde --circle C3 --window 90d"},
	"signals":       {`orpheus signals --org linde`, `orpheus signals --org linde --at 2027-01-01 --json`},
	"who-decides":   {`orpheus who-decides "night rosters" --org linde`, `orpheus who-decides "night rosters" --org linde --circle C3 --json`},
	"count":         {"orpheus count votes.csv --method schulze --ranks low --no-opinion skip", "orpheus count council.blt --method stv-scottish --seats 4 --json"},
	"network":       {"orpheus network advice.txt --directed", "orpheus network advice.csv --directed --nodes people.csv --group dept --json", "orpheus network --org linde"},
	"migrate":       {"orpheus migrate orpheus.db postgres://orpheus@db.example/orpheus", "orpheus migrate postgres://orpheus@db.example/orpheus orpheus.db"},
	"prove":         {"orpheus prove rust-team rust-team-*.tar.gz", "orpheus prove k8s-sigs 2026-08-22=sigs.yaml sigs-2019-01-01.yaml.gz --markdown"},
	"act":           {"orpheus act lead.take", "orpheus act lead.take tension=T4 until=2027-01-31 --org linde --as P7"},
	"export":        {"orpheus export --org linde --personal > linde.jsonl", "orpheus export --org linde --kind map-a1.pdf > wall.pdf", "orpheus export --org linde --kind table.xlsx --for P7 > linde.xlsx"},
	"restore":       {"orpheus restore linde.jsonl --data new.db", "orpheus restore --copy orpheus-monday.db", "orpheus restore --redate linde.jsonl --data new.db", "orpheus restore --copy 's3://copies/linde/?endpoint=https://s3.example.org' --identity key.txt"},
	"verify":        {"orpheus verify", "orpheus verify --org linde --json"},
	"redact":        {"orpheus redact 6 --yes --org linde"},
	"backup":        {"orpheus backup orpheus-copy.db", "orpheus backup --new-key key.txt", "orpheus backup --to 's3://copies/linde?endpoint=https://s3.example.org' --recipient age1…"},
	"doctor":        {"orpheus doctor", "orpheus doctor --data postgres://orpheus@db.example/orpheus --json", "orpheus doctor --copies /var/backups/orpheus --mail-to fatima@linde.example"},
	"salvage":       {"orpheus salvage saved.db --data orpheus.db"},
	"completion":    {"source <(orpheus completion bash)", "orpheus completion fish | source"},
	"version":       {"orpheus version", "orpheus version --sbom"},
	"mcp":           {"orpheus mcp --org linde --as P7"},
}

// commandPath is how a command is called, without the program: "org create".
func commandPath(n *kong.Node) string {
	if n.Parent == nil {
		return ""
	}
	return strings.TrimSpace(commandPath(n.Parent) + " " + n.Name)
}

// helpKey is the end of the keys of a command's texts: "org.create".
func helpKey(n *kong.Node) string {
	if n.Parent == nil {
		return "app"
	}
	return strings.ReplaceAll(commandPath(n), " ", ".")
}

// valueKey is the key of the text of a flag or argument of a command: its own, or
// else that of all flags of its name.
func valueKey(say *i18n.Printer, n *kong.Node, name string) string {
	if key := "help." + helpKey(n) + "." + name; say.Has(key) {
		return key
	}
	return "help.flag." + name
}

// translate gives every command, flag and argument its text.
func translate(say *i18n.Printer, n *kong.Node) {
	set := func(text *string, key string) {
		if say.Has(key) {
			*text = say.T(key)
		}
	}
	set(&n.Help, "help."+helpKey(n))
	set(&n.Detail, "more."+helpKey(n))
	for _, f := range n.Flags {
		set(&f.Help, valueKey(say, n, f.Name))
	}
	for _, a := range n.Positional {
		set(&a.Help, valueKey(say, n, a.Name))
	}
	for _, child := range n.Children {
		translate(say, child)
	}
}

// printHelp says what a command does, how it is called, what it is given, and
// how it ends.
func printHelp(say *i18n.Printer) kong.HelpPrinter {
	return func(_ kong.HelpOptions, ctx *kong.Context) error {
		n := ctx.Selected()
		if n == nil {
			n = ctx.Model.Node
		}
		h := helpPage{say: say}
		h.page(ctx.Model, n)
		_, err := io.WriteString(ctx.Stdout, h.String())
		return err
	}
}

type helpPage struct {
	strings.Builder
	say *i18n.Printer
}

func (h *helpPage) page(app *kong.Application, n *kong.Node) {
	usage := app.Name + " <" + h.say.T("help.some_command") + ">"
	if n.Parent != nil {
		usage = app.Name + " " + strings.NewReplacer("[flags]", "["+h.say.T("help.some_flags")+"]",
			"<command>", "<"+h.say.T("help.some_command")+">").Replace(n.Summary())
	}
	fmt.Fprintf(h, "%s %s\n", h.say.T("help.usage"), usage)
	h.text(n.Help)
	h.text(n.Detail)
	var rows [][2]string
	for _, a := range n.Positional {
		rows = append(rows, [2]string{a.Summary(), a.Help})
	}
	h.table("help.arguments", rows)
	h.table("help.commands", h.commands(n, nil))
	rows = nil
	for _, flags := range n.AllFlags(true) {
		for _, f := range flags {
			rows = append(rows, [2]string{f.String(), withVariable(f)})
		}
	}
	h.table("help.flags", rows)
	fmt.Fprintf(h, "\n%s\n", h.say.T("help.examples"))
	for _, x := range examples[commandPath(n)] {
		fmt.Fprintf(h, "  %s\n", x)
	}
	h.text(h.say.T("more.store"))
	h.text(h.say.T("more.exit"))
	if len(n.Children) > 0 {
		h.text(h.say.T("more.one", strings.TrimSpace(app.Name+" "+commandPath(n))+" <"+h.say.T("help.some_command")+"> --help"))
	}
}

// withVariable is the text of a flag with the variable that sets it too.
func withVariable(f *kong.Flag) string {
	if len(f.Envs) == 0 {
		return f.Help
	}
	return f.Help + " ($" + strings.Join(f.Envs, ", $") + ")"
}

// commands are those below n that do something, each with its text.
func (h *helpPage) commands(n *kong.Node, rows [][2]string) [][2]string {
	for _, child := range n.Children {
		if child.Leaf() {
			rows = append(rows, [2]string{commandPath(child), child.Help})
		}
		rows = h.commands(child, rows)
	}
	return rows
}

func (h *helpPage) text(text string) {
	if text != "" {
		fmt.Fprintf(h, "\n%s\n", wrap(text, helpWidth, ""))
	}
}

// table prints rows of a name and a text; nothing where there are none.
func (h *helpPage) table(title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(h, "\n%s\n", h.say.T(title))
	const widest = 28
	left := 0
	for _, r := range rows {
		if n := utf8.RuneCountInString(r[0]); n <= widest {
			left = max(left, n)
		}
	}
	indent := strings.Repeat(" ", left+4)
	for _, r := range rows {
		text := wrap(r[1], helpWidth-len(indent), indent)
		if n := utf8.RuneCountInString(r[0]); n > left {
			fmt.Fprintf(h, "  %s\n%s%s\n", r[0], indent, text)
		} else {
			fmt.Fprintf(h, "  %s%s  %s\n", r[0], strings.Repeat(" ", left-n), text)
		}
	}
}

// wrap breaks a text into lines of at most width letters, all but the first after
// indent.
func wrap(text string, width int, indent string) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i > 0 && at+1+n > width:
			b.WriteString("\n" + indent)
			at = 0
		case i > 0:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}
