import { describe, expect, it } from "vitest";
import { fit } from "./photo";

describe("fit", () => {
  it("brings the longer side down to 1600 and keeps the shape", () => {
    expect(fit({ width: 4000, height: 3000 })).toEqual({ width: 1600, height: 1200 });
    expect(fit({ width: 3000, height: 4000 })).toEqual({ width: 1200, height: 1600 });
  });

  it("leaves small photos as they are", () => expect(fit({ width: 640, height: 480 })).toEqual({ width: 640, height: 480 }));

  it("never makes a side vanish", () => expect(fit({ width: 100_000, height: 3 }).height).toBe(1));
});
