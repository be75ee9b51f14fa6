import * as fs from "node:fs";
import * as path from "node:path";
import { FileAccount } from "../../providers/aws/account/file-account";

/**
 * One of several processes that write the same account at once. Arguments: directory, name of the writer, number of
 * resources. Begins when the file `go` is there. Prints, as JSON, which names it got.
 */
const [directory = "", writer = "", count = "0"] = process.argv.slice(2);
const account = new FileAccount(directory);
const type = "aws:s3/bucket:Bucket";

fs.writeFileSync(path.join(directory, `ready-${writer}`), "");
while (!fs.existsSync(path.join(directory, "go")));

const got: string[] = [];
for (let step = 0; step < Number(count); step++) {
  // The writers begin at opposite ends, so that each gets names before they meet.
  const index = writer === "one" ? step : Number(count) - 1 - step;
  const urn = `urn:pulumi:${writer}::p::${type}::bucket-${index}`;
  const id = `${writer}-${index}`;
  const holder = { type, urn, id };
  if (account.claim({ kind: "bucket", scope: "", name: `shared-${index}` }, holder) === undefined)
    got.push(`shared-${index}`);
  account.put({
    ...{ type, urn, id, region: "eu-west-1", generation: 0, createdAt: Date.now() },
    ...{ inputs: { bucket: id }, outputs: { arn: `arn:aws:s3:::${id}` } },
  });
  if (!account.all(type).some((one) => one.id === id)) throw new Error(`${id} is not there after it was put`);
}
process.stdout.write(JSON.stringify(got));
