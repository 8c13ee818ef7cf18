import { expect, it } from "vitest";
import { inYuan, readYuan } from "./money";

it.each([["1234.5", 123_450], ["１２", 1_200], ["1,200.05", 120_005], ["0", 0]])("reads “%s” as fen", (typed, fen) => expect(readYuan(typed)).toBe(fen));
it.each(["", "-1", "1.234", "一百", "1e3"])("does not guess at “%s”", (typed) => expect(readYuan(typed)).toBeUndefined());
it("says an amount in yuan", () => expect(inYuan(123_450)).toBe("1,234.50"));
