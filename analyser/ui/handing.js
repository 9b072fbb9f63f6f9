// Saves a file that the page has just made, once for each time that somebody asked for it.

const KEPT = 60_000; // milliseconds that the browser has for taking the file
const last = new Map(); // by button: the number of the request that was answered last

export default function ({ data: { button, request, file } }) {
  if (last.get(button) === request) return;
  last.set(button, request);
  const bytes = Uint8Array.from(atob(file.bytes), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
