// The first letter of each syllable, found by where the browser's own Chinese dictionary sorts a character: no tables to
// download. Of a character with two readings the more common one is used.
const LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ";
const FIRST = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
/** Place names that are read otherwise than the dictionary's first reading. */
const SPECIAL: Readonly<Record<string, string>> = { 郇: "X", 圪: "G", 垱: "D", 祥: "X" };

let collator: Intl.Collator | undefined;

function initialOf(character: string): string {
  const special = SPECIAL[character];
  if (special) return special;
  if (!/\p{Script=Han}/u.test(character)) return character.toUpperCase();
  collator ??= new Intl.Collator("zh-Hans-u-co-pinyin");
  let letter = "";
  for (let at = 0; at < LETTERS.length; at++) {
    if (collator.compare(character, FIRST[at]!) < 0) break;
    letter = LETTERS[at]!;
  }
  return letter;
}

/** "西向镇" → "XXZ". */
export const initials = (text: string): string => [...text].map(initialOf).join("");

/** Whether what was typed means this name: part of it, the initials of a part, or the beginning of its code. */
export function matches(typed: string, name: string, letters: string, code: string): boolean {
  const wanted = typed.normalize("NFKC").trim();
  if (wanted === "") return true;
  return name.includes(wanted) || letters.includes(wanted.toUpperCase()) || code.startsWith(wanted);
}
