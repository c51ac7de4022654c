// Command newkind writes the skeleton of a new kind of act: its struct in org, and its
// line in the table of kinds.
//
//	go run ./internal/tools/newkind -doc "Take back that you notice it too." -right BySelf \
//	    -in tension_feel.go tension.unfeel "tension:TensionID:which tension"
//
// The name is noun.verb. Fields are name:Type:words, a question mark after the type for
// one that may be left out. What is still to be written is marked there, and listed
// with the rest, and where it belongs, by
//
//	go test -run Kind .
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	k := kind{}
	flag.StringVar(&k.doc, "doc", "", "what somebody does by it, in `words`")
	flag.StringVar(&k.right, "right", "ByAnyone", "who may do it: ByAnyone, ByShaper, BySelf, ByLeader, BySteward, ByNobody")
	flag.StringVar(&k.typ, "type", "", "its `type`; made of the name where empty")
	flag.StringVar(&k.file, "in", "", "the `file` in org; one of its own where empty")
	root := flag.String("C", ".", "the `folder` of the project")
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	err := k.read(flag.Arg(0), flag.Args()[1:])
	if err == nil {
		err = k.write(*root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "newkind:", err)
		os.Exit(1)
	}
	fmt.Printf("%s is in org/%s and in the table of org/kind.go. What it still lacks: go test -run Kind .\n", k.name, k.file)
}
