// Package meter counts what whoever runs the program has to know: is it healthy, is it slow, is
// it growing. No label says who, where or what: an organisation, a person and a word are in none,
// and every label has a few values that are known beforehand.
package meter

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Meter counts.
type Meter struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	streams  *prometheus.GaugeVec
	appends  prometheus.Histogram
	acts     prometheus.Counter
	failures prometheus.Counter
}

// Read is one number that is read when it is asked for; false where it is not known.
type Read struct {
	Name, Help string
	Grows      bool // a counter: it only goes up
	Value      func() (float64, bool)
}

// State is a thing that is in one of some states.
type State struct {
	Name, Help string
	States     []string
	Now        func() string
}

// Measures are what is read when it is asked for.
type Measures struct {
	Reads  []Read
	States []State
}

// quick are the bounds of the buckets, in seconds.
var quick = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// New returns a meter that reads these too.
func New(m Measures) *Meter {
	out := &Meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "orpheus_request_seconds", Help: "How long requests took, by kind of address and class of status.", Buckets: quick}, []string{"kind", "status"}),
		streams:  prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "orpheus_streams", Help: "Event streams that are open, by kind."}, []string{"kind"}),
		appends:  prometheus.NewHistogram(prometheus.HistogramOpts{Name: "orpheus_append_seconds", Help: "How long it took until what was done was on the disk.", Buckets: quick}),
		acts:     prometheus.NewCounter(prometheus.CounterOpts{Name: "orpheus_acts_total", Help: "Acts that this program wrote."}),
		failures: prometheus.NewCounter(prometheus.CounterOpts{Name: "orpheus_append_failures_total", Help: "Appends that failed."}),
	}
	out.registry.MustRegister(out.requests, out.streams, out.appends, out.acts, out.failures, &reader{m},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, kind := range []string{pageStream, apiStream} {
		out.streams.WithLabelValues(kind)
	}
	for _, kind := range kinds {
		out.requests.WithLabelValues(kind, "2xx")
	}
	return out
}

// Appended notes an append.
func (m *Meter) Appended(acts int, took time.Duration, err error) {
	if err != nil {
		m.failures.Inc()
		return
	}
	m.acts.Add(float64(acts))
	m.appends.Observe(took.Seconds())
}

// Handler answers with all that was counted.
func (m *Meter) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// reader reads what is read when it is asked for.
type reader struct{ m Measures }

// Describe names what it reads.
func (r *reader) Describe(ch chan<- *prometheus.Desc) {
	for _, x := range r.m.Reads {
		ch <- prometheus.NewDesc(x.Name, x.Help, nil, nil)
	}
	for _, x := range r.m.States {
		ch <- prometheus.NewDesc(x.Name, x.Help, []string{"state"}, nil)
	}
}

// Collect reads.
func (r *reader) Collect(ch chan<- prometheus.Metric) {
	for _, x := range r.m.Reads {
		kind := prometheus.GaugeValue
		if x.Grows {
			kind = prometheus.CounterValue
		}
		if v, known := x.Value(); known {
			ch <- prometheus.MustNewConstMetric(prometheus.NewDesc(x.Name, x.Help, nil, nil), kind, v)
		}
	}
	for _, x := range r.m.States {
		now := x.Now()
		for _, s := range x.States {
			v := 0.0
			if s == now {
				v = 1
			}
			ch <- prometheus.MustNewConstMetric(prometheus.NewDesc(x.Name, x.Help, []string{"state"}, nil), prometheus.GaugeValue, v, s)
		}
	}
}
