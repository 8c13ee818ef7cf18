// What a page looks like to a printer.
import { readFileSync } from "node:fs";
import { pictures } from "./helper.mjs";

/** Prints the page that is open, as the printer would get it: the sizes of its pages in millimetres. */
export async function printedPages(page, file) {
  const pdf = `${pictures}${file}.pdf`;
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  const boxes = [...readFileSync(pdf, "latin1").matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  return boxes.map(([, width, height]) => `${Math.round(width / 72 * 25.4)}x${Math.round(height / 72 * 25.4)}`);
}

/** Opens a paper and prints it. */
export async function printed(person, path, file) {
  await person.goTo(path);
  await person.page.locator(".paper, .label").first().waitFor();
  return printedPages(person.page, file);
}
