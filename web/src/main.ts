import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { i18n } from "./i18n";
import { router } from "./router";
import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/dark/css-vars.css";
import "./styles/tokens.css";
import "./styles/base.css";

const app = createApp(App).use(createPinia()).use(i18n).use(router);
// Not before it is known who sits here and which page is meant: nothing flashes.
void router.isReady().then(() => app.mount("#app"));
