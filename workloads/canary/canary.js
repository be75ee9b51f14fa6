// CloudWatch Synthetics canary: asks what a customer's browser and a merchant's server ask, without a browser.
// What it checks comes with the canary, as JSON in CHECKS; checks.js tells its shape.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_WritingCanary_Nodejs_Pup.html
const synthetics = require("@aws/synthetics-puppeteer");
const { ask } = require("./ask");
const { parseChecks } = require("./checks");
const { run } = require("./run");

exports.handler = async () => {
  // Pictures of a page that is never opened would only make a run longer.
  synthetics.getConfiguration().disableStepScreenshots();
  await run(parseChecks(process.env.CHECKS), ask, (name, step) => synthetics.executeStep(name, step));
};
