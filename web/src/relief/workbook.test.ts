import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { findHead, guess } from "./table";
import { isOldWorkbook, isWorkbook, readWorkbook } from "./workbook";

/** A workbook with one sheet; numbers are kept as numbers. */
function workbook(rows: readonly (readonly (string | number)[])[]): ArrayBuffer {
  const cell = (value: string | number, row: number, column: number): string => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`;
    return typeof value === "number" ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const data = rows.map((row, at) => `<row r="${at + 1}">${row.map((value, column) => cell(value, at, column)).join("")}</row>`).join("");
  const space = "http://schemas.openxmlformats.org";
  const parts = {
    "[Content_Types].xml": `<Types xmlns="${space}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "xl/workbook.xml": `<workbook xmlns="${space}/spreadsheetml/2006/main" xmlns:r="${space}/officeDocument/2006/relationships"><sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${space}/package/2006/relationships"><Relationship Id="rId1" Type="${space}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${space}/spreadsheetml/2006/main"><sheetData>${data}</sheetData></worksheet>`,
  };
  const zip = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
  return zip.buffer.slice(zip.byteOffset, zip.byteOffset + zip.byteLength) as ArrayBuffer;
}

describe("a workbook", () => {
  it("reads like a pasted table", async () => {
    const grid = await readWorkbook(workbook([["沁阳市西向镇冬春救助花名册"], ["序号", "户主姓名", "身份证号", "家庭人口"], [1, "王某", "４10882196005010011", 3]]));
    expect(grid[2]).toEqual(["1", "王某", "410882196005010011", "3"]);
    const { headers, first } = findHead(grid);
    expect(first).toBe(2);
    expect(guess(headers)).toEqual(["", "name", "id_number", "people"]);
  });
  it("shows a long number that was typed as a number digit by digit, for its check digit to speak", async () => {
    const [row] = await readWorkbook(workbook([[410882196005010000]]));
    expect(row).toEqual(["410882196005010000"]);
  });
  it("is told from text and from a file of before 2007; a damaged one is an error", async () => {
    expect(isWorkbook(workbook([["a"]]))).toBe(true);
    expect(isWorkbook(new TextEncoder().encode("姓名,人口").buffer as ArrayBuffer)).toBe(false);
    expect(isOldWorkbook(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]).buffer)).toBe(true);
    await expect(readWorkbook(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]).buffer)).rejects.toThrow();
  });
});
