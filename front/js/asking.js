// In <form data-asks>, what stands under data-shown-if="field=code,code field=code" is shown while each of these
// fields has one of these answers. Without script everything is shown, and the server leaves out what was not asked.

function holds(form, condition) {
  return condition.split(" ").every((one) => {
    const [name, codes] = one.split("=");
    const wanted = codes.split(",");
    return [...form.querySelectorAll(`[name="${name}"]`)].some((field) => {
      const counts = !field.closest("[hidden]") && (field.type !== "radio" && field.type !== "checkbox" || field.checked);
      return counts && wanted.includes(field.value);
    });
  });
}

function show(form) {
  // In the order of the page: a question that goes takes those that hang on it along.
  for (const part of form.querySelectorAll("[data-shown-if]")) part.hidden = !holds(form, part.dataset.shownIf);
}

export function look() {
  for (const form of document.querySelectorAll("form[data-asks]")) show(form);
}

export function start() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-asks]");
    if (form) show(form);
  });
}
