import vue from "eslint-plugin-vue";
import globals from "./build/globals.mjs";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/"] },
  ...tseslint.configs.strict,
  ...vue.configs["flat/essential"],
  {
    languageOptions: { globals },
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-console": ["error", { allow: ["error"] }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["**/*.vue"], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  { files: ["**/*.vue"], rules: { "vue/multi-word-component-names": "off", "max-lines": ["error", { max: 250 }] } },
  { files: ["mock/**", "build/**"], rules: { "no-console": "off" } },
);
