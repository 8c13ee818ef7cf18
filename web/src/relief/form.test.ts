import { describe, expect, it } from "vitest";
import type { Household } from "@/wire/relief";
import { blankDraft, changeOf, daysBetween, draftOf, gapsOf, idFault, wordsOf } from "./form";

const household: Household = {
  household: "h", campaign: "c", number: 7, version: 3, state: "entered", village: "410882101201", class: "monitored", people: 3,
  needy: 2, hazard: "02", circumstances: ["crop_lost"], vulnerabilities: [], needs: [{ kind: "grain", quantity: 50 }, { kind: "heating", quantity: 30_050 }],
  pay_by: "card", applied_on: null, missing: [], entered_at: "", entered_by: "", changed_at: "", withdrawn_for: null,
  personal: {
    members: [
      { name: "王*", id_number: "41*************123", kinship: "head", health: null, sex: "male", age: 60 },
      { name: "李*", id_number: null, kinship: "spouse", health: null, sex: null, age: null },
    ],
    phone: "138****5678", address: "西向镇东村***", account: null, account_name: null, note: null,
  },
};

describe("idFault", () => {
  it("takes what holds its check digit, however it is written", () => {
    for (const good of ["11010519491231002X", "11010519491231002x", "１１０１０５ 19491231 002X", "", "110105491231002"]) {
      expect(idFault(good)).toBeUndefined();
    }
  });
  it("tells a missing digit from a wrong one", () => {
    expect(idFault("1101051949123100")).toBe("length");
    expect(idFault("110105194912310021")).toBe("check");
  });
});

describe("a blank sheet", () => {
  it("names what is missing, field by field", () => {
    expect(gapsOf(blankDraft())).toEqual(["village", "people", "needy", "circumstances", "members/0/name", "address"]);
  });
  it("keeps what a village's households share, and nobody's name", () => {
    const before = { ...blankDraft(undefined, "410882101201"), circumstances: ["crop_lost" as const], phone: "13812345678" };
    before.members[0]!.name = "王小明";
    const next = blankDraft(before);
    expect([next.village, next.circumstances, next.phone, next.members[0]!.name]).toEqual(["410882101201", ["crop_lost"], "", ""]);
  });
  it("turns yuan into fen and leaves empty boxes out", () => {
    const draft = { ...blankDraft(undefined, "410882101201"), people: "３", needy: "2", circumstances: ["injured" as const], address: " 三组12号 " };
    draft.members[0]!.name = " 王小明 ";
    draft.needs.heating = "300.5";
    draft.needs.grain = "50";
    expect(gapsOf(draft)).toEqual([]);
    expect(wordsOf(draft)).toMatchObject({
      people: 3, address: "三组12号", phone: null, members: [{ name: "王小明", id_number: null }],
      needs: [{ kind: "grain", quantity: 50 }, { kind: "heating", quantity: 30_050 }],
    });
    draft.needs.water = "很多";
    expect(gapsOf(draft)).toEqual(["needs/water"]);
  });
});

describe("a change", () => {
  it("says nothing when nothing was touched", () => {
    expect(changeOf(draftOf(household), household)).toEqual({});
  });
  it("says only what differs, and keeps members by their place", () => {
    const draft = draftOf(household);
    draft.class = "ordinary";
    draft.phone = "13900000000";
    draft.members.pop();
    draft.members[0]!.id = "11010519491231002X";
    expect(gapsOf(draft, true)).toEqual([]);
    expect(changeOf(draft, household)).toEqual({
      class: "ordinary", phone: "13900000000", members: [{ member: 0, kinship: "head", id_number: "11010519491231002X" }],
    });
  });
});

it("counts days across months", () => expect(daysBetween("2026-09-20", "2026-10-10")).toBe(20));
