// Division codes of twelve digits (GB/T 2260 and its lower levels): city, county, township and village by their beginnings.

/** How much of a code says which unit it is: a village's code may end in zeros, and so may a township's nine digits. */
export function significant(code: string): string {
  if (!code.endsWith("000")) return code;
  if (!code.endsWith("000000")) return code.slice(0, 9);
  return code.endsWith("00000000") ? code.slice(0, 4) : code.slice(0, 6);
}
/** Whether a unit is another one or lies in it. */
export const liesIn = (code: string, unit: string): boolean => code.startsWith(significant(unit));
/** The smaller of two units of which one lies in the other. */
export const narrower = (one: string, other: string): string => (significant(one).length > significant(other).length ? one : other);
/** "西向一街" for "西向一街村民委员会": in a narrow column what all of them are called says nothing. */
export const shortVillage = (name: string): string => name.replace(/(村民|居民)委员会$/, "");
