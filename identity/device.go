package identity

import "strings"

var browsers = [][2]string{
	{"Edg", "Edge"},
	{"OPR/", "Opera"},
	{"SamsungBrowser", "Samsung Internet"},
	{"Firefox", "Firefox"},
	{"FxiOS", "Firefox"},
	{"CriOS", "Chrome"},
	{"Chromium", "Chromium"},
	{"Chrome", "Chrome"},
	{"Safari", "Safari"},
	{"curl", "curl"},
}

var systems = [][2]string{
	{"iPhone", "iPhone"},
	{"iPad", "iPad"},
	{"Android", "Android"},
	{"Windows", "Windows"},
	{"CrOS", "Chromebook"},
	{"Macintosh", "Mac"},
	{"Linux", "Linux"},
}

// Device says in plain words what a browser calls itself: "Firefox, Windows".
// It is empty for one that says nothing known.
func Device(agent string) string {
	var parts []string
	for _, list := range [][][2]string{browsers, systems} {
		for _, b := range list {
			if strings.Contains(agent, b[0]) {
				parts = append(parts, b[1])
				break
			}
		}
	}
	return strings.Join(parts, ", ")
}
