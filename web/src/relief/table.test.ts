import { describe, expect, it } from "vitest";
import { decode, findHead, fixSheet, groupOf, guess, pointedAt, readGrid, readRows, recall, remember, type Ground } from "./table";
import { VULNERABILITIES } from "./words";

const ground: Ground = {
  village: "", hazard: "02", circumstances: ["crop_lost"], payBy: "card", allNeedy: false,
  villages: [{ code: "410882101201", name: "东村村民委员会" }, { code: "410882101202", name: "西村村民委员会" }],
  hazards: [{ code: "01", name: "干旱灾害" }, { code: "02", name: "洪涝灾害" }],
};
// Made up, like all people here.
const HEADS = "序号\t村\t户主姓名\t身份证号\t联系方式\t家庭类型\t家庭人口\t家庭住址\t一卡（折）通账号\t灾种\t需救助人口";
const ROW = "1\t东村\t王小明\t１１０１０５１９４９１２３１００２Ｘ\t13812345678\t低保户\t3\t东村三组12号\t\t洪涝\t2";
const read = (text: string, on: Ground = ground) => {
  const grid = readGrid(text);
  const head = findHead(grid);
  return readRows(grid, head.first, guess(head.headers), on);
};

describe("a clerk's table", () => {
  it("is read by its headers, with full-width digits and short names of villages", () => {
    const [row] = read(`${HEADS}\n${ROW}\n`);
    expect(row).toMatchObject({ row: 2, unread: [], blank: [] });
    expect(row!.words).toMatchObject({
      village: "410882101201", class: "minimum_living", people: 3, needy: 2, hazard: "02", circumstances: ["crop_lost"],
      members: [{ name: "王小明", kinship: "head", id_number: "11010519491231002X" }], phone: "13812345678", account: null,
    });
  });

  it("finds its head below a title, over two rows with merged cells", () => {
    const text = "沁阳市2026年冬春救助花名册\t\t\t\t\n序号\t户主\t\t家庭人口\t家庭住址\n\t姓名\t身份证号\t\t\n1\t李四\t11010519491231002X\t4\t东村\n合计\t合计\t\t4\t";
    const rows = read(text);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.row).toBe(4);
    expect(rows[0]!.words).toMatchObject({ people: 4, address: "东村", members: [{ name: "李四", id_number: "11010519491231002X" }] });
  });

  it("reads the layout of 2019, which has two columns fewer", () => {
    const heads = HEADS.split("\t").filter((one) => !/账号|灾种/.test(one)).join("\t");
    const row = ROW.split("\t").filter((_, at) => at !== 8 && at !== 9).join("\t");
    expect(read(`${heads}\n${row}`)[0]!.words).toMatchObject({ needy: 2, address: "东村三组12号", hazard: "02", account: null });
  });

  it("says which cells it did not understand, and takes no formula for a name", () => {
    const row = ROW.replace("低保户", "甲类").replace("东村\t王小明", "南村\t=cmd|'/c calc'!A0");
    const [one] = read(`${HEADS}\n${row}`);
    expect(one!.unread).toEqual(["village", "class", "name"]);
    expect(one!.words.members[0]!.name).toBe("");
  });

  it("reads several losses out of one cell", () => {
    const grid = readGrid("姓名,身份证号,受灾情形\n王一,1,房屋严重损坏、小麦绝收");
    expect(readRows(grid, 1, ["name", "id_number", "circumstances"], ground)[0]!.words.circumstances).toEqual(["home_severely_damaged", "crop_lost"]);
  });
});

it("reads quotes, commas and line breaks of CSV", () => {
  expect(readGrid('a,"b,""c""\nd"\n1,2')).toEqual([["a", 'b,"c" d'], ["1", "2"]]);
});

it("reads the bytes of an old spreadsheet", () => {
  expect(decode(new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb]).buffer)).toBe("姓名");
  expect(decode(new TextEncoder().encode("姓名").buffer as ArrayBuffer)).toBe("姓名");
});

it("remembers columns by their headers alone", () => {
  const kept = new Map<string, string>();
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  remember(store, ["甲", "乙"], ["name", ""]);
  expect(recall(store, ["甲", "乙"])).toEqual(["name", ""]);
  expect(recall(store, ["甲", "丙"])).toBeUndefined();
});

describe("what to mend", () => {
  const grid = readGrid("编造\n村,姓名,身份证号\n东村,=1+2,110105194912310029\n西村,李四,1");
  const sheet = fixSheet(grid, grid[1]!, [
    { row: 3, group: "identity", text: '校验码"不对"', field: "id_number" }, { row: 3, group: "unread", text: "姓名", field: "name" },
    { row: 4, group: "identity", text: "太短", field: "id_number" },
  ], ["行", "问题"]);
  it("comes with the rows as they were, no formula among them and no number that a spreadsheet rounds", () => {
    expect(sheet).toBe('\uFEFF"行","村","姓名","身份证号","问题"\r\n"3","东村","\'=1+2","110105194912310029\t","校验码""不对""；姓名"\r\n"4","西村","李四","1","太短"\r\n');
  });
  it("reads in again once it is mended", () => {
    const again = readGrid(sheet.replace("'=1+2", "王一"));
    const head = findHead(again);
    expect(readRows(again, head.first, guess(head.headers), ground).map((one) => one.words.members[0])).toMatchObject([
      { name: "王一", id_number: "110105194912310029" }, { name: "李四", id_number: "1" },
    ]);
  });
  it("is found in the table by what the server points at", () => {
    expect(["/members/0/id_number", "/members/2/id_number", "/account", "/applied_on", "/needs/0/kind"].map(pointedAt)).toEqual(["id_number", "members", "account", "applied_on", "grain"]);
    expect(groupOf({ pointer: "/members/1/id_number", twice: true })).toBe("twice");
    expect(groupOf({ pointer: "/members/1/id_number", twice: false })).toBe("identity");
    expect(groupOf({ pointer: "/needy", twice: false })).toBe("figures");
  });
});

