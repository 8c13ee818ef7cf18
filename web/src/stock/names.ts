/** The different names in a list that somebody typed, one a line or with any comma between them. */
export const namesIn = (typed: string): readonly string[] => [...new Set(typed.split(/[\n,，、;；]+/).map((one) => one.trim()).filter((one) => one !== ""))];
