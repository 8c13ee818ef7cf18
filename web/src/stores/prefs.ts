import { defineStore } from "pinia";
import { ref, watch } from "vue";
import type { Locale } from "@/catalogue/sentence";

export type Theme = "light" | "night";

const kept = <T extends string>(key: string, allowed: readonly T[], otherwise: () => T): T => {
  const value = localStorage.getItem(key);
  return allowed.find((one) => one === value) ?? otherwise();
};

/** What this seat prefers. The wall screen is asked for in the address, since it has no keyboard. */
export const usePrefs = defineStore("prefs", () => {
  const theme = ref<Theme>(kept<Theme>("anlan.theme", ["light", "night"], () =>
    matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "light"));
  const locale = ref<Locale>(kept<Locale>("anlan.locale", ["zh", "en"], () => "zh"));
  const wall = ref(false);

  watch([theme, locale, wall], () => {
    const root = document.documentElement;
    root.dataset.theme = theme.value;
    root.classList.toggle("dark", theme.value === "night"); // what Element Plus looks for
    root.classList.toggle("wall", wall.value);
    root.lang = locale.value === "zh" ? "zh-CN" : "en";
    localStorage.setItem("anlan.theme", theme.value);
    localStorage.setItem("anlan.locale", locale.value);
  }, { immediate: true });

  const toggleTheme = (): void => void (theme.value = theme.value === "night" ? "light" : "night");
  const toggleLocale = (): void => void (locale.value = locale.value === "zh" ? "en" : "zh");
  return { theme, locale, wall, toggleTheme, toggleLocale };
});
