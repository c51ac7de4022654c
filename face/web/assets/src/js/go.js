// Going to another state of this page: by htmx where it is there, which keeps
// the focus and the place; by the browser where it is not.
export function go(url) {
	if (window.htmx) {
		window.htmx.ajax("GET", url, {target: "body", swap: "innerMorph", push: url})
	} else {
		location.assign(url)
	}
}

// after calls do now, and again after every change of the page by htmx.
export function after(run) {
	if (document.readyState === "loading") {
		addEventListener("DOMContentLoaded", run)
	} else {
		run()
	}
	addEventListener("htmx:after:settle", run)
}

// Where htmx cannot get the page, the browser tries, and says itself what is
// wrong: nothing is worse than a link that does nothing.
addEventListener("htmx:error", e => {
	const request = e.detail?.ctx?.request
	if (request?.action && (request.method ?? "GET").toUpperCase() === "GET") location.assign(request.action)
})
