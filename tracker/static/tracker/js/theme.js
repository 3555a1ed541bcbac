// Runs before the first paint, so that a chosen theme does not flash. The admin
// keeps its choice under the same key. Without a choice the system decides.
"use strict";
{
  const root = document.documentElement;
  const stored = () => {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto"; // storage may be forbidden
    }
  };
  const apply = (theme) => {
    root.dataset.theme = theme;
    const button = document.querySelector("[data-theme-toggle]");
    if (button) {
      button.setAttribute("aria-label", `Colours: ${theme}. Change`);
      button.title = `Colours: ${theme}`;
    }
  };
  const next = { auto: "light", light: "dark", dark: "auto" };

  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    button.hidden = false;
    apply(stored());
    button.addEventListener("click", () => {
      const theme = next[root.dataset.theme] || "auto";
      try {
        localStorage.setItem("theme", theme);
      } catch {
        // The choice then lasts for this page only.
      }
      apply(theme);
    });
  });
}
