type Say = (key: string, values?: Record<string, unknown>) => string;

/** "members/1/id_number" → "身份证号（成员 2）". */
export function missingWords(field: string, t: Say): string {
  const [, place] = /^members\/(\d+)\//.exec(field) ?? [];
  return place === undefined ? t(`relief.field.${field}`) : t("relief.missingId", { n: Number(place) + 1 });
}
