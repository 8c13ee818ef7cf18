const KEEP = 60_000; // ms: a slow disk may still be reading

/** Puts a file on the disk of whoever sits here. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP);
}
