// Command preview serves the pages with the organisation of the tests, for
// looking at them while working on them.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"time"

	"orpheus/web"
	"orpheus/web/webtest"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8099", "where to listen")
	flag.Parse()
	srv := &http.Server{
		Addr:              *addr,
		Handler:           web.New(web.Config{Source: webtest.Linde(), Now: func() time.Time { return webtest.Now }}),
		ReadHeaderTimeout: 5 * time.Second,
	}
	fmt.Println("http://" + *addr)
	if err := srv.ListenAndServe(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
