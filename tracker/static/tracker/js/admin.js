// Boxes that complete what is typed are called by their field's label, as every other
// field: the stock script leaves a screen reader without a name for them.
const name = () => {
  for (const box of document.querySelectorAll(".select2-selection")) {
    const label = box.closest(".select2").previousElementSibling?.labels?.[0];
    if (!label) continue;
    label.id ||= `${label.htmlFor}-label`;
    const chosen = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    chosen.setAttribute("aria-labelledby", label.id);
  }
};

// What waits for jQuery is done in the order in which it asked: this after the boxes.
window.django?.jQuery?.(name);
