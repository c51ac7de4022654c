// Command preview serves the pages with the organisation of the tests, for
// looking at them while working on them.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"

	"orpheus/face/web"
	"orpheus/face/web/webtest"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8099", "where to listen")
	anker := flag.Bool("anker", false, "Het Anker, to act in as Fatima, in place of De Linde")
	flag.Parse()
	config := web.Config{Source: webtest.Linde(), Now: func() time.Time { return webtest.Now }}
	if *anker {
		live := webtest.NewLive(webtest.Anker())
		live.Me = 1
		config.Source, config.Gate, config.Doer = live, live, live
	}
	srv := &http.Server{
		Addr:              *addr,
		Handler:           web.New(config),
		ReadHeaderTimeout: 5 * time.Second,
	}
	fmt.Println("http://" + *addr)
	if err := srv.ListenAndServe(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
