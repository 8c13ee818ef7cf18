import { describe, expect, it } from "vitest";
import { appliedAfter, attendeesOf, blankMeeting, meetingDraft, meetingGaps, meetingOf, readNumbers, sameSurname, votedDown, votersOn, votesOf, type MeetingDraft } from "./meeting";

const ROWS = [{ household: "h3", number: 3 }, { household: "h17", number: 17 }];
const whole = (more: Partial<MeetingDraft> = {}): MeetingDraft => ({
  ...blankMeeting(), heldAt: 0, present: { committee: "2", villagers: "5", affected: "1" }, absent: "1", minutes: "m", photo: "p", ...more,
});

describe("a meeting", () => {
  it.each([["3, 17", [3, 17]], ["３、17", [3, 17]], ["", []], ["三号", undefined]])("reads the numbers %s", (typed, read) =>
    expect(readNumbers(typed)).toEqual(read));

  it("counts people by bench, and those with kin once", () => {
    const draft = whole({ kin: [{ bench: "villagers", numbers: "17" }] });
    const present = attendeesOf(draft, ROWS);
    expect(present).toHaveLength(8);
    expect(present.filter((one) => one.kin)).toEqual([{ bench: "villagers", declared: true, kin: ["h17"] }]);
    expect(votersOn("h3", present)).toBe(8);
    expect(votersOn("h17", present)).toBe(7);
  });

  it("takes the vote from kin and from who was not asked", () => {
    const draft = whole({ kin: [{ bench: "committee", numbers: "3" }], undeclared: { committee: "", villagers: "2", affected: "" } });
    expect(votesOf(draft, ROWS)).toEqual([{ household: "h3", ayes: 5, noes: 0, abstained: 0 }, { household: "h17", ayes: 6, noes: 0, abstained: 0 }]);
  });

  it("finds a household that half of the voters did not agree to", () => {
    const draft = whole({ votes: { h3: { ayes: "4", noes: "4", abstained: "" } } });
    expect(votedDown(draft, ROWS)).toEqual([ROWS[0]]);
    expect(votedDown(whole({ votes: { h3: { ayes: "5", noes: "3", abstained: "" } } }), ROWS)).toEqual([]);
  });

  it("names what is missing, bench by bench", () => {
    expect(meetingGaps(blankMeeting(), ROWS)).toEqual(["heldAt", "present.committee", "present.villagers", "present.affected", "minutes", "photo"]);
    expect(meetingGaps(whole(), ROWS)).toEqual([]);
    expect(meetingGaps(whole({ kin: [{ bench: "villagers", numbers: "4" }] }), ROWS)).toEqual(["kin"]);
    expect(meetingGaps(whole({ votes: { h3: { ayes: "9", noes: "", abstained: "" } } }), ROWS)).toEqual(["votes"]);
    expect(meetingGaps(whole({ undeclared: { committee: "3", villagers: "", affected: "" } }), ROWS)).toEqual(["undeclared.committee"]);
  });

  it("comes back from the record as it was typed, but for its papers", () => {
    const draft = whole({ heldAt: 5, undeclared: { committee: "0", villagers: "1", affected: "0" }, kin: [{ bench: "committee", numbers: "3" }], votes: { h17: { ayes: "5", noes: "1", abstained: "0" } } });
    const meeting = meetingOf(draft, ROWS, String);
    expect(meetingDraft(meeting, ROWS, Number)).toEqual({ ...draft, minutes: undefined, photo: undefined });
    expect(meetingOf({ ...meetingDraft(meeting, ROWS, Number), minutes: "m", photo: "p" }, ROWS, String)).toEqual(meeting);
  });

  it("is early for who applied later, not for who was typed in later", () => {
    const rows = [{ applied_on: "2026-09-26" }, { applied_on: "2026-09-25" }, { applied_on: null }];
    expect(appliedAfter("2026-09-25", rows)).toEqual([rows[0]]);
  });

  it("is written for the wire with a vote on every household", () => {
    const meeting = meetingOf(whole(), ROWS, String);
    expect(meeting).toMatchObject({ held_at: "0", absent: 1, minutes: "m", photo: "p" });
    expect(meeting.votes.map((one) => one.household)).toEqual(["h3", "h17"]);
  });
});

it("points at households of somebody's surname, and at none when nothing is asked", () => {
  const row = (number: number, name: string) => ({ household: `h${number}`, number, personal: { members: [{ name }] } });
  const rows = [row(3, "王**"), row(8, "李*"), row(12, "王*"), { household: "gone", number: 13, personal: null }];
  expect(sameSurname("王", rows)).toEqual([3, 12]);
  expect(sameSurname(" ", rows)).toEqual([]);
});
