// What a field of a form had at first and has now; of radio buttons and switches,
// whether it is on.
export const pressed = f => f.type === "radio" || f.type === "checkbox"
export const was = f => pressed(f) ? f.defaultChecked : f.options ? ([...f.options].find(o => o.defaultSelected) ?? f.options[0])?.value : f.defaultValue
export const value = f => pressed(f) ? f.checked : f.value

// fields are those of a form that somebody fills in.
export const fields = form => [...form.querySelectorAll("textarea[name], input[name], select[name]")].filter(f => !["hidden", "password", "submit", "file"].includes(f.type) && !f.multiple)

// began are the hidden fields that say what a field began with.
export const began = (form, name) => [...form.querySelectorAll(`input[type=hidden][name="_was.${CSS.escape(name)}"]`)]
