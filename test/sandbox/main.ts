import { describeSandbox } from './describe.ts';
import type { SandboxDescription } from './describe.ts';
import { startSandbox } from './sandbox.ts';
import { readArguments } from '../tools/arguments.ts';

/** Starts every sandbox registry and runs until it is stopped. */
const values = readArguments('npm run sandbox [-- --json] [--jfrog-version 7.20.0]', {
  json: { type: 'boolean', default: false },
  'jfrog-version': { type: 'string' },
});
const version = values['jfrog-version'];
const sandbox = await startSandbox(
  version === undefined ? {} : { jfrog: { settings: { version } } },
);
const description = await describeSandbox(sandbox);

const stopped: PromiseWithResolvers<void> = Promise.withResolvers();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopped.resolve();
  });
}

process.stdout.write(values.json ? `${JSON.stringify(description)}\n` : summary(description));
await stopped.promise;
await sandbox.close();

function summary({ ca, control, proxy, quay, rok, drp, drp4, jfrog }: SandboxDescription): string {
  const curl = `curl --cacert ${ca}`;
  return `Sandbox registries, until you press Ctrl+C. All secrets are invented.

Quay      ${quay.url}
  user    ${quay.user}, administers ${quay.organization} and big-org
  token   ${quay.token}   (user:admin org:admin)
Rok       ${rok.url}
  pod     svc/${rok.service} in ${rok.namespace}, context ${rok.context}
  file    ${rok.kubeconfig}
  user    ${rok.user}
DRP       ${drp.url}   (${drp.version})
  user    ${drp.user}, password ${drp.password}
  pin     ${drp.fingerprint}   (it signed its own certificate)
DRP 4     ${drp4.url}   (${drp4.version}, as its pages say: it is closed)
  user    ${drp4.user}, password ${drp4.password}
  pin     ${drp4.fingerprint}
JFrog     ${jfrog.url}
  admin   ${jfrog.admin}
  token   ${jfrog.token}
  user    ${jfrog.user}, password ${jfrog.password}
CA        ${ca}
Proxy     ${proxy.url}   (resolves ${proxy.host})
Control   ${control}

List the robots:
  ${curl} -H 'Authorization: Bearer ${quay.token}' '${quay.url}/api/v1/organization/${quay.organization}/robots?token=false'
Log a robot in:
  ${curl} -u '${quay.robot.name}:${quay.robot.token}' '${quay.realm}?service=${quay.service}'
Make the DRP one of another version (3.5.0 to 3.13.3, or 4.11.5):
  curl -d '{"version":"3.8.2"}' ${control}/settings/drp
Let the next request fail:
  curl -d '{"server":"quay","kind":"status","status":502}' ${control}/faults
`;
}
