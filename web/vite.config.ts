import vue from "@vitejs/plugin-vue";
import { fileURLToPath } from "node:url";
import Components from "unplugin-vue-components/vite";
import { ElementPlusResolver } from "unplugin-vue-components/resolvers";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const server = process.env.ANLAN_SERVER ?? "http://127.0.0.1:8765";
const forward = { target: server, changeOrigin: false };

export default defineConfig({
  plugins: [
    vue(),
    // Only the Element Plus parts a template names reach the bundle.
    Components({ dts: false, dirs: [], resolvers: [ElementPlusResolver({ importStyle: "css" })] }),
    // The worker that opens every built page without a line. It is registered by stores/edition.
    VitePWA({
      strategies: "injectManifest", srcDir: "src/worker", filename: "worker.ts", injectRegister: false,
      injectManifest: { globPatterns: ["**/*.{html,js,css,svg,wasm,woff2,webmanifest}"], maximumFileSizeToCacheInBytes: 8 * 1024 * 1024 },
      manifest: {
        name: "安澜", short_name: "安澜", lang: "zh-CN", start_url: "/", display: "standalone",
        background_color: "#12263f", theme_color: "#12263f",
        icons: [{ src: "/favicon.svg", sizes: "any", type: "image/svg+xml" }],
      },
    }),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  define: {
    __VUE_I18N_FULL_INSTALL__: "false",
    __VUE_I18N_LEGACY_API__: "false",
    __INTLIFY_DROP_MESSAGE_COMPILER__: "false",
    __INTLIFY_PROD_DEVTOOLS__: "false",
  },
  build: {
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    // Nothing inline: the server's content security policy allows scripts from itself only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      // The receipt is a page of its own: whoever opens it has no account and perhaps one bar of signal.
      input: { main: fileURLToPath(new URL("./index.html", import.meta.url)), r: fileURLToPath(new URL("./r.html", import.meta.url)) },
      output: {
        manualChunks(id) {
          if (id.includes("/maplibre-gl/")) return "maplibre";
          if (id.includes("/echarts/") || id.includes("/zrender/")) return "echarts";
          return undefined;
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { "/api": forward, "/blobs": forward, "/tiles": forward, "/live": { ...forward, ws: true } },
  },
  test: { environment: "node", include: ["src/**/*.test.ts"], setupFiles: ["build/test-setup.mjs"] },
} as Parameters<typeof defineConfig>[0]);
