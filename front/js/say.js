// One calm line at the top of the page, read aloud; it replaces the one before.

export function say(text) {
  let place = document.getElementById("said");
  if (!place) {
    place = document.createElement("p");
    place.id = "said";
    place.className = "message message-warning";
    place.setAttribute("role", "alert");
    (document.querySelector(".page-inner") || document.body).prepend(place);
  }
  place.textContent = text;
  place.scrollIntoView({ block: "nearest" });
}
