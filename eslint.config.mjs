// Biome lints and formats; ESLint is here for the one thing only it knows: outputs inside template literals.
import pulumi from "@pulumi/eslint-plugin";
import * as parser from "@typescript-eslint/parser";

export default [
  { ignores: ["**/node_modules/**", "**/dist/**", ".offline/**", "offline/**", "policy-pack/**"] },
  {
    files: ["index.ts", "components/**/*.ts", "stacks/**/*.ts"],
    languageOptions: { parser, parserOptions: { project: "./tsconfig.json" } },
    linterOptions: { reportUnusedDisableDirectives: true },
    plugins: { "@pulumi": pulumi },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
    },
  },
];
