// Saves a file that the page has just made, once for each time that somebody asked for it.

const KEPT = 60_000; // milliseconds that the browser has for taking the file
let last = 0; // the number of the request that was answered last

export default function ({ data }) {
  if (data.number === last) return;
  last = data.number;
  const bytes = Uint8Array.from(atob(data.file), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  link.download = data.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
