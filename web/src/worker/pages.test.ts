import { describe, expect, it } from "vitest";
import { pageOf } from "./pages";

const built = ["/index.html", "/r.html"];

describe("the page that opens without a line", () => {
  it.each([
    ["/", "/index.html"],
    ["/warehouse", "/index.html"],
    ["/index.html", "/index.html"],
    ["/r/01JABC", "/r.html"],
    ["/r", "/r.html"],
    ["/report", "/index.html"],
  ])("of %s is %s", (path, page) => expect(pageOf(path, built)).toBe(page));

  it.each(["/api/openapi.json", "/api", "/live", "/blobs/abc", "/tiles/1/2/3", "/metrics", "/healthz", "/missing.txt"])(
    "is none for %s", (path) => expect(pageOf(path, built)).toBeUndefined(),
  );

  it("takes no address for a door that only begins like one", () => expect(pageOf("/livestock", built)).toBe("/index.html"));
});
