// Light or dark without a reload. The server draws the choice from the same
// cookie the next time, so nothing flashes.
addEventListener("click", e => {
	const link = e.target.closest("a[data-theme-to]")
	if (!link) return
	e.preventDefault()
	e.stopImmediatePropagation()
	const theme = link.dataset.themeTo
	document.documentElement.dataset.theme = theme
	const secure = location.protocol === "https:" ? "; secure" : ""
	document.cookie = `${link.dataset.jar}=${theme}; path=${link.dataset.at}; max-age=31536000; samesite=lax${secure}`
	const other = link.parentElement.querySelector(`a[data-theme-to]:not([data-theme-to="${theme}"])`)
	other?.focus()
}, true)
