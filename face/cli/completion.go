package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish"`
}

func (c *completionCmd) Run(e *env) error {
	switch c.Shell {
	case "fish":
		e.fish()
	case "zsh":
		fmt.Fprintln(e.out, "#compdef orpheus\nautoload -U +X bashcompinit && bashcompinit")
		e.bash()
	default:
		e.bash()
	}
	return nil
}

// each calls f for every command with its path, the program itself first.
func (e *env) each(f func(path []string, n *kong.Node)) {
	var walk func(path []string, n *kong.Node)
	walk = func(path []string, n *kong.Node) {
		f(path, n)
		for _, child := range n.Children {
			if child.Type == kong.CommandNode {
				walk(append(path[:len(path):len(path)], child.Name), child)
			}
		}
	}
	walk(nil, e.model.Node)
}

// valueChoices are the words that a flag or an argument takes; nil for any, or for
// none that can be known here.
func valueChoices(n *kong.Node, v *kong.Value) []string {
	switch {
	case v.Name == "kind":
		var kinds []string
		for _, k := range org.Kinds() {
			kinds = append(kinds, k.Name)
		}
		return kinds
	case v.Name == "format" && n.Name == "import":
		return service.Formats()
	case v.Name == "lang":
		return i18n.Languages
	}
	return slices.DeleteFunc(v.EnumSlice(), func(s string) bool { return s == "" })
}

// takesValue are the flags, of all commands, that a word follows.
func (e *env) takesValue() (names []string) {
	e.each(func(_ []string, n *kong.Node) {
		for _, f := range n.Flags {
			if name := "--" + f.Name; !f.IsBool() && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	})
	return names
}

// choices returns the words that may follow a command: its commands and flags.
func choices(n *kong.Node, top *kong.Node) (commands, flags []string) {
	for _, child := range n.Children {
		commands = append(commands, child.Name)
	}
	if len(n.Positional) > 0 {
		commands = append(commands, valueChoices(n, n.Positional[0])...)
	}
	for _, list := range [][]*kong.Flag{n.Flags, top.Flags} {
		for _, f := range list {
			flags = append(flags, "--"+f.Name)
		}
		if n == top {
			break
		}
	}
	return commands, flags
}

func (e *env) bash() {
	with := strings.Join(e.takesValue(), "|")
	fmt.Fprintf(e.out, `# bash completion for orpheus: source <(orpheus completion bash)
_orpheus() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path="" word words="" skip=""
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [ -n "$skip" ] && { skip=""; continue; }
    case $word in
      %s) skip=1 ;;
      -*|=) ;;
      *) path="$path $word" ;;
    esac
  done
  if [ -n "$skip" ]; then
    case "$path $prev" in
`, with)
	seen := map[string]bool{}
	e.each(func(_ []string, n *kong.Node) {
		for _, f := range n.Flags {
			if list := valueChoices(n, f.Value); list != nil && !seen[f.Name] {
				seen[f.Name] = true
				fmt.Fprintf(e.out, "      *\" --%s\") words=%q ;;\n", f.Name, strings.Join(list, " "))
			}
		}
	})
	fmt.Fprint(e.out, `    esac
  else while :; do
    case "${path# }" in
`)
	e.each(func(path []string, n *kong.Node) {
		commands, flags := choices(n, e.model.Node)
		fmt.Fprintf(e.out, "    %q) words=%q ;;\n", strings.Join(path, " "), strings.Join(append(commands, flags...), " "))
	})
	fmt.Fprint(e.out, `    esac
    [ -n "$words" ] && break
    path=${path% *}
  done; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [ ${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _orpheus orpheus
`)
}

func (e *env) fish() {
	fmt.Fprintln(e.out, "# fish completion for orpheus: orpheus completion fish | source")
	e.each(func(path []string, n *kong.Node) {
		when := "__fish_use_subcommand"
		if len(path) > 0 {
			when = "__fish_seen_subcommand_from " + path[len(path)-1]
		}
		for _, child := range n.Children {
			fmt.Fprintf(e.out, "complete -c orpheus -n %q -f -a %s -d %q\n", when, child.Name, child.Help)
		}
		if len(n.Positional) > 0 {
			if list := valueChoices(n, n.Positional[0]); list != nil {
				fmt.Fprintf(e.out, "complete -c orpheus -n %q -f -a %q\n", when, strings.Join(list, " "))
			}
		}
		for _, f := range n.Flags {
			cond := fmt.Sprintf(" -n %q", when)
			if len(path) == 0 {
				cond = ""
			}
			value := ""
			if list := valueChoices(n, f.Value); list != nil {
				value = fmt.Sprintf(" -x -a %q", strings.Join(list, " "))
			} else if !f.IsBool() {
				value = " -r"
			}
			fmt.Fprintf(e.out, "complete -c orpheus%s -l %s%s -d %q\n", cond, f.Name, value, f.Help)
		}
	})
}
