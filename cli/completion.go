package cli

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
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

// choices returns the words that may follow a command: its commands and flags.
func choices(n *kong.Node, top *kong.Node) (commands, flags []string) {
	for _, child := range n.Children {
		commands = append(commands, child.Name)
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
	fmt.Fprint(e.out, `# bash completion for orpheus: source <(orpheus completion bash)
_orpheus() {
  local cur=${COMP_WORDS[COMP_CWORD]} path="" word words=""
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) ;; *) path="$path $word" ;; esac
  done
  while :; do
    case "${path# }" in
`)
	e.each(func(path []string, n *kong.Node) {
		commands, flags := choices(n, e.model.Node)
		fmt.Fprintf(e.out, "    %q) words=%q ;;\n", strings.Join(path, " "), strings.Join(append(commands, flags...), " "))
	})
	fmt.Fprint(e.out, `    esac
    [ -n "$words" ] && break
    path=${path% *}
  done
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
		for _, f := range n.Flags {
			cond := fmt.Sprintf(" -n %q", when)
			if len(path) == 0 {
				cond = ""
			}
			fmt.Fprintf(e.out, "complete -c orpheus%s -l %s -d %q\n", cond, f.Name, f.Help)
		}
	})
}
