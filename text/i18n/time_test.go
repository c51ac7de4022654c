package i18n

import (
	"testing"
	"time"

	"orpheus/internal/test/need"
)

var (
	brussels = time.FixedZone("Brussels", 3600)
	now      = time.Date(2026, 3, 17, 9, 30, 0, 0, brussels)
)

func TestDates(t *testing.T) {
	soon := time.Date(2026, 3, 19, 16, 0, 0, 0, brussels)
	lastYear := time.Date(2025, 3, 3, 9, 5, 0, 0, brussels)
	for lang, want := range map[string][]string{
		"en": {"Thu 19 March", "Mon 3 March 2025", "Thu 19 March, 16:00", "Mon 3 March 2025, 09:05", "3 March 2025", "March 2025", "Mar 2025"},
		"nl": {"do 19 maart", "ma 3 maart 2025", "do 19 maart, 16.00 uur", "ma 3 maart 2025, 09.05 uur", "3 maart 2025", "maart 2025", "mrt 2025"},
		"da": {"tors. 19. marts", "man. 3. marts 2025", "tors. 19. marts kl. 16.00", "man. 3. marts 2025 kl. 09.05", "3. marts 2025", "marts 2025", "mar. 2025"},
	} {
		p := For(lang)
		got := []string{
			p.Date(soon, now), p.Date(lastYear, now), p.DateTime(soon, now), p.DateTime(lastYear, now),
			p.Day(lastYear), p.Month(lastYear), p.ShortMonth(lastYear),
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", lang, got[i], want[i])
			}
		}
	}
}

// What was yesterday is so by the calendar, also where an hour was skipped.
func TestLately(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		need.Missing(t, "there are no time zones: "+err.Error())
	}
	at := time.Date(2026, 3, 30, 0, 30, 0, 0, zone) // the night before, the clocks went forward
	for _, c := range []struct {
		at   time.Time
		want [3]string
	}{
		{at.Add(-time.Minute), [3]string{"today, 00:29", "vandaag, 00.29 uur", "i dag kl. 00.29"}},
		{at.Add(-time.Hour), [3]string{"yesterday, 23:30", "gisteren, 23.30 uur", "i går kl. 23.30"}},
		{time.Date(2026, 3, 29, 0, 5, 0, 0, zone), [3]string{"yesterday, 00:05", "gisteren, 00.05 uur", "i går kl. 00.05"}},
		{time.Date(2026, 3, 28, 23, 59, 0, 0, zone), [3]string{"Sat 28 March, 23:59", "za 28 maart, 23.59 uur", "lør. 28. marts kl. 23.59"}},
	} {
		for i, lang := range Languages {
			if got := For(lang).Lately(c.at, at.UTC()); got != c.want[i] {
				t.Errorf("%s: %v is %q, want %q", lang, c.at, got, c.want[i])
			}
		}
	}
}

// The year to leave out is that of the reader's day, not of the server's.
func TestYearIsThatOfTheZone(t *testing.T) {
	newYear := time.Date(2026, 1, 1, 0, 30, 0, 0, brussels)
	if got := For("en").Date(newYear, newYear.UTC()); got != "Thu 1 January" {
		t.Errorf("the first half hour of the year is %q", got)
	}
}

func TestSince(t *testing.T) {
	for _, c := range []struct {
		ago  time.Duration
		want [3]string
	}{
		{20 * time.Second, [3]string{"just now", "zojuist", "lige nu"}},
		{12 * time.Minute, [3]string{"12 min", "12 min", "12 min."}},
		{2 * time.Hour, [3]string{"2 h", "2 u", "2 t."}},
		{12 * time.Hour, [3]string{"yesterday", "gisteren", "i går"}}, // half past nine in the evening
		{33 * time.Hour, [3]string{"yesterday", "gisteren", "i går"}},
		{34 * time.Hour, [3]string{"2 days", "2 dagen", "2 dage"}}, // half past eleven the day before
		{21 * 24 * time.Hour, [3]string{"3 weeks", "3 weken", "3 uger"}},
		{100 * 24 * time.Hour, [3]string{"3 months", "3 maanden", "3 måneder"}},
		{800 * 24 * time.Hour, [3]string{"2 years", "2 jaar", "2 år"}},
		{-48 * time.Hour, [3]string{"Thu 19 March", "do 19 maart", "tors. 19. marts"}},
	} {
		for i, lang := range Languages {
			if got := For(lang).Since(now.Add(-c.ago), now); got != c.want[i] {
				t.Errorf("%s: %v ago is %q, want %q", lang, c.ago, got, c.want[i])
			}
		}
	}
}
