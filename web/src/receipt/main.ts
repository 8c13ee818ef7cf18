import { createApp } from "vue";
import { createI18n } from "vue-i18n";
import { post } from "@/api/client";
import { receiptPage as en } from "@/i18n/en.json";
import { receiptPage as zh } from "@/i18n/zh.json";
import "../styles/tokens.css";
import "../styles/base.css";
import { openDrawer } from "./drawer";
import type { Postman } from "./deliver";
import { keepPage } from "./offline";
import ReceiptPage from "./ReceiptPage.vue";
import type { Paper, Recorded } from "./types";

const JSON_TYPE = "application/json";
const ports = { fetch: window.fetch.bind(window) };
const postman: Postman = {
  look: (shown) => post(ports, "/api/receipt.look", JSON.stringify(shown), JSON_TYPE) as Promise<Paper>,
  sign: (params) => post(ports, "/api/receipt.sign", JSON.stringify(params), JSON_TYPE) as Promise<Recorded>,
  checkpoint: (params) => post(ports, "/api/receipt.checkpoint", JSON.stringify(params), JSON_TYPE) as Promise<{ place: string }>,
  photo: async (picture) => void (await post(ports, "/api/receipt.photo", picture, picture.type)),
};

const kept = localStorage.getItem("anlan.locale");
const locale = kept === "en" || (!kept && !navigator.language.startsWith("zh")) ? "en" : "zh";
document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset["theme"] = "night";
const i18n = createI18n({ legacy: false, locale, fallbackLocale: "zh", messages: { zh: { receiptPage: zh }, en: { receiptPage: en } } });

// The worker keeps what is below "/r/": "/r" alone would take in "/report" as well.
if (location.pathname === "/r") history.replaceState(null, "", "/r/");
const token = /^\/r\/([\w-]+)$/.exec(location.pathname)?.[1] ?? "";
const drawer = await openDrawer();
createApp(ReceiptPage, { token, drawer, postman }).use(i18n).mount("#app");
// What cannot be put by is not needed while the page stays open.
void keepPage().catch(() => undefined);
