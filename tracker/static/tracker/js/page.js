// What every page does: menus close, toasts go away, long work can be cancelled.

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) dismiss.closest(".toast")?.remove();
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog")?.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(text);
    button.textContent = "Selected: copy it now";
  }
});

// Good news goes by itself; bad news stays until it is dismissed.
const expire = () => {
  for (const toast of document.querySelectorAll(".toast:not([data-timed])")) {
    toast.dataset.timed = "";
    if (toast.matches(".toast-error, .toast-warning")) continue;
    setTimeout(() => toast.remove(), 6000);
  }
};

// On a narrow screen the navigation scrolls sideways: where one is must be in sight.
const here = document.querySelector(".nav [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 48;

// Buttons that only a script can serve are hidden until there is one.
for (const element of document.querySelectorAll("[data-needs-script]")) {
  element.hidden = false;
}

expire();
document.addEventListener("htmx:afterSettle", expire);

// What is renewed in place keeps one's place: at the reason if something was refused,
// else at the nearest part of the page that is still there. News waits for who types.
let trail = [];

const waysUp = (part) => {
  const ways = [];
  for (let at = part; at; at = at.parentElement) {
    ways.push(at.id, at.getAttribute("aria-labelledby"));
  }
  return ways.filter((id) => id && id !== "workspace");
};

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target, requestConfig } = event.detail;
  const held = document.activeElement;
  const isNews = requestConfig.verb === "get";
  if (isNews && !target.contains(held)) trail = [];
  else if (isNews && held.matches("input, textarea, select")) event.preventDefault();
  else trail = [...waysUp(isNews ? held : elt), "main"];
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (document.activeElement !== document.body || !trail.length) return;
  const isNews = event.detail.requestConfig?.verb === "get";
  const refusal = isNews ? null : document.querySelector("[data-refusal]");
  const left = trail.map((id) => document.getElementById(id)).find(Boolean);
  const place = refusal ?? left.querySelector(":scope > summary") ?? left;
  trail = [];
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  if (!isNews) place.scrollIntoView({ block: "nearest" });
});

// A request that never reached the server must not look like one that worked.
for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, () => {
    const toasts = document.getElementById("toasts");
    const template = document.getElementById("toast-unreachable");
    toasts?.append(template.content.cloneNode(true));
  });
}
