import { expect, it } from "vitest";
import { readOutside } from "./outside";
import { readGrid } from "./table";

const villageOf = (name: string): string | undefined => (name === "东村" ? "410882101201" : undefined);

it("reads of another office's list only what people are compared by", () => {
  const grid = readGrid("死亡人员名单,,\n姓名,身份证号,死亡日期\n王一,110105194912310029,2026-03-02\n合计,,\n");
  expect(readOutside(grid, "deaths", villageOf)).toEqual({ rows: [{ row: 3, id_number: "110105194912310029" }], columns: ["id_number"], strangers: 0 });
});

it("reads the doors and relatives of cadres, and counts villages it does not know", () => {
  const grid = readGrid("姓名,身份证号,村,住址,近亲属户主\n王一,110105194912310029,东村,东村1号,王二\n李三,,火星村,火星1号,李四");
  expect(readOutside(grid, "cadres", villageOf)).toEqual({
    rows: [{ row: 2, id_number: "110105194912310029", village: "410882101201", kin: "王二", address: "东村1号" }, { row: 3, id_number: null, address: "火星1号" }],
    columns: ["id_number", "village", "address", "kin"], strangers: 1,
  });
});

it("finds nothing in a table without numbers", () => {
  expect(readOutside(readGrid("姓名,单位\n王一,学校"), "payroll", villageOf).rows).toEqual([]);
});
