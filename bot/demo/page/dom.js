// Elements, requests and toasts: what every part of the page uses.

export const find = (id) => document.getElementById(id);

export const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
};

// The answer, or null: why is said in a toast, unless it is asked quietly.
export async function ask(path, body, { quietly = false } = {}) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(`/demo/${path}`, options);
    const answer = await response.json();
    if (response.ok) return answer;
    if (!quietly) toast(answer.error ?? answer.description);
  } catch {
    if (!quietly) toast("The server does not answer.");
  }
  return null;
}

let toastTimer;
export function toast(text) {
  find("toast").textContent = text;
  find("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { find("toast").hidden = true; }, 4000);
}

export function alertBox(text) {
  find("alert-text").textContent = text;
  find("alert").showModal();
}
