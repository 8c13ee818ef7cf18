import { describe, expect, it } from "vitest";
import { liesIn, narrower, significant } from "./division";

describe("division codes", () => {
  it("are told by their level, whatever zeros they end in", () => {
    expect(significant("410800000000")).toBe("4108");
    expect(significant("410882000000")).toBe("410882");
    expect(significant("410882100000")).toBe("410882100");
    expect(significant("410882101000")).toBe("410882101");
    expect(significant("410882101200")).toBe("410882101200");
  });
  it("keep neighbours apart", () => {
    expect(liesIn("410882101201", "410882100000")).toBe(false);
    expect(liesIn("410882100201", "410882100000")).toBe(true);
    expect(liesIn("410882101201", "410882101200")).toBe(false);
    expect(liesIn("410882101201", "410800000000")).toBe(true);
    expect(liesIn("410882000000", "410882000000")).toBe(true);
  });
  it("of two units one of which lies in the other, the smaller is taken", () => {
    expect(narrower("410882000000", "410882101000")).toBe("410882101000");
    expect(narrower("410882100000", "410882000000")).toBe("410882100000");
  });
});