describe("a table with more in it", () => {
  const HEADS2 = "村,户主姓名,身份证号,家庭类型,受灾情形,其他成员,账户户名,申请日期";
  const one = (line: string) => read(`${HEADS2}\n${line}`)[0]!;
  it("has the others of the family, the card's holder and the day", () => {
    const { words, unread } = one("东村,王一,11010519491231002X,低保户,农作物绝收,王小:110105194912310029;李二,王一,2026年9月8日");
    expect(unread).toEqual([]);
    expect(words).toMatchObject({ circumstances: ["crop_lost"], account_name: "王一", applied_on: "2026-09-08" });
    expect(words.members.slice(1)).toEqual([{ name: "王小", kinship: "other", id_number: "110105194912310029" }, { name: "李二", kinship: "other", id_number: null }]);
  });
  it("leaves nothing to be guessed that has a column", () => {
    expect(one("东村,王一,1,,,,,去年")).toMatchObject({ unread: ["applied_on"], blank: ["people", "class", "needy", "circumstances"] });
    expect(one("东村,王一,1,低保户,减产,=1+1,,").unread).toEqual(["members"]);
  });
});

describe("who and how many", () => {
  const HEADS3 = "村,户主姓名,身份证号,家庭人口,需救助人口";
  it("is said of every household: neither is one person a family, nor a whole family in need, because a cell is blank", () => {
    expect(read(`${HEADS3}\n东村,王一,1,,2`)[0]).toMatchObject({ blank: ["people"], unread: [] });
    expect(read(`${HEADS3}\n东村,王一,1,3,`)[0]).toMatchObject({ blank: ["needy"], unread: [] });
    expect(read(`${HEADS3}\n东村,王一,1,三,2`)[0]).toMatchObject({ blank: [], unread: ["people"] });
    expect(read(`${HEADS3}\n东村,王一,1,3口人,2人`)[0]).toMatchObject({ blank: [], unread: [], words: { people: 3, needy: 2 } });
  });
  it("is the whole family only where the clerk chose so for a table without the column", () => {
    const heads = HEADS3.replace(",需救助人口", "");
    expect(read(`${heads}\n东村,王一,1,3`)[0]!.blank).toEqual(["needy"]);
    expect(read(`${heads}\n东村,王一,1,3`, { ...ground, allNeedy: true })[0]).toMatchObject({ blank: [], words: { people: 3, needy: 3 } });
    expect(read(`${HEADS3}\n东村,王一,1,3,`, { ...ground, allNeedy: true })[0]!.blank).toEqual(["needy"]);
    expect(read("村,户主姓名,身份证号,需救助人口\n东村,王一,1,3")[0]!.blank).toEqual(["people"]);
  });
});

describe("what a family lost", () => {
  it("is never taken for granted: without a column it is chosen, and a blank cell says nothing", () => {
    const open = { ...ground, hazard: undefined, circumstances: undefined };
    const heads = "村,户主姓名,身份证号,家庭类型,家庭人口,需救助人口";
    expect(read(`${heads}\n东村,王一,1,低保户,3,2`, open)[0]!.blank).toEqual(["hazard", "circumstances"]);
    expect(read(`${heads}\n东村,王一,1,低保户,3,2`)[0]).toMatchObject({ blank: [], words: { hazard: "02", circumstances: ["crop_lost"] } });
    expect(read(`${heads},灾种\n东村,王一,1,低保户,3,2,`)[0]!.blank).toEqual(["hazard"]);
  });
});

describe("form of payment, hardships and other needs", () => {
  const HEADS4 = "村,户主姓名,身份证号,家庭人口,需救助人口,救助资金发放形式(1现金 2一卡通),困难情形,救助饮水(元),医疗(元),其他需求(元)";
  const one = (cells: string, on = ground) => read(`${HEADS4}\n东村,王一,11010519491231002X,3,2,${cells}`, on)[0]!;
  it("are read by the words of clerks", () => {
    expect(one("现金,留守老人、重度残疾,120,300.5元,无")).toMatchObject({ unread: [], blank: [], words: {
      pay_by: "cash", vulnerabilities: ["left_behind_elder", "severely_disabled"],
      needs: [{ kind: "water", quantity: 12000 }, { kind: "medical", quantity: 30050 }],
    } });
    expect(["2", "一卡(折)通", "社保卡发放"].map((said) => one(`${said},,,,`).words.pay_by)).toEqual(["card", "card", "card"]);
    const said = "倒房重建户、散居孤儿、留守老人、留守儿童、重度残疾、脱贫户、边缘易致贫户、重点优抚对象、因灾重大伤病";
    expect(one(`1,${said},,,`)).toMatchObject({ unread: [], words: { vulnerabilities: VULNERABILITIES } });
  });
  it("are a fault of the row when they are not understood, and never dropped", () => {
    expect(one("实物,脱贫户、勤劳,3桶,若干,1")).toMatchObject({ unread: ["vulnerabilities", "water", "medical", "pay_by"] });
    expect(one("现金,留守老人儿童,,,").unread).toEqual(["vulnerabilities"]);
    expect(one(",,,,").blank).toEqual(["pay_by"]);
  });
  it("is what the clerk chose when no column says how it is paid", () => {
    expect(read(`${HEADS}\n${ROW}`, { ...ground, payBy: "cash" })[0]).toMatchObject({ blank: [], words: { pay_by: "cash", vulnerabilities: [] } });
  });
});
