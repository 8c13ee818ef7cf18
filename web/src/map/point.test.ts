import { describe, expect, it } from "vitest";
import { groundOf, knownPoint, readPoint, typedPoint } from "./point";
import type { Place } from "@/stores/reference";

const read = (lon: string, lat: string) => readPoint({ lon, lat });

describe("a typed position", () => {
  it("is read in decimal degrees, full width and with the sign of degrees too", () => {
    expect(read("112.93", "35.13")).toEqual({ is: "at", lon: 112.93, lat: 35.13 });
    expect(read(" １１２．９３° ", "35.13°")).toEqual({ is: "at", lon: 112.93, lat: 35.13 });
  });

  it("is none when both boxes are empty, half when one is", () => {
    expect(read("", " ")).toEqual({ is: "none" });
    expect(read("112.93", "")).toEqual({ is: "half" });
    expect(read("", "35.13")).toEqual({ is: "half" });
  });

  it.each([["35.13", "112.93"], ["181", "35"], ["112°55′", "35"], ["东经112", "35"], ["1e2", "35"]])("is wrong as %s, %s", (lon, lat) =>
    expect(read(lon, lat)).toEqual({ is: "wrong" }));

  it("is rounded to a metre when it was measured here, and left alone when it was known", () => {
    expect(typedPoint(112.930001234, 35.1)).toEqual({ lon: "112.93", lat: "35.1" });
    expect(knownPoint(112.930001234, 35.1)).toEqual({ lon: "112.930001234", lat: "35.1" });
    expect(knownPoint(null, null)).toEqual({ lon: "", lat: "" });
  });
});

describe("the ground to tap on", () => {
  const place = (over: Partial<Place>): Place => ({ code: "410882000000", name: "沁阳市", level: "county", parent: "410800000000", bbox: [112, 34, 113, 35], center: [112.9, 35.1], ...over }) as Place;

  it("shows the units below with their names", () => {
    const ground = groundOf(place({}), [place({ code: "410882101000", name: "西向镇", level: "township" })]);
    expect(ground).toMatchObject({ level: "township", parent: "410882000000", bounds: [112, 34, 113, 35] });
    expect(ground.labels.map((one) => one.name)).toEqual(["西向镇"]);
  });

  it("shows a village among its neighbours", () =>
    expect(groundOf(place({ code: "410882101201", level: "village", parent: "410882101000" }), [])).toMatchObject({ level: "village", parent: "410882101000" }));
});
