/** Gives a file to the reader, as if a link to it had been followed. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click; it has begun to well within this time.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A name that every file system takes: its parts joined, without the characters that some refuse. */
export function fileName(parts: readonly string[], extension: string): string {
  const name = parts
    .map((part) => part.replace(/[\\/:*?"<>|\s]+/g, '-').replace(/^-+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('_');
  return `${name.slice(0, LONGEST_NAME)}.${extension}`;
}

/** Chinese takes three bytes a character, and file systems end at 255 bytes. */
const LONGEST_NAME = 80;
